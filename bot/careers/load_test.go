package careers_test

import (
	"context"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"mentor/bot/careers"
)

func TestContentIsAsItShouldBe(t *testing.T) {
	c, err := careers.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range careers.Check(c) {
		t.Errorf("%s:%d: %s: %s", p.Place.File, p.Place.Line, p.About, p.What)
	}
	if n := len(c.Roles()); n != 16 {
		t.Errorf("%d roles", n)
	}
	for _, r := range c.Roles() {
		for _, f := range c.Facets() {
			if _, ok := c.Topic(r.ID + "/" + f.ID); !ok {
				t.Errorf("%s/%s is missing", r.ID, f.ID)
			}
		}
	}
}

func TestPackIsOfThisContent(t *testing.T) {
	if !careers.Packed() {
		t.Error("the content changed after content.pack was made: run go generate ./bot/...")
	}
}

func TestRungs(t *testing.T) {
	c, err := careers.Default()
	if err != nil {
		t.Fatal(err)
	}
	names := func(from, to string) string {
		rungs, ok := c.Rungs(from, to)
		if !ok {
			return "none"
		}
		var ids []string
		for _, r := range rungs {
			ids = append(ids, r.ID)
		}
		return strings.Join(ids, " ")
	}
	for _, tt := range [][3]string{
		{"technical-analyst", "process-owner", "product-owner process-owner"},
		{"technical-account-manager", "chief-marketing-technologist", "head-of-analytics chief-marketing-technologist"},
		{"process-owner", "technical-analyst", "none"},
		{"marketing-maker", "process-owner", "none"},
		{"head-of-analytics", "head-of-analytics", "none"},
	} {
		if got := names(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%s to %s: %s, want %s", tt[0], tt[1], got, tt[2])
		}
	}
}

func TestLayerMistakes(t *testing.T) {
	for name, tt := range map[string]struct{ file, text, want string }{
		"unknown field":  {"roles/x.yaml", "id: x\nsalary: 3\n", "roles/x.yaml:2: there is no field"},
		"not YAML":       {"roles/x.yaml", "id: x\n  name: [\n", "roles/x.yaml:"},
		"wrong name":     {"roles/x.yaml", "id: y\n", "roles/x.yaml:1: id is \"y\""},
		"wrong type":     {"certifications.yaml", "certifications:\n- id: x\n  as_of: soon\n", "certifications.yaml:3: a number is wanted here"},
		"twice":          {"glossary.yaml", "terms:\n- id: x\n- id: x\n", "glossary.yaml:3: x is there twice"},
		"without id":     {"glossary.yaml", "terms:\n- term: x\n", "glossary.yaml:2: an entry without id"},
		"unknown file":   {"salaries.yaml", "a: 1\n", "salaries.yaml: no such file in the format"},
		"unknown folder": {"people/x.yaml", "a: 1\n", "people/x.yaml: content lies in"},
		"empty":          {"speech.yaml", "", "speech.yaml:1: the file is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := careers.Load(fstest.MapFS{tt.file: {Data: []byte(tt.text)}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

func TestLayerOverrides(t *testing.T) {
	c, err := careers.Load(fstest.MapFS{
		"roles/product-owner.yaml": {Data: []byte("id: product-owner\naliases: {en: [tool czar]}\nfacets:\n  overview:\n    brief: {en: \"Ours.\"}\n")},
		".hidden.yaml":             {Data: []byte("{")},
		"wording/en.yaml":          {Data: []byte("{")},
	})
	if err != nil {
		t.Fatal(err)
	}
	r, _ := c.Role("product-owner")
	o := r.Facets["overview"]
	if o.Brief.En != "Ours." || o.Brief.Fr == "" || o.Text.En == "" {
		t.Errorf("%+v", o.Brief)
	}
	if n := len(r.Aliases.En); r.Aliases.En[n-1] != "tool czar" || n < 4 {
		t.Errorf("%v", r.Aliases.En)
	}
	if d, _ := careers.Default(); d != nil {
		if r, _ := d.Role("product-owner"); r.Facets["overview"].Brief.En == "Ours." {
			t.Error("the layer changed the content that others use")
		}
	}
}

func TestCheckFinds(t *testing.T) {
	c, err := careers.Load(fstest.MapFS{
		"topics/pets.yaml":   {Data: []byte("subject: pets\nname: {en: Pets, fr: Animaux}\ntopics:\n  cats:\n    title: {en: Cats, fr: Chats}\n    text: {en: \"# No\", fr: \"\"}\n    brief: {en: a, fr: b}\n    source: [nowhere]\n    next: [pets/dogs]\n")},
		"speech.yaml":        {Data: []byte("clarify-role: {en: [\"Which?\"]}\n")},
		"roles/new-one.yaml": {Data: []byte("id: new-one\nname: {en: TAM, fr: TAM}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range careers.Check(c) {
		all = append(all, p.Place.File+" "+p.About+" "+p.What)
	}
	found := strings.Join(all, "\n")
	for _, want := range []string{
		"text is missing in fr", "has a heading", "source nowhere is not", "next topic pets/dogs does not exist",
		"ask has no line in en", "lacks {list} in en", `the name "tam" is also`, "overview is missing", "topics/pets.yaml",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("not found: %s\n%s", want, found)
		}
	}
}

// edited is a folder in which somebody writes while it is watched.
type edited struct {
	mu    sync.Mutex
	files fstest.MapFS
}

func (e *edited) Open(name string) (fs.File, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.files.Open(name)
}

func (e *edited) write(name, text string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.files[name] = &fstest.MapFile{Data: []byte(text)}
}

func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		layer := &edited{files: fstest.MapFS{}}
		var used, failed []string
		ctx, cancel := context.WithCancel(t.Context())
		go careers.Watch(ctx, time.Second,
			func(c *careers.Content) { used = append(used, c.Speech("refuse-tax", "en")[0]) },
			func(err error) { failed = append(failed, err.Error()) }, layer)
		synctest.Wait()
		write := func(text string) {
			layer.write("speech.yaml", text)
			<-time.After(3 * time.Second)
			synctest.Wait()
		}
		write("refuse-tax: {en: [\"Ask Ann.\"]}\n")
		write("refuse-tax: {en: [\"Ask Ann.\"}\n")
		write("refuse-tax: {en: [\"Ask {who}.\"]}\n")
		write("refuse-tax: {en: [\"Ask Bob.\"]}\n")
		cancel()
		synctest.Wait()
		if strings.Join(used, " ") != "Ask Ann. Ask Bob." {
			t.Errorf("used %q", used)
		}
		if len(failed) != 2 || !strings.Contains(failed[0], "speech.yaml:1") || !strings.Contains(failed[1], "{who}") {
			t.Errorf("failed %q", failed)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := careers.Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// What a question is taken to be about can be said of every topic, in both languages.
func TestAboutIsSaidOfEverything(t *testing.T) {
	c, err := careers.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Subjects() {
		if s.About.En == "" || s.About.Fr == "" {
			t.Errorf("%s: no about", s.ID)
		}
	}
	for id, want := range map[string]string{"head-of-analytics/requirements": "le rôle Head of Analytics", "promotion/not-yet": "une promotion", "term/cdp": c.Title("term/cdp", careers.French)} {
		if got := c.About(id, careers.French); got != want {
			t.Errorf("%s is about %q", id, got)
		}
	}
}

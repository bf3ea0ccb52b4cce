package terminal

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"mentor/adapters/adaptertest"
	"mentor/bot"
	"mentor/bot/careers"
)

func render(t *testing.T, r bot.Reply, columns int, styled bool) string {
	t.Helper()
	s := &sheet{page: page{columns: columns, ansi: styled}, lang: r.Lang, number: 1, folder: t.TempDir()}
	taken := map[string]bool{}
	s.keep = func(name string, data []byte, picture bool) (string, error) {
		return keep(s.folder, name, data, picture, taken)
	}
	s.reply(r)
	return s.String()
}

func TestMarkupOnScreen(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "One\ntwo\n\nthree", "One\ntwo\n\nthree"},
		{"emphasis", "**bold** _slanted_ `code`", "bold slanted code"},
		{"list", "- one\n- two **b**\n  - three\n", "- one\n- two b\n  - three"},
		{"loose list", "- one\n\n- two", "- one\n\n- two"},
		{"numbers", "3. three\n4. four", "3. three\n4. four"},
		{"link", "[here](https://example.org/a)", "here (https://example.org/a)"},
		{"bare link", "<https://example.org>", "https://example.org"},
		{"link to itself", "[https://a.example](https://a.example)", "https://a.example"},
		{"escapes", `\*no\* \[x\]\(y\) \&amp; \\`, `*no* [x](y) &amp; \`},
		{"entities", "&amp; &lt;b&gt; &#39; &nothing; &", "& <b> ' &nothing; &"},
		{"heading", "# Big\n\ntext", "Big\n\ntext"},
		{"code block", "    a b\n    c", "a b\nc"},
		{"html", "<b>x</b>\n\n<div>\ny\n</div>", "<b>x</b>\n\n<div>\ny\n</div>"},
		{"control characters", "a\x1b[31mb\x07c\u202Ed", "a[31mbcd"},
		{"invalid", "a\xffb", "a\uFFFDb"},
		{"image", "![alt](https://a.example/x.png)", "alt (https://a.example/x.png)"},
		{"hard break", "one\\\ntwo", "one\ntwo"},
		{"quote", "> said\n> so", "│ said\n│ so"},
	} {
		if got := (page{}).markup(bot.Markup(c.in)); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", c.name, c.in, got, c.want)
		}
	}
	if got, want := (page{ansi: true}).markup("**a** _b_"), "\x1b[1ma\x1b[22m \x1b[3mb\x1b[23m"; got != want {
		t.Errorf("styled: %q, want %q", got, want)
	}
}

func TestLinesFitTheWindow(t *testing.T) {
	for _, c := range adaptertest.Cases() {
		for _, columns := range []int{24, 40, 80, 100} {
			folder := "" // paths are not wrapped: they are for copying
			for _, line := range strings.Split(render(t, c.Reply, columns, true), "\n") {
				if strings.Contains(line, "Picture: /") || strings.Contains(line, "Saved: /") {
					folder = line
					continue
				}
				if w := ansi.StringWidth(line); w > columns {
					t.Errorf("%s at %d columns: a line of %d: %q %s", c.Name, columns, w, line, folder)
				}
			}
		}
	}
}

func TestTableColumnsLineUp(t *testing.T) {
	table := bot.Reply{Text: "t", Blocks: []bot.Block{bot.Table{Title: "Two roles", Head: []bot.Markup{"", "Product Owner", "Process Owner"},
		Rows: [][]bot.Markup{{"Does", "owns the system: use, upgrades, contracts", "owns the process"}, {"Needs", "listening", "a view of the whole"}}}}}
	want := `Two roles
       Product Owner       Process Owner
──────────────────────────────────────────────
Does   owns the system:    owns the process
       use, upgrades,
       contracts

Needs  listening           a view of the whole`
	if diff := cmp.Diff(want, render(t, table, 46, false)); diff != "" {
		t.Error(diff)
	}
	narrow := `Two roles
Does
  Product Owner: owns
    the system: use,
    upgrades, contracts
  Process Owner: owns
    the process

Needs
  Product Owner:
    listening
  Process Owner: a view
    of the whole`
	if diff := cmp.Diff(narrow, render(t, table, 26, false)); diff != "" {
		t.Error(diff)
	}
}

func TestProgressBar(t *testing.T) {
	got := render(t, bot.Reply{Text: "p", Blocks: []bot.Block{bot.Progress{Label: "0–1 year", Done: 3, Total: 4}}, Lang: careers.French}, 0, false)
	if want := "0–1 year  ███████████████░░░░░  3 sur 4"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNumbersMeanTheChoicesShown(t *testing.T) {
	var d state
	pick := func(action string) []bot.Choice {
		return []bot.Choice{{Action: action, Value: "1"}, {Action: action, Value: "2"}}
	}
	press := func(line, action, value string) {
		t.Helper()
		body, _ := d.decode(line)
		if p, ok := body.(bot.Press); !ok || p.Action != action || p.Value != value {
			t.Errorf("%q is %#v, want a press of %s %s", line, body, action, value)
		}
	}
	message := func(line string) {
		t.Helper()
		if body, _ := d.decode(line); body != (bot.Message{Text: line}) {
			t.Errorf("%q is %#v, want a message", line, body)
		}
	}
	message("1")
	d.offer(pick("a"), "m1", false)
	press("2", "a", "2")
	press(" 1) ", "a", "1")
	message("3")
	message("1st")
	message("goal done 1")
	press("1.", "a", "1") // still there: no reply with choices came since

	d.offer(pick("b"), "m2", true) // by itself, while something is typed
	press("1", "a", "1")
	press("4", "b", "2")
	d.offer(pick("c"), "m3", false)
	press("1", "c", "1")
	message("4")

	d.offer(pick("e"), "m6", false)
	press("1", "e", "1")
}

func TestLongMenusArePaged(t *testing.T) {
	h := newHarness(t, bot.Hints{})
	var items []bot.Choice
	for i := range 45 {
		items = append(items, bot.Choice{Label: "role " + string(rune('A'+i%26)), Action: "role", Value: string(rune('A' + i))})
	}
	h.mu.Lock()
	h.lines = newPlain(strings.NewReader(""), h.screen)
	h.show(bot.Reply{Text: "Which?", Blocks: []bot.Block{bot.Choices{Items: items}}}, false)
	h.mu.Unlock()
	text := h.screen.text.String()
	if !strings.Contains(text, " 20. ") || strings.Contains(text, " 21. ") || !strings.Contains(text, "  0. more (21–40 of 45)") {
		t.Errorf("first page: %s", text)
	}
	if body, more := h.state.decode("0"); body != nil || !more {
		t.Errorf("0 is %v", body)
	}
	h.nextPage()
	if text = h.screen.text.String(); !strings.Contains(text, " 40. ") || !strings.Contains(text, "  0. more (41–45 of 45)") {
		t.Errorf("second page: %s", text)
	}
	h.nextPage()
	if body, more := h.state.decode("0"); more || body != (bot.Message{Text: "0"}) {
		t.Errorf("0 after the last page is %v", body)
	}
	if body, _ := h.state.decode("45"); body.(bot.Press).Value != string(rune('A'+44)) {
		t.Errorf("45 is %v", body)
	}
}

func TestFormFields(t *testing.T) {
	form := bot.Form{ID: "f", Fields: []bot.Field{
		{ID: "text", Label: "What?", Kind: bot.LongText, Max: 20},
		{ID: "pick", Label: "When?", Kind: bot.Pick, Initial: "b", Options: []bot.Choice{{Label: "Été", Value: "a"}, {Label: "Hiver", Value: "b"}}},
		{ID: "opt", Label: "More?", Optional: true, Initial: "x"},
	}}
	a := newAsking(form, "m", careers.English)
	step := func(line string, want answered, problem bool) {
		t.Helper()
		got, said := a.answer(line, nil)
		if got != want || (said != "") != problem {
			t.Errorf("%q: %v %q, want %v", line, got, said, want)
		}
	}
	step("", again, true)
	step("far too long for the twenty characters", again, true)
	step(`first\`, again, false)
	step("second", next, false)
	step("7", again, true)
	step("nonsense", again, true)
	step("ete", next, false)
	step("-", complete, false)
	want := map[string]string{"text": "first\nsecond", "pick": "a", "opt": ""}
	if diff := cmp.Diff(want, a.values); diff != "" {
		t.Error(diff)
	}
	a.reask(map[string]bot.Markup{"text": "no"})
	if f := a.field(); f.ID != "text" || a.kept(f) != "first second" {
		t.Errorf("asked again: %v, keeps %q", f, a.kept(f))
	}
	step("", complete, false)
	a = newAsking(form, "m", careers.English)
	step("Annuler", cancelled, false)
}

func TestHints(t *testing.T) {
	env := func(kv ...string) func(string) string {
		return func(name string) string {
			if i := slices.Index(kv, name); i >= 0 && i%2 == 0 {
				return kv[i+1]
			}
			return ""
		}
	}
	for _, c := range []struct {
		env    func(string) string
		locale string
		zone   string // empty: whatever the machine says
	}{
		{env("LANG", "fr_FR.UTF-8", "TZ", "Europe/Paris"), "fr-FR", "Europe/Paris"},
		{env("LANG", "fr_FR.UTF-8", "LC_ALL", "en_US", "TZ", ":Asia/Tokyo"), "en-US", "Asia/Tokyo"},
		{env("LANG", "C.UTF-8", "TZ", "/usr/share/zoneinfo/America/New_York"), "", "America/New_York"},
		{env("LC_ALL", "de_DE@euro", "TZ", "Nowhere/Land"), "de-DE", ""},
	} {
		h := Hints(c.env)
		if h.Locale != c.locale || (c.zone != "" && h.Zone != c.zone) || h.Zone == "Nowhere/Land" {
			t.Errorf("got %+v, want %q %q", h, c.locale, c.zone)
		}
	}
}

func TestFilesAreKept(t *testing.T) {
	dir := t.TempDir()
	save := func(name, data string, picture bool) string {
		t.Helper()
		path, err := keep(dir, name, []byte(data), picture, map[string]bool{})
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != data {
			t.Errorf("%s holds %q", path, got)
		}
		rel, _ := filepath.Rel(dir, path)
		return rel
	}
	for _, c := range []struct {
		name, data string
		picture    bool
		want       string
	}{
		{"export.json", "1", false, "files/export.json"},
		{"export.json", "2", false, "files/export-2.json"}, // never over another
		{"export.json", "2", false, "files/export-2.json"}, // the same again
		{"map.png", "1", true, "pictures/map.png"},
		{"map.png", "2", true, "pictures/map.png"}, // can be asked for again
		{"../../etc/passwd", "x", false, "files/-..-etc-passwd"},
		{"a\x00b\x1b/..", "x", false, "files/ab-"},
		{"", "x", false, "files/mentor"},
	} {
		if got := save(c.name, c.data, c.picture); got != c.want {
			t.Errorf("%q is kept as %q, want %q", c.name, got, c.want)
		}
	}
	if long := save(strings.Repeat("é", 300)+".json", "x", false); len(filepath.Base(long)) > 200 || !strings.HasSuffix(long, ".json") {
		t.Errorf("a long name is kept as %q", long)
	}
	if entries, _ := filepath.Glob(filepath.Join(dir, "*", ".part-*")); len(entries) > 0 {
		t.Errorf("left behind: %v", entries)
	}
	// Where nothing can be kept the person reads why, and the words beside a picture.
	s := &sheet{keep: func(string, []byte, bool) (string, error) { return "", os.ErrPermission }, folder: "/data"}
	s.reply(bot.Reply{Blocks: []bot.Block{bot.Picture{Name: "map.png", Alt: "Two steps up"}}})
	if got := s.String(); !strings.Contains(got, "Two steps up") || !strings.Contains(got, "map.png could not be saved: permission denied") {
		t.Errorf("got %q", got)
	}
}

// TestHistoryLeavesFormsOut: what goes into a form stays out of the history.
func TestHistoryLeavesFormsOut(t *testing.T) {
	h := newHarness(t, bot.Hints{})
	kept := &remembering{plain: newPlain(strings.NewReader(""), h.screen)}
	h.lines = kept
	h.state.form = newAsking(bot.Form{Fields: []bot.Field{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}}}, "m", careers.English)
	in := silent{}
	h.take(context.Background(), in, "secret")
	h.state.form = nil
	h.take(context.Background(), in, "hello")
	if !slices.Equal(kept.lines, []string{"hello"}) {
		t.Errorf("the history has %q", kept.lines)
	}
}

type remembering struct {
	*plain
	lines []string
}

func (r *remembering) remember(line string) { r.lines = append(r.lines, line) }

// silent is a mentor that says nothing.
type silent struct{ bot.Intake }

func (silent) Handle(context.Context, bot.Event) (bot.Reply, error) { return bot.Reply{}, nil }

func TestWordsAreInBothLanguages(t *testing.T) {
	en, fr := slices.Sorted(maps.Keys(words[careers.English])), slices.Sorted(maps.Keys(words[careers.French]))
	if diff := cmp.Diff(en, fr); diff != "" {
		t.Error(diff)
	}
	for id, text := range words[careers.English] {
		for _, part := range strings.Split(text, "{")[1:] {
			if name, _, _ := strings.Cut(part, "}"); !strings.Contains(words[careers.French][id], "{"+name+"}") {
				t.Errorf("%s: {%s} is missing in French", id, name)
			}
		}
	}
}

// FuzzMarkup: whatever people write is shown, and nothing of it acts on the terminal.
func FuzzMarkup(f *testing.F) {
	for _, c := range adaptertest.Cases() {
		f.Add(string(c.Reply.Text), uint8(80))
	}
	f.Add("a\x1b]0;title\x07b [l](javascript:x) <!channel>\n- \\\n\t1. x\n```\ncode", uint8(30))
	f.Fuzz(func(t *testing.T, text string, columns uint8) {
		p := page{columns: int(columns)}
		for _, m := range []bot.Markup{bot.Markup(text), bot.Escape(text)} {
			got := p.markup(m)
			if !utf8.ValidString(got) {
				t.Errorf("%q is shown as invalid UTF-8: %q", m, got)
			}
			for _, r := range got {
				if unicode.IsControl(r) && r != '\n' {
					t.Fatalf("%q is shown with %q: %q", m, r, got)
				}
			}
		}
		// What was escaped is shown as it was, but for spaces.
		squeeze := func(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "") }
		if got, want := squeeze((page{}).markup(bot.Escape(text))), squeeze(bot.Clean(text)); got != want {
			t.Errorf("escaped %q is shown as %q", want, got)
		}
	})
}

// FuzzDecode: any line means something, and numbers only what lies there. What
// is read as danger goes past a form to the core, whatever is asked.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"1", "0", "99999999999999999999", "-1", "1.", "1)", "１", "", " 2 ", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		d := state{}
		d.offer(make([]bot.Choice, 30), "m", false)
		body, more := d.decode(line)
		if (body == nil) != more {
			t.Errorf("%q: %v %v", line, body, more)
		}
		a := newAsking(bot.Form{Fields: []bot.Field{{ID: "x", Kind: bot.Pick, Options: []bot.Choice{{Label: "a", Value: "a"}}}}}, "m", careers.English)
		if what, _ := a.answer(line, nil); what == complete && a.values["x"] != "a" && !bot.InDanger(strings.TrimSpace(line)) {
			t.Errorf("%q was taken as %q", line, a.values["x"])
		}
	})
}

// A command typed into a form is asked about; a form put aside is there again
// with what was typed.
func TestCommandInAForm(t *testing.T) {
	form := bot.Form{ID: "f", Fields: []bot.Field{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}}}
	known := func(line string) bool { return line == "goal list" }
	a := newAsking(form, "m", careers.English)
	for _, step := range []struct {
		line string
		want answered
	}{{"goal list", again}, {"1", again}, {"goal list", again}, {"3", next}, {"goal list", again}, {"2", left}} {
		if got, _ := a.answer(step.line, known); got != step.want {
			t.Fatalf("%q: %v, want %v", step.line, got, step.want)
		}
	}
	if a.values["a"] != "goal list" || a.command != "goal list" {
		t.Errorf("values %v, command %q", a.values, a.command)
	}
	if got, _ := newAsking(form, "m", careers.English).answer("Plus tard", known); got != aside {
		t.Errorf("later: %v", got)
	}
}

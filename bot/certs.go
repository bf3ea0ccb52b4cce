package bot

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mentor/bot/people"
)

// maxCert is how long a certification in a person's own words may be, in
// characters; the longest of the catalogue has 81.
const maxCert = 200

// maxLink is how long a link may be, in characters: badges have below 200,
// browsers promise 2,000.
const maxLink = 2_000

// pageOfCerts is how many certifications one reply lists; a Choice shows the next page.
const pageOfCerts = 20

// firstYear is the earliest year in which a certification can have been
// earned: Novell's of 1989 and Microsoft's of 1992 were the first of their kind.
const firstYear = 1990

// maxValidity is the furthest expiry that is taken for a date and not for a
// slip of the finger, in years from today. The longest of the catalogue is three.
const maxValidity = 30

// certRoom is what a person has earned: certifications logged, found, renewed.
func certRoom() room {
	name := Arg{Name: "name", Type: CertArg}
	number := Arg{Name: "number", Type: NumberArg, Required: true}
	on := Arg{Name: "on", Type: DateArg, Keys: []string{"on", "earned", "earned on", "dated", "from", "since", "le", "du", "obtenue", "obtenu", "obtenue le", "obtenu le", "passée le"}}
	expires := Arg{Name: "expires", Type: DateArg, Keys: []string{"expires", "expires on", "expiring", "expiry", "valid until", "until", "expire", "expire le", "expiration", "valable jusqu'au", "jusqu'au"}}
	link := Arg{Name: "link", Type: LinkArg}
	return room{
		specs: []*Spec{
			{Path: []string{"cert", "add"}, Personal: true, run: (*Turn).certAdd, Args: []Arg{required(name), on, expires, link},
				Aliases: []string{"certs add", "cert log", "cert new", "add cert", "add certification", "log", "certif ajouter", "certifs ajouter",
					"certification add", "certification ajouter", "ajouter certification", "ajouter certif"}},
			{Path: []string{"cert", "list"}, Personal: true, run: (*Turn).certList, Args: []Arg{{Name: "words", Type: WordsArg}},
				Aliases: []string{"cert", "certs", "certif", "certification", "certifications", "my certs", "my certifications", "list certs", "certs list", "certification list", "certifs", "mes certifs",
					"mes certifications", "certif liste", "certifs liste", "certification liste"}},
			{Path: []string{"cert", "edit"}, Personal: true, run: (*Turn).certEdit, Args: []Arg{number, name, on, expires, link},
				Aliases: []string{"certs edit", "cert change", "cert renew", "certif modifier", "certif renouveler", "certification edit", "certification modifier"}},
			{Path: []string{"cert", "remove"}, Personal: true, run: (*Turn).certRemove, Args: []Arg{number}, sure: (*Turn).certRemoveSure,
				Aliases: []string{"certs remove", "cert delete", "cert drop", "certif supprimer", "certif retirer", "certification remove", "certification supprimer"}},
			{Path: []string{"cert", "find"}, run: func(t *Turn, a Args) (Reply, error) { return t.certFind(a["words"], 0) }, Args: []Arg{{Name: "words", Type: WordsArg}},
				Aliases: []string{"certs find", "cert search", "find cert", "certif trouver", "certif chercher", "certification find", "certification trouver"}},
		},
		presses: map[string]pressFunc{
			"cert.add":     func(t *Turn, _ string) (Reply, error) { return t.open("cert", "") },
			"cert.log":     func(t *Turn, id string) (Reply, error) { return t.certAdd(Args{"name": id}) },
			"cert.is":      (*Turn).certIs,
			"cert.when":    (*Turn).certWhen,
			"cert.list":    (*Turn).certs,
			"cert.edit":    func(t *Turn, n string) (Reply, error) { return t.open("cert", n) },
			"cert.remove":  func(t *Turn, n string) (Reply, error) { return t.certRemove(Args{"number": n}) },
			"cert.restore": (*Turn).certRestore,
			"cert.renew":   (*Turn).certRenew,
			"cert.until":   (*Turn).certUntil,
			"cert.find": func(t *Turn, v string) (Reply, error) {
				page, words, _ := strings.Cut(v, " ")
				n, _ := strconv.Atoi(page)
				return t.certFind(words, n)
			},
		},
		nudges: map[people.Kind]nudgeFunc{people.KindExpiry: (*Turn).composeExpiry},
		forms: map[string]form{
			"cert":       {open: (*Turn).certForm, submit: (*Turn).certSubmit},
			"cert.day":   {open: (*Turn).certDayForm, submit: func(t *Turn, v string, f map[string]string) (Reply, error) { return t.certWhen(v + " " + f["on"]) }},
			"cert.renew": {open: (*Turn).certDayForm, submit: func(t *Turn, v string, f map[string]string) (Reply, error) { return t.certRenew(v + " " + f["on"]) }},
			"cert.until": {open: (*Turn).certUntilForm, submit: func(t *Turn, v string, f map[string]string) (Reply, error) {
				return t.certUntil(v + " " + f["expires"])
			}},
		},
	}
}

func required(a Arg) Arg {
	a.Required = true
	return a
}

// certAdd logs a certification; what is missing it asks for, one thing at a time.
func (t *Turn) certAdd(a Args) (Reply, error) {
	name := ownName(a["name"])
	if certName(name) == "" {
		return t.open("cert", "")
	}
	if n := utf8.RuneCountInString(name); n > maxCert {
		return Reply{}, t.fieldProblem("name", "cert.too-long", "n", n, "most", maxCert)
	}
	d := certDraft{Key: strconv.FormatInt(t.now.UnixMilli(), 36), Said: name}
	var err error
	if d.Link, err = t.linkSaid(a["link"]); err != nil {
		return Reply{}, err
	}
	if a["expires"] != "" {
		if d.Expires, err = t.expirySaid(a["expires"], ""); err != nil {
			return Reply{}, err
		}
	}
	if a["on"] != "" {
		if d.On, d.Month, err = t.earnedSaid(a["on"]); err != nil {
			t.talk.Cert, t.talk.Expect = &d, "cert.when:"+d.Key // the day alone, typed next, mends it
			return Reply{}, t.whichDay(d.Key, a["on"], err)
		}
	}
	return t.logCert(d)
}

// keepCert logs a certification of which everything needed is known.
func (t *Turn) keepCert(d certDraft) (Reply, error) {
	c := people.Certification{Person: t.p.ID, Catalog: d.Catalog, Name: d.Said, Earned: d.On, Link: d.Link, Created: t.now}
	known, inCatalog := t.b.Careers().Certification(d.Catalog)
	if inCatalog {
		c.Name = known.Name
	}
	c.Expires, c.NoExpiry = t.expiryOf(c.Catalog, d.On, d.Expires)
	c, err := t.tx.AddCert(c)
	if err != nil {
		return Reply{}, fmt.Errorf("add certification: %w", err)
	}
	t.changed = true
	t.talk.Cert = nil
	said := []string{string(t.say("cert.added", "number", c.Number, "name", c.Name, "date", t.date(c.Earned)))}
	if d.Month {
		said = append(said, string(t.say("cert.month", "date", t.date(c.Earned))))
	}
	if !inCatalog {
		said = append(said, string(t.say("cert.own")))
	}
	r, err := t.certSaved(c, said, inCatalog && d.Expires == "")
	if err != nil {
		return Reply{}, err
	}
	goals, err := t.goalsMet(c)
	if err != nil {
		return Reply{}, err
	}
	if len(goals) > 0 {
		met := Choices{Prompt: t.say("cert.goal", "n", len(goals))}
		for _, g := range goals {
			met.Items = append(met.Items, Choice{Label: t.plain("cert.goal.button", "number", g.Number, "text", brief(g.Text, 60)), Action: "goal.done", Value: strconv.Itoa(g.Number)})
		}
		r.Blocks = append([]Block{met}, r.Blocks...)
	}
	if c.Number == 1 && !t.p.OptedIn && c.Expires > t.today() { // said once, not with every certification
		r.Text += "\n\n" + t.say("cert.offer-nudge")
	}
	return r, nil
}

// certSaved ends the reply to a certification that was logged or changed:
// what there is to know of its status and expiry, and what to do next.
func (t *Turn) certSaved(c people.Certification, said []string, computed bool) (Reply, error) {
	said = append(said, t.certStatus(c)...)
	r := Reply{Private: !t.ev.DM}
	if t.asksExpiry(c) {
		r.Blocks = append(r.Blocks, t.askExpiry(c))
	} else {
		said = append(said, string(t.expirySentence(c, computed)))
	}
	r.Text = Markup(strings.TrimSpace(strings.Join(said, " ")))
	if len(r.Blocks) == 0 {
		r.Blocks = []Block{Choices{Items: []Choice{t.choice("cert.button.list", "cert.list", ""), t.choice("cert.button.edit", "cert.edit", strconv.Itoa(c.Number))}}}
	}
	return r, nil
}

// earnedSaid reads the day on which something was earned; month is true where
// only the month was said.
func (t *Turn) earnedSaid(said string) (iso string, month bool, err error) {
	now, _ := time.Parse(time.DateOnly, t.today())
	d, exact, err := ParseDate(said, now, t.lang, Past)
	if err != nil {
		return "", false, t.dateProblem("on", err)
	}
	iso = d.Format(time.DateOnly)
	switch {
	case d.After(now) && (t.p.Zone != "" || d.After(now.AddDate(0, 0, 1)) || Fold(said) == "tomorrow" || Fold(said) == "demain"):
		// Without a zone, the next date may have begun where they are.
		return "", false, t.fieldProblem("on", "cert.future", "date", t.date(iso), "today", t.date(t.today()))
	case d.Year() < firstYear:
		return "", false, t.fieldProblem("on", "cert.too-early", "date", t.date(iso), "year", strconv.Itoa(firstYear))
	}
	return iso, !exact && !relative(said), nil
}

// whichDay adds to the problem with a day that could be two both of them, to choose from.
func (t *Turn) whichDay(key, said string, err error) error {
	var p *Problem
	now, _ := time.Parse(time.DateOnly, t.today())
	_, _, why := ParseDate(said, now, t.lang, Past)
	var two *DateError
	if !errors.As(err, &p) || !errors.As(why, &two) {
		return err
	}
	for _, day := range two.Choices {
		p.Choices = append(p.Choices, Choice{Label: t.date(day), Action: "cert.when", Value: key + " " + day})
	}
	return p
}

// relative reports whether a date was said as a distance ("two weeks ago"):
// it is not exact, but not the first of a month either.
func relative(said string) bool {
	f := Fold(said)
	return strings.HasSuffix(f, "ago") || strings.HasPrefix(f, "il y a") || ago.MatchString(f)
}

// never is what people write for a certification without an end.
var never = map[string]bool{"never": true, "never expires": true, "no": true, "none": true, "no expiry": true, "does not expire": true, "doesn't expire": true,
	"for life": true, "lifetime": true, "jamais": true, "n'expire pas": true, "aucune": true, "aucun": true, "non": true, "sans": true, "a vie": true, "illimitee": true, "n'expire jamais": true}

// noExpiry is the expiry of what never expires, in drafts and arguments.
const noExpiry = "never"

// expirySaid reads the day on which something runs out: a local date or noExpiry.
func (t *Turn) expirySaid(said, earned string) (string, error) {
	if never[Fold(said)] {
		return noExpiry, nil
	}
	now, _ := time.Parse(time.DateOnly, t.today())
	d, exact, err := ParseDate(said, now, t.lang, Future)
	if err != nil {
		return "", t.dateProblem("expires", err)
	}
	if !exact && !relative(said) { // "until march 2028" holds through March
		d = d.AddDate(0, 1, -1)
	}
	iso := d.Format(time.DateOnly)
	switch {
	case earned != "" && iso <= earned:
		return "", t.fieldProblem("expires", "cert.expires-before", "expires", t.date(iso), "date", t.date(earned))
	case d.Year() < firstYear, d.After(now.AddDate(maxValidity, 0, 0)):
		return "", t.fieldProblem("expires", "cert.expires-far", "expires", t.date(iso))
	}
	return iso, nil
}

// linkSaid checks a link to a badge.
func (t *Turn) linkSaid(said string) (string, error) {
	if said == "" {
		return "", nil
	}
	if utf8.RuneCountInString(said) > maxLink {
		return "", t.fieldProblem("link", "cert.link.too-long", "n", utf8.RuneCountInString(said), "most", maxLink)
	}
	u, err := url.Parse(said)
	if err == nil && u.Scheme == "" && strings.Contains(strings.SplitN(said, "/", 2)[0], ".") {
		u, err = url.Parse("https://" + said) // credly.com/badges/…, as browsers show it
	}
	// A name before the host (https://google.com@elsewhere) only serves to mislead.
	if err != nil || u.Scheme != "https" || u.User != nil || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") || strings.ContainsAny(said, " \n") {
		return "", t.fieldProblem("link", "cert.link", "said", brief(said, 80))
	}
	return u.String(), nil
}

// badge is a link as Markup, named after its host so that it says where it leads.
func badge(link string) Markup {
	u, err := url.Parse(link)
	if err != nil || link == "" {
		return ""
	}
	safe := strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "\\", "%5C", "\"", "%22", "`", "%60", "*", "%2A", "|", "%7C", "'", "%27").Replace(u.String())
	return "[" + Escape(strings.TrimPrefix(u.Hostname(), "www.")) + "](" + Markup(safe) + ")"
}

// certNamed finds the certification that a person means: by its number, or by name.
func (t *Turn) certNamed(said string) (people.Certification, error) {
	list := []Choice{t.choice("cert.button.list", "cert.list", "")}
	said = strings.TrimSuffix(strings.TrimPrefix(said, "#"), ".")
	if said == "" {
		p := t.problem("cert.which-number")
		p.Choices = list
		return people.Certification{}, p
	}
	if n, err := strconv.Atoi(said); err == nil {
		c, err := t.tx.Cert(t.p.ID, n)
		if errors.Is(err, ErrNotFound) || (err == nil && !c.Removed.IsZero()) {
			p := t.problem("cert.unknown", "number", n)
			p.Choices = list
			return c, p
		}
		return c, err
	}
	all, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return people.Certification{}, fmt.Errorf("read certifications: %w", err)
	}
	fit := t.certsCalled(certName(said), all)
	if len(fit) == 1 {
		return fit[0], nil
	}
	p := t.problem("cert.not-found", "said", brief(said, 80))
	p.Choices = list
	return people.Certification{}, p
}

// certList lists what the person has earned. With words after it ("certif gtm
// hier", "certs google") it is a certification to log, where they have a day
// or a link, else one to look up.
func (t *Turn) certList(a Args) (Reply, error) {
	if a["words"] == "" {
		return t.certs("")
	}
	if said := t.b.Spec("cert", "add").parse(a["words"]); said["name"] != "" && (said["on"] != "" || said["link"] != "") {
		return t.certAdd(said)
	}
	return t.certFind(a["words"], 0)
}

// certs lists what the person has earned; which is the page.
func (t *Turn) certs(which string) (Reply, error) {
	page, _ := strconv.Atoi(which)
	all, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read certifications: %w", err)
	}
	r := Reply{Private: !t.ev.DM}
	if len(all) == 0 {
		r.Text = t.say("cert.none")
		r.Blocks = []Block{Choices{Items: []Choice{t.choice("cert.button.add", "cert.add", ""), t.choice("cert.button.find", "cert.find", "0")}}}
		return r, nil
	}
	page = max(0, min(page, (len(all)-1)/pageOfCerts))
	var b strings.Builder
	b.WriteString(string(t.say("cert.list", "n", len(all))) + "\n")
	for _, c := range all[page*pageOfCerts : min(len(all), (page+1)*pageOfCerts)] {
		fmt.Fprintf(&b, "\n- **%d** %s. %s", c.Number, t.say("cert.line", "name", c.Name, "date", t.date(c.Earned), "expiry", t.expiry(c)), badge(c.Link))
	}
	r.Text = Markup(b.String())
	c := Choices{}
	if page > 0 {
		c.Items = append(c.Items, t.choice("home.button.back", "cert.list", strconv.Itoa(page-1)))
	}
	if len(all) > (page+1)*pageOfCerts {
		c.Items = append(c.Items, t.choice("button.next-page", "cert.list", strconv.Itoa(page+1)))
	}
	c.Items = append(c.Items, t.choice("cert.button.add", "cert.add", ""), t.choice("cert.button.find", "cert.find", "0"))
	r.Blocks = []Block{c}
	return r, nil
}

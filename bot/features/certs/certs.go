package certs

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
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

func required(a bot.Arg) bot.Arg {
	a.Required = true
	return a
}

// certAdd logs a certification; what is missing it asks for, one thing at a time.
func certAdd(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	name := plainwords.OwnName(a["name"])
	if plainwords.CertName(name) == "" {
		return t.Open("cert", "")
	}
	if n := utf8.RuneCountInString(name); n > maxCert {
		return bot.Reply{}, t.FieldProblem("name", "cert.too-long", "n", n, "most", maxCert)
	}
	d := certDraft{Key: strconv.FormatInt(t.Now.UnixMilli(), 36), Said: name}
	var err error
	if d.Link, err = linkSaid(t, a["link"]); err != nil {
		return bot.Reply{}, err
	}
	if a["expires"] != "" {
		if d.Expires, err = expirySaid(t, a["expires"], ""); err != nil {
			return bot.Reply{}, err
		}
	}
	if a["on"] != "" {
		if d.On, d.Month, err = earnedSaid(t, a["on"]); err != nil {
			keepDraft(t, d)
			t.Expect(sayWhen.Of(ofDraft{Key: d.Key})) // the day alone, typed next, mends it
			return bot.Reply{}, whichDay(t, d.Key, a["on"], err)
		}
	}
	return logCert(t, d)
}

// keepCert logs a certification of which everything needed is known.
func keepCert(t *bot.Turn, d certDraft) (bot.Reply, error) {
	c := people.Certification{Person: t.Person.ID, Catalog: d.Catalog, Name: d.Said, Earned: d.On, Link: d.Link, Created: t.Now}
	known, inCatalog := t.Bot.Careers().Certification(d.Catalog)
	if inCatalog {
		c.Name = known.Name
	}
	c.Expires, c.NoExpiry = expiryOf(t, c.Catalog, d.On, d.Expires)
	c, err := t.Tx.AddCert(c)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("add certification: %w", err)
	}
	t.Changed = true
	t.Talk.Draft = nil
	t.Did("cert.add", bot.Args{"number": strconv.Itoa(c.Number), "day": c.Earned, "cert": cmp.Or(c.Catalog, c.Name)})
	said := []string{string(t.Say("cert.added", "number", c.Number, "name", c.Name, "date", say.Date(t, c.Earned)))}
	if d.Month {
		said = append(said, string(t.Say("cert.month", "date", say.Date(t, c.Earned))))
	}
	if !inCatalog {
		said = append(said, string(t.Say("cert.own")))
	}
	r, err := certSaved(t, c, said, inCatalog && d.Expires == "")
	if err != nil {
		return bot.Reply{}, err
	}
	goals, err := goalsMet(t, c)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(goals) > 0 {
		met := bot.Choices{Prompt: t.Say("cert.goal", "n", len(goals))}
		for _, g := range goals {
			met.Items = append(met.Items, bot.Choice{Label: t.Plain("cert.goal.button", "number", g.Number, "text", bot.Brief(g.Text, 60)), Action: "goal.done", Value: strconv.Itoa(g.Number)})
		}
		r.Blocks = append([]bot.Block{met}, r.Blocks...)
	}
	if c.Number == 1 && !t.Person.OptedIn && c.Expires > t.Today() { // said once, not with every certification
		r.Text += "\n\n" + t.Say("cert.offer-nudge")
	}
	return r, nil
}

// certSaved ends the reply to a certification that was logged or changed:
// what there is to know of its status and expiry, and what to do next.
func certSaved(t *bot.Turn, c people.Certification, said []string, computed bool) (bot.Reply, error) {
	said = append(said, certStatus(t, c)...)
	r := bot.Reply{Private: !t.Event.DM}
	if asksExpiry(t, c) {
		r.Blocks = append(r.Blocks, askExpiry(t, c))
	} else {
		said = append(said, string(expirySentence(t, c, computed)))
	}
	r.Text = bot.Markup(strings.TrimSpace(strings.Join(said, " ")))
	if len(r.Blocks) == 0 {
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("cert.button.list", "cert.list", ""), t.Choice("cert.button.edit", "cert.edit", strconv.Itoa(c.Number))}}}
	}
	return r, nil
}

// earnedSaid reads the day on which something was earned; month is true where
// only the month was said.
func earnedSaid(t *bot.Turn, said string) (iso string, month bool, err error) {
	now, _ := time.Parse(time.DateOnly, t.Today())
	d, exact, err := plainwords.ParseDate(said, now, t.Lang, plainwords.Past)
	if err != nil {
		return "", false, plainwords.DateProblem(t, "on", err)
	}
	iso = d.Format(time.DateOnly)
	switch {
	case d.After(now) && (t.Person.Zone != "" || d.After(now.AddDate(0, 0, 1)) || bot.Fold(said) == "tomorrow" || bot.Fold(said) == "demain"):
		// Without a zone, the next date may have begun where they are.
		return "", false, t.FieldProblem("on", "cert.future", "date", say.Date(t, iso), "today", say.Date(t, t.Today()))
	case d.Year() < firstYear:
		return "", false, t.FieldProblem("on", "cert.too-early", "date", say.Date(t, iso), "year", strconv.Itoa(firstYear))
	}
	return iso, !exact && !plainwords.Relative(said), nil
}

// whichDay adds to the problem with a day that could be two both of them, to choose from.
func whichDay(t *bot.Turn, key, said string, err error) error {
	var p *bot.Problem
	now, _ := time.Parse(time.DateOnly, t.Today())
	_, _, why := plainwords.ParseDate(said, now, t.Lang, plainwords.Past)
	var two *plainwords.DateError
	if !errors.As(err, &p) || !errors.As(why, &two) {
		return err
	}
	for _, day := range two.Choices {
		p.Choices = append(p.Choices, sayWhen.Choice(say.Date(t, day), ofDraft{key, day}))
	}
	return p
}

// expirySaid reads the day on which something runs out: a local date or noExpiry.
func expirySaid(t *bot.Turn, said, earned string) (string, error) {
	if plainwords.Never[bot.Fold(said)] {
		return plainwords.NoExpiry, nil
	}
	now, _ := time.Parse(time.DateOnly, t.Today())
	d, exact, err := plainwords.ParseDate(said, now, t.Lang, plainwords.Future)
	if err != nil {
		return "", plainwords.DateProblem(t, "expires", err)
	}
	if !exact && !plainwords.Relative(said) { // "until march 2028" holds through March
		d = d.AddDate(0, 1, -1)
	}
	iso := d.Format(time.DateOnly)
	switch {
	case earned != "" && iso <= earned:
		return "", t.FieldProblem("expires", "cert.expires-before", "expires", say.Date(t, iso), "date", say.Date(t, earned))
	case d.Year() < firstYear, d.After(now.AddDate(maxValidity, 0, 0)):
		return "", t.FieldProblem("expires", "cert.expires-far", "expires", say.Date(t, iso))
	}
	return iso, nil
}

// linkSaid checks a link to a badge.
func linkSaid(t *bot.Turn, said string) (string, error) {
	if said == "" {
		return "", nil
	}
	if utf8.RuneCountInString(said) > maxLink {
		return "", t.FieldProblem("link", "cert.link.too-long", "n", utf8.RuneCountInString(said), "most", maxLink)
	}
	u, err := url.Parse(said)
	if err == nil && u.Scheme == "" && strings.Contains(strings.SplitN(said, "/", 2)[0], ".") {
		u, err = url.Parse("https://" + said) // credly.com/badges/…, as browsers show it
	}
	// A name before the host (https://google.com@elsewhere) only serves to mislead.
	if err != nil || u.Scheme != "https" || u.User != nil || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") || strings.ContainsAny(said, " \n") {
		return "", t.FieldProblem("link", "cert.link", "said", bot.Brief(said, 80))
	}
	return u.String(), nil
}

// badge is a link as Markup, named after its host so that it says where it leads.
func badge(link string) bot.Markup {
	u, err := url.Parse(link)
	if err != nil || link == "" {
		return ""
	}
	safe := strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "\\", "%5C", "\"", "%22", "`", "%60", "*", "%2A", "|", "%7C", "'", "%27").Replace(u.String())
	return "[" + bot.Escape(strings.TrimPrefix(u.Hostname(), "www.")) + "](" + bot.Markup(safe) + ")"
}

// certNamed finds the certification that a person means: by its number, or by name.
func certNamed(t *bot.Turn, said string) (people.Certification, error) {
	list := []bot.Choice{t.Choice("cert.button.list", "cert.list", "")}
	said = strings.TrimSuffix(strings.TrimPrefix(said, "#"), ".")
	if said == "" {
		p := t.Problem("cert.which-number")
		p.Choices = list
		return people.Certification{}, p
	}
	if n, err := strconv.Atoi(said); err == nil {
		c, err := t.Tx.Cert(t.Person.ID, n)
		if errors.Is(err, bot.ErrNotFound) || (err == nil && !c.Removed.IsZero()) {
			p := t.Problem("cert.unknown", "number", n)
			p.Choices = list
			return c, p
		}
		return c, err
	}
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return people.Certification{}, fmt.Errorf("read certifications: %w", err)
	}
	fit := certsCalled(t, plainwords.CertName(said), all)
	if len(fit) == 1 {
		return fit[0], nil
	}
	p := t.Problem("cert.not-found", "said", bot.Brief(said, 80))
	p.Choices = list
	return people.Certification{}, p
}

// certList lists what the person has earned. With words after it ("certif gtm
// hier", "certs google") it is a certification to log, where they have a day
// or a link, else one to look up.
func certList(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["words"] == "" {
		return certs(t, "")
	}
	if said := t.Bot.Listener.Args(t.Bot.Spec("cert", "add"), a["words"]); said["name"] != "" && (said["on"] != "" || said["link"] != "") {
		return certAdd(t, said)
	}
	return certFind(t, a["words"], 0)
}

// certs lists what the person has earned; which is the page.
func certs(t *bot.Turn, which string) (bot.Reply, error) {
	page, _ := strconv.Atoi(which)
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read certifications: %w", err)
	}
	r := bot.Reply{Private: !t.Event.DM}
	if len(all) == 0 {
		r.Text = t.Say("cert.none")
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("cert.button.add", "cert.add", ""), t.Choice("cert.button.find", "cert.find", "0")}}}
		return r, nil
	}
	page = max(0, min(page, (len(all)-1)/pageOfCerts))
	var b strings.Builder
	b.WriteString(string(t.Say("cert.list", "n", len(all))) + "\n")
	for _, c := range all[page*pageOfCerts : min(len(all), (page+1)*pageOfCerts)] {
		fmt.Fprintf(&b, "\n- **%d** %s. %s", c.Number, t.Say("cert.line", "name", c.Name, "date", say.Date(t, c.Earned), "expiry", Expiry(t, c)), badge(c.Link))
	}
	r.Text = bot.Markup(b.String())
	c := bot.Choices{}
	if page > 0 {
		c.Items = append(c.Items, t.Choice("home.button.back", "cert.list", strconv.Itoa(page-1)))
	}
	if len(all) > (page+1)*pageOfCerts {
		c.Items = append(c.Items, t.Choice("button.next-page", "cert.list", strconv.Itoa(page+1)))
	}
	c.Items = append(c.Items, t.Choice("cert.button.add", "cert.add", ""), t.Choice("cert.button.find", "cert.find", "0"))
	r.Blocks = []bot.Block{c}
	return r, nil
}

// certFound reports whether arguments name a certification that is there.
func certFound(t *bot.Turn, a bot.Args) bool {
	_, err := certNamed(t, a["number"])
	return err == nil
}

package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot/answers"
	"mentor/bot/people"
)

const (
	// sureOfCert is how near a name must be for the mentor to take it for the
	// certification of the catalogue.
	sureOfCert = 0.8
	// nearCert is how near it must be to be asked about; below it, the person's own words are kept.
	nearCert = 0.55
	// clearLead is by how much the best must lead to be meant for sure: "aws
	// solutions architect" is .95 the Associate and .81 the Professional.
	clearLead = 0.15
	// farBehind is how far behind the best one is too far to be offered beside it.
	farBehind = 0.35
	// certsOffered is how many are offered where it is not clear which one is meant.
	certsOffered = 5
)

// certDraft is a certification being logged, between the questions about it.
// It is kept with the conversation; a button of an earlier draft has another Key.
type certDraft struct {
	Key     string `json:"key"`
	Said    string `json:"said"`              // the name in the person's words
	Catalog string `json:"catalog,omitempty"` // the catalogue's id once it is clear
	Own     bool   `json:"own,omitempty"`     // the person keeps their own words
	On      string `json:"on,omitempty"`      // local date
	Month   bool   `json:"month,omitempty"`   // only the month of On was said
	Expires string `json:"expires,omitempty"` // local date or noExpiry
	Link    string `json:"link,omitempty"`
}

// around are the words before and after a certification's name that are not part of it.
var (
	before = words("my the a an ma mon mes la le l' un une new nouvelle nouveau certification certificate certif cert badge exam examen certificat for in of de en du that called")
	mine   = words("my ma mon mes a an un une new nouvelle nouveau")
	after  = words("certification certificate certif cert certs badge exam certificat certified certifiee certifie please svp stp thanks merci now done")
)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// certName takes what people put around a name away: "my aws saa cert" is aws
// saa. "my cert" names none.
func certName(said string) string { return trimName(trimWords(said, before, after)) }

// ownName is a name as it is kept where the catalogue has none: only without
// "my" before it.
func ownName(said string) string { return trimName(trimWords(trimName(said), mine, nil)) }

// trimWords cuts words off both ends as long as they are in the sets.
func trimWords(s string, front, back map[string]bool) string {
	f := strings.Fields(s)
	from, to := 0, len(f)
	for from < to && (front[bare(f[from])] || bare(f[from]) == "") {
		from++
	}
	for to > from && (back[bare(f[to-1])] || bare(f[to-1]) == "") {
		to--
	}
	return strings.Join(f[from:to], " ")
}

func trimName(s string) string { return strings.Trim(s, " .,;:!?\"«»“”") }

func bare(w string) string { return strings.Trim(Fold(w), ".,;:!?") }

// certMatches finds the certifications of the catalogue that words may name,
// best first. The very id, name, exam code or alias needs no search, and beats it.
func (t *Turn) certMatches(said string) []answers.Match {
	name := certName(said)
	key, whole := squeeze(name), squeeze(said) // aliases as "GTM cert" have the word that names lose
	if key == "" {
		return nil
	}
	var out []answers.Match
	for _, c := range t.b.Careers().Certifications() {
		names := slices.Concat([]string{c.ID, c.Name, certName(c.Name), c.ExamCode}, c.Aliases, c.AliasesFr)
		if slices.ContainsFunc(names, func(n string) bool { n = squeeze(n); return n == key || n == whole }) {
			out = append(out, answers.Match{ID: c.ID, Name: c.Name, Score: 1})
		}
	}
	if len(out) > 0 {
		return out
	}
	return t.b.Answers().Certifications(name)
}

// clearly reports whether the first of found is what said means for sure: it
// leads, and said is not just what several have in their names ("marketo").
func (t *Turn) clearly(said string, found []answers.Match) bool {
	if len(found) == 0 || found[0].Score < sureOfCert || len(found) > 1 && found[0].Score-found[1].Score < clearLead {
		return false
	}
	if found[0].Score == 1 && len(found) == 1 {
		return true // its very name
	}
	shared := 0
	for _, c := range t.b.Careers().Certifications() {
		if hasWords(c.Name, certName(said)) {
			shared++
		}
	}
	return shared < 2
}

// squeeze brings names that differ only in case, accents, hyphens and spaces
// together: AZ-900, az900.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '/', '.', ',', '(', ')', '\'', '®', '™':
			return -1
		}
		return r
	}, Fold(s))
}

// logCert asks for the first thing that a draft lacks, or logs it.
func (t *Turn) logCert(d certDraft) (Reply, error) {
	if d.Catalog == "" && !d.Own {
		found := t.certMatches(d.Said)
		switch {
		case len(found) == 0 || found[0].Score < nearCert:
			d.Own = true
		case t.clearly(d.Said, found):
			d.Catalog = found[0].ID
		default:
			return t.askWhich(d, found), nil
		}
	}
	if same, ok, err := t.sameCert(d); err != nil || ok {
		if err != nil {
			return Reply{}, err
		}
		return Reply{}, t.certHeld(same, d)
	}
	if d.On == "" {
		return t.askWhen(d), nil
	}
	if d.Expires != "" && d.Expires != noExpiry && d.Expires <= d.On { // the day was said after the expiry
		return Reply{}, t.fieldProblem("expires", "cert.expires-before", "expires", t.date(d.Expires), "date", t.date(d.On))
	}
	return t.keepCert(d)
}

// askWhich asks which certification is meant.
func (t *Turn) askWhich(d certDraft, found []answers.Match) Reply {
	t.talk.Cert = &d
	t.talk.Expect = "cert.is:" + d.Key
	c := Choices{}
	for _, m := range found[:min(certsOffered, len(found))] {
		if m.Score >= max(nearCert, found[0].Score-farBehind) {
			c.Items = append(c.Items, Choice{Label: m.Name, Action: "cert.is", Value: d.Key + " " + m.ID})
		}
	}
	c.Items = append(c.Items, Choice{Label: t.plain("cert.button.own", "name", brief(d.Said, 50)), Action: "cert.is", Value: d.Key + " " + ownWords})
	return Reply{Text: t.say("cert.which", "said", brief(d.Said, 80)), Private: !t.ev.DM, Blocks: []Block{c}}
}

// ownWords is the choice to keep one's own words for a certification.
const ownWords = "="

// draft takes the draft up that a button or an answer belongs to; false where
// it was logged or given up meanwhile.
func (t *Turn) draft(value string) (d certDraft, rest string, ok bool) {
	key, rest, _ := strings.Cut(value, " ")
	if t.talk.Cert == nil || t.talk.Cert.Key != key {
		return d, rest, false
	}
	return *t.talk.Cert, strings.TrimSpace(rest), true
}

// certIs is the answer to which certification is meant: a choice's id, or words.
func (t *Turn) certIs(value string) (Reply, error) {
	d, said, ok := t.draft(value)
	_, pressed := t.ev.Body.(Press)
	if !ok {
		return t.gone(said, pressed)
	}
	if said == ownWords {
		d.Own = true
		return t.logCert(d)
	}
	if _, known := t.b.Careers().Certification(said); known {
		d.Catalog = said
		return t.logCert(d)
	}
	if found := t.certMatches(said); t.clearly(said, found) {
		d.Said = ownName(said)
		return t.logCert(d)
	}
	// "the associate one": words that only one of those offered has.
	var fit []string
	for _, m := range t.certMatches(d.Said) {
		if hasWords(m.Name, certName(strings.TrimSuffix(Fold(said), " one"))) {
			fit = append(fit, m.ID)
		}
	}
	if len(fit) == 1 {
		d.Catalog = fit[0]
		return t.logCert(d)
	}
	return t.words(said)
}

// hasWords reports whether name has every word of said.
func hasWords(name, said string) bool {
	have := words(squeezeWords(name))
	for _, w := range strings.Fields(squeezeWords(said)) {
		if !have[w] {
			return false
		}
	}
	return said != ""
}

func squeezeWords(s string) string {
	return strings.NewReplacer("-", " ", ",", " ", ".", " ", "(", " ", ")", " ").Replace(Fold(s))
}

// gone answers a button whose draft is over, and takes words that came too
// late for what they are.
func (t *Turn) gone(said string, pressed bool) (Reply, error) {
	if pressed || said == "" {
		return t.stale(), nil
	}
	return t.words(said)
}

// askWhen asks for the day on which a certification was earned.
func (t *Turn) askWhen(d certDraft) Reply {
	t.talk.Cert = &d
	t.talk.Expect = "cert.when:" + d.Key
	name := d.Said
	if c, ok := t.b.Careers().Certification(d.Catalog); ok {
		name = c.Name
	}
	return Reply{Text: t.say("cert.when", "name", name), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("cert.button.today"), Action: "cert.when", Value: d.Key + " " + t.today(), Style: Primary},
		{Label: t.plain("cert.button.other-day"), Action: "form", Value: "cert.day " + d.Key}}}}}
}

// certWhen is the answer to when a certification was earned.
func (t *Turn) certWhen(value string) (Reply, error) {
	d, said, ok := t.draft(value)
	_, typed := t.ev.Body.(Message)
	if !ok {
		return t.gone(said, !typed)
	}
	on, month, err := t.earnedSaid(said)
	if err != nil {
		if typed && !looksLikeDate(said) && !t.readsAsDate(said) {
			return t.words(said)
		}
		t.talk.Expect = "cert.when:" + d.Key
		return Reply{}, t.whichDay(d.Key, said, err)
	}
	d.On, d.Month = on, month
	return t.logCert(d)
}

// readsAsDate reports whether words can be read as a day by themselves.
func (t *Turn) readsAsDate(said string) bool {
	now, _ := time.Parse(time.DateOnly, t.today())
	_, _, err := ParseDate(said, now, t.lang, Past)
	return err == nil
}

// certDayForm asks for one day: of a draft, or of the certification that is renewed.
func (t *Turn) certDayForm(value string) (*Form, error) {
	return &Form{Title: t.plain("cert.form.day"), Submit: t.plain("button.save"), Fields: []Field{
		{ID: "on", Label: t.plain("cert.form.on"), Hint: t.plain("cert.form.on.hint"), Max: 60}}}, nil
}

// sameCert finds the certification that a draft would log a second time.
func (t *Turn) sameCert(d certDraft) (people.Certification, bool, error) {
	all, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return people.Certification{}, false, fmt.Errorf("read certifications: %w", err)
	}
	for _, c := range all {
		if (d.Catalog != "" && c.Catalog == d.Catalog) || (d.Catalog == "" && c.Catalog == "" && squeeze(certName(c.Name)) == squeeze(certName(d.Said))) {
			return c, true, nil
		}
	}
	return people.Certification{}, false, nil
}

// certHeld says that a certification is there already, and offers to renew or edit it.
func (t *Turn) certHeld(c people.Certification, d certDraft) *Problem {
	t.talk.Cert = nil
	number := strconv.Itoa(c.Number)
	p := t.problem("cert.same", "number", c.Number, "name", c.Name, "date", t.date(c.Earned), "expiry", t.expiry(c))
	if d.On > c.Earned {
		p.Choices = append(p.Choices, Choice{Label: t.plain("cert.button.renew-on", "date", t.date(d.On)), Action: "cert.renew", Value: number + " " + d.On, Style: Primary})
	} else {
		p.Choices = append(p.Choices, Choice{Label: t.plain("cert.button.renew"), Action: "form", Value: "cert.renew " + number})
	}
	p.Choices = append(p.Choices, t.choice("cert.button.edit", "cert.edit", number))
	return p
}

// certsCalled finds those of a person's certifications that words name.
func (t *Turn) certsCalled(said string, all []people.Certification) []people.Certification {
	var exact, fit []people.Certification
	best := ""
	if found := t.certMatches(said); len(found) > 0 && found[0].Score >= nearCert {
		best = found[0].ID
	}
	for _, c := range all {
		switch {
		case squeeze(certName(c.Name)) == squeeze(certName(said)), c.Catalog != "" && c.Catalog == best:
			exact = append(exact, c)
		case hasWords(c.Name, said):
			fit = append(fit, c)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return fit
}

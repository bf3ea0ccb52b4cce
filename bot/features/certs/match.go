package certs

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
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

// certMatches finds the certifications of the catalogue that words may name,
// best first. The very id, name, exam code or alias needs no search, and beats it.
func certMatches(t *bot.Turn, said string) []answers.Match {
	name := plainwords.CertName(said)
	key, whole := squeeze(name), squeeze(said) // aliases as "GTM cert" have the word that names lose
	if key == "" {
		return nil
	}
	var out []answers.Match
	for _, c := range t.Bot.Careers().Certifications() {
		names := slices.Concat([]string{c.ID, c.Name, plainwords.CertName(c.Name), c.ExamCode}, c.Aliases, c.AliasesFr)
		if slices.ContainsFunc(names, func(n string) bool { n = squeeze(n); return n == key || n == whole }) {
			out = append(out, answers.Match{ID: c.ID, Name: c.Name, Score: 1})
		}
	}
	if len(out) > 0 {
		return out
	}
	level := levelIn(said)
	return slices.DeleteFunc(t.Bot.Answers().Certifications(name), func(m answers.Match) bool {
		other := levelIn(m.Name)
		return level != "" && other != "" && level != other // PSM II is not PSM I
	})
}

// levels are how issuers count.
var levels = map[string]string{"i": "1", "ii": "2", "iii": "3", "iv": "4", "1": "1", "2": "2", "3": "3", "4": "4"}

// levelIn is the level at the end of a name, or of what stands in brackets there.
func levelIn(name string) string {
	words := strings.Fields(squeezeWords(name))
	if len(words) < 2 {
		return ""
	}
	return levels[words[len(words)-1]]
}

// clearly reports whether the first of found is what said means for sure: it
// leads, and said is not just what several have in their names ("marketo").
func clearly(t *bot.Turn, said string, found []answers.Match) bool {
	if len(found) == 0 || found[0].Score < sureOfCert || len(found) > 1 && found[0].Score-found[1].Score < clearLead {
		return false
	}
	if found[0].Score == 1 && len(found) == 1 {
		return true // its very name
	}
	shared := 0
	for _, c := range t.Bot.Careers().Certifications() {
		if hasWords(c.Name, plainwords.CertName(said)) {
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
	}, bot.Fold(s))
}

// logCert asks for the first thing that a draft lacks, or logs it.
func logCert(t *bot.Turn, d certDraft) (bot.Reply, error) {
	if d.Catalog == "" && !d.Own {
		found := certMatches(t, d.Said)
		switch {
		case len(found) == 0 || found[0].Score < nearCert:
			d.Own = true
		case clearly(t, d.Said, found):
			d.Catalog = found[0].ID
		default:
			return askWhich(t, d, found), nil
		}
	}
	if same, ok, err := sameCert(t, d); err != nil || ok {
		if err != nil {
			return bot.Reply{}, err
		}
		return bot.Reply{}, certHeld(t, same, d)
	}
	if d.On == "" {
		return askWhen(t, d), nil
	}
	if d.Expires != "" && d.Expires != plainwords.NoExpiry && d.Expires <= d.On { // the day was said after the expiry
		return bot.Reply{}, t.FieldProblem("expires", "cert.expires-before", "expires", say.Date(t, d.Expires), "date", say.Date(t, d.On))
	}
	return keepCert(t, d)
}

// askWhich asks which certification is meant.
func askWhich(t *bot.Turn, d certDraft, found []answers.Match) bot.Reply {
	keepDraft(t, d)
	t.Expect(sayWhich.Of(ofDraft{Key: d.Key}))
	c := bot.Choices{}
	for _, m := range found[:min(certsOffered, len(found))] {
		if m.Score >= max(nearCert, found[0].Score-farBehind) {
			c.Items = append(c.Items, sayWhich.Choice(m.Name, ofDraft{d.Key, m.ID}))
		}
	}
	c.Items = append(c.Items, sayWhich.Choice(t.Plain("cert.button.own", "name", bot.Brief(d.Said, 50)), ofDraft{d.Key, ownWords}))
	return bot.Reply{Text: t.Say("cert.which", "said", bot.Brief(d.Said, 80)), Private: !t.Event.DM, Blocks: []bot.Block{c}}
}

// ownWords is the choice to keep one's own words for a certification.
const ownWords = "="

// draft takes the draft up that a button or an answer belongs to; false where
// it was logged or given up meanwhile.
func draft(t *bot.Turn, key string) (d certDraft, ok bool) {
	if json.Unmarshal(t.Talk.Draft, &d) != nil || d.Key != key {
		return certDraft{}, false
	}
	return d, true
}

// keepDraft keeps a draft with the conversation.
func keepDraft(t *bot.Turn, d certDraft) {
	t.Talk.Draft, _ = json.Marshal(d) // strings and booleans: it cannot fail
}

// certIs is the answer to which certification is meant: a choice's id, or words.
func certIs(t *bot.Turn, v ofDraft) (bot.Reply, error) {
	d, ok := draft(t, v.Key)
	said := strings.TrimSpace(v.Words)
	_, pressed := t.Event.Body.(bot.Press)
	if !ok {
		return gone(t, said, pressed)
	}
	if said == ownWords {
		d.Own = true
		return logCert(t, d)
	}
	if _, known := t.Bot.Careers().Certification(said); known {
		d.Catalog = said
		return logCert(t, d)
	}
	if found := certMatches(t, said); clearly(t, said, found) {
		d.Said = plainwords.OwnName(said)
		return logCert(t, d)
	}
	// "the associate one": words that only one of those offered has.
	var fit []string
	for _, m := range certMatches(t, d.Said) {
		if hasWords(m.Name, plainwords.CertName(strings.TrimSuffix(bot.Fold(said), " one"))) {
			fit = append(fit, m.ID)
		}
	}
	if len(fit) == 1 {
		d.Catalog = fit[0]
		return logCert(t, d)
	}
	return t.Hear(bot.Message{Text: said})
}

// hasWords reports whether name has every word of said.
func hasWords(name, said string) bool {
	have := plainwords.Words(squeezeWords(name))
	for _, w := range strings.Fields(squeezeWords(said)) {
		if !have[w] {
			return false
		}
	}
	return said != ""
}

func squeezeWords(s string) string {
	return strings.NewReplacer("-", " ", ",", " ", ".", " ", "(", " ", ")", " ").Replace(bot.Fold(s))
}

// gone answers a button whose draft is over, and takes words that came too
// late for what they are.
func gone(t *bot.Turn, said string, pressed bool) (bot.Reply, error) {
	if pressed || said == "" {
		return t.Stale(), nil
	}
	return t.Hear(bot.Message{Text: said})
}

// askWhen asks for the day on which a certification was earned.
func askWhen(t *bot.Turn, d certDraft) bot.Reply {
	keepDraft(t, d)
	t.Expect(sayWhen.Of(ofDraft{Key: d.Key}))
	name := d.Said
	if c, ok := t.Bot.Careers().Certification(d.Catalog); ok {
		name = c.Name
	}
	today := sayWhen.Choice(t.Plain("cert.button.today"), ofDraft{d.Key, t.Today()})
	today.Style = bot.Primary
	return bot.Reply{Text: t.Say("cert.when", "name", name), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		today,
		{Label: t.Plain("cert.button.other-day"), Action: "form", Value: "cert.day " + d.Key}}}}}
}

// certWhen is the answer to when a certification was earned.
func certWhen(t *bot.Turn, v ofDraft) (bot.Reply, error) {
	d, ok := draft(t, v.Key)
	said := strings.TrimSpace(v.Words)
	_, typed := t.Event.Body.(bot.Message)
	if !ok {
		return gone(t, said, !typed)
	}
	on, month, err := earnedSaid(t, said)
	if err != nil {
		if typed && !plainwords.LooksLikeDate(said) && !readsAsDate(t, said) {
			return t.Hear(bot.Message{Text: said})
		}
		t.Expect(sayWhen.Of(ofDraft{Key: d.Key}))
		return bot.Reply{}, whichDay(t, d.Key, said, err)
	}
	d.On, d.Month = on, month
	return logCert(t, d)
}

// readsAsDate reports whether words can be read as a day by themselves.
func readsAsDate(t *bot.Turn, said string) bool {
	now, _ := time.Parse(time.DateOnly, t.Today())
	_, _, err := plainwords.ParseDate(said, now, t.Lang, plainwords.Past)
	return err == nil
}

// certDayForm asks for one day: of a draft, or of the certification that is renewed.
func certDayForm(t *bot.Turn, value string) (*bot.Form, error) {
	return &bot.Form{Title: t.Plain("cert.form.day"), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "on", Label: t.Plain("cert.form.on"), Hint: t.Plain("cert.form.on.hint"), Kind: bot.Date, Max: 60}}}, nil
}

// sameCert finds the certification that a draft would log a second time.
func sameCert(t *bot.Turn, d certDraft) (people.Certification, bool, error) {
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return people.Certification{}, false, fmt.Errorf("read certifications: %w", err)
	}
	for _, c := range all {
		if (d.Catalog != "" && c.Catalog == d.Catalog) || (d.Catalog == "" && c.Catalog == "" && squeeze(plainwords.CertName(c.Name)) == squeeze(plainwords.CertName(d.Said))) {
			return c, true, nil
		}
	}
	return people.Certification{}, false, nil
}

// certHeld says that a certification is there already, and offers to renew or edit it.
func certHeld(t *bot.Turn, c people.Certification, d certDraft) *bot.Problem {
	t.Talk.Draft = nil
	number := strconv.Itoa(c.Number)
	p := t.Problem("cert.same", "number", c.Number, "name", c.Name, "date", say.Date(t, c.Earned), "expiry", Expiry(t, c))
	if d.On > c.Earned {
		renew := sayRenew.Choice(t.Plain("cert.button.renew-on", "date", say.Date(t, d.On)), ofCert{number, d.On})
		renew.Style = bot.Primary
		p.Choices = append(p.Choices, renew)
	} else {
		p.Choices = append(p.Choices, bot.Choice{Label: t.Plain("cert.button.renew"), Action: "form", Value: "cert.renew " + number})
	}
	p.Choices = append(p.Choices, t.Choice("cert.button.edit", "cert.edit", number))
	return p
}

// certsCalled finds those of a person's certifications that words name.
func certsCalled(t *bot.Turn, said string, all []people.Certification) []people.Certification {
	var exact, fit []people.Certification
	best := ""
	if found := certMatches(t, said); len(found) > 0 && found[0].Score >= nearCert {
		best = found[0].ID
	}
	for _, c := range all {
		switch {
		case squeeze(plainwords.CertName(c.Name)) == squeeze(plainwords.CertName(said)), c.Catalog != "" && c.Catalog == best:
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

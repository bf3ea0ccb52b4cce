package certs

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// expiryOf is when a certification runs out: as the person said, else as the
// catalogue's rule has it. Both results are empty where nobody knows.
func expiryOf(t *bot.Turn, catalog, earned, said string) (expires string, never bool) {
	if said != "" {
		if said == plainwords.NoExpiry {
			return "", true
		}
		return said, false
	}
	c, ok := t.Bot.Careers().Certification(catalog)
	if !ok || c.FixedCycle || c.Status == "closed" || !knownValidity(c) {
		return "", false
	}
	if c.Validity == "" {
		return "", true
	}
	from, err := time.Parse(time.DateOnly, earned)
	if err != nil {
		return "", false
	}
	d, ok := people.AfterPeriod(from, c.Validity)
	if !ok {
		return "", false
	}
	return d.Format(time.DateOnly), false
}

func knownValidity(c *careers.Certification) bool { return c.ValidityKnown == nil || *c.ValidityKnown }

// certStatus says plainly what has become of a certification: closed, retired,
// a course, or unconfirmed.
func certStatus(t *bot.Turn, c people.Certification) []string {
	known, ok := t.Bot.Careers().Certification(c.Catalog)
	if !ok {
		return nil
	}
	var out []string
	switch known.Status {
	case "closed", "retired", "unconfirmed", "course":
		out = append(out, string(t.Say("cert.status."+known.Status, "issuer", known.Issuer)))
	}
	if by, ok := t.Bot.Careers().Certification(known.ReplacedBy); ok {
		out = append(out, string(t.Say("cert.instead", "name", by.Name)))
	}
	return out
}

// asksExpiry reports whether the person must be asked when a certification
// runs out: the issuer's calendar sets it, or nobody knows it.
func asksExpiry(t *bot.Turn, c people.Certification) bool {
	if c.Expires != "" || c.NoExpiry {
		return false
	}
	known, ok := t.Bot.Careers().Certification(c.Catalog)
	return !ok || (known.Status != "closed" && known.Status != "course")
}

// askExpiry asks when a certification runs out; the answer may be typed.
func askExpiry(t *bot.Turn, c people.Certification) bot.Choices {
	number := strconv.Itoa(c.Number)
	t.Expect(sayUntil.Of(ofCert{Number: number}))
	prompt := t.Say("cert.until.unknown")
	if known, ok := t.Bot.Careers().Certification(c.Catalog); ok && known.FixedCycle {
		prompt = t.Say("cert.until.fixed", "issuer", known.Issuer)
	}
	return bot.Choices{Prompt: prompt, Items: []bot.Choice{
		{Label: t.Plain("cert.button.until"), Action: "form", Value: "cert.until " + number},
		sayUntil.Choice(t.Plain("cert.button.never"), ofCert{number, plainwords.NoExpiry}),
		sayUntil.Choice(t.Plain("cert.button.unknown"), ofCert{number, notKnown})}}
}

// notKnown is the choice to leave an expiry open.
const notKnown = "?"

// certUntil is the answer to when a certification runs out.
func certUntil(t *bot.Turn, v ofCert) (bot.Reply, error) {
	number, said := v.Number, v.Words
	_, typed := t.Event.Body.(bot.Message)
	if f := bot.Fold(said); said == notKnown || f == "i don't know" || f == "don't know" || f == "no idea" || f == "je ne sais pas" || f == "aucune idee" {
		return bot.Reply{Text: t.Say("cert.until.left"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("cert.button.list", "cert.list", "")}}}}, nil
	}
	c, err := certNamed(t, number)
	if err != nil {
		if typed {
			return t.Hear(bot.Message{Text: said})
		}
		return bot.Reply{}, err
	}
	if said == "" {
		return t.Open("cert.until", number)
	}
	if _, err := expirySaid(t, said, c.Earned); err != nil {
		var p *bot.Problem
		if typed && errors.As(err, &p) && !plainwords.LooksLikeDate(said) {
			return t.Hear(bot.Message{Text: said})
		}
		if typed {
			t.Expect(sayUntil.Of(ofCert{Number: number}))
		}
		return bot.Reply{}, err
	}
	return changeCert(t, c, certChange{expires: said})
}

func certUntilForm(t *bot.Turn, value string) (*bot.Form, error) {
	if _, err := certNamed(t, value); err != nil {
		return nil, err
	}
	return &bot.Form{Title: t.Plain("cert.form.until"), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "expires", Label: t.Plain("cert.form.expires"), Hint: t.Plain("cert.form.expires.hint"), Max: 60}}}, nil
}

// expirySentence says when a certification runs out, and how that is known.
func expirySentence(t *bot.Turn, c people.Certification, computed bool) bot.Markup {
	known, ok := t.Bot.Careers().Certification(c.Catalog)
	switch {
	case c.NoExpiry:
		return t.Say("cert.expiry.never")
	case c.Expires == "":
		return ""
	case c.Expires < t.Today():
		return t.Say("cert.expiry.over", "date", say.Date(t, c.Expires))
	case computed && ok && !known.Verified:
		return t.Say("cert.expiry.unverified", "date", say.Date(t, c.Expires))
	case computed:
		return t.Say("cert.expiry.computed", "date", say.Date(t, c.Expires))
	}
	return t.Say("cert.expiry.said", "date", say.Date(t, c.Expires))
}

// Expiry is when a certification runs out, in a few words for lists.
func Expiry(t *bot.Turn, c people.Certification) bot.Markup {
	switch {
	case c.NoExpiry:
		return t.Say("cert.line.never")
	case c.Expires == "":
		if known, ok := t.Bot.Careers().Certification(c.Catalog); ok && known.Status == "closed" {
			return t.Say("cert.line.closed")
		}
		return t.Say("cert.line.unknown")
	case c.Expires < t.Today():
		return t.Say("cert.line.over", "date", say.Date(t, c.Expires))
	}
	return t.Say("cert.line.expires", "date", say.Date(t, c.Expires))
}

// composeExpiry is the note before a certification runs out. Its row is
// planned by the store 90, 30 and 7 days ahead and on the day, with the ids of
// certifications as its subject. It is ErrNothing where each was renewed or
// removed meanwhile or its issuer is gone, or where the person wants no nudges.
func composeExpiry(t *bot.Turn, d bot.Outgoing) (bot.Reply, error) {
	if !t.Person.OptedIn || t.Person.Stopped {
		return bot.Reply{}, bot.ErrNothing
	}
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read certifications: %w", err)
	}
	var texts []string
	head := "cert.remind.head"
	choices := bot.Choices{}
	for _, c := range people.ByExpiry(all) {
		if !slices.Contains(strings.Fields(d.Subject), strconv.FormatInt(c.ID, 10)) || !stillRunsOut(t, c, d.Date) {
			continue
		}
		if c.Expires == t.Today() {
			head = "cert.remind.head.today"
		}
		button := renewedButton(t, c)
		if len(texts) > 0 || strings.Contains(d.Subject, " ") {
			button.Label = t.Plain("cert.button.renewed.named", "name", bot.Brief(c.Name, 50))
		}
		choices.Items = append(choices.Items, button)
		if known, ok := t.Bot.Careers().Certification(c.Catalog); ok && !strings.Contains(d.Subject, " ") {
			choices.Items = append(choices.Items, bot.Choice{Label: t.Plain("cert.button.about"), Action: "topic", Value: "certification/" + known.ID})
		}
		texts = append(texts, string(renewal(t, c, "\n\n")))
	}
	if len(texts) == 0 {
		return bot.Reply{}, bot.ErrNothing
	}
	choices.Items = append(choices.Items, t.Choice("cert.button.list", "cert.list", ""))
	text := t.Say(head) + bot.Markup("\n\n"+strings.Join(texts, "\n\n"))
	return bot.Reply{Text: text, Private: true, Blocks: []bot.Block{choices}}, nil
}

// stillRunsOut reports whether a note that was planned for a local date has a
// point still: the certification was not renewed since, has not run out, and
// its issuer is there.
func stillRunsOut(t *bot.Turn, c people.Certification, planned string) bool {
	known, ok := t.Bot.Careers().Certification(c.Catalog)
	_, _, soon := people.ExpiryLead(c.Expires, max(planned, t.Today()))
	return soon && !(ok && known.Status == "closed")
}

// renewal says when a certification runs out and what its renewal asks: the
// day, not how far off it is, for a late note is still right.
func renewal(t *bot.Turn, c people.Certification, between bot.Markup) bot.Markup {
	id := "cert.remind"
	if c.Expires == t.Today() {
		id = "cert.remind.today"
	}
	text := t.Say(id, "name", c.Name, "date", say.Date(t, c.Expires))
	known, ok := t.Bot.Careers().Certification(c.Catalog)
	if !ok {
		return text
	}
	switch status := certStatus(t, c); {
	case len(status) > 0:
		text += between + bot.Markup(strings.Join(status, " "))
	case known.Renewal.In(t.Lang) != "":
		text += between + bot.Markup(known.Renewal.In(t.Lang))
	}
	end, err := time.Parse(time.DateOnly, c.Expires)
	if opens, ok := people.WindowOpens(end, known.RenewalWindow); err == nil && ok && opens.Format(time.DateOnly) > t.Today() {
		text += " " + t.Say("cert.remind.opens", "date", say.Date(t, opens.Format(time.DateOnly)))
	}
	return text
}

func renewedButton(t *bot.Turn, c people.Certification) bot.Choice {
	return bot.Choice{Label: t.Plain("cert.button.renewed"), Action: "form", Value: "cert.renew " + strconv.Itoa(c.Number), Style: bot.Primary}
}

// Riding is what the check-in of a local date says of certifications that run
// out, in place of notes of their own.
func Riding(t *bot.Turn, date string) ([]bot.Choices, error) {
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read certifications: %w", err)
	}
	var out []bot.Choices
	for _, c := range people.ByExpiry(all) {
		if known, ok := t.Bot.Careers().Certification(c.Catalog); ok && known.Status == "closed" || !people.Rides(c.Expires, date) {
			continue
		}
		button := renewedButton(t, c)
		button.Label, button.Style = t.Plain("cert.button.renewed.named", "name", bot.Brief(c.Name, 50)), bot.Plain
		out = append(out, bot.Choices{Prompt: renewal(t, c, " "), Items: []bot.Choice{button}})
	}
	return out, nil
}

// ranOut says once, at the next contact, what has run out meanwhile.
func ranOut(t *bot.Turn) (bot.Markup, error) {
	over, err := t.Tx.TellExpired(t.Person.ID, t.Today())
	if err != nil {
		return "", fmt.Errorf("read certifications: %w", err)
	}
	var lines []string
	for _, c := range over {
		if known, ok := t.Bot.Careers().Certification(c.Catalog); !ok || known.Status != "closed" {
			lines = append(lines, string(t.Say("cert.ran-out", "name", c.Name, "date", say.Date(t, c.Expires), "number", c.Number)))
		}
	}
	return bot.Markup(strings.Join(lines, "\n\n")), nil
}

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
// planned by the store 60 and 14 days ahead, with the certification's id as
// its subject. It is ErrNothing where the certification was renewed or removed
// meanwhile, where its issuer is gone, or where the person wants no nudges.
func composeExpiry(t *bot.Turn, d bot.Outgoing) (bot.Reply, error) {
	if !t.Person.OptedIn || t.Person.Stopped {
		return bot.Reply{}, bot.ErrNothing
	}
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read certifications: %w", err)
	}
	i := slices.IndexFunc(all, func(c people.Certification) bool { return strconv.FormatInt(c.ID, 10) == d.Subject })
	if i < 0 {
		return bot.Reply{}, bot.ErrNothing
	}
	c := all[i]
	end, err := time.Parse(time.DateOnly, c.Expires)
	now, _ := time.Parse(time.DateOnly, t.Today())
	known, ok := t.Bot.Careers().Certification(c.Catalog)
	if err != nil || end.Before(now) || (ok && known.Status == "closed") {
		return bot.Reply{}, bot.ErrNothing
	}
	lead := now
	if planned, err := time.Parse(time.DateOnly, d.Date); err == nil {
		lead = planned
	}
	if end.Sub(lead) > 61*24*time.Hour { // it was renewed after the row was planned
		return bot.Reply{}, bot.ErrNothing
	}
	text := t.Say("cert.remind", "name", c.Name, "date", say.Date(t, c.Expires)) // the day, not how far off it is: a late note is still right
	number := strconv.Itoa(c.Number)
	choices := bot.Choices{Items: []bot.Choice{{Label: t.Plain("cert.button.renewed"), Action: "form", Value: "cert.renew " + number, Style: bot.Primary}}}
	if ok {
		switch status := certStatus(t, c); {
		case len(status) > 0:
			text += "\n\n" + bot.Markup(strings.Join(status, " "))
		case known.Renewal.In(t.Lang) != "":
			text += "\n\n" + bot.Markup(known.Renewal.In(t.Lang))
		}
		if opens, ok := people.WindowOpens(end, known.RenewalWindow); ok && opens.After(now) {
			text += " " + t.Say("cert.remind.opens", "date", say.Date(t, opens.Format(time.DateOnly)))
		}
		choices.Items = append(choices.Items, bot.Choice{Label: t.Plain("cert.button.about"), Action: "topic", Value: "certification/" + known.ID})
	}
	choices.Items = append(choices.Items, t.Choice("cert.button.list", "cert.list", ""))
	return bot.Reply{Text: text, Private: true, Blocks: []bot.Block{choices}}, nil
}

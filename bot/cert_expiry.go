package bot

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// expiryOf is when a certification runs out: as the person said, else as the
// catalogue's rule has it. Both results are empty where nobody knows.
func (t *Turn) expiryOf(catalog, earned, said string) (expires string, never bool) {
	if said != "" {
		if said == noExpiry {
			return "", true
		}
		return said, false
	}
	c, ok := t.b.Careers().Certification(catalog)
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
func (t *Turn) certStatus(c people.Certification) []string {
	known, ok := t.b.Careers().Certification(c.Catalog)
	if !ok {
		return nil
	}
	var out []string
	switch known.Status {
	case "closed", "retired", "unconfirmed", "course":
		out = append(out, string(t.say("cert.status."+known.Status, "issuer", known.Issuer)))
	}
	if by, ok := t.b.Careers().Certification(known.ReplacedBy); ok {
		out = append(out, string(t.say("cert.instead", "name", by.Name)))
	}
	return out
}

// asksExpiry reports whether the person must be asked when a certification
// runs out: the issuer's calendar sets it, or nobody knows it.
func (t *Turn) asksExpiry(c people.Certification) bool {
	if c.Expires != "" || c.NoExpiry {
		return false
	}
	known, ok := t.b.Careers().Certification(c.Catalog)
	return !ok || (known.Status != "closed" && known.Status != "course")
}

// askExpiry asks when a certification runs out; the answer may be typed.
func (t *Turn) askExpiry(c people.Certification) Choices {
	number := strconv.Itoa(c.Number)
	t.talk.Expect = "cert.until:" + number
	prompt := t.say("cert.until.unknown")
	if known, ok := t.b.Careers().Certification(c.Catalog); ok && known.FixedCycle {
		prompt = t.say("cert.until.fixed", "issuer", known.Issuer)
	}
	return Choices{Prompt: prompt, Items: []Choice{
		{Label: t.plain("cert.button.until"), Action: "form", Value: "cert.until " + number},
		{Label: t.plain("cert.button.never"), Action: "cert.until", Value: number + " " + noExpiry},
		{Label: t.plain("cert.button.unknown"), Action: "cert.until", Value: number + " " + notKnown}}}
}

// notKnown is the choice to leave an expiry open.
const notKnown = "?"

// certUntil is the answer to when a certification runs out.
func (t *Turn) certUntil(value string) (Reply, error) {
	number, said, _ := strings.Cut(value, " ")
	_, typed := t.ev.Body.(Message)
	if f := Fold(said); said == notKnown || f == "i don't know" || f == "don't know" || f == "no idea" || f == "je ne sais pas" || f == "aucune idee" {
		return Reply{Text: t.say("cert.until.left"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{t.choice("cert.button.list", "cert.list", "")}}}}, nil
	}
	c, err := t.certNamed(number)
	if err != nil {
		if typed {
			return t.words(said)
		}
		return Reply{}, err
	}
	if said == "" {
		return t.open("cert.until", number)
	}
	if _, err := t.expirySaid(said, c.Earned); err != nil {
		var p *Problem
		if typed && errors.As(err, &p) && !looksLikeDate(said) {
			return t.words(said)
		}
		if typed {
			t.talk.Expect = "cert.until:" + number
		}
		return Reply{}, err
	}
	return t.changeCert(c, certChange{expires: said})
}

func (t *Turn) certUntilForm(value string) (*Form, error) {
	if _, err := t.certNamed(value); err != nil {
		return nil, err
	}
	return &Form{Title: t.plain("cert.form.until"), Submit: t.plain("button.save"), Fields: []Field{
		{ID: "expires", Label: t.plain("cert.form.expires"), Hint: t.plain("cert.form.expires.hint"), Max: 60}}}, nil
}

// expirySentence says when a certification runs out, and how that is known.
func (t *Turn) expirySentence(c people.Certification, computed bool) Markup {
	known, ok := t.b.Careers().Certification(c.Catalog)
	switch {
	case c.NoExpiry:
		return t.say("cert.expiry.never")
	case c.Expires == "":
		return ""
	case c.Expires < t.today():
		return t.say("cert.expiry.over", "date", t.date(c.Expires))
	case computed && ok && !known.Verified:
		return t.say("cert.expiry.unverified", "date", t.date(c.Expires))
	case computed:
		return t.say("cert.expiry.computed", "date", t.date(c.Expires))
	}
	return t.say("cert.expiry.said", "date", t.date(c.Expires))
}

// expiry is when a certification runs out, in a few words for lists.
func (t *Turn) expiry(c people.Certification) Markup {
	switch {
	case c.NoExpiry:
		return t.say("cert.line.never")
	case c.Expires == "":
		if known, ok := t.b.Careers().Certification(c.Catalog); ok && known.Status == "closed" {
			return t.say("cert.line.closed")
		}
		return t.say("cert.line.unknown")
	case c.Expires < t.today():
		return t.say("cert.line.over", "date", t.date(c.Expires))
	}
	return t.say("cert.line.expires", "date", t.date(c.Expires))
}

// composeExpiry is the note before a certification runs out. Its row is
// planned by the store 60 and 14 days ahead, with the certification's id as
// its subject. It is ErrNothing where the certification was renewed or removed
// meanwhile, where its issuer is gone, or where the person wants no nudges.
func (t *Turn) composeExpiry(d Outgoing) (Reply, error) {
	if !t.p.OptedIn || t.p.Stopped {
		return Reply{}, ErrNothing
	}
	all, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read certifications: %w", err)
	}
	i := slices.IndexFunc(all, func(c people.Certification) bool { return strconv.FormatInt(c.ID, 10) == d.Subject })
	if i < 0 {
		return Reply{}, ErrNothing
	}
	c := all[i]
	end, err := time.Parse(time.DateOnly, c.Expires)
	now, _ := time.Parse(time.DateOnly, t.today())
	known, ok := t.b.Careers().Certification(c.Catalog)
	if err != nil || end.Before(now) || (ok && known.Status == "closed") {
		return Reply{}, ErrNothing
	}
	lead := now
	if planned, err := time.Parse(time.DateOnly, d.Date); err == nil {
		lead = planned
	}
	if end.Sub(lead) > 61*24*time.Hour { // it was renewed after the row was planned
		return Reply{}, ErrNothing
	}
	text := t.say("cert.remind", "name", c.Name, "date", t.date(c.Expires)) // the day, not how far off it is: a late note is still right
	number := strconv.Itoa(c.Number)
	choices := Choices{Items: []Choice{{Label: t.plain("cert.button.renewed"), Action: "form", Value: "cert.renew " + number, Style: Primary}}}
	if ok {
		switch status := t.certStatus(c); {
		case len(status) > 0:
			text += "\n\n" + Markup(strings.Join(status, " "))
		case known.Renewal.In(t.lang) != "":
			text += "\n\n" + Markup(known.Renewal.In(t.lang))
		}
		if opens, ok := people.WindowOpens(end, known.RenewalWindow); ok && opens.After(now) {
			text += " " + t.say("cert.remind.opens", "date", t.date(opens.Format(time.DateOnly)))
		}
		choices.Items = append(choices.Items, Choice{Label: t.plain("cert.button.about"), Action: "topic", Value: "certification/" + known.ID})
	}
	choices.Items = append(choices.Items, t.choice("cert.button.list", "cert.list", ""))
	return Reply{Text: text, Private: true, Blocks: []Block{choices}}, nil
}

package certs

import (
	"cmp"
	"errors"

	"mentor/bot"
	"mentor/bot/people"
)

// certForm is the fields of a certification; value is its number, or empty for a new one.
func certForm(t *bot.Turn, value string) (*bot.Form, error) {
	c, title := people.Certification{Earned: t.Today()}, "cert.form.new"
	if value != "" {
		var err error
		if c, err = certNamed(t, value); err != nil {
			return nil, err
		}
		title = "cert.form.edit"
	}
	return &bot.Form{Title: t.Plain(title), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "name", Label: t.Plain("cert.form.name"), Hint: "AWS SAA", Suggest: "cert", Initial: c.Name, Max: maxCert},
		{ID: "on", Label: t.Plain("cert.form.on"), Hint: t.Plain("cert.form.on.hint"), Kind: bot.Date, Initial: c.Earned, Max: 60},
		{ID: "expires", Label: t.Plain("cert.form.expires"), Hint: t.Plain("cert.form.expires.hint"), Initial: expiryField(t, c), Optional: true, Max: 60},
		{ID: "link", Label: t.Plain("cert.form.link"), Hint: "https://www.credly.com/badges/…", Initial: c.Link, Optional: true, Max: maxLink},
	}}, nil
}

// expiryField is what stands in the form's field for the expiry.
func expiryField(t *bot.Turn, c people.Certification) string {
	if c.NoExpiry {
		return t.Plain("cert.form.never")
	}
	return c.Expires
}

// certWrong is all that is wrong in the form, to be said at once: some
// platforms close it.
func certWrong(t *bot.Turn, f map[string]string) (wrong []error) {
	note := func(err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	if f["name"] == "" {
		wrong = append(wrong, t.FieldProblem("name", "cert.empty"))
	}
	if f["on"] != "" {
		_, _, err := earnedSaid(t, f["on"])
		note(err)
	}
	if f["expires"] != "" {
		_, err := expirySaid(t, f["expires"], "")
		note(err)
	}
	_, err := linkSaid(t, f["link"])
	note(err)
	return wrong
}

func certSubmit(t *bot.Turn, value string, f map[string]string) (bot.Reply, error) {
	if wrong := certWrong(t, f); len(wrong) > 1 || f["name"] == "" {
		return bot.Reply{}, errors.Join(wrong...)
	}
	if value == "" {
		return certAdd(t, bot.Args{"name": f["name"], "on": cmp.Or(f["on"], t.Today()), "expires": f["expires"], "link": f["link"]})
	}
	c, err := certNamed(t, value)
	if err != nil {
		return bot.Reply{}, err
	}
	// Fields that were emptied mean something here: no link, and the expiry worked out anew.
	if f["expires"] == expiryField(t, c) { // left as it was: it follows a new day
		f["expires"] = ""
	} else {
		f["expires"] = cmp.Or(f["expires"], anew)
	}
	change := certChange{name: f["name"], on: cmp.Or(f["on"], c.Earned), expires: f["expires"], link: cmp.Or(f["link"], anew)}
	if f["name"] == c.Name {
		change.name = ""
	}
	return changeCert(t, c, change)
}

package bot

import (
	"cmp"
	"errors"

	"mentor/bot/people"
)

// certForm is the fields of a certification; value is its number, or empty for a new one.
func (t *Turn) certForm(value string) (*Form, error) {
	c, title := people.Certification{Earned: t.today()}, "cert.form.new"
	if value != "" {
		var err error
		if c, err = t.certNamed(value); err != nil {
			return nil, err
		}
		title = "cert.form.edit"
	}
	return &Form{Title: t.plain(title), Submit: t.plain("button.save"), Fields: []Field{
		{ID: "name", Label: t.plain("cert.form.name"), Hint: "AWS SAA", Suggest: "cert", Initial: c.Name, Max: maxCert},
		{ID: "on", Label: t.plain("cert.form.on"), Hint: t.plain("cert.form.on.hint"), Initial: c.Earned, Max: 60},
		{ID: "expires", Label: t.plain("cert.form.expires"), Hint: t.plain("cert.form.expires.hint"), Initial: t.expiryField(c), Optional: true, Max: 60},
		{ID: "link", Label: t.plain("cert.form.link"), Hint: "https://www.credly.com/badges/…", Initial: c.Link, Optional: true, Max: maxLink},
	}}, nil
}

// expiryField is what stands in the form's field for the expiry.
func (t *Turn) expiryField(c people.Certification) string {
	if c.NoExpiry {
		return t.plain("cert.form.never")
	}
	return c.Expires
}

// certWrong is all that is wrong in the form, to be said at once: some
// platforms close it.
func (t *Turn) certWrong(f map[string]string) (wrong []error) {
	note := func(err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	if f["name"] == "" {
		wrong = append(wrong, t.fieldProblem("name", "cert.empty"))
	}
	if f["on"] != "" {
		_, _, err := t.earnedSaid(f["on"])
		note(err)
	}
	if f["expires"] != "" {
		_, err := t.expirySaid(f["expires"], "")
		note(err)
	}
	_, err := t.linkSaid(f["link"])
	note(err)
	return wrong
}

func (t *Turn) certSubmit(value string, f map[string]string) (Reply, error) {
	if wrong := t.certWrong(f); len(wrong) > 1 || f["name"] == "" {
		return Reply{}, errors.Join(wrong...)
	}
	if value == "" {
		return t.certAdd(Args{"name": f["name"], "on": cmp.Or(f["on"], t.today()), "expires": f["expires"], "link": f["link"]})
	}
	c, err := t.certNamed(value)
	if err != nil {
		return Reply{}, err
	}
	// Fields that were emptied mean something here: no link, and the expiry worked out anew.
	if f["expires"] == t.expiryField(c) { // left as it was: it follows a new day
		f["expires"] = ""
	} else {
		f["expires"] = cmp.Or(f["expires"], anew)
	}
	change := certChange{name: f["name"], on: cmp.Or(f["on"], c.Earned), expires: f["expires"], link: cmp.Or(f["link"], anew)}
	if f["name"] == c.Name {
		change.name = ""
	}
	return t.changeCert(c, change)
}

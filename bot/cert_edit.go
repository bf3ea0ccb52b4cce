package bot

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mentor/bot/people"
)

// certChange is what is to change of a certification; empty parts stay.
type certChange struct{ name, on, expires, link string }

// anew empties a part: no link, an expiry worked out from the catalogue.
const anew = "-"

func (c certChange) empty() bool { return c == certChange{} }

// certEdit changes what the arguments give, or opens the form.
func (t *Turn) certEdit(a Args) (Reply, error) {
	c, err := t.certNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	change := certChange{name: a["name"], on: a["on"], expires: a["expires"], link: a["link"]}
	if never[Fold(strings.TrimPrefix(Fold(change.name), "expires "))] { // "cert edit 2 expires never", "cert edit 2 never expires"
		change.name, change.expires = "", noExpiry
	}
	if change.empty() {
		return t.open("cert", strconv.Itoa(c.Number))
	}
	return t.changeCert(c, change)
}

// changeCert keeps a change. A new day moves an expiry that followed from the old one.
func (t *Turn) changeCert(c people.Certification, change certChange) (Reply, error) {
	computed := false
	followed, never := t.expiryOf(c.Catalog, c.Earned, "")
	follows := followed == c.Expires && never == c.NoExpiry
	if name := ownName(change.name); name != "" {
		if n := utf8.RuneCountInString(name); n > maxCert {
			return Reply{}, t.fieldProblem("name", "cert.too-long", "n", n, "most", maxCert)
		}
		c.Name, c.Catalog = name, ""
		if found := t.certMatches(name); t.clearly(name, found) {
			c.Name, c.Catalog = found[0].Name, found[0].ID
		}
		same, ok, err := t.sameCert(certDraft{Catalog: c.Catalog, Said: c.Name})
		if err != nil {
			return Reply{}, err
		}
		if ok && same.ID != c.ID {
			return Reply{}, t.certHeld(same, certDraft{On: c.Earned})
		}
	}
	month := false
	if change.on != "" {
		var err error
		if c.Earned, month, err = t.earnedSaid(change.on); err != nil {
			return Reply{}, err
		}
	}
	switch {
	case change.expires == anew, change.expires == "" && follows:
		c.Expires, c.NoExpiry = t.expiryOf(c.Catalog, c.Earned, "")
		computed = c.Expires != ""
	case change.expires != "":
		iso, err := t.expirySaid(change.expires, c.Earned)
		if err != nil {
			return Reply{}, err
		}
		c.Expires, c.NoExpiry = t.expiryOf(c.Catalog, c.Earned, iso)
	case c.Expires != "" && c.Expires <= c.Earned:
		return Reply{}, t.fieldProblem("expires", "cert.expires-before", "expires", t.date(c.Expires), "date", t.date(c.Earned))
	}
	if change.link != "" {
		c.Link = ""
		if change.link != anew {
			var err error
			if c.Link, err = t.linkSaid(change.link); err != nil {
				return Reply{}, err
			}
		}
	}
	if err := t.tx.SaveCert(c); err != nil {
		return Reply{}, fmt.Errorf("save certification: %w", err)
	}
	t.changed = true
	lines := []string{string(t.say("cert.edited", "number", c.Number, "name", c.Name, "date", t.date(c.Earned)))}
	if month {
		lines = append(lines, string(t.say("cert.month", "date", t.date(c.Earned))))
	}
	return t.certSaved(c, lines, computed)
}

// certRenew gives a certification a new day; value is "NUMBER" or "NUMBER DAY".
func (t *Turn) certRenew(value string) (Reply, error) {
	number, said, _ := strings.Cut(value, " ")
	c, err := t.certNamed(number)
	if err != nil {
		return Reply{}, err
	}
	if said == "" {
		return t.open("cert.renew", number)
	}
	on, _, err := t.earnedSaid(said)
	if err != nil {
		return Reply{}, err
	}
	if on < c.Earned {
		return Reply{}, t.fieldProblem("on", "cert.renew-before", "date", t.date(on), "earned", t.date(c.Earned))
	}
	return t.changeCert(c, certChange{on: on, expires: anew})
}

// certRemove takes a certification off the list; undo brings it back.
func (t *Turn) certRemove(a Args) (Reply, error) {
	c, err := t.certNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	c.Removed = t.now
	if err := t.tx.SaveCert(c); err != nil {
		return Reply{}, fmt.Errorf("remove certification: %w", err)
	}
	t.changed = true
	number := strconv.Itoa(c.Number)
	t.talk.Undo = "cert.restore:" + number
	return Reply{Text: t.say("cert.removed", "number", c.Number, "name", c.Name), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("button.undo", "cert.restore", number), t.choice("cert.button.list", "cert.list", "")}}}}, nil
}

// certRemoveSure asks before a certification goes that plain words seemed to mean.
func (t *Turn) certRemoveSure(a Args) (Reply, error) {
	c, err := t.certNamed(a["number"])
	if err != nil {
		return Reply{}, err
	}
	yes := t.choice("cert.button.remove", "cert.remove", strconv.Itoa(c.Number))
	yes.Style = Danger
	return Reply{Text: t.say("cert.remove-sure", "number", c.Number, "name", c.Name), Private: !t.ev.DM,
		Blocks: []Block{Choices{Items: []Choice{yes, t.choice("button.keep", "keep", "")}}}}, nil
}

// certRestore brings a removed certification back.
func (t *Turn) certRestore(number string) (Reply, error) {
	n, _ := strconv.Atoi(number)
	c, err := t.tx.Cert(t.p.ID, n)
	if errors.Is(err, ErrNotFound) {
		return Reply{}, t.problem("cert.restore-late")
	}
	if err != nil {
		return Reply{}, fmt.Errorf("read certification: %w", err)
	}
	if !c.Removed.IsZero() {
		same, ok, err := t.sameCert(certDraft{Catalog: c.Catalog, Said: c.Name})
		if err != nil {
			return Reply{}, err
		}
		if ok { // logged anew meanwhile
			return Reply{}, t.certHeld(same, certDraft{On: c.Earned})
		}
		c.Removed = time.Time{}
		if err := t.tx.SaveCert(c); err != nil {
			return Reply{}, fmt.Errorf("restore certification: %w", err)
		}
		t.changed = true
	}
	t.talk.Undo = ""
	return Reply{Text: t.say("cert.restored", "number", c.Number, "name", c.Name), Private: !t.ev.DM,
		Blocks: []Block{Choices{Items: []Choice{t.choice("cert.button.list", "cert.list", "")}}}}, nil
}

package certs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// certChange is what is to change of a certification; empty parts stay.
type certChange struct{ name, on, expires, link string }

// anew empties a part: no link, an expiry worked out from the catalogue.
const anew = "-"

func (c certChange) empty() bool { return c == certChange{} }

// certEdit changes what the arguments give, or opens the form.
func certEdit(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	c, err := certNamed(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	change := certChange{name: a["name"], on: a["on"], expires: a["expires"], link: a["link"]}
	if plainwords.Never[bot.Fold(strings.TrimPrefix(bot.Fold(change.name), "expires "))] { // "cert edit 2 expires never", "cert edit 2 never expires"
		change.name, change.expires = "", plainwords.NoExpiry
	}
	if change.empty() {
		return t.Open("cert", strconv.Itoa(c.Number))
	}
	return changeCert(t, c, change)
}

// changeCert keeps a change. A new day moves an expiry that followed from the old one.
func changeCert(t *bot.Turn, c people.Certification, change certChange) (bot.Reply, error) {
	computed := false
	followed, never := expiryOf(t, c.Catalog, c.Earned, "")
	follows := followed == c.Expires && never == c.NoExpiry
	if name := plainwords.OwnName(change.name); name != "" {
		if n := utf8.RuneCountInString(name); n > maxCert {
			return bot.Reply{}, t.FieldProblem("name", "cert.too-long", "n", n, "most", maxCert)
		}
		c.Name, c.Catalog = name, ""
		if found := certMatches(t, name); clearly(t, name, found) {
			c.Name, c.Catalog = found[0].Name, found[0].ID
		}
		same, ok, err := sameCert(t, certDraft{Catalog: c.Catalog, Said: c.Name})
		if err != nil {
			return bot.Reply{}, err
		}
		if ok && same.ID != c.ID {
			return bot.Reply{}, certHeld(t, same, certDraft{On: c.Earned})
		}
	}
	month := false
	if change.on != "" {
		var err error
		if c.Earned, month, err = earnedSaid(t, change.on); err != nil {
			return bot.Reply{}, err
		}
	}
	switch {
	case change.expires == anew, change.expires == "" && follows:
		c.Expires, c.NoExpiry = expiryOf(t, c.Catalog, c.Earned, "")
		computed = c.Expires != ""
	case change.expires != "":
		iso, err := expirySaid(t, change.expires, c.Earned)
		if err != nil {
			return bot.Reply{}, err
		}
		c.Expires, c.NoExpiry = expiryOf(t, c.Catalog, c.Earned, iso)
	case c.Expires != "" && c.Expires <= c.Earned:
		return bot.Reply{}, t.FieldProblem("expires", "cert.expires-before", "expires", say.Date(t, c.Expires), "date", say.Date(t, c.Earned))
	}
	if change.link != "" {
		c.Link = ""
		if change.link != anew {
			var err error
			if c.Link, err = linkSaid(t, change.link); err != nil {
				return bot.Reply{}, err
			}
		}
	}
	if err := t.Tx.SaveCert(c); err != nil {
		return bot.Reply{}, fmt.Errorf("save certification: %w", err)
	}
	t.Changed = true
	lines := []string{string(t.Say("cert.edited", "number", c.Number, "name", c.Name, "date", say.Date(t, c.Earned)))}
	if month {
		lines = append(lines, string(t.Say("cert.month", "date", say.Date(t, c.Earned))))
	}
	return certSaved(t, c, lines, computed)
}

// certRenew gives a certification a new day, or asks for it.
func certRenew(t *bot.Turn, v ofCert) (bot.Reply, error) {
	number, said := v.Number, v.Words
	c, err := certNamed(t, number)
	if err != nil {
		return bot.Reply{}, err
	}
	if said == "" {
		return t.Open("cert.renew", number)
	}
	on, _, err := earnedSaid(t, said)
	if err != nil {
		return bot.Reply{}, err
	}
	if on < c.Earned {
		return bot.Reply{}, t.FieldProblem("on", "cert.renew-before", "date", say.Date(t, on), "earned", say.Date(t, c.Earned))
	}
	return changeCert(t, c, certChange{on: on, expires: anew})
}

// certRemove takes a certification off the list; undo brings it back.
func certRemove(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	c, err := certNamed(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	c.Removed = t.Now
	if err := t.Tx.SaveCert(c); err != nil {
		return bot.Reply{}, fmt.Errorf("remove certification: %w", err)
	}
	t.Changed = true
	number := strconv.Itoa(c.Number)
	t.Undoes(bot.Call{Action: "cert.restore", Value: number})
	return bot.Reply{Text: t.Say("cert.removed", "number", c.Number, "name", c.Name), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("button.undo", "cert.restore", number), t.Choice("cert.button.list", "cert.list", "")}}}}, nil
}

// certRemoveSure asks before a certification goes that plain words seemed to mean.
func certRemoveSure(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	c, err := certNamed(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	yes := t.Choice("cert.button.remove", "cert.remove", strconv.Itoa(c.Number))
	yes.Style = bot.Danger
	return bot.Reply{Text: t.Say("cert.remove-sure", "number", c.Number, "name", c.Name), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{yes, t.Choice("button.keep", "keep", "")}}}}, nil
}

// certRestore brings a removed certification back.
func certRestore(t *bot.Turn, number string) (bot.Reply, error) {
	n, _ := strconv.Atoi(number)
	c, err := t.Tx.Cert(t.Person.ID, n)
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Reply{}, t.Problem("cert.restore-late")
	}
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read certification: %w", err)
	}
	if !c.Removed.IsZero() {
		same, ok, err := sameCert(t, certDraft{Catalog: c.Catalog, Said: c.Name})
		if err != nil {
			return bot.Reply{}, err
		}
		if ok { // logged anew meanwhile
			return bot.Reply{}, certHeld(t, same, certDraft{On: c.Earned})
		}
		c.Removed = time.Time{}
		if err := t.Tx.SaveCert(c); err != nil {
			return bot.Reply{}, fmt.Errorf("restore certification: %w", err)
		}
		t.Changed = true
	}
	t.Talk.Undo = ""
	return bot.Reply{Text: t.Say("cert.restored", "number", c.Number, "name", c.Name), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("cert.button.list", "cert.list", "")}}}}, nil
}

package certs

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// ofOwn asks which of one's own certifications is meant.
func ofOwn(id string) func(*bot.Turn, string, bot.Args) (bot.Reply, bool, error) {
	return func(t *bot.Turn, _ string, _ bot.Args) (bot.Reply, bool, error) {
		r, err := certs(t, "")
		r.Text = t.Say(id) + "\n\n" + r.Text
		return r, true, err
	}
}

// toEdit asks whether the one that words name was earned on another day; where
// that is not clear it shows them all.
func toEdit(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return bot.Reply{}, true, err
	}
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = c.Name
	}
	i := plainwords.Meant(cmp.Or(a["mycert"], text), texts)
	if n := a.Numbers(); len(n) == 1 {
		i = slices.IndexFunc(all, func(c people.Certification) bool { return c.Number == n[0] })
	} else if i < 0 && len(all) == 1 {
		i = 0
	}
	days := certDays(t, a)
	if _, err := time.Parse(time.DateOnly, days["on"]); i < 0 || err != nil || days["expires"] != "" {
		return ofOwn("guess.cert.edit")(t, text, a)
	}
	key := t.KeepOffer("cert.edit", bot.Args{"number": strconv.Itoa(all[i].Number), "on": days["on"], "on.day": days["on"]})
	return bot.Reply{Text: t.Say("correct.cert.day", "name", all[i].Name, "date", say.Date(t, days["on"])), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// toLog asks which certification was earned, where no name was found for sure.
func toLog(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	name := cmp.Or(a["cert"], a["certs"])
	if name == "" {
		return certMeant(t, text)
	}
	if strings.Contains(name, "\n") {
		return bot.Reply{}, false, nil
	}
	_, have, err := heldBy(t, name)
	if err != nil {
		return bot.Reply{}, true, err
	}
	if found := certMatches(t, name); !have && len(found) > 0 && found[0].Score >= nearCert && !clearly(t, name, found) { // which one comes first
		r, err := certsPassed(t, a)
		return r, true, err
	}
	days := certDays(t, a)
	var about []string
	if d, err := time.Parse(time.DateOnly, days["on"]); err == nil {
		about = append(about, t.Plain("guess.cert.on", "date", say.Date(t, d.Format(time.DateOnly))))
	}
	switch d, err := time.Parse(time.DateOnly, days["expires"]); {
	case err == nil:
		about = append(about, t.Plain("guess.cert.until", "date", say.Date(t, d.Format(time.DateOnly))))
	case a["valid"] != "":
		about = append(about, bot.Brief(a["valid"], 40))
	}
	if a["link"] != "" {
		about = append(about, bot.Brief(a["link"], 60))
	}
	id, verb := "guess.cert.passed", "cert.passed"
	if c, ok, err := heldBy(t, name); err != nil {
		return bot.Reply{}, true, err
	} else if ok { // what is held and passed again is renewed
		id, verb, name = "guess.cert.renewed", "cert.renewed", c.Name
		a["cert"] = cmp.Or(c.Catalog, c.Name)
	}
	key := t.KeepOffer(verb, a)
	return bot.Reply{Text: t.Say(id, "said", bot.Brief(certName(t, name), 80), "about", strings.Join(about, ", ")), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// toRemove asks which certification goes, where none was found.
func toRemove(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if a["number"] != "" && !strings.Contains(a["number"], " ") {
		return bot.Reply{}, false, nil
	}
	return ofOwn("guess.cert.remove")(t, text, a)
}

// Words for a renewal, and for how long something is good.
var (
	renews = regexp.MustCompile(`\b(renew|recertif|renouvel|reconduit|prolong)`)
	lasts  = regexp.MustCompile(`\b(until|till?|through|thru|valid|good|expire|jusqu|valable|valide|bon|bonne|to)\b`)
)

// toExpire takes the day of a renewal for what it is: "renewed the PMP on 12
// February" says nothing of when it runs out.
func toExpire(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	said := bot.Fold(text)
	if !renews.MatchString(said) || lasts.MatchString(said) || a["cert"] == "" {
		return bot.Reply{}, false, nil
	}
	today, err := time.Parse(time.DateOnly, t.Today())
	if err != nil {
		return bot.Reply{}, true, err
	}
	was, ok := language.Whole(strings.TrimSpace(a["expires"]), language.Context{Now: today, Lang: language.Lang(t.Lang), Lean: language.Past})
	day, is := was.Value.(language.Date)
	if !ok || !is || day.String() > t.Today() {
		return bot.Reply{}, false, nil
	}
	return toLog(t, text, bot.Args{"cert": a["cert"], "on": a["expires"], "on.day": day.String()})
}

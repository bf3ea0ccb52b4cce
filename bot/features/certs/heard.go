package certs

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"cert.add":     {Do: certLogged, AsSaid: true, Fact: true, Else: certMood},
		"cert.passed":  {Do: certsPassed, Needs: []string{"cert|certs"}, Propose: toLog, Command: "cert add", AsSaid: true, Fact: true, Else: certMood, Asked: certAsked},
		"cert.list":    {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return certs(t, "") }, Shows: true, Fact: true, Else: certMood},
		"cert.find":    {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return certFind(t, cmp.Or(a["text"], a["cert"]), 0) }, Shows: true, Needs: []string{"text|cert"}, Fact: true, Else: certMood},
		"cert.edit":    {Do: certEdited, Propose: toEdit, Fact: true, Else: certMood},
		"cert.renew":   {Do: certRenewed, Needs: []string{"number|cert"}, Command: "cert edit", Fact: true, Else: certMood},
		"cert.renewed": {Do: certRenewed, Needs: []string{"number|cert"}, Command: "cert edit", Fact: true, Else: certMood},
		"cert.remove":  {Do: certGone, Confirms: true, Propose: toRemove, Else: certMood},
		"cert.expired": {Do: certExpired, Needs: []string{"cert"}, Command: "cert add", Fact: true, Else: certMood, Asked: certAsked},
		"cert.expires": {Do: certExpires, Propose: toExpire, Needs: []string{"cert"}, Command: "cert add", Fact: true, Else: certMood, Asked: certAsked},
		"cert.failed":  {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return certSaid(t, "heard.cert.failed", a) }, Offers: true, Needs: []string{"cert"}, Fact: true, Else: certMood},
		"cert.notyet":  {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return certSaid(t, "heard.cert.notyet", a) }, Needs: []string{"cert"}, Fact: true, Else: certMood},
		"cert.mention": {Else: certMood},
		"cert.sat":     {Do: certSat, Offers: true, Needs: []string{"cert"}, Fact: true, Else: certMood},
		"cert.booked":  {Do: certBooked, Confirms: true, Needs: []string{"cert"}, Fact: true, Else: certMood},
	}
}

// certDays turns the days that were said into arguments of the commands: ISO
// where they are sure, else the words, which the command asks about.
func certDays(t *bot.Turn, a bot.Args) bot.Args {
	out := bot.Args{"name": a["cert"], "link": a["link"]}
	if day := a["on.day"]; day != "" && a["on.two"] == "" && a["on.problem"] == "" {
		out["on"] = day
	} else if from, err := time.Parse(time.DateOnly, a["on.from"]); err == nil && a["on.grain"] == strconv.Itoa(int(language.Month)) {
		out["on"] = from.Format("January 2006") // the commands' own reading keeps a month as one
	} else if a["on"] != "" && a["on.from"] == "" {
		out["on"] = strings.TrimSpace(trimDay(a["on"]))
	}
	switch {
	case a["never"] != "":
		out["expires"] = plainwords.NoExpiry
	case a["expires.day"] != "":
		out["expires"] = fromEarned(t, a["expires"], a["expires.day"], out["on"])
	case a["expires.to"] != "":
		out["expires"] = a["expires.to"]
	case a["valid.length"] != "" && out["on"] != "":
		if from, err := time.Parse(time.DateOnly, out["on"]); err == nil {
			if d, ok := people.AfterPeriod(from, a["valid.length"]); ok {
				out["expires"] = d.Format(time.DateOnly)
			} else if n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(a["valid.length"], "P"), "W")); err == nil {
				out["expires"] = from.AddDate(0, 0, 7*n).Format(time.DateOnly)
			}
		}
	}
	if out["expires"] == out["on"] { // the same words cannot be both
		delete(out, "expires")
	}
	return out
}

// fromEarned is the day a while after the one on which it was earned, where
// "expires in a year" was said of both.
func fromEarned(t *bot.Turn, said, day, earned string) string {
	f := bot.Fold(strings.TrimSpace(said))
	if !strings.HasPrefix(f, "in ") && !strings.HasPrefix(f, "dans ") || strings.ContainsAny(f, "0123456789") && len(strings.Fields(f)) < 3 {
		return day
	}
	end, err := time.Parse(time.DateOnly, day)
	from, err2 := time.Parse(time.DateOnly, earned)
	today, err3 := time.Parse(time.DateOnly, t.Today())
	if err != nil || err2 != nil || err3 != nil || end.Day() != today.Day() {
		return day
	}
	months := 12*(end.Year()-today.Year()) + int(end.Month()-today.Month())
	return from.AddDate(0, months, 0).Format(time.DateOnly)
}

// trimDay takes the preposition off a day, which the commands' own reading
// does not know.
func trimDay(said string) string {
	for _, w := range []string{"on ", "in ", "from ", "since ", "le ", "en ", "depuis ", "du "} {
		if rest, ok := strings.CutPrefix(bot.Fold(said), w); ok {
			return said[len(said)-len(rest):]
		}
	}
	return said
}

// certLogged is cert add in any words.
func certLogged(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["on.problem"] == string(language.NoSuchDay) {
		return bot.Reply{}, t.Problem("date.impossible", "said", bot.Brief(trimDay(a["on"]), 60))
	}
	return certAdd(t, certDays(t, a))
}

// certsPassed logs what somebody says they passed, one after the other.
func certsPassed(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	names := strings.Split(cmp.Or(a["certs"], a["cert"]), "\n")
	var all []bot.Reply
	for i, name := range names {
		if i > 0 && a["on.day"] == "" { // each needs a day: one is asked at a time
			all = append(all, bot.Reply{Text: t.Say("heard.cert.then", "name", certName(t, name))})
			continue
		}
		one := bot.Args{}
		for k, v := range a {
			one[k] = v
		}
		one["cert"] = name
		r, err := certLogged(t, one)
		if err != nil {
			return bot.Reply{}, err
		}
		all = append(all, r)
	}
	if len(all) > 1 && a["on.day"] == "" { // the question about the first comes last, with its choices
		all[0], all[len(all)-1] = all[len(all)-1], all[0]
	}
	return say.Together(all), nil
}

// certEdited changes one of one's own certifications.
func certEdited(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	days := certDays(t, a)
	if f := bot.Fold(a["clause"]); strings.Contains(f, "never expire") || strings.Contains(f, "not expire") || strings.Contains(f, "n'expire") {
		days["expires"] = plainwords.NoExpiry
	}
	if n := a.Numbers(); len(n) == 1 && a["on.day"] != "" && !plainwords.HasYear(a["on"]) { // "it was May, not March": of the year that is logged
		c, err := t.Tx.Cert(t.Person.ID, n[0])
		if err != nil && !errors.Is(err, bot.ErrNotFound) {
			return bot.Reply{}, err
		}
		if err == nil && len(c.Earned) == len(time.DateOnly) {
			moved := c.Earned[:4] + a["on.day"][4:]
			if _, err := time.Parse(time.DateOnly, moved); err == nil && moved <= t.Today() {
				days["on"] = moved
			}
		}
	}
	return certEdit(t, bot.Args{"number": oneNumber(t, a), "on": days["on"], "expires": days["expires"], "link": days["link"]})
}

// oneNumber is the number that is meant, or the words, which the command asks about.
func oneNumber(t *bot.Turn, a bot.Args) string {
	if n := a.Numbers(); len(n) == 1 {
		return strconv.Itoa(n[0])
	}
	return cmp.Or(a["unknown"], a["mycert"])
}

// certRenewed gives one that is logged its new day, and logs one that is not.
func certRenewed(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	days := certDays(t, a)
	number := ""
	if n := a.Numbers(); len(n) == 1 {
		number = strconv.Itoa(n[0])
	} else if c, ok, err := held(t, a["cert"]); err != nil {
		return bot.Reply{}, err
	} else if ok {
		number = strconv.Itoa(c.Number)
	}
	if number == "" {
		if c, ok, err := heldBy(t, a["cert"]); err != nil {
			return bot.Reply{}, err
		} else if ok {
			number = strconv.Itoa(c.Number)
		}
	}
	if number == "" {
		return certAdd(t, days)
	}
	if day := cmp.Or(a["expires.day"], a["expires.to"]); day != "" { // until when it is good was said: that is not worked out
		c, err := certNamed(t, number)
		if err != nil {
			return bot.Reply{}, err
		}
		change := certChange{expires: day}
		if a["on.day"] > c.Earned && a["on.day"] <= t.Today() {
			change.on = a["on.day"]
		}
		return changeCert(t, c, change)
	}
	return certRenew(t, ofCert{number, days["on"]})
}

// certGone takes one off the list: at once where the command itself was typed.
func certGone(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	args := bot.Args{"number": oneNumber(t, a)}
	if a["typed"] != "" {
		return certRemove(t, args)
	}
	return certRemoveSure(t, args)
}

// certExpired says what a certification that ran out means: of one that is
// logged the day is kept, one that is not is not logged by it.
func certExpired(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	c, ok, err := heldAs(t, a["cert"])
	if err != nil {
		return bot.Reply{}, err
	}
	switch {
	case ok && a["expires.day"] != "":
		return changeCert(t, c, certChange{expires: a["expires.day"]})
	case ok && c.Expires == "": // no day is known: today, and it is said so
		r, err := changeCert(t, c, certChange{expires: t.Today()})
		r.Text += "\n\n" + t.Say("heard.cert.expired.by", "number", c.Number)
		return r, err
	}
	name := certName(t, a["cert"])
	if ok {
		name = c.Name
	}
	r := bot.Reply{Text: t.Say("heard.cert.expired", "name", name), Private: !t.Event.DM}
	if known, is := t.Bot.Careers().Certification(a["cert"]); is {
		r.Text += " " + bot.Escape(known.Renewal.In(t.Lang))
	}
	return r, nil
}

// certExpires keeps a day of expiry for one that is logged; of another it asks
// when it was earned.
func certExpires(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	days := certDays(t, a)
	c, ok, err := heldAs(t, a["cert"])
	if err != nil {
		return bot.Reply{}, err
	}
	if ok {
		return changeCert(t, c, certChange{expires: days["expires"]})
	}
	r, err := certAdd(t, bot.Args{"name": a["cert"], "expires": days["expires"]})
	if err == nil && days["expires"] != "" {
		r.Text = t.Say("heard.cert.until", "name", certName(t, a["cert"]), "date", say.Date(t, days["expires"])) + "\n\n" + r.Text
	}
	return r, err
}

// certSaid answers what is no certification: failed, or not yet there.
func certSaid(t *bot.Turn, id string, a bot.Args) (bot.Reply, error) {
	return bot.Reply{Text: t.Say(id, "name", certName(t, a["cert"])), Private: !t.Event.DM}, nil
}

// certSat asks how an exam went: sat is not passed.
func certSat(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	return bot.Reply{Text: t.Say("heard.cert.sat", "name", certName(t, a["cert"])), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.passed"), Action: "cert.log", Value: a["cert"]}, t.Choice("heard.button.not-passed", "keep", "")}}}}, nil
}

// certBooked offers a planned exam as a goal, or its day for the goal that it
// is already.
func certBooked(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	name := certName(t, a["cert"])
	if day := a["on.day"]; day != "" {
		met, err := goalsMet(t, people.Certification{Name: name, Catalog: a["cert"]})
		if err != nil {
			return bot.Reply{}, err
		}
		known, _ := t.Bot.Careers().Certification(a["cert"])
		if len(met) > 0 && fits(t, met[0].Text, name, known) == 1 {
			g := met[0]
			key := t.KeepOffer("goal.due", bot.Args{"number": strconv.Itoa(g.Number), "due": day, "due.day": day})
			asks := t.Say("guess.goal.due", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "said", t.Plain("guess.day", "date", say.Date(t, day)))
			return bot.Reply{Text: asks, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
				{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, nil
		}
	}
	words := t.Plain("heard.exam.goal", "name", name)
	text := t.Say("heard.exam", "name", name)
	if day := a["on.day"]; day != "" {
		words = t.Plain("heard.exam.goal.on", "name", name, "date", say.Date(t, day))
		text = t.Say("heard.exam.on", "name", name, "date", say.Date(t, day))
	}
	key := t.KeepOffer("goal.add", bot.Args{"text": words})
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.goal-keep"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, nil
}

// certMood answers a certification that was failed, planned or somebody else's.
func certMood(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	a := dialogue.ArgsOf(t, text, p)
	if a["cert"] == "" {
		a["cert"], _, _ = strings.Cut(a["certs"], "\n")
	}
	var r bot.Reply
	var err error
	switch {
	case a["cert"] == "":
		r = bot.Reply{Text: t.Say("heard.cert.nothing"), Private: !t.Event.DM}
	case p.Name == "cert.booked" || p.Mood == bot.Planned:
		r, err = certBooked(t, a)
	case p.Name == "cert.failed":
		r, err = certSaid(t, "heard.cert.failed", a)
	case p.Name == "cert.sat":
		r, err = certSat(t, a)
	default:
		name, _, _ := strings.Cut(a["cert"], "\n")
		if _, ok, err := held(t, name); ok || err != nil { // "it ran out and I won't renew it" is of one that is there
			return certAsked(t, text, p)
		}
		r, err = certSaid(t, "heard.cert.notyet", a)
	}
	return r, true, err
}

// certAsked answers a question about a certification of one's own.
func certAsked(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	a := dialogue.ArgsOf(t, text, p)
	name, _, _ := strings.Cut(cmp.Or(a["cert"], a["certs"]), "\n")
	if name == "" {
		return bot.Reply{}, false, nil
	}
	c, ok, err := heldBy(t, name)
	if err != nil {
		return bot.Reply{}, true, err
	}
	if ok {
		return bot.Reply{Text: t.Say("heard.cert.held", "name", c.Name, "date", say.Date(t, c.Earned)) + " " + expirySentence(t, c, false), Private: !t.Event.DM}, true, nil
	}
	return bot.Reply{Text: t.Say("heard.cert.not-held", "name", certName(t, name)), Private: !t.Event.DM}, true, nil
}

// oneName settles readings that differ only in how much of a certification's
// name they take: the longest, in the words that were said.
func oneName(text string, p bot.Part) (bot.Part, bool) {
	best, most := bot.Part{}, 0
	for _, x := range append([]bot.Part{p}, p.Alternatives...) {
		x.Alternatives = nil
		if x.Name != p.Name || !x.Acts() || !strings.HasPrefix(x.Name, "cert.") {
			return best, false
		}
		for _, name := range []string{"cert", "certs"} {
			if v, ok := x.Slots[name]; ok && v.Span.To-v.Span.From > most {
				best, most = x, v.Span.To-v.Span.From
				if name == "cert" {
					v.Of = bot.Named{Name: strings.TrimSpace(dialogue.CutSpan(text, v.Span))}
				} else {
					v.Of = []bot.Named{{Name: strings.TrimSpace(dialogue.CutSpan(text, v.Span))}}
				}
				slots := map[string]bot.Value{}
				for k, other := range x.Slots {
					slots[k] = other
				}
				slots[name] = v
				best.Slots = slots
			}
		}
	}
	return best, most > 0
}

// unclearCert settles readings that differ only in how much of a name they take.
func unclearCert(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	longest, ok := oneName(text, p)
	if !ok {
		return bot.Reply{}, false, nil
	}
	return dialogue.DoPart(t, text, longest)
}

// certMeant logs nothing without its day, which is asked for.
func certMeant(t *bot.Turn, text string) (bot.Reply, bool, error) {
	add := t.Bot.Spec("cert", "add")
	args := plainwords.Understand(t, add, nil, text)
	delete(args, "on")
	delete(args, "expires")
	r, err := dialogue.Does(t, add, args)
	return r, true, err
}

// ownLink reports whether what follows the name begins with a link in Markdown.
func ownLink(rest string, _ bot.Understood) bool { return strings.HasPrefix(rest, "[") }

package bot

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"mentor/bot/language"
	"mentor/bot/people"
)

func certVerbs() map[string]verb {
	return map[string]verb{
		"cert.add":     (*Turn).certLogged,
		"cert.passed":  (*Turn).certsPassed,
		"cert.list":    func(t *Turn, _ Args) (Reply, error) { return t.certs("") },
		"cert.find":    func(t *Turn, a Args) (Reply, error) { return t.certFind(a["text"], 0) },
		"cert.edit":    (*Turn).certEdited,
		"cert.renew":   (*Turn).certRenewed,
		"cert.renewed": (*Turn).certRenewed,
		"cert.remove":  (*Turn).certGone,
		"cert.expired": (*Turn).certExpired,
		"cert.expires": (*Turn).certExpires,
		"cert.failed":  func(t *Turn, a Args) (Reply, error) { return t.certSaid("heard.cert.failed", a) },
		"cert.notyet":  func(t *Turn, a Args) (Reply, error) { return t.certSaid("heard.cert.notyet", a) },
		"cert.sat":     (*Turn).certSat,
		"cert.booked":  (*Turn).certBooked,
	}
}

// certDays turns the days that were said into arguments of the commands: ISO
// where they are sure, else the words, which the command asks about.
func certDays(a Args) Args {
	out := Args{"name": a["cert"], "link": a["link"]}
	if day := a["on.day"]; day != "" && a["on.two"] == "" && a["on.problem"] == "" {
		out["on"] = day
	} else if from, err := time.Parse(time.DateOnly, a["on.from"]); err == nil && a["on.grain"] == strconv.Itoa(int(language.Month)) {
		out["on"] = from.Format("January 2006") // the commands' own reading keeps a month as one
	} else if a["on"] != "" && a["on.from"] == "" {
		out["on"] = strings.TrimSpace(trimDay(a["on"]))
	}
	switch {
	case a["never"] != "":
		out["expires"] = noExpiry
	case a["expires.day"] != "":
		out["expires"] = a["expires.day"]
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
	return out
}

// trimDay takes the preposition off a day, which the commands' own reading
// does not know.
func trimDay(said string) string {
	for _, w := range []string{"on ", "in ", "from ", "since ", "le ", "en ", "depuis ", "du "} {
		if rest, ok := strings.CutPrefix(Fold(said), w); ok {
			return said[len(said)-len(rest):]
		}
	}
	return said
}

// certLogged is cert add in any words.
func (t *Turn) certLogged(a Args) (Reply, error) {
	if a["on.problem"] == string(language.NoSuchDay) {
		return Reply{}, t.problem("date.impossible", "said", brief(trimDay(a["on"]), 60))
	}
	return t.certAdd(certDays(a))
}

// certsPassed logs what somebody says they passed, one after the other.
func (t *Turn) certsPassed(a Args) (Reply, error) {
	names := strings.Split(cmp.Or(a["certs"], a["cert"]), "\n")
	var all []Reply
	for i, name := range names {
		if i > 0 && a["on.day"] == "" { // each needs a day: one is asked at a time
			all = append(all, Reply{Text: t.say("heard.cert.then", "name", t.certName(name))})
			continue
		}
		one := Args{}
		for k, v := range a {
			one[k] = v
		}
		one["cert"] = name
		r, err := t.certLogged(one)
		if err != nil {
			return Reply{}, err
		}
		all = append(all, r)
	}
	if len(all) > 1 && a["on.day"] == "" { // the question about the first comes last, with its choices
		all[0], all[len(all)-1] = all[len(all)-1], all[0]
	}
	return together(all), nil
}

// certName is a certification's name, by its id or as it was said.
func (t *Turn) certName(said string) string {
	if c, ok := t.b.Careers().Certification(said); ok {
		return c.Name
	}
	return said
}

// held finds the certification of one's own that a name means; ok is false
// where there is none.
func (t *Turn) held(said string) (people.Certification, bool, error) {
	all, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return people.Certification{}, false, err
	}
	for _, c := range all {
		if c.Catalog != "" && c.Catalog == said || Fold(c.Name) == Fold(said) {
			return c, true, nil
		}
	}
	return people.Certification{}, false, nil
}

// certEdited changes one of one's own certifications.
func (t *Turn) certEdited(a Args) (Reply, error) {
	days := certDays(a)
	if f := Fold(a["clause"]); strings.Contains(f, "never expire") || strings.Contains(f, "not expire") || strings.Contains(f, "n'expire") {
		days["expires"] = noExpiry
	}
	return t.certEdit(Args{"number": t.oneNumber(a), "on": days["on"], "expires": days["expires"], "link": days["link"]})
}

// oneNumber is the number that is meant, or the words, which the command asks about.
func (t *Turn) oneNumber(a Args) string {
	if n := a.numbers(); len(n) == 1 {
		return strconv.Itoa(n[0])
	}
	return cmp.Or(a["unknown"], a["mycert"])
}

// certRenewed gives one that is logged its new day, and logs one that is not.
func (t *Turn) certRenewed(a Args) (Reply, error) {
	days := certDays(a)
	number := ""
	if n := a.numbers(); len(n) == 1 {
		number = strconv.Itoa(n[0])
	} else if c, ok, err := t.held(a["cert"]); err != nil {
		return Reply{}, err
	} else if ok {
		number = strconv.Itoa(c.Number)
	}
	if number == "" {
		return t.certAdd(days)
	}
	return t.certRenew(strings.TrimSpace(number + " " + days["on"]))
}

// certGone takes one off the list: at once where the command itself was typed.
func (t *Turn) certGone(a Args) (Reply, error) {
	args := Args{"number": t.oneNumber(a)}
	if a["typed"] != "" {
		return t.certRemove(args)
	}
	return t.certRemoveSure(args)
}

// certExpired says what a certification that ran out means: of one that is
// logged the day is kept, one that is not is not logged by it.
func (t *Turn) certExpired(a Args) (Reply, error) {
	c, ok, err := t.held(a["cert"])
	if err != nil {
		return Reply{}, err
	}
	if ok && a["expires.day"] != "" {
		return t.changeCert(c, certChange{expires: a["expires.day"]})
	}
	name := t.certName(a["cert"])
	if ok {
		name = c.Name
	}
	r := Reply{Text: t.say("heard.cert.expired", "name", name), Private: !t.ev.DM}
	if known, is := t.b.Careers().Certification(a["cert"]); is {
		r.Text += " " + Escape(known.Renewal.In(t.lang))
	}
	return r, nil
}

// certExpires keeps a day of expiry for one that is logged; of another it asks
// when it was earned.
func (t *Turn) certExpires(a Args) (Reply, error) {
	days := certDays(a)
	c, ok, err := t.held(a["cert"])
	if err != nil {
		return Reply{}, err
	}
	if ok {
		return t.changeCert(c, certChange{expires: days["expires"]})
	}
	r, err := t.certAdd(Args{"name": a["cert"], "expires": days["expires"]})
	if err == nil && days["expires"] != "" {
		r.Text = t.say("heard.cert.until", "name", t.certName(a["cert"]), "date", t.date(days["expires"])) + "\n\n" + r.Text
	}
	return r, err
}

// certSaid answers what is no certification: failed, or not yet there.
func (t *Turn) certSaid(id string, a Args) (Reply, error) {
	return Reply{Text: t.say(id, "name", t.certName(a["cert"])), Private: !t.ev.DM}, nil
}

// certSat asks how an exam went: sat is not passed.
func (t *Turn) certSat(a Args) (Reply, error) {
	return Reply{Text: t.say("heard.cert.sat", "name", t.certName(a["cert"])), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("heard.button.passed"), Action: "cert.log", Value: a["cert"]}, t.choice("heard.button.not-passed", "keep", "")}}}}, nil
}

// certBooked offers a planned exam as a goal.
func (t *Turn) certBooked(a Args) (Reply, error) {
	name := t.certName(a["cert"])
	words := t.plain("heard.exam.goal", "name", name)
	text := t.say("heard.exam", "name", name)
	if day := a["on.day"]; day != "" {
		words = t.plain("heard.exam.goal.on", "name", name, "date", t.date(day))
		text = t.say("heard.exam.on", "name", name, "date", t.date(day))
	}
	t.talk.Offer = &offered{Key: strconv.FormatInt(t.now.UnixMilli(), 36), Verb: "goal.add", Args: Args{"text": words}}
	return Reply{Text: text, Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("heard.button.goal-keep"), Action: "offer.yes", Value: t.talk.Offer.Key}, t.choice("button.keep", "keep", "")}}}}, nil
}

// certMood answers a certification that was failed, planned or somebody else's.
func (t *Turn) certMood(text string, p Part) (Reply, bool, error) {
	a := t.argsOf(text, p)
	if a["cert"] == "" {
		a["cert"], _, _ = strings.Cut(a["certs"], "\n")
	}
	id := "cert.notyet"
	switch {
	case p.Name == "cert.booked" || p.Mood == Planned && a["cert"] != "":
		id = "cert.booked"
	case p.Name == "cert.failed" || p.Name == "cert.sat":
		id = p.Name
	}
	if a["cert"] == "" {
		return Reply{Text: t.say("heard.cert.nothing"), Private: !t.ev.DM}, true, nil
	}
	r, err := verbs[id](t, a)
	return r, true, err
}

// certAsked answers a question about a certification of one's own.
func (t *Turn) certAsked(text string, p Part) (Reply, bool, error) {
	a := t.argsOf(text, p)
	name, _, _ := strings.Cut(cmp.Or(a["cert"], a["certs"]), "\n")
	if name == "" {
		return Reply{}, false, nil
	}
	c, ok, err := t.held(name)
	if err != nil {
		return Reply{}, true, err
	}
	if ok {
		return Reply{Text: t.say("heard.cert.held", "name", c.Name, "date", t.date(c.Earned)) + " " + t.expirySentence(c, false), Private: !t.ev.DM}, true, nil
	}
	return Reply{Text: t.say("heard.cert.not-held", "name", t.certName(name)), Private: !t.ev.DM}, true, nil
}

package dialogue

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// putRight is the verb that a correction offers: the change before it is taken
// back where it must be, and done with what was meant.
const putRight = "correct"

// corrected asks whether what a message puts right of the change before it was
// meant; ok is false where it is no correction, or one that cannot be done.
func corrected(t *bot.Turn, text string, u bot.Understood) (bot.Reply, bool, error) {
	if r, ok, err := wordsCorrected(t, text); ok || err != nil {
		return r, ok, err
	}
	if last := t.Talk.Last.Correctable(t.Now); last != nil && last.Verb == "away" && !last.Asked {
		if from, to, ok := redated(t, text, *last); ok {
			said := t.Plain("guess.range", "from", say.Date(t, from), "to", say.Date(t, to))
			return askRight(t, *last, "away", bot.Args{"dates": from + " to " + to, "back": "yes"}, t.Say("correct.away", "said", said)), true, nil
		}
	}
	last, right := t.Talk.Last.Correctable(t.Now), u.Corrects
	if last == nil || len(right) == 0 || long(text) && u.Wants < nothingBelow || elsewhere(u, *last, right) { // a story puts nothing right
		return bot.Reply{}, false, nil
	}
	if last.Verb == "schedule" { // its preview is the question
		if g := u.Guesses; len(g) > 0 && g[0].Name == "schedule" && g[0].Slots["shift"].Of != nil { // "an hour later" than it is now
			return propose(t, text, u)
		}
		return scheduleCorrected(t, *last, right)
	}
	verb, args, back := last.Verb, maps.Clone(last.Args), false
	var asks bot.Markup
	var err error
	switch {
	case strings.HasPrefix(last.Verb, "goal."):
		verb, args, back, asks, err = goalCorrected(t, *last, right)
	case last.Verb == "remind":
		verb, args, asks = remindCorrected(t, *last, right)
		back = true
	case last.Verb == "pause" || last.Verb == "away":
		_, said, _ := strings.Cut(right["span"], "|")
		name := map[string]string{"pause": "for", "away": "dates"}[last.Verb]
		args, back = bot.Args{name: said}, last.Verb == "away"
		asks = t.Say("correct."+last.Verb, "said", bot.Brief(said, longestNamed))
	case last.Verb == "schedule.quiet":
		args = bot.Args{"clocks": right["clocks"]}
		asks = t.Say("correct.quiet", "said", right["clocks"])
	case last.Verb == "cert.add" && right["cert"] != "":
		args, back = bot.Args{"name": right["cert"], "on": cmp.Or(right["day"], last.Args["day"])}, true
		asks = t.Say("correct.cert", "name", named(t, "cert", right["cert"]))
	case last.Verb == "cert.add":
		verb, args = "cert.edit", bot.Args{"number": last.Args["number"], "on": right["day"]}
		asks = t.Say("correct.cert.day", "name", named(t, "cert", last.Args["cert"]), "date", say.Date(t, right["day"]))
	case last.Verb == "profile.set":
		args = bot.Args{}
		for _, field := range []string{"role", "target", "zone", "language"} {
			if right[field] != "" && len(args) == 0 {
				args[field] = right[field]
				asks = t.Say("correct.profile", "said", named(t, strings.TrimSuffix(field, "uage"), right[field]))
			}
		}
	}
	if err != nil || asks == "" {
		return bot.Reply{}, err != nil, err
	}
	if last.Asked { // nothing was done yet: the same is asked of the other
		if verb != last.Verb {
			return bot.Reply{}, false, nil
		}
		delete(args, "typed")
		r, err := t.Bot.Saying(verb).Do(t, args)
		return r, true, err
	}
	if back {
		args["back"] = "yes"
	}
	return askRight(t, *last, verb, args, asks), true, nil
}

// elsewhere reports whether a message rather wants something of another kind than
// to put right the change before it: "Tuesdays instead" after a new goal, which has
// no day, is about check-ins, and "goal 1 should be done by June" after those about
// a goal.
func elsewhere(u bot.Understood, last people.Act, right bot.Args) bool {
	if len(u.Guesses) > 0 && u.Guesses[0].Name == "checkin" && u.Guesses[0].Likely >= surely && u.Wants >= surely { // "our check-in right now instead, I've 20 minutes"
		return true
	}
	if len(u.Guesses) == 0 || u.Wants < wantsFrom || u.Guesses[0].Likely < likelyFrom || (right["day"] == "" || last.Args["day"] != "") && !namesOwn(u.Guesses[0].Part) {
		return false
	}
	kind, _, _ := strings.Cut(u.Guesses[0].Name, ".")
	was, _, _ := strings.Cut(last.Verb, ".")
	return kind != was
}

// askRight asks whether a change was meant otherwise.
func askRight(t *bot.Turn, last people.Act, verb string, args bot.Args, asks bot.Markup) bot.Reply {
	args["verb"], args["of"] = verb, last.At.Format(time.RFC3339Nano)
	key := t.KeepOffer(putRight, args)
	return bot.Reply{Text: asks, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.first"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}
}

// askedAnew asks again what the last reply asked, with the values that a
// correction gives in the place of those that were read; ok is false where it
// gives none.
func askedAnew(t *bot.Turn, text string, u bot.Understood) (bot.Reply, bool, error) {
	o := t.Talk.Offer
	if o == nil || o.Past || o.Verb == "" || o.Verb == putRight {
		return bot.Reply{}, false, nil
	}
	for _, name := range []string{"text", "result", "what", "role", "target", "cert"} {
		if right, ok := reworded(text, o.Args[name]); ok {
			args := bot.Args{}
			maps.Copy(args, o.Args)
			args[name] = right
			return proposing(t, text, o.Verb, args)
		}
	}
	if u.Again == nil || u.Again.Name != o.Verb {
		return bot.Reply{}, false, nil
	}
	args, found := bot.Args{}, ArgsOf(t, text, *u.Again)
	maps.Copy(args, o.Args)
	changed := false
	for name := range u.Again.Slots {
		if found[name] == "" || found[name] == o.Args[name] || name == "text" || name == "what" || name == "result" || name == "items" {
			continue
		}
		if clock, day := found[name+".clock"], o.Args[name+".day"]; clock != "" && day != "" { // the day stays
			found[name] = day + " " + clock
			delete(found, name+".clock")
		}
		maps.DeleteFunc(args, func(k, _ string) bool { // what else was read of the same day goes too
			base, _, _ := strings.Cut(k, ".")
			return base == name || o.Args[base+".day"] != "" && o.Args[base+".day"] == o.Args[name+".day"]
		})
		for k, v := range found {
			if k == name || strings.HasPrefix(k, name+".") {
				args[k], changed = v, true
			}
		}
	}
	if !changed {
		return bot.Reply{}, false, nil
	}
	return proposing(t, text, o.Verb, args)
}

// goalCorrected is what a correction makes of a change of a goal.
func goalCorrected(t *bot.Turn, last people.Act, right bot.Args) (verb string, args bot.Args, back bool, asks bot.Markup, err error) {
	n, err := strconv.Atoi(last.Args["number"])
	if err != nil { // several at once
		return "", nil, false, "", nil
	}
	old, err := t.Tx.Goal(t.Person.ID, n)
	if errors.Is(err, bot.ErrNotFound) {
		return "", nil, false, "", nil
	} else if err != nil {
		return "", nil, false, "", err
	}
	text := bot.Brief(old.Text, say.ShownGoal)
	verb, args = last.Verb, maps.Clone(last.Args)
	switch {
	case right["back"] != "":
		return "", bot.Args{}, true, t.Say("correct.back", "number", n, "text", text), nil
	case right["number"] != "":
		m, err := strconv.Atoi(right["number"])
		if err != nil {
			return "", nil, false, "", err
		}
		g, err := goalNumbered(t, m)
		if err != nil {
			return "", nil, false, "", err
		}
		if g.State != people.Open || last.Verb == "goal.add" {
			return "", nil, false, "", nil
		}
		args["number"], args["typed"] = right["number"], "yes"
		if last.Verb == "goal.due" {
			args["due"], args["due.day"] = args["day"], args["day"]
		}
		return verb, args, true, t.Say("correct.goal", "number", m, "text", bot.Brief(g.Text, say.ShownGoal), "old", n, "was", text), nil
	case right["day"] != "":
		return "goal.due", bot.Args{"number": last.Args["number"], "due": right["day"], "due.day": right["day"]}, false,
			t.Say("correct.day", "number", n, "text", text, "date", say.Day(t, right["day"])), nil
	case right["horizon"] != "":
		return "goal.move", bot.Args{"number": last.Args["number"], "horizon": right["horizon"]}, false,
			t.Say("correct.horizon", "number", n, "text", text, "horizon", say.Years(t, people.Horizon(right["horizon"]))), nil
	}
	return "", nil, false, "", nil
}

// remindCorrected is a reminder at another time.
func remindCorrected(t *bot.Turn, last people.Act, right bot.Args) (verb string, args bot.Args, asks bot.Markup) {
	day, clock := cmp.Or(right["day"], last.Args["day"]), cmp.Or(right["clock"], last.Args["clock"])
	when := strings.TrimSpace(day + " " + clock)
	zone := people.Location(t.Person.ClockZone())
	if at, err := time.ParseInLocation(time.DateOnly+" 15:04", day+" "+cmp.Or(clock, "23:59"), zone); err != nil || !at.After(t.Now) {
		return "", nil, "" // what lies behind cannot be meant
	}
	said := bot.Markup(say.Day(t, day))
	if c, err := time.Parse("15:04", clock); err == nil {
		said = t.Say("correct.at", "day", say.Day(t, day), "clock", say.Clock(t, c.Hour()*60+c.Minute()))
	}
	verb, args = "remind", bot.Args{"when": when, "text": last.Args["text"]}
	if last.Args["number"] != "" {
		return "goal.remind", bot.Args{"when": when, "number": last.Args["number"]}, t.Say("correct.remind.goal", "when", said, "number", last.Args["number"])
	}
	return verb, args, t.Say("correct.remind", "when", said, "what", bot.Brief(last.Args["text"], longestNamed))
}

// scheduleCorrected previews the schedule that was meant, the rest of it as it was.
func scheduleCorrected(t *bot.Turn, last people.Act, right bot.Args) (bot.Reply, bool, error) {
	args := bot.Args{"horizon": last.Args["horizon"]}
	switch day, clock, weekly := weeklyOf(last.Args); {
	case right["when"] != "":
		args["when"] = plainWhen(t, right["when"])
	case weekly && (right["weekday"] != "" || right["clock"] != ""):
		every := "every "
		if last.Args["weeks"] == "2" {
			every = "every second "
		}
		args["when"] = every + cmp.Or(right["weekday"], day) + " at " + cmp.Or(right["clock"], clock)
	case right["clock"] != "" && !last.Asked:
		args["when"], args["when.clock"] = right["clock"], right["clock"]
	default:
		return bot.Reply{}, false, nil
	}
	r, err := t.Bot.Saying("schedule").Do(t, args)
	r.Private = r.Private || !t.Event.DM
	return r, true, err
}

// weeklyOf is the day and time of a plan with one of each, each week or every second.
func weeklyOf(plan bot.Args) (day, clock string, ok bool) {
	var minute, hour, weekday int
	if _, err := fmt.Sscanf(plan["cron"], "%d %d * * %d", &minute, &hour, &weekday); err != nil || len(strings.Fields(plan["cron"])) != 5 || plan["nth"] != "0" {
		return "", "", false
	}
	if n, err := strconv.Atoi(plan["weeks"]); err != nil || n > 2 || strings.ContainsAny(strings.Fields(plan["cron"])[4], ",-") {
		return "", "", false
	}
	return strings.ToLower(time.Weekday(weekday % 7).String()), fmt.Sprintf("%02d:%02d", hour, minute), true
}

// rightPut does what a correction offered, as long as nothing else was changed since.
func rightPut(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	last := t.Talk.Last.Correctable(t.Now)
	if last == nil || last.At.Format(time.RFC3339Nano) != a["of"] {
		return t.Stale(), nil
	}
	verb, back := a["verb"], a["back"] != ""
	for _, own := range []string{"verb", "of", "back"} {
		delete(a, own)
	}
	if back {
		r, err := undo(t)
		if err != nil || verb == "" {
			return r, err
		}
	}
	switch s := specOf(t, verb); verb {
	case "pause", "away", "cert.add", "cert.edit":
		return s.Run(t, a)
	case "profile.set":
		return t.Bot.Spec("profile").Run(t, a)
	}
	return t.Bot.Saying(verb).Do(t, a)
}

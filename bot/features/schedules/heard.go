package schedules

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

func sayings() map[string]bot.Saying {
	less := func(id string) func(*bot.Turn, bot.Args) (bot.Reply, error) {
		return func(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
			return bot.Reply{Text: t.Say(id), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
				t.Choice("schedule.button", "schedule", ""), t.Choice("pause.button", "pause", ""), t.Choice("button.keep", "keep", "")}}}}, nil
		}
	}
	return map[string]bot.Saying{
		"schedule":      {Do: scheduleHeard, Confirms: true},
		"rest":          {Propose: restAsked},
		"schedule.show": {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return schedulesShown(t, "") }, Shows: true, Command: "schedule"},
		"schedule.off": {Needs: []string{"horizon"}, Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			return scheduleSwitch(t, people.Horizon(a["horizon"]), false)
		}, Command: "schedule", Propose: onlySchedule},
		"schedule.quiet": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return quietSaid(t, a["clocks"]) }, Command: "schedule", Needs: []string{"clocks"}, Propose: toSpeak},
		"schedule.less":  {Do: less("heard.schedule.less"), Offers: true, Command: "schedule"},
		"schedule.more":  {Do: less("heard.schedule.more"), Offers: true, Command: "schedule"},
		"pause":          {Do: pauseHeard, Propose: toPause},
		"resume":         {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return Resume(t) }},
		"stop": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			if a["typed"] != "" {
				return stop(t)
			}
			return stopSure(t, a)
		}},
		"away":        {Do: awayHeard, Needs: []string{"span"}, Propose: toAway},
		"away.drop":   {Do: awayDropped, Command: "away", Needs: []string{"span"}, Propose: onlyAbsence},
		"away.change": {Do: awayChanged, Command: "away", Needs: []string{"span"}, Propose: toChangeAway},
		"leave":       {Do: leaveHeard, Offers: true},
	}
}

// onlySchedule takes the schedule whose day is named, or the only one there is.
func onlySchedule(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return bot.Reply{}, true, err
	}
	all = slices.DeleteFunc(all, func(s people.Schedule) bool { return s.Next.IsZero() })
	if a["horizon"] != "" {
		return bot.Reply{}, false, nil
	}
	plans := make([]string, len(all)) // "drop the Thursday one"
	for i, s := range all {
		plans[i] = t.Bot.Schedules.Describe(s.Plan, t.Lang)
	}
	if day := weekdayIn(t, text); day != "" && !strings.Contains(bot.Fold(strings.Join(plans, " ")), bot.Fold(day)) { // "not on Fridays"
		r, err := schedulesShown(t, "")
		r.Text = t.Say("schedule.not-then", "day", day) + "\n\n" + r.Text
		return r, true, err
	}
	if len(all) == 1 {
		a["horizon"] = string(all[0].Horizon)
		return bot.Reply{}, false, nil
	}
	for _, words := range []string{a["clause"], plainwords.Going(text)} {
		if i := plainwords.Meant(words, plans); i >= 0 {
			a["horizon"] = string(all[i].Horizon)
			break
		}
	}
	return bot.Reply{}, false, nil
}

// atOnce are the words that mean no rhythm, but this moment.
var atOnce = map[string]bool{"now": true, "right now": true, "just now": true, "maintenant": true, "tout de suite": true}

// weekdayIn is the one day of the week that words name; empty for none, or several.
func weekdayIn(t *bot.Turn, text string) (day string) {
	for w := range strings.FieldsSeq(bot.Fold(text)) {
		for d := range 7 {
			name := t.Plain("weekday." + strconv.Itoa(d))
			if bare := strings.Trim(w, ".,;:!?"); bare == bot.Fold(name) || bare == bot.Fold(name)+"s" {
				if day != "" && day != name {
					return ""
				}
				day = name
			}
		}
	}
	return day
}

// onlyAbsence takes the one absence there is, or the one that the days touch, so
// that its own days are asked about.
func onlyAbsence(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	all := t.Person.AbsencesFrom(t.Today())
	if from, to, ok := spanOf(t, a, "span"); ok {
		all = slices.DeleteFunc(all, func(x people.Absence) bool {
			return x.To < from.Format(time.DateOnly) || x.From > to.Format(time.DateOnly)
		})
	} else if a["span"] != "" {
		return bot.Reply{}, false, nil
	}
	if len(all) == 1 {
		a["span"], a["span.from"], a["span.to"] = "…", all[0].From, all[0].To
		delete(a, "span.day")
	}
	return bot.Reply{}, false, nil
}

// scheduleHeard shows when check-ins come, or sets it after a preview. What a
// schedule cannot be is refused with what can.
func scheduleHeard(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	when := a["when"]
	if s := t.Bot.Spec("checkin"); s != nil && atOnce[bot.Fold(when)] { // "can we do our check-in right now"
		return s.Run(t, bot.Args{"horizon": a["horizon"]})
	}
	switch language.Problem(a["when.problem"]) {
	case language.BetweenClocks, language.SeveralClocks:
		return scheduleCannot(t, "heard.schedule.between", a)
	case language.TooOften:
		return scheduleCannot(t, "heard.schedule.often", a)
	case language.Uneven:
		return scheduleCannot(t, "heard.schedule.uneven", a)
	}
	at, err := timeOf(t, people.Horizon(a["horizon"]))
	if err != nil {
		return bot.Reply{}, err
	}
	if shift, err := strconv.Atoi(a["shift"]); err == nil { // "an hour later"
		clock, err := time.Parse("15:04", cmp.Or(at, "09:00"))
		if err != nil {
			return bot.Reply{}, fmt.Errorf("read a schedule's time: %w", err)
		}
		if at = clock.Add(time.Duration(shift) * time.Minute).Format("15:04"); when == "" {
			a["when"], a["when.clock"] = at, at
			return clockMoved(t, a)
		}
	}
	if when == "" {
		return schedule(t, bot.Args{"horizon": a["horizon"]})
	}
	if a["when.day"] != "" || a["when.from"] != "" {
		return scheduleCannot(t, "heard.schedule.once", a)
	}
	if a["when.clock"] != "" { // "the monday check-in at 8:30 instead": the days stay
		return clockMoved(t, a)
	}
	if zone := a["when.zone"]; zone != "" {
		return scheduleCannot(t, "heard.schedule.zone", a)
	}
	if why := a["when.beyond"]; why != "" {
		return bot.Reply{Text: t.Say("heard.schedule.cannot", "said", bot.Brief(when, 80), "why", t.Say("heard.why."+why)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			t.Choice("schedule.button.change", "schedule.change", cmp.Or(a["horizon"], string(people.Year1))), t.Choice("button.keep", "keep", "")}}}}, nil
	}
	if a["when.untimed"] != "" && at != "" { // "Mondays instead, same time": the time stays
		when = a["when.untimed"] + " at " + at
	}
	r, err := schedule(t, bot.Args{"horizon": a["horizon"], "when": when})
	if err == nil && a["when.short"] != "" && r.Form == nil {
		r.Text += "\n\n" + t.Say("heard.schedule.short")
	}
	return r, err
}

// timeOf is the time of day of a horizon's check-ins, "16:00"; empty where they
// have none yet.
func timeOf(t *bot.Turn, h people.Horizon) (string, error) {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return "", err
	}
	h = cmp.Or(h, people.Year1)
	for _, s := range all {
		var minute, hour int
		if n, _ := fmt.Sscanf(s.Plan.Cron, "%d %d ", &minute, &hour); s.Horizon == h && n == 2 {
			return fmt.Sprintf("%02d:%02d", hour, minute), nil
		}
	}
	return "", nil
}

// clockMoved shows a horizon's schedule at another time of day.
func clockMoved(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	h := cmp.Or(people.Horizon(a["horizon"]), people.Year1)
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	plan := t.Bot.Schedules.Default(h)
	if i := slices.IndexFunc(all, func(s people.Schedule) bool { return s.Horizon == h }); i >= 0 {
		plan = all[i].Plan
	}
	fields := strings.Fields(plan.Cron)
	hour, minute, ok := strings.Cut(a["when.clock"], ":")
	if len(fields) != 5 || !ok || t.Person.Zone == "" {
		return schedule(t, bot.Args{"horizon": a["horizon"], "when": a["when"]})
	}
	fields[0], fields[1] = cmp.Or(strings.TrimLeft(minute, "0"), "0"), cmp.Or(strings.TrimLeft(hour, "0"), "0")
	plan.Cron = strings.Join(fields, " ")
	return planPreview(t, h, plan, strings.Join(fields, " "))
}

// scheduleCannot says why a schedule cannot be, and what can.
func scheduleCannot(t *bot.Turn, id string, a bot.Args) (bot.Reply, error) {
	return bot.Reply{Text: t.Say(id, "said", bot.Brief(a["when"], 80), "zone", a["when.zone"], "own", say.ZoneName(t)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("schedule.button.change", "schedule.change", cmp.Or(a["horizon"], string(people.Year1))), t.Choice("button.keep", "keep", "")}}}}, nil
}

// spanOf gives the two days of words of time: a length counts from today.
func spanOf(t *bot.Turn, a bot.Args, name string) (from, to time.Time, ok bool) {
	day := func(key string) (time.Time, bool) {
		d, err := time.Parse(time.DateOnly, a[name+key])
		return d, err == nil
	}
	today := LocalDay(t)
	if d, is := day(".day"); is {
		return d, d, true
	}
	if to, is := day(".to"); is {
		from, has := day(".from")
		if !has {
			from = today
		}
		return from, to, true
	}
	if l := a[name+".length"]; l != "" {
		if end, is := people.AfterPeriod(today, l); is {
			return today, end.AddDate(0, 0, -1), true
		}
	}
	return from, to, false
}

// pauseHeard holds check-ins back for a while: until the day that was named,
// or for as long as was said.
func pauseHeard(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	from, to, ok := spanOf(t, a, "span")
	switch {
	case a["span"] == "":
		return pause(t, bot.Args{})
	case !ok:
		return bot.Reply{}, t.FieldProblem("for", "pause.unknown", "said", bot.Brief(a["span"], 60))
	case from.After(LocalDay(t)) && a["span.day"] == "":
		return awayBetween(t, from, to)
	}
	until := to.AddDate(0, 0, 1)
	if b := a["span.bound"]; a["span.day"] != "" || b == strconv.Itoa(int(language.Until)) || b == strconv.Itoa(int(language.By)) {
		until = to // "until Monday" ends on Monday
	}
	return pauseUntil(t, until)
}

// toPause asks for how long, where no length was found.
func toPause(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	if day := a["span.day"]; day > t.Today() && !until.MatchString(bot.Fold(a["clause"])) { // "no check-in next Monday" is of that day alone
		key := t.KeepOffer("away", bot.Args{"span": a["span"], "span.day": day})
		return bot.Reply{Text: t.Say("guess.away", "said", t.Plain("guess.day", "date", say.Day(t, day))), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
	}
	if a["span"] != "" {
		return bot.Reply{}, false, nil
	}
	r, err := pauseAsked(t)
	return r, true, err
}

// until leads to the day on which something ends.
var until = regexp.MustCompile(`\b(until|till|til|through|by|jusqu|d'ici|avant|back|retour|rentre|reprend)`)

// restAsked offers the ways to hear less from the mentor.
func restAsked(t *bot.Turn, _ string, _ bot.Args) (bot.Reply, bool, error) {
	r, err := pauseAsked(t)
	r.Text = t.Say("pause.rest")
	return r, true, err
}

// lifting are words that put an end to quiet hours.
var lifting = regexp.MustCompile(`\b(no more|no longer|not? need|(do not|don't|without) (need|want)|take \S+( \S+)? (away|off|out)|remove|lift|cancel|drop|delete|scrap|turn \S+( \S+)? off|switch \S+( \S+)? off|whenever|any ?time|any hour|round the clock|plus (besoin|utile|necessaire)|plus d'heures|plus de (silence|calme)|enleve\w*|supprime\w*|retire\w*|leve[rz]?|annule\w*|desactive\w*|vire\w*|n'importe quand|a toute heure|quand (tu veux|vous voulez))\b`)

// toSpeak asks whether quiet hours end, where no times are named.
func toSpeak(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if a["clocks"] != "" || !lifting.MatchString(bot.Fold(text)) || t.Person.QuietFrom == t.Person.QuietTo {
		return bot.Reply{}, false, nil
	}
	key := t.KeepOffer("schedule.quiet", bot.Args{"clocks": "off"})
	return bot.Reply{Text: quietLine(t) + " " + t.Say("quiet.lift"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// leaveHeard offers peace for a leave.
func leaveHeard(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	from, to, ok := spanOf(t, a, "span")
	if ok && from.Equal(to) && until.MatchString(bot.Fold(a["clause"])) { // "on sick leave until the 20th"
		from = LocalDay(t)
	}
	if !ok || !to.After(from) {
		return bot.Reply{Text: t.Say("heard.leave"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			t.Choice("pause.button.told", "pause.on", ""), t.Choice("button.keep", "keep", "")}}}}, nil
	}
	f, o := from.Format(time.DateOnly), to.Format(time.DateOnly)
	key := t.KeepOffer("away", bot.Args{"span.from": f, "span.to": o, "span": "…"})
	return bot.Reply{Text: t.Say("heard.leave.dates", "from", say.Date(t, f), "to", say.Date(t, o)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.quiet"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, nil
}

// ownLine reports whether what follows the name is a cron line, or more than the
// reader makes of it.
func ownLine(rest string, u bot.Understood) bool {
	return strings.Contains(rest, "*") || len(u.Parts) > 1 && u.Parts[1].Kind == bot.UnreadPart
}

// ownDates reports whether what follows the name is dates in figures.
func ownDates(rest string, _ bot.Understood) bool {
	return rest != "" && !strings.ContainsFunc(rest, unicode.IsLetter)
}

package dialogue

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/language"
	"mentor/bot/people"
)

func CutSpan(text string, s language.Span) string {
	if s.From < 0 || s.To > len(text) || s.From >= s.To {
		return ""
	}
	return text[s.From:s.To]
}

// readWords is what was read of a part's clause.
func readWords(t *bot.Turn, text string, p bot.Part) string { return CutSpan(text, p.Span) }

// leftWords is what was not.
func leftWords(t *bot.Turn, text string, p bot.Part) string {
	var left []string
	for _, s := range p.Leftover {
		if w := strings.TrimSpace(CutSpan(text, s)); w != "" {
			left = append(left, w)
		}
	}
	return strings.Join(left, " … ")
}

// GoalChoice is the goals that a part is about.
func GoalChoice(p bot.Part) (bot.GoalChoice, bool) {
	if c, ok := bot.Slot[bot.GoalChoice](p, "goals"); ok {
		return c, true
	}
	return bot.Slot[bot.GoalChoice](p, "goal")
}

// goalNumbered is the goal of a number; the error says that there is none.
func goalNumbered(t *bot.Turn, n int) (people.Goal, error) {
	g, err := t.Tx.Goal(t.Person.ID, n)
	if errors.Is(err, bot.ErrNotFound) {
		p := t.Problem("goal.unknown", "number", n)
		p.Choices = []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}
		return g, p
	}
	return g, err
}

// ArgsOf gives a part's slots as a command's arguments: numbers, ids, ISO
// dates; people's own words as they are.
func ArgsOf(t *bot.Turn, text string, p bot.Part) bot.Args {
	about := t.Bot.Saying(p.Name)
	a := bot.Args{"clause": CutSpan(text, p.Clause)}
	for name, v := range p.Slots {
		switch of := v.Of.(type) {
		case bot.GoalChoice:
			a["number"] = numbersOf(of.Numbers)
			a["unknown"] = numbersOf(of.Unknown)
			if of.Several {
				a["several"] = a["number"]
			}
		case bot.CertChoice:
			a["number"] = numbersOf(of.Numbers)
			a["unknown"] = numbersOf(of.Unknown)
		case bot.Named:
			said := of.Name
			if name == "cert" {
				said = bareCert(said)
			}
			if a[name] = cmp.Or(of.ID, said); about.AsSaid { // the words: they may fit several, which the command asks
				a[name] = cmp.Or(bareCert(of.Name), of.ID)
			}
		case []bot.Named:
			var all []string
			for _, n := range of {
				one := cmp.Or(n.ID, n.Name)
				if about.AsSaid {
					one = cmp.Or(bareCert(n.Name), n.ID)
				}
				all = append(all, one)
			}
			a[name] = strings.Join(all, "\n")
		case bot.ZoneChoice:
			a[name] = cmp.Or(of.Zone, strings.TrimSpace(v.Text))
		case people.Horizon:
			a[name] = string(of)
		case careers.Lang:
			a[name] = string(of)
		case int:
			a[name] = strconv.Itoa(of)
		case bot.QuietHours:
			a[name] = quietOf(t, of)
		case language.Reading:
			readingArgs(a, name, strings.TrimSpace(v.Text), of)
		default:
			a[name] = strings.TrimSpace(v.Text)
			if s, ok := v.Of.(string); ok && s != "" && !strings.HasPrefix(strings.TrimSpace(v.Text), "http") {
				a[name] = s
			}
		}
	}
	if v, ok := p.Slots["text"]; ok && about.ToEnd && !v.Exactly && !slotBehind(p, v) && !quotedThere(text, v.Span) {
		if rest := strings.TrimSpace(CutSpan(text, language.Span{From: v.Span.To, To: p.Clause.To})); rest != "" && !courtesy[bot.Fold(strings.Trim(rest, " .!,"))] && len(p.Alternatives) == 0 {
			a["text"] = strings.TrimSuffix(strings.TrimSpace(CutSpan(text, language.Span{From: v.Span.From, To: p.Clause.To})), " ?")
		}
	}
	for k, v := range a {
		if v == "" {
			delete(a, k)
		}
	}
	return a
}

// quotedThere reports whether a stretch of a text stands in quotation marks: what
// is behind the closing one is not part of it.
func quotedThere(text string, s language.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text[:s.From]))
	after, _ := utf8.DecodeRuneInString(strings.TrimSpace(text[s.To:]))
	return strings.ContainsRune("\"“«„", before) && strings.ContainsRune("\"”»“", after)
}

// slotBehind reports whether something else was read behind a value.
func slotBehind(p bot.Part, v bot.Value) bool {
	for _, other := range p.Slots {
		if other.Span.From >= v.Span.To && other.Span.To > other.Span.From {
			return true
		}
	}
	return false
}

// quietOf is quiet hours in words; the end that nothing was said of is the
// person's own, or what most keep.
func quietOf(t *bot.Turn, q bot.QuietHours) string {
	own := [2]int{t.Person.QuietFrom, t.Person.QuietTo}
	if own[0] == own[1] {
		own = [2]int{people.DefaultQuietFrom, people.DefaultQuietTo}
	}
	for i, c := range []*language.Clock{&q.From, &q.To} {
		if c.Hour < 0 {
			*c = language.Clock{Hour: own[i] / 60, Minute: own[i] % 60}
		}
	}
	return q.From.String() + "-" + q.To.String()
}

func numbersOf(all []int) string {
	var out []string
	for _, n := range all {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, " ")
}

// readingArgs gives words of time as a day, or as two, beside the words.
func readingArgs(a bot.Args, name, said string, r language.Reading) {
	a[name] = said
	a[name+".problem"] = string(r.Problem)
	a[name+".zone"] = r.Zone
	switch v := r.Value.(type) {
	case language.Date:
		a[name+".day"] = v.String()
		if _, two := r.Other.(language.Date); two && strings.ContainsAny(said, "/.") {
			a[name+".two"] = "yes"
		}
	case language.Range:
		if day, ok := middle(v); ok && name == "due" { // "by mid-May" is the 15th
			a[name+".day"] = day.String()
			return
		}
		if v.From != 0 {
			a[name+".from"] = v.From.String()
		}
		if v.To != 0 {
			a[name+".to"] = v.To.String()
		}
		a[name+".grain"] = strconv.Itoa(int(v.Grain))
		a[name+".bound"] = strconv.Itoa(int(v.Bound))
	case language.Duration:
		a[name+".length"] = v.String()
	case language.Clock:
		a[name+".clock"] = v.String()
	case language.Recurrence:
		a[name] = plainRecurrence(v, said)
		a[name+".beyond"] = beyondPlan(v)
		a[name+".untimed"] = onlyDays(v)
		for _, d := range v.Days {
			if d > 28 {
				a[name+".short"] = "yes"
			}
		}
	}
}

// middle is the day in the middle of a month that a stretch is about; ok is false
// where it is about anything else.
func middle(r language.Range) (day language.Date, ok bool) {
	if r.From == 0 || r.To == 0 || r.From.Month() != r.To.Month() || r.From.Day() < 9 || r.To.Day() > 21 || r.To-r.From < 8 {
		return 0, false
	}
	return r.From + language.Date(15-r.From.Day()), true
}

// courtesy is what may stand behind a goal without being a part of it.
var courtesy = map[string]bool{"please": true, "pls": true, "thanks": true, "thank you": true, "stp": true, "svp": true, "merci": true, "s'il te plait": true,
	"s'il vous plait": true, "as a goal": true, "comme objectif": true, "to my goals": true, "to my list": true, "a mes objectifs": true, "dans mes objectifs": true, "for me": true}

// bareCert takes what only says that it is a certification off its name: "certif
// scrum master", "my Adobe Analytics one".
func bareCert(name string) string {
	name = strings.TrimSuffix(strings.TrimSpace(name), " one")
	first, rest, ok := strings.Cut(strings.TrimSpace(name), " ")
	switch bot.Fold(first) {
	case "cert", "certif", "certification", "certificat", "certificate":
		if ok {
			return strings.TrimSpace(rest)
		}
	}
	return strings.TrimSpace(name)
}

// plainWhen is a schedule as it was said in the words that schedules are written
// in, "Tuesdays at half past eight" as "every tuesday at 08:30".
func plainWhen(t *bot.Turn, said string) string {
	r, ok := language.Whole(said, language.Context{Now: t.Now.In(people.Location(t.Person.Zone)), Lang: language.Lang(t.Lang), Lean: language.Future})
	if v, is := r.Value.(language.Recurrence); ok && is {
		return plainRecurrence(v, said)
	}
	return said
}

// plainRecurrence is a weekly schedule with a time in the words that schedules
// are written in; other words as they were said.
func plainRecurrence(r language.Recurrence, said string) string {
	if monthly := plainMonthly(r); monthly != "" {
		return monthly
	}
	if r.Every != language.Weekly || r.Interval > 2 || r.Interval == 2 && len(r.On) > 1 || len(r.On) == 0 || !r.Timed || beyondPlan(r) != "" {
		return said
	}
	var days []string
	for _, on := range r.On {
		if on.Nth != 0 {
			return said
		}
		days = append(days, strings.ToLower(on.Day.String()))
	}
	every := "every "
	if r.Interval == 2 {
		every = "every second "
	}
	return every + strings.Join(days, " and ") + " at " + r.At.String()
}

// plainMonthly is a monthly schedule on one day, with a time, in the words that
// schedules are written in; empty for any other.
func plainMonthly(r language.Recurrence) string {
	if r.Every != language.Monthly || r.Interval > 1 || !r.Timed || beyondPlan(r) != "" || len(r.Months) > 0 {
		return ""
	}
	nth := map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
	switch {
	case len(r.On) == 1 && len(r.Days) == 0 && nth[r.On[0].Nth] != "":
		return nth[r.On[0].Nth] + " " + strings.ToLower(r.On[0].Day.String()) + " of the month at " + r.At.String()
	case len(r.Days) == 1 && len(r.On) == 0 && r.Days[0] > 0:
		return "on the " + strconv.Itoa(r.Days[0]) + " at " + r.At.String()
	}
	return ""
}

// onlyDays are the days of a recurrence that names no time of day, in the words
// that schedules are written in.
func onlyDays(r language.Recurrence) string {
	if timed := r; !r.Timed && r.Every == language.Monthly {
		timed.Timed = true
		days, _, _ := strings.Cut(plainMonthly(timed), " at ")
		return days
	}
	if r.Timed || r.Every != language.Weekly || r.Interval > 2 || r.Interval == 2 && len(r.On) > 1 || beyondPlan(r) != "" {
		return ""
	}
	var days []string
	for _, on := range r.On {
		if on.Nth != 0 {
			return ""
		}
		days = append(days, strings.ToLower(on.Day.String()))
	}
	if r.Interval == 2 {
		return "every second " + strings.Join(days, "")
	}
	return "every " + strings.Join(days, " and ")
}

// beyondPlan names what of a recurrence a schedule cannot keep; empty where it
// can be one.
func beyondPlan(r language.Recurrence) string {
	nth := 0
	for _, w := range r.On {
		if w.Nth != 0 {
			nth++
		}
	}
	switch {
	case r.From != 0:
		return "start"
	case r.Until != 0 || r.Count != 0:
		return "end"
	case len(r.Except) > 0:
		return "except"
	case r.Weeks != 0:
		return "weeks"
	case nth > 1:
		return "nth"
	case r.Workday != 0:
		return "workday"
	}
	return ""
}

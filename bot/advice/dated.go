package advice

import (
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// What falls into a time that somebody names: a month, all until a day, a
// horizon of their goals.

// span is a time from one local date to another; the empty From is today.
type span struct{ From, To string }

func (s span) holds(day string) bool { return day != "" && day >= s.From && day <= s.To }

var (
	beforeWords = plainwords.Words("before by until till avant ici jusqu leave quitte pars")
	monthLeads  = plainwords.Words("in into for of to by before until this en pour de")
	summerWords = plainwords.Words("summer ete")
)

// spanSaid is the time that words name: within is false where all until its end
// is meant ("before the 10th of July").
func (a Adviser) spanSaid(text string) (s span, within, ok bool) {
	today, err := time.Parse(time.DateOnly, a.Facts.Today)
	if err != nil {
		return s, false, false
	}
	words := strings.Fields(spacedWords(text))
	month := func(first time.Time) span {
		return span{first.Format(time.DateOnly), first.AddDate(0, 1, -1).Format(time.DateOnly)}
	}
	if s, ok := a.rangeSaid(text); ok {
		return s, true, true
	}
	first := today.AddDate(0, 0, 1-today.Day())
	until := slices.ContainsFunc(words, func(w string) bool { return beforeWords[w] })
	for i, w := range words {
		next := next(words, i+1)
		switch {
		case (w == "this" || w == "ce") && (next == "month" || next == "mois"):
			return month(first), true, true
		case w == "next" && next == "month" || w == "mois" && next == "prochain":
			return month(first.AddDate(0, 1, 0)), true, true
		case (w == "this" || w == "cette") && (next == "week" || next == "semaine"):
			return span{a.Facts.Today, today.AddDate(0, 0, 6).Format(time.DateOnly)}, true, true
		case summerWords[w] && until:
			year := today.Year()
			if today.Month() > time.June {
				year++
			}
			return span{a.Facts.Today, time.Date(year, time.June, 30, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)}, false, true
		case (w == "in" || w == "dans") && spanIn(words[i:min(len(words), i+3)]) > 0:
			return span{a.Facts.Today, today.AddDate(0, 0, spanIn(words[i:min(len(words), i+3)])).Format(time.DateOnly)}, false, true
		}
	}
	for size := 3; size > 0; size-- {
		for i := 0; i+size <= len(words); i++ {
			said := words[i : i+size]
			if !slices.ContainsFunc(said, plainwords.IsMonth) || slices.ContainsFunc(said, func(w string) bool {
				return beforeWords[w] || w == "sept" && (dayUnits[next(words, i+size)] > 0 || spanUnits[next(words, i+size)]) || w == "in" || w == "en" || w == "may" && size == 1 && (i == 0 || !monthLeads[words[i-1]])
			}) {
				continue
			}
			day, exact, err := plainwords.ParseDate(strings.Join(said, " "), today, a.Facts.Lang, plainwords.Future)
			switch {
			case err != nil:
			case exact:
				return span{a.Facts.Today, day.Format(time.DateOnly)}, false, true
			case until:
				return span{a.Facts.Today, day.AddDate(0, 0, -1).Format(time.DateOnly)}, false, true
			default:
				return month(day), true, true
			}
		}
	}
	if m := untilDay.FindStringSubmatch(spacedWords(text)); m != nil && (m[2] != "" || a.Facts.Lang == careers.French) {
		if day, ok := a.dayNext(today, m[1], ""); ok {
			return span{a.Facts.Today, day.Format(time.DateOnly)}, false, true
		}
	}
	return s, false, false
}

// next is a word, or nothing behind the last.
func next(words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return ""
}

// spanUnits are what "sept" is a number of, and no month.
var spanUnits = plainwords.Words("mois an ans annees heures minutes euros personnes fois objectifs points")

// horizonSaid is the horizon that words name: "the five year thing".
func horizonSaid(text string) (people.Horizon, bool) {
	said := " " + spacedWords(text) + " "
	for _, w := range []string{" 5yr", " 5 yr", " 5 year", " five year", " cinq ans", " 5 ans", " 3 to 5", " 3 5 ", " three to five", " 3 a 5", " trois a cinq", " long term", " long terme"} {
		if strings.Contains(said, w) {
			return people.Horizons[len(people.Horizons)-1], true
		}
	}
	return "", false
}

// dated answers with what falls into the time that words name; ok is false
// where they name none, or name what is asked about itself.
func (a Adviser) dated(out *Advice, text string, named bool) (ok bool) {
	if h, far := horizonSaid(text); far {
		var lines []string
		for _, g := range a.Facts.Open() {
			if g.Horizon == h {
				lines = append(lines, string(a.goalLine(g)))
			}
		}
		if len(lines) > 0 {
			out.Text, out.Offers = nil, nil
			out.say(a.Say("growth.dated.horizon", "n", len(lines)))
			out.say(bot.Markup(strings.Join(lines[:min(len(lines), mostListed)], "\n")))
			out.offer(ShowGoals, Offer{})
			return true
		}
	}
	s, within, found := a.spanSaid(text)
	if !found || named && within {
		return false
	}
	certs := share(said(text), ofCerts) || share(said(text), renewWords)
	var in, later []string
	add := func(day, line string) {
		switch {
		case s.holds(day), !within && day != "" && day <= s.To:
			in = append(in, line)
		case day == "" || day > s.To:
			later = append(later, line)
		}
	}
	for _, g := range a.byDay() {
		if !certs {
			add(a.dayOf(g), string(a.goalLine(g)))
		}
	}
	for _, c := range a.Facts.Certs {
		if certs && c.Expires != "" {
			add(c.Expires, string(a.certLine(c)))
		}
	}
	if len(in)+len(later) == 0 || len(in) == 0 && !slices.ContainsFunc(a.Facts.Open(), func(g people.Goal) bool { return a.dayOf(g) != "" }) && !certs && !share(said(text), whenWords) { // nothing falls anywhere
		return false
	}
	id := "growth.dated.until"
	switch {
	case within && len(in) == 0:
		id = "growth.dated.within.none"
	case within:
		id = "growth.dated.within"
	case len(in) == 0:
		id = "growth.dated.until.none"
	}
	out.Text, out.Offers = nil, nil
	kv := []any{"to", a.Date(s.To)}
	if within {
		kv = append(kv, "from", a.Date(s.From))
	}
	if len(in) > 0 {
		kv = append(kv, "n", len(in))
	}
	out.say(a.Say(id, kv...))
	if len(in) > 0 {
		out.say(bot.Markup(strings.Join(in[:min(len(in), mostListed)], "\n")))
	}
	if len(later) > 0 && (!within || len(in) == 0) {
		out.say(a.Say("growth.dated.later", "n", len(later)))
		out.say(bot.Markup(strings.Join(later[:min(len(later), mostListed/2)], "\n")))
	}
	out.offer(ShowGoals, Offer{})
	return true
}

// reached is a line for each goal that was reached.
func (a Adviser) reached() (lines []string) {
	for _, g := range a.Facts.Goals {
		if g.State == people.Done {
			lines = append(lines, string(a.Say("growth.record.done", "number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(people.Today(g.Closed, "")))))
		}
	}
	return lines
}

// shows reports whether something was achieved that the list knows of.
func (a Adviser) shows() bool { return len(a.Facts.Wins) > 0 || len(a.reached()) > 0 }

// stepAfter is the step that follows the one that words name; empty where they
// ask for none.
func (a Adviser) stepAfter(text string) string {
	w := said(text)
	if !w["after"] && !w["apres"] && !w["once"] && !w["une"] {
		return ""
	}
	named := naming(a.Facts.Steps, tellingWords(text, plainGoalWords), func(s people.Step) string { return s.Text })
	if len(named) != 1 {
		return ""
	}
	for i, s := range a.Facts.Steps {
		if s.ID == named[0].ID && i+1 < len(a.Facts.Steps) && a.Facts.Steps[i+1].Goal == s.Goal {
			return Trimmed(a.Facts.Steps[i+1].Text)
		}
	}
	return ""
}

// stepLines is a line for each step, done or not, of some goals; of all where none is named.
func (a Adviser) stepLines(goals []people.Goal) (lines []string) {
	for _, s := range a.Facts.Steps {
		if len(goals) > 0 && !slices.ContainsFunc(goals, func(g people.Goal) bool { return g.ID == s.Goal }) {
			continue
		}
		id := "growth.record.step.open"
		if !s.Done.IsZero() {
			id = "growth.record.step.done"
		}
		lines = append(lines, string(a.Say(id, "number", len(lines)+1, "step", Trimmed(s.Text))))
	}
	return lines
}

// Reason says why a goal is on the list: its own words, and what it serves.
func (a Adviser) Reason(g people.Goal) Advice {
	var out Advice
	target, known := a.Target()
	id := "growth.reason"
	kv := []any{"number", g.Number, "goal", Trimmed(g.Text)}
	if target != "" {
		id, kv = "growth.reason.target", append(kv, "target", a.RoleName(target))
	}
	out.say(a.Say(id, kv...))
	if s, _, ok := a.serves(g, Measure(a.Careers, a.Facts, target)); ok && known {
		out.say(a.Say("growth.why.serves", "target", a.RoleName(target), "skill", a.Skill(s.Skill, false)))
	}
	out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
	out.say(a.Say("growth.reason.ask"))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(DropGoal, Offer{Goal: g})
	return out
}

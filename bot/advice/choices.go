package advice

import (
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/plainwords"
)

// Chance weighs something that was offered or asked of a person against what
// they are heading for and what they told of their means.
func (a Adviser) Chance() Advice {
	var out Advice
	target, known := a.Target()
	if target == "" {
		return a.AskWhere()
	}
	skills := Measure(a.Careers, a.Facts, target)
	if !known || len(skills) == 0 {
		out.say(a.Say("growth.next.other-target", "target", a.RoleName(target)))
		return out
	}
	wanted := append(In(skills, Unshown), In(skills, Growing)...)
	if len(wanted) == 0 {
		wanted = skills
	}
	out.say(a.Say("growth.chance", "target", a.RoleName(target), "skills", a.skillList(wanted, 3)))
	if len(a.Facts.Notes) > 0 {
		n := a.Facts.Notes[len(a.Facts.Notes)-1]
		for _, x := range slices.Backward(a.Facts.Notes) {
			if x.Kind == NoteAlone || x.Kind == NoteTime {
				n = x
				break
			}
		}
		id := "growth.chance.note"
		if n.Kind == NoteAlone || n.Kind == NoteTime {
			id = "growth.chance.means"
		}
		out.say(a.Say(id, "text", n.Text))
	}
	if open := a.Facts.Open(); len(open) > 0 {
		g, _, _ := a.pick(open, skills)
		out.say(a.Say("growth.chance.goal", "number", g.Number, "goal", Trimmed(g.Text)))
	}
	out.say(a.Say("growth.chance.step"))
	out.say(a.Say("growth.chance.ask", "skill", a.Skill(wanted[0].Skill, false)))
	out.offer(ShowGoals, Offer{})
	return out
}

// Offered is Chance for a role that may be the one they are heading for.
func (a Adviser) Offered(role string) Advice {
	out := a.Chance()
	if role != "" && role == a.Facts.Target {
		out.Text = slices.Insert(out.Text, 0, a.Say("growth.chance.aim", "target", a.RoleName(role)))
	}
	return out
}

// Reached says whether something that happened reaches the goal that it is told
// of: the goal's own words decide, and "reached when …", if it was said.
func (a Adviser) Reached(said string) Advice {
	var out Advice
	open := a.Facts.Open()
	if len(open) == 0 {
		out.say(a.Say("growth.closes.no-goals"))
		out.offer(Propose, Offer{})
		return out
	}
	g, by := a.GoalOf(said)
	if by == Unnamed || g.Text == "" {
		g = open[0]
	}
	kv := []any{"number", g.Number, "goal", Trimmed(g.Text), "reached", Trimmed(g.Reached)}
	switch {
	case by == Unnamed && len(open) > 1:
		out.say(a.Say("growth.reached.which", kv...))
	default:
		out.say(a.Say("growth.reached", kv...))
	}
	if g.Reached != "" {
		out.say(a.Say("growth.reached.when", kv...))
	}
	out.say(a.Say("growth.reached.step", "step", a.step(g, plainwords.GoalKind(a.Careers, g.Text))))
	out.say(a.Say("growth.reached.ask"))
	out.offer(DoneWith, Offer{Goal: g})
	out.offer(ShowGoals, Offer{})
	return out
}

// weeksAhead is how many weeks a plan has for a goal without a day.
const weeksAhead = 6

// mostWeeks is for how many weeks a plan is made at most.
const mostWeeks = 12

// Weeks lays a goal's steps out over the weeks until its day: the one that words
// name, else the one to take up next. ok is false where there is no goal.
func (a Adviser) Weeks(said string) (out Advice, ok bool) {
	open := a.Facts.Open()
	if len(open) == 0 {
		return out, false
	}
	g, by := a.GoalOf(said)
	if by == Unnamed || g.Text == "" {
		target, _ := a.Target()
		g, _, _ = a.pick(open, Measure(a.Careers, a.Facts, target))
	}
	kind := plainwords.GoalKind(a.Careers, g.Text)
	var steps []string
	for _, s := range a.Facts.Steps {
		if s.Goal == g.ID && s.Done.IsZero() {
			steps = append(steps, Trimmed(s.Text))
		}
	}
	if len(steps) == 0 {
		for _, s := range kind.Steps.In(a.Facts.Lang) {
			steps = append(steps, Trimmed(s))
		}
	}
	weeks := weeksAhead
	days, dated := daysFrom(a.Facts.Today, g.Due)
	if dated && days >= 0 {
		weeks = min(mostWeeks, max(1, days/7))
	}
	steps = steps[:min(len(steps), weeks, 5)]
	id := "growth.weeks"
	if dated && days >= 0 {
		id = "growth.weeks.until"
	}
	kv := []any{"number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(g.Due)}
	if id == "growth.weeks" {
		kv = append(kv, "n", weeks)
	}
	out.say(a.Say(id, kv...))
	today, err := time.Parse(time.DateOnly, a.Facts.Today)
	if err != nil {
		return out, false
	}
	var lines []string
	for i, s := range steps {
		from := i * weeks / len(steps)
		lines = append(lines, "- "+string(a.Say("growth.weeks.line", "day", a.Date(today.AddDate(0, 0, 7*from).Format(time.DateOnly)), "step", s)))
	}
	out.say(bot.Markup(strings.Join(lines, "\n")))
	for _, n := range slices.Backward(a.Facts.Notes) {
		if n.Kind == NoteTime || n.Kind == NoteAlone {
			out.say(a.Say("growth.weeks.note", "text", n.Text))
			break
		}
	}
	out.say(a.Say("growth.weeks.ask"))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(ShowGoals, Offer{})
	return out, true
}

// asked for by weeks, not by the ninety days of a role.
var weekWords = []string{"week", "semaine", "friday", "vendredi", "tuesday", "mardi", "evening", "soir", "until", "till", "before", "by the end", "d'ici", "jusqu", "avant", "fin ", "calendar", "timetable", "schedule", "planning", "calendrier", "month", "mois", "organise"}

// ByWeeks reports whether a plan is asked for by weeks or until a day.
func ByWeeks(said string) bool {
	folded := bot.Fold(said)
	return !strings.Contains(folded, "90") && !strings.Contains(folded, "ninety") && !strings.Contains(folded, "30/60") && !strings.Contains(folded, "quatre-vingt") && !strings.Contains(folded, "cent jours") &&
		slices.ContainsFunc(weekWords, func(w string) bool { return strings.Contains(folded, w) })
}

// Onward names the goal to take up and its next step, in one line.
func (a Adviser) Onward() bot.Markup {
	target, _ := a.Target()
	g, _, ok := a.pick(a.Facts.Open(), Measure(a.Careers, a.Facts, target))
	if !ok {
		return ""
	}
	return a.Say("growth.onward", "number", g.Number, "step", a.step(g, plainwords.GoalKind(a.Careers, g.Text)))
}

package schedules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// The presses of absences: FROM/TO, and several with blanks between.
var (
	dropAbsence  = bot.Verb[people.Absence]{Name: "away.drop", Between: "/"}
	keepAbsences = bot.Verb[string]{Name: "away.set"}
)

// away holds check-ins back between two dates, both of them included.
func away(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	said := a["dates"]
	if said == "" {
		return t.Open("away", "")
	}
	if plainwords.OffWords[bot.Fold(said)] {
		return Resume(t)
	}
	from, to, err := period(t, said)
	if err != nil {
		return bot.Reply{}, err
	}
	return awayBetween(t, from, to)
}

// awayHeard is an absence in any words, or two of them.
func awayHeard(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["span"] == "" {
		return away(t, bot.Args{})
	}
	var all [][2]time.Time
	for _, name := range []string{"span", "more"} {
		if a[name] == "" {
			continue
		}
		from, to, ok := spanOf(t, a, name)
		if ok && to.Sub(from) > longAbsence && from.Before(LocalDay(t)) && !plainwords.HasYear(a[name]) {
			from = from.AddDate(1, 0, 0) // "10 march to 3 march": a slip, not a year
		}
		if !ok {
			return bot.Reply{}, t.Problem("heard.away.unknown", "said", bot.Brief(a[name], 60))
		}
		if a["agreed"] == "" && from.Equal(LocalDay(t)) && a[name+".day"] == "" && begunLater(t, from, to) { // "now until the 24th": of the absence that there is?
			r, ok, err := toChangeAway(t, "", bot.Args{"span": a[name], "span.day": to.Format(time.DateOnly), "clause": a[name]})
			if ok || err != nil {
				return r, err
			}
		}
		all = append(all, [2]time.Time{from, to})
	}
	return awayAdded(t, all)
}

// begunLater reports whether an absence begins between two days and ends on
// another: only its end may be meant to move.
func begunLater(t *bot.Turn, from, to time.Time) bool {
	first, last := from.Format(time.DateOnly), to.Format(time.DateOnly)
	return slices.ContainsFunc(t.Person.AbsencesFrom(t.Today()), func(x people.Absence) bool { return x.From > first && x.From <= last && x.To != last })
}

func awayBetween(t *bot.Turn, from, to time.Time) (bot.Reply, error) {
	return awayAdded(t, [][2]time.Time{{from, to}})
}

// awayAdded adds absences, each beside those that it shares no day with: what it
// takes the place of is named.
func awayAdded(t *bot.Turn, add [][2]time.Time) (bot.Reply, error) {
	was := t.Person.Absences
	var lines []bot.Markup
	var last people.Absence
	for _, x := range add {
		from, to := x[0], x[1]
		switch {
		case to.Before(from):
			return bot.Reply{}, t.FieldProblem("to", "away.backwards", "from", say.Date(t, from.Format(time.DateOnly)), "to", say.Date(t, to.Format(time.DateOnly)))
		case to.Before(LocalDay(t)):
			return bot.Reply{}, t.FieldProblem("to", "pause.past", "date", say.Date(t, to.Format(time.DateOnly)))
		case to.After(LocalDay(t).AddDate(farthestPause, 0, 0)):
			return bot.Reply{}, t.FieldProblem("to", "pause.far", "date", say.Date(t, to.Format(time.DateOnly)), "years", farthestPause)
		}
		last = people.Absence{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}
		all, replaced := t.Person.WithAbsence(last, t.Today())
		if len(all) > people.MaxAbsences {
			return bot.Reply{}, t.Problem("away.many", "most", people.MaxAbsences)
		}
		for _, old := range replaced {
			if old != last {
				lines = append(lines, t.Say("heard.away.replaced", "from", say.Date(t, old.From), "to", say.Date(t, old.To)))
			}
		}
		t.Person.Absences = all
	}
	t.Person.Silences, t.Person.Slowed = 0, false
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save absence: %w", err)
	}
	if len(add) == 1 {
		t.Did("away", bot.Args{"from": last.From, "to": last.To})
	}
	text := t.Say("away.done", "from", say.Date(t, last.From), "to", say.Date(t, last.To), "zone", say.ZoneName(t))
	for _, a := range t.Person.Absences {
		if a != last {
			lines = append(lines, t.Say("away.also", "from", say.Date(t, a.From), "to", say.Date(t, a.To)))
		}
	}
	sep := bot.Markup("\n\n")
	for _, line := range lines {
		text += sep + line
		sep = "\n"
	}
	return rested(t, text, keepAbsences.Of(writeAbsences(was)))
}

// awayDropped takes back the absences that words name.
func awayDropped(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	from, to, ok := spanOf(t, a, "span")
	if !ok {
		return bot.Reply{}, t.Problem("heard.away.unknown", "said", bot.Brief(a["span"], 60))
	}
	_, named := people.Person{Absences: t.Person.Absences}.WithAbsence(people.Absence{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}, t.Today())
	if len(named) == 0 {
		return bot.Reply{}, t.Problem("away.none", "said", bot.Brief(a["span"], 60))
	}
	return absencesGone(t, named...)
}

// absencesGone takes absences back.
func absencesGone(t *bot.Turn, gone ...people.Absence) (bot.Reply, error) {
	was, n := t.Person.Absences, len(t.Person.Absences)
	var lines []string
	for _, a := range gone {
		t.Person.Absences = t.Person.WithoutAbsence(a)
		lines = append(lines, string(t.Say("away.gone", "from", say.Date(t, a.From), "to", say.Date(t, a.To))))
	}
	if len(t.Person.Absences) == n {
		return t.Stale(), nil
	}
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save absence: %w", err)
	}
	return rested(t, bot.Markup(strings.Join(lines, "\n")), keepAbsences.Of(writeAbsences(was)))
}

// absencesSet brings back the absences that there were, for undo.
func absencesSet(t *bot.Turn, text string) (bot.Reply, error) {
	t.Person.Absences = readAbsences(text)
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save absences: %w", err)
	}
	if len(t.Person.AbsencesFrom(t.Today())) == 0 {
		next, err := NextLine(t)
		return bot.Reply{Text: t.Say("away.cancelled") + "\n\n" + next, Private: !t.Event.DM}, err
	}
	return schedulesShown(t, "")
}

func writeAbsences(all []people.Absence) string {
	var out []string
	for _, a := range all {
		out = append(out, a.From+"/"+a.To)
	}
	return strings.Join(out, " ")
}

func readAbsences(text string) (all []people.Absence) {
	for _, one := range strings.Fields(text) {
		from, to, _ := strings.Cut(one, "/")
		all = append(all, people.Absence{From: from, To: to})
	}
	return all
}

// absenceLines tells every absence that is not over, and absenceChoices offers
// to take each back where there are several.
func absenceLines(t *bot.Turn) bot.Markup {
	var lines []string
	for _, a := range t.Person.AbsencesFrom(t.Today()) {
		lines = append(lines, string(t.Say("away.is", "from", say.Date(t, a.From), "to", say.Date(t, a.To))))
	}
	return bot.Markup(strings.Join(lines, "\n"))
}

func absenceChoices(t *bot.Turn) (c []bot.Choice) {
	all := t.Person.AbsencesFrom(t.Today())
	if len(all) < 2 {
		return nil
	}
	for _, a := range slices.Clone(all) {
		c = append(c, dropAbsence.Choice(t.Plain("away.button.drop", "from", say.Date(t, a.From), "to", say.Date(t, a.To)), a))
	}
	return c
}

func awayForm(t *bot.Turn, _ string) (*bot.Form, error) {
	var only people.Absence
	if all := t.Person.AbsencesFrom(t.Today()); len(all) == 1 {
		only = all[0]
	}
	return &bot.Form{Title: t.Plain("away.form"), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "from", Label: t.Plain("away.form.from"), Kind: bot.Date, Initial: only.From},
		{ID: "to", Label: t.Plain("away.form.to"), Kind: bot.Date, Initial: only.To},
	}}, nil
}

func awaySubmit(t *bot.Turn, _ string, fields map[string]string) (bot.Reply, error) {
	from, _, err := plainwords.ParseDate(fields["from"], LocalDay(t), t.Lang, plainwords.Future)
	if err != nil {
		return bot.Reply{}, plainwords.DateProblem(t, "from", err)
	}
	to, _, err := plainwords.ParseDate(fields["to"], from, t.Lang, plainwords.Future)
	if err != nil {
		return bot.Reply{}, plainwords.DateProblem(t, "to", err)
	}
	return awayBetween(t, from, to)
}

package checkins

import (
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// ciNext opens the form for what comes next.
func ciNext(t *bot.Turn, v of) (bot.Reply, error) {
	if _, answer, err := entryAt(t, v.CheckIn, v.Goal); err != nil || answer != nil {
		return deref(answer), err
	}
	return t.Open(planNext.Name, planNext.Of(v).Value)
}

// ciForm is the next action with when and where, or the answer to the question
// for a goal that is stuck.
func ciForm(t *bot.Turn, value string) (*bot.Form, error) {
	v, err := planNext.Read(value)
	if err != nil {
		return nil, &bot.Problem{Text: t.Stale().Text}
	}
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil {
		return nil, err
	}
	if answer != nil {
		return nil, &bot.Problem{Text: answer.Text}
	}
	goal := t.Say("checkin.goal", "text", bot.Brief(l.g.Text, say.ShownGoal))
	if l.e.Status == people.StatusStuck {
		question, err := growQuestion(t, l)
		if err != nil {
			return nil, err
		}
		return &bot.Form{Title: t.Plain("checkin.form.stuck"), Intro: goal + "\n\n" + question, Submit: t.Plain("button.save"), Fields: []bot.Field{
			{ID: "next", Label: t.Plain("checkin.form.answer"), Kind: bot.LongText, Initial: l.e.Next, Max: people.MaxNext}}}, nil
	}
	return &bot.Form{Title: t.Plain("checkin.form"), Intro: goal, Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "next", Label: t.Plain("checkin.form.next"), Hint: t.Plain("checkin.form.next.hint"), Initial: l.e.Next, Max: people.MaxNext},
		{ID: "when", Label: t.Plain("checkin.form.when"), Hint: t.Plain("checkin.form.when.hint"), Initial: l.e.When, Max: people.MaxWhere, Optional: true},
		{ID: "where", Label: t.Plain("checkin.form.where"), Hint: t.Plain("checkin.form.where.hint"), Initial: l.e.Where, Max: people.MaxWhere, Optional: true},
	}}, nil
}

func ciSubmit(t *bot.Turn, value string, fields map[string]string) (bot.Reply, error) {
	t.Talk.Expect = ""
	v, err := planNext.Read(value)
	if err != nil {
		return t.Stale(), nil
	}
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	r, err := keepNext(t, l, fields["next"], fields["when"], fields["where"])
	r.Replace = t.On()
	return r, err
}

// ciSaid is the same in plain words.
func ciSaid(t *bot.Turn, v wordsOf) (bot.Reply, error) {
	text := v.Words
	if _, rest, ok := t.Bot.LookUp(text); ok && len(strings.Fields(text))-len(strings.Fields(rest)) > 1 {
		return t.Hear(bot.Message{Text: text}) // "goal add …" is a command, "start with the course" an answer
	}
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	if declines[bot.Fold(strings.Trim(text, ".! "))] {
		return ciPage(t, l.c, "", false)
	}
	if l.e.Status == people.StatusStuck {
		return keepNext(t, l, text, "", "")
	}
	next, when, where := splitNext(text)
	return keepNext(t, l, next, when, where)
}

// keepNext keeps the next action, or what a person said to the question.
func keepNext(t *bot.Turn, l looked, next, when, where string) (bot.Reply, error) {
	if next == "" {
		return bot.Reply{}, t.FieldProblem("next", "checkin.next.empty")
	}
	for _, f := range []struct {
		id, text string
		most     int
	}{{"next", next, people.MaxNext}, {"when", when, people.MaxWhere}, {"where", where, people.MaxWhere}} {
		if n := utf8.RuneCountInString(f.text); n > f.most {
			expect(t, sayNext, l)
			return bot.Reply{}, t.FieldProblem(f.id, "error.too-long", "n", n, "most", f.most)
		}
	}
	if l.e.Status == "" || l.e.Status == people.StatusSkip || l.e.Status == people.StatusDone {
		return ciPage(t, l.c, "", false)
	}
	l.e.Next, l.e.When, l.e.Where, l.e.At = next, dated(t, when), where, t.Now
	if err := answered(t, l.c); err != nil {
		return bot.Reply{}, err
	}
	return ciPage(t, l.c, "", false)
}

// ciLeave goes on without a next action.
func ciLeave(t *bot.Turn, v of) (bot.Reply, error) {
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	return ciPage(t, l.c, "", false)
}

package bot

import (
	"strings"
	"unicode/utf8"

	"mentor/bot/people"
)

// Limits of what is said at a check-in, in characters: a next action is a
// sentence, not a plan.
const (
	maxNext  = 1000
	maxWhere = 200 // and when
)

// ciNext opens the form for what comes next.
func (t *Turn) ciNext(value string) (Reply, error) {
	if _, _, answer, err := t.entryAt(value); err != nil || answer != nil {
		return deref(answer), err
	}
	return t.open("ci.next", value)
}

// ciForm is the next action with when and where, or the answer to the question
// for a goal that is stuck.
func (t *Turn) ciForm(value string) (*Form, error) {
	l, _, answer, err := t.entryAt(value)
	if err != nil {
		return nil, err
	}
	if answer != nil {
		return nil, &Problem{Text: answer.Text}
	}
	goal := t.say("checkin.goal", "text", brief(l.g.Text, shownGoal))
	if l.e.Status == people.StatusStuck {
		question, err := t.growQuestion(l)
		if err != nil {
			return nil, err
		}
		return &Form{Title: t.plain("checkin.form.stuck"), Intro: goal + "\n\n" + question, Submit: t.plain("button.save"), Fields: []Field{
			{ID: "next", Label: t.plain("checkin.form.answer"), Kind: LongText, Initial: l.e.Next, Max: maxNext}}}, nil
	}
	return &Form{Title: t.plain("checkin.form"), Intro: goal, Submit: t.plain("button.save"), Fields: []Field{
		{ID: "next", Label: t.plain("checkin.form.next"), Hint: t.plain("checkin.form.next.hint"), Initial: l.e.Next, Max: maxNext},
		{ID: "when", Label: t.plain("checkin.form.when"), Hint: t.plain("checkin.form.when.hint"), Initial: l.e.When, Max: maxWhere, Optional: true},
		{ID: "where", Label: t.plain("checkin.form.where"), Hint: t.plain("checkin.form.where.hint"), Initial: l.e.Where, Max: maxWhere, Optional: true},
	}}, nil
}

func (t *Turn) ciSubmit(value string, fields map[string]string) (Reply, error) {
	t.talk.Expect = ""
	l, _, answer, err := t.entryAt(value)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	r, err := t.keepNext(l, fields["next"], fields["when"], fields["where"])
	r.Replace = t.on()
	return r, err
}

// ciSaid is the same in plain words: "CHECKIN:GOAL WORDS".
func (t *Turn) ciSaid(value string) (Reply, error) {
	ids, text, _ := strings.Cut(value, " ")
	if _, rest, ok := t.b.lookUp(text); ok && len(strings.Fields(text))-len(strings.Fields(rest)) > 1 {
		return t.message(Message{Text: text}) // "goal add …" is a command, "start with the course" an answer
	}
	l, _, answer, err := t.entryAt(ids)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	if declines[Fold(strings.Trim(text, ".! "))] {
		return t.ciPage(l.c, "", false)
	}
	if l.e.Status == people.StatusStuck {
		return t.keepNext(l, text, "", "")
	}
	next, when, where := splitNext(text)
	return t.keepNext(l, next, when, where)
}

// keepNext keeps the next action, or what a person said to the question.
func (t *Turn) keepNext(l looked, next, when, where string) (Reply, error) {
	if next == "" {
		return Reply{}, t.fieldProblem("next", "checkin.next.empty")
	}
	for _, f := range []struct {
		id, text string
		most     int
	}{{"next", next, maxNext}, {"when", when, maxWhere}, {"where", where, maxWhere}} {
		if n := utf8.RuneCountInString(f.text); n > f.most {
			t.expect("ci.said", l)
			return Reply{}, t.fieldProblem(f.id, "error.too-long", "n", n, "most", f.most)
		}
	}
	if l.e.Status == "" || l.e.Status == people.StatusSkip || l.e.Status == people.StatusDone {
		return t.ciPage(l.c, "", false)
	}
	l.e.Next, l.e.When, l.e.Where, l.e.At = next, when, where, t.now
	if err := t.answered(l.c); err != nil {
		return Reply{}, err
	}
	return t.ciPage(l.c, "", false)
}

// ciLeave goes on without a next action.
func (t *Turn) ciLeave(value string) (Reply, error) {
	l, _, answer, err := t.entryAt(value)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	return t.ciPage(l.c, "", false)
}

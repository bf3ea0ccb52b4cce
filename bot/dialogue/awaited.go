package dialogue

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
)

// answersFrom is how likely a guess is from which it is taken for the answer that
// a check-in waits for: the question is put already.
const answersFrom = 0.4

// outOfTen is a figure for confidence in a sentence: "8/10", "confidence 6".
var outOfTen = regexp.MustCompile(`\b(\d{1,2}) ?(?:/|out of|sur) ?10(?:$|[^ \w]| ?[,.;!)])|\bconfian?[cs]e\D{0,12}(\d{1,2})\b`)

// awaited gives what a message says while a check-in waits for how it goes: what
// no rule read as an answer, and most likely is one, is one. That a goal is
// reached is only asked about. A message that asks something, or does something
// else, stays as it is. waiting is how many goals wait.
func awaited(t *bot.Turn, text string, u bot.Understood, waiting int) bot.Understood {
	if expect, asked := t.Expects(); asked && expect.Action != "ci.how" { // the question after it is open
		tells := func(g bot.Guess) bool { return t.Bot.Saying(g.Name).Status != "" }
		u.Guesses, u.Each = slices.DeleteFunc(slices.Clone(u.Guesses), tells), slices.DeleteFunc(slices.Clone(u.Each), tells)
		return u
	}
	answer := func(p bot.Part) bool { return t.Bot.Saying(p.Name).Together != nil }
	other := func(p bot.Part) bool {
		return p.Acts() && !answer(p) && t.Bot.Saying(p.Name).Status == ""
	}
	if len(u.Guesses) == 0 || strings.Contains(text, "?") || slices.ContainsFunc(u.Parts, other) || slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return p.Kind == bot.TalkPart && answer(p) }) {
		return u
	}
	each := u.Each
	if len(each) == 0 {
		each = u.Guesses[:1]
	}
	if slices.ContainsFunc(each, func(g bot.Guess) bool { return g.Likely >= doesFrom && t.Bot.Saying(g.Name).Status == "" }) {
		return u
	}
	var answers []bot.Part
	for _, p := range u.Parts {
		if answer(p) && (p.Acts() || len(p.Leftover) == 0) {
			answers = append(answers, p)
		}
	}
	var reached []bot.Guess
	for _, g := range each {
		status := t.Bot.Saying(g.Name).Status
		switch {
		case status == "" || g.Likely < answersFrom || heardIn(answers, g.Clause):
			continue
		case status == people.StatusDone:
			reached = append(reached, g)
			continue
		}
		p := bot.Part{Kind: bot.StatementPart, Name: "checkin.answer", Clause: g.Clause, Span: g.Clause, Exact: true,
			Slots: map[string]bot.Value{"status": {Of: string(status)}}}
		for _, slot := range []string{"goal", "goals"} {
			if v, ok := g.Slots[slot]; ok {
				p.Slots["goals"] = v
			}
		}
		if m := outOfTen.FindStringSubmatch(bot.Fold(text)); m != nil && len(each) == 1 {
			n, _ := strconv.Atoi(m[1] + m[2]) // one of them is empty
			p.Slots["confidence"] = bot.Value{Of: n}
		}
		answers = append(answers, p)
	}
	if waiting == 1 && len(answers) > 1 { // of one goal the last word counts: "was stuck, … moving again"
		answers = answers[len(answers)-1:]
	}
	if waiting == 1 && len(answers) > 0 && len(reached) > 0 {
		if reached[len(reached)-1].Clause.From > answers[0].Clause.From {
			answers = nil
		} else {
			reached = nil
		}
	}
	if len(answers) > 0 || len(reached) > 0 {
		u.Parts, u.Each = answers, reached
	}
	return u
}

// heardIn reports whether one of some parts was read in a clause.
func heardIn(parts []bot.Part, clause language.Span) bool {
	return slices.ContainsFunc(parts, func(p bot.Part) bool { return p.Clause.Overlaps(clause) })
}

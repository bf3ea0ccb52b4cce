package understanding

import (
	"slices"
	"strings"
	"unicode"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
)

// goalsIn are the goals that some tokens name by number, or the one whose words
// they have most of.
func (m *message) goalsIn(from, to int) (bot.Value, bool) {
	v := m.value(from, to, nil)
	var choice bot.GoalChoice
	for at := from; at < to; {
		end := at + 1
		var one bot.GoalChoice
		for _, e := range m.slot("goals", at) {
			if e.to >= end {
				one, end = e.value.Of.(bot.GoalChoice), e.to
			}
		}
		choice.Numbers, choice.Unknown = append(choice.Numbers, one.Numbers...), append(choice.Unknown, one.Unknown...)
		at = end
	}
	if len(choice.Numbers)+len(choice.Unknown) == 0 {
		most := 0
		for _, g := range m.c.Goals {
			n := m.shared(from, to, g.Text)
			switch {
			case n > most:
				most, choice.Numbers = n, []int{g.Number}
			case n == most && n > 0:
				choice.Numbers, choice.Several = append(choice.Numbers, g.Number), true
			}
		}
		choice.ByWords = true
		choice.Several = len(choice.Numbers) > 1
	}
	v.Of = choice
	return v, len(choice.Numbers)+len(choice.Unknown) > 0
}

// shared counts the letters of the words that tokens share with a text, or
// nearly share.
func (m *message) shared(from, to int, text string) (n int) {
	others := strings.FieldsFunc(language.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i := from; i < to; i++ {
		w := m.tokens[i].Fold
		if m.tokens[i].Kind != language.Word || m.is(grammar.ArticleWord, i) || m.is(grammar.GoalWord, i) || len(w) < 3 {
			continue
		}
		if slices.ContainsFunc(others, func(o string) bool {
			return o == w || len(w) > 3 && len(o) > 3 && (strings.HasPrefix(o, w) || strings.HasPrefix(w, o) || language.Distance(o, w, 1) <= 1)
		}) {
			n += len(w)
		}
	}
	return n
}

// complement is where a title ends with what belongs to it: "responsable des
// systèmes d'information".
func (m *message) complement(to int) int {
	for to+1 < len(m.tokens) {
		next := to
		switch m.tokens[next].Fold {
		case "de", "du", "des", "d'":
			if next++; m.tokens[next].Fold == "la" || m.tokens[next].Fold == "l'" {
				next++
			}
		default:
			return to
		}
		if next >= len(m.tokens) || m.tokens[next].Kind != language.Word || m.ids[next] != none && m.g.Function[m.ids[next]] != "" || len(m.slot("date", next)) > 0 || len(m.slot("zone", next)) > 0 {
			return to
		}
		to = next + 1
	}
	return to
}

// namedIn is the certification or role that some tokens name: one that is known
// or held, else their words.
func (m *message) namedIn(base string, from, to int) (bot.Value, bool) {
	for from < to && (m.is(grammar.ArticleWord, from) || base != "role" && base != "job" && m.is(grammar.ExamWord, from)) {
		from++
	}
	if from == to {
		return bot.Value{}, false
	}
	if base == "role" || base == "job" {
		to = m.complement(to)
	}
	v := m.value(from, to, nil)
	if base == "mycert" {
		var numbers []int
		most := 0
		for _, x := range m.c.Certifications {
			switch n := m.shared(from, to, x.Name); {
			case n > most:
				most, numbers = n, []int{x.Number}
			case n == most && n > 0:
				numbers = append(numbers, x.Number)
			}
		}
		v.Of = bot.CertChoice{Numbers: numbers, Several: len(numbers) > 1}
		return v, len(numbers) > 0
	}
	kind := base
	if base == "job" {
		kind = "role"
	}
	of := bot.Named{Name: v.Text}
	for _, e := range m.slot(kind, from) {
		if n, ok := e.value.Of.(bot.Named); ok && e.to == to {
			of = n
		}
		if all, ok := e.value.Of.([]bot.Named); ok && e.to == to && len(all) == 1 {
			of = all[0]
		}
	}
	if v.Of = of; base == "certs" {
		v.Of = []bot.Named{of}
	}
	return v, true
}

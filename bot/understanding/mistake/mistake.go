// Package mistake reads what a message puts right of the change before it: "no,
// the 12th", "I meant goal 2". It owns which words say so and which value stands
// for which; it must not know how a value is read.
package mistake

import (
	"slices"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
)

// Text is a message as corrections look at it, token by token.
type Text interface {
	Tokens() []language.Token
	Context() bot.Context
	Is(w grammar.Class, at int) bool
	Known(at int) bool                                // a word of the grammar
	Values(kind string, at int) []Value               // of a kind of slot
	Times(kind string, at int) []Value                // the same of times, read to the end of the message
	Number(at int) (n, end int)                       // of a goal
	Mistakes(at int, found func(end int, mark int32)) // words of a correction, with their mark
	Shows(name string) bool                           // a wish that only shows something
	Filler(at int) bool                               // a word that may stand before anything
}

// Value is a value that begins at a place.
type Value struct {
	bot.Value
	To   int  // the token behind it
	Open bool // words that are kept as they are
}

// message is a text with what is asked of it most.
type message struct {
	Text
	tokens []language.Token
	c      bot.Context
}

func newMessage(t Text) *message { return &message{t, t.Tokens(), t.Context()} }

// Marks of the automaton of mistakes.
const (
	isStart int32 = iota
	isAnywhere
	isNot
	isBack
)

const (
	startWords   = 4  // a correction begins within
	mostAtStart  = 14 // words of one that only begins like a correction
	mostMistaken = 45 // words of one at all
	mostBare     = 6  // words of one that is nothing but a time
)

// Corrects is what a message puts right of the change before it: the values that
// stand for others, and "back" where it is only taken back. nil where it is no
// correction.
func Corrects(t Text, u bot.Understood) bot.Args {
	m := newMessage(t)
	last := m.c.Last
	if last == nil || u.Supposed != nil || len(m.tokens) == 0 {
		return nil
	}
	kinds, ok := values.Correctable[last.Verb]
	if !ok {
		return nil
	}
	was := values.WithClock(last.Args)
	start, anywhere, back, wrong := m.mistaken()
	denied := slices.ContainsFunc(kinds, func(kind string) bool { return m.denies(kind, was, wrong) })
	words := 0
	for _, t := range m.tokens {
		if t.Kind == language.Word || t.Kind == language.Figure {
			words++
		}
	}
	for _, p := range u.Parts { // it does something by itself, unless it says what was wrong
		switch {
		case !p.Acts(), m.Shows(p.Name), p.Name == last.Verb && denied, p.Kind == bot.StatementPart && anywhere:
		case (start || denied) && words <= mostBare && values.OnlyTimes(p) && p.Name != "pause" && p.Name != "away": // "rather 11:00" is of the reminder before
		default:
			return nil
		}
	}
	if words > mostMistaken || !anywhere && !denied && (!start || words > mostAtStart) {
		return nil
	}
	out := bot.Args{}
	for _, kind := range kinds {
		if kind == "clock" && out["when"] != "" || kind == "day" && (out["when"] != "" || out["weekday"] != "") {
			continue
		}
		m.putsRight(kind, was, wrong, out)
	}
	if len(out) == 0 && back && (last.Verb == "goal.done" || last.Verb == "goal.drop") {
		out["back"] = "yes"
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// Any reports whether a message has words of a correction.
func Any(t Text) bool {
	start, anywhere, _, _ := newMessage(t).mistaken()
	return start || anywhere
}

// mistaken tells what of a correction stands in a message, and the places that
// follow words of what was wrong.
func (m *message) mistaken() (start, anywhere, back bool, wrong map[int]bool) {
	wrong = map[int]bool{}
	n, first := 0, 0 // first is where what comes before a correction ends
	for i := range m.tokens {
		if i == first && (m.tokens[i].Kind != language.Word || m.Filler(i)) {
			first++
		}
		m.Mistakes(i, func(end int, mark int32) {
			switch mark {
			case isStart: // "SQL can wait" is no "wait, …"
				if start = start || n < startWords && (i <= first || m.tokens[i-1].Kind == language.Punct); i <= first {
					first = max(first, end)
				}
			case isAnywhere:
				anywhere = true
			case isBack:
				back = true
			case isNot:
				if i > 0 || m.tokens[i].Fold == "pas" || m.tokens[i].Fold == "not" {
					wrong[end] = true
				}
			}
		})
		if m.tokens[i].Kind == language.Word {
			n++
		}
	}
	return start, anywhere, back, wrong
}

// isWrong reports whether a value is what was wrong: words that say so stand
// before it, with an article or the word for a goal between at most.
func (m *message) isWrong(at int, wrong map[int]bool) bool {
	for i := at; i >= 0 && i >= at-3; i-- {
		if wrong[i] {
			return true
		}
		if i == 0 || !m.Is(grammar.ArticleWord, i-1) && !m.Is(grammar.GoalWord, i-1) && !m.Is(grammar.PlaceWord, i-1) && m.tokens[i-1].Fold != "on" && m.tokens[i-1].Fold != "au" && m.tokens[i-1].Fold != "du" {
			return false
		}
	}
	return false
}

// denies reports whether a message says that a value of the last change was wrong.
func (m *message) denies(kind string, was bot.Args, wrong map[int]bool) bool {
	hit := false
	m.candidates(kind, was, func(at int, key, value string) {
		hit = hit || m.isWrong(at, wrong) && values.SameAs(was, key, value)
	})
	return hit
}

// putsRight puts the one new value of a kind that a message holds into out;
// two different ones are none.
func (m *message) putsRight(kind string, was bot.Args, wrong map[int]bool, out bot.Args) {
	found, twice := map[string]string{}, map[string]bool{}
	m.candidates(kind, was, func(at int, key, value string) {
		if m.isWrong(at, wrong) || values.SameAs(was, key, value) {
			return
		}
		twice[key] = twice[key] || found[key] != "" && found[key] != value
		found[key] = value
	})
	for key, value := range found {
		if !twice[key] {
			out[key] = value
		}
	}
}

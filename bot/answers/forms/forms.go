// Package forms owns the forms of questions, such as "what is X" or "how far
// am I", and finds them in a run of words. The forms are data: forms.txt
// explains how they are written. It must not know what follows from a form.
package forms

import (
	_ "embed"
	"slices"
	"strings"

	"mentor/bot/answers/fold"
)

//go:embed forms.txt
var text string

// gapWords is how many words may stand where a form has a ~.
const gapWords = 6

// Number stands in the lists of Speaks for any number.
const Number = "#"

// Word is a word of a message.
type Word interface {
	Folded() string // the word without capitals and accents
}

// form is a run of words that has a name.
type form struct {
	name  string
	steps []step
	never oneOf
}

type step struct {
	any oneOf
	gap bool // other words may stand before it
}

// oneOf are words by their numbers: any of them may stand in a place.
type oneOf []uint16

func (a oneOf) has(word uint16) bool { return word != 0 && slices.Contains(a, word) }

// numbers are the numbers of the words that forms have: those of a message are
// looked up once, and then compared without their letters. begins has the forms
// that begin with a word, by its number; none begins with another word, which
// is 0. evidence are the words of forms whose names begin with speaks: or
// against:, by their names.
var (
	numbers  = map[string]uint16{}
	begins   = [][]*form{nil}
	evidence = map[string]map[string]bool{}
)

func init() {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		at := strings.LastIndex(line, ": ")
		if at < 0 || line[0] == '#' {
			continue
		}
		steps, never, _ := strings.Cut(line[at+2:], "!")
		f := &form{name: line[:at], never: numbered(strings.Fields(never))}
		gap := false
		for _, s := range strings.Fields(steps) {
			if s == "~" {
				gap = true
				continue
			}
			words := strings.Split(s, "|")
			if len(f.steps) == 0 && (strings.HasPrefix(f.name, "speaks:") || strings.HasPrefix(f.name, "against:")) {
				if evidence[f.name] == nil {
					evidence[f.name] = map[string]bool{}
				}
				for _, w := range words {
					evidence[f.name][fold.Word(w)] = true
				}
			}
			f.steps = append(f.steps, step{numbered(words), gap})
			gap = false
		}
		for _, n := range f.steps[0].any {
			begins[n] = append(begins[n], f)
		}
	}
}

// numbered are the numbers of words, each once.
func numbered(words []string) (out oneOf) {
	for _, w := range words {
		w = fold.Word(w)
		if numbers[w] == 0 {
			numbers[w] = uint16(len(begins))
			begins = append(begins, nil)
		}
		if !out.has(numbers[w]) {
			out = append(out, numbers[w])
		}
	}
	return out
}

// Speaks are the words of which a message must hold one for a refusal to
// count; nil: it needs none.
func Speaks(refusal string) map[string]bool { return evidence["speaks:"+refusal] }

// Against are the words that speak against a refusal.
func Against(refusal string) map[string]bool { return evidence["against:"+refusal] }

// at reports whether a form stands at a word.
func at(f *form, words []uint16, i int) bool {
	if !follow(words, i+1, f.steps[1:]) {
		return false
	}
	return len(f.never) == 0 || !slices.ContainsFunc(words, f.never.has)
}

func follow(words []uint16, i int, steps []step) bool {
	if len(steps) == 0 {
		return true
	}
	last := i
	if steps[0].gap {
		last += gapWords
	}
	for ; i <= last && i < len(words); i++ {
		if steps[0].any.has(words[i]) && follow(words, i+1, steps[1:]) {
			return true
		}
	}
	return false
}

// numbersOf are the numbers of a message's words, behind those of out.
func numbersOf[T Word](out []uint16, ts []T) []uint16 {
	for i := range ts {
		out = append(out, numbers[ts[i].Folded()])
	}
	return out
}

// mostAtOnce is how many words most messages have at most.
const mostAtOnce = 64

// Names are the names of forms, in the order in which they stand.
type Names []string

// Of finds the forms that a run of words holds.
func Of[T Word](ts []T) (out Names) {
	var room [mostAtOnce]uint16
	words := numbersOf(room[:0], ts)
	for i, n := range words {
		for _, f := range begins[n] {
			if !out.Has(f.name) && at(f, words, i) {
				out = append(out, f.name)
			}
		}
	}
	return out
}

// At finds the forms that begin at one word.
func At[T Word](ts []T, i int) (out Names) {
	first := begins[numbers[ts[i].Folded()]]
	if len(first) == 0 {
		return nil
	}
	var room [mostAtOnce]uint16
	words := numbersOf(room[:0], ts)
	for _, f := range first {
		if at(f, words, i) {
			out = append(out, f.name)
		}
	}
	return out
}

// Has reports whether a name is among them.
func (n Names) Has(name string) bool { return slices.Contains(n, name) }

// First is the first name that begins so, without that beginning.
func (n Names) First(prefix string) string {
	for _, x := range n {
		if rest, ok := strings.CutPrefix(x, prefix); ok {
			return rest
		}
	}
	return ""
}

// Bare reports whether a form is one word: alone it says little of a long question.
func Bare[T Word](name string, ts []T) bool {
	var room [mostAtOnce]uint16
	words := numbersOf(room[:0], ts)
	for i, n := range words {
		for _, f := range begins[n] {
			if f.name == name && len(f.steps) > 1 && at(f, words, i) {
				return false
			}
		}
	}
	return true
}

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
	never map[string]bool
}

type step struct {
	any map[string]bool
	gap bool // other words may stand before it
}

// forms are all forms, by a word with which one begins.
var forms = read(text)

func read(text string) map[string][]*form {
	out := map[string][]*form{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		at := strings.LastIndex(line, ": ")
		if at < 0 || line[0] == '#' {
			continue
		}
		steps, never, _ := strings.Cut(line[at+2:], "!")
		f := &form{name: line[:at], never: set(strings.Fields(never))}
		gap := false
		for _, s := range strings.Fields(steps) {
			if s == "~" {
				gap = true
				continue
			}
			f.steps = append(f.steps, step{set(strings.Split(s, "|")), gap})
			gap = false
		}
		for w := range f.steps[0].any {
			out[w] = append(out[w], f)
		}
	}
	return out
}

func set(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, w := range list {
		out[fold.Word(w)] = true
	}
	return out
}

// evidence are the words of forms whose names begin with speaks: or against:, by their names.
var evidence = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for w, list := range forms {
		for _, f := range list {
			if strings.HasPrefix(f.name, "speaks:") || strings.HasPrefix(f.name, "against:") {
				if out[f.name] == nil {
					out[f.name] = map[string]bool{}
				}
				out[f.name][w] = true
			}
		}
	}
	return out
}()

// Speaks are the words of which a message must hold one for a refusal to
// count; nil: it needs none.
func Speaks(refusal string) map[string]bool { return evidence["speaks:"+refusal] }

// Against are the words that speak against a refusal.
func Against(refusal string) map[string]bool { return evidence["against:"+refusal] }

// at reports whether a form stands at a word.
func at[T Word](f *form, ts []T, i int) bool {
	if !follow(ts, i+1, f.steps[1:]) {
		return false
	}
	if len(f.never) > 0 {
		for _, t := range ts {
			if f.never[t.Folded()] {
				return false
			}
		}
	}
	return true
}

func follow[T Word](ts []T, i int, steps []step) bool {
	if len(steps) == 0 {
		return true
	}
	last := i
	if steps[0].gap {
		last += gapWords
	}
	for ; i <= last && i < len(ts); i++ {
		if steps[0].any[ts[i].Folded()] && follow(ts, i+1, steps[1:]) {
			return true
		}
	}
	return false
}

// Names are the names of forms, in the order in which they stand.
type Names []string

// Of finds the forms that a run of words holds.
func Of[T Word](ts []T) (out Names) {
	for i := range ts {
		for _, f := range forms[ts[i].Folded()] {
			if !out.Has(f.name) && at(f, ts, i) {
				out = append(out, f.name)
			}
		}
	}
	return out
}

// At finds the forms that begin at one word.
func At[T Word](ts []T, i int) (out Names) {
	for _, f := range forms[ts[i].Folded()] {
		if at(f, ts, i) {
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
	for i := range ts {
		for _, f := range forms[ts[i].Folded()] {
			if f.name == name && len(f.steps) > 1 && at(f, ts, i) {
				return false
			}
		}
	}
	return true
}

// Package lists owns the lists of words and of topics that decisions name. They
// are data: words.txt and topics.txt say what each is for. It must not know
// what is decided by them.
package lists

import (
	_ "embed"
	"strings"

	"mentor/bot/answers/fold"
)

//go:embed words.txt
var wordsText string

//go:embed topics.txt
var topicsText string

// byName are the words of words.txt by the name of their list.
var byName = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for name, list := range entries(wordsText) {
		if out[name] == nil {
			out[name] = map[string]bool{}
		}
		for w := range Set(list) {
			out[name][w] = true
		}
	}
	return out
}()

// entries are the lines of a text of the form NAME: LIST.
func entries(text string) func(yield func(name, list string) bool) {
	return func(yield func(name, list string) bool) {
		for line := range strings.Lines(text) {
			if name, list, ok := strings.Cut(line, ": "); ok && line[0] != '#' && !yield(name, list) {
				return
			}
		}
	}
}

// Words is a list of words.txt. It panics if there is none of that name.
func Words(name string) map[string]bool {
	if byName[name] == nil {
		panic("words.txt has no list " + name)
	}
	return byName[name]
}

// Of are the lists of words whose names begin so, by the rest of their names.
func Of(prefix string) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for name, list := range byName {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			out[rest] = list
		}
	}
	return out
}

// Phrases are the runs of words of a list of words.txt, by their first.
func Phrases(name string) map[string][][]string {
	out := map[string][][]string{}
	for of, list := range entries(wordsText) {
		for _, p := range strings.Split(list, "|") {
			if f := strings.Fields(p); of == "phrase/"+name && len(f) > 0 {
				out[f[0]] = append(out[f[0]], f)
			}
		}
	}
	return out
}

// Topics are the topics of topics.txt by the name of their list.
var Topics = func() map[string][]string {
	out := map[string][]string{}
	for name, list := range entries(topicsText) {
		out[name] = append(out[name], strings.Fields(list)...)
	}
	return out
}()

// Set is the set of the words of a text, folded.
func Set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[fold.Word(w)] = true
	}
	return m
}

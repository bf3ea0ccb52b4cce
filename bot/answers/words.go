package answers

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed words.txt
var wordsText string

// wordLists are the words of words.txt by the name of their list.
var wordLists = func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for line := range strings.Lines(wordsText) {
		name, list, ok := strings.Cut(line, ": ")
		if !ok || line[0] == '#' {
			continue
		}
		if out[name] == nil {
			out[name] = map[string]bool{}
		}
		for w := range words(list) {
			out[name][w] = true
		}
	}
	return out
}()

// listed is a list of words.txt.
func listed(name string) map[string]bool {
	if wordLists[name] == nil {
		panic("words.txt has no list " + name)
	}
	return wordLists[name]
}

// The words that names are made of, brought to one form each whatever the
// language, spelling or abbreviation: "dir. martech", "directrice des
// technologies marketing" and "director of marketing technology" are one name.

// sameAs maps a folded word to the form under which names are kept. Two forms
// stand for two words.
var sameAs = func() map[string]string {
	out := map[string]string{}
	for form, list := range listsOf("same/") {
		for w := range list {
			out[w] = strings.TrimPrefix(strings.ReplaceAll(form, "+", " "), "-")
		}
	}
	return out
}()

// listsOf are the lists whose names begin so, by the rest of their names.
func listsOf(prefix string) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for name, list := range wordLists {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			out[rest] = list
		}
	}
	return out
}

//go:embed topics.txt
var topicsText string

// topicLists are the topics of topics.txt by the name of their list.
var topicLists = func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(topicsText) {
		if name, list, ok := strings.Cut(line, ": "); ok && line[0] != '#' {
			out[name] = append(out[name], strings.Fields(list)...)
		}
	}
	return out
}()

// comforts reports whether a topic speaks to a feeling or a blow.
func comforts(topic string) bool { return slices.Contains(topicLists["comfort"], topic) }

// skipped are words that names are compared without.
var skipped = words("a an the of for in on at and le la les l de du des d un une en et au aux pour & to")

// heads are words that end, or in French open, the title of a job. A title
// around one of them that is no name we know is a job that we do not know.
var heads = listed("heads")

func words(s string) map[string]bool {
	m := map[string]bool{}
	start := -1
	for i := 0; i <= len(s); i++ {
		space := i == len(s) || s[i] == ' ' || s[i] == '\n' || s[i] == '\t'
		if space && start >= 0 {
			m[foldWord(s[start:i])] = true
			start = -1
		} else if !space && start < 0 {
			start = i
		}
	}
	return m
}

package answers

import (
	"slices"
	"strings"

	"mentor/bot/answers/lists"
)

// The lists of words and topics, by the names that this package calls them.
var (
	listed     = lists.Words
	words      = lists.Set
	listsOf    = lists.Of
	phrases    = lists.Phrases
	topicLists = lists.Topics
)

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

// topicOf is the first topic of a list that decisions name; empty where there is none.
func topicOf(name string) string {
	for _, id := range topicLists[name] {
		return id
	}
	return ""
}

// comforts reports whether a topic speaks to a feeling or a blow.
func comforts(topic string) bool { return slices.Contains(topicLists["comfort"], topic) }

// skipped are words that names are compared without.
var skipped = words("a an the of for in on at and le la les l de du des d un une en et au aux pour & to")

// heads are words that end, or in French open, the title of a job. A title
// around one of them that is no name we know is a job that we do not know.
var heads = listed("heads")

// Package spans finds the words of a message that say a thing: where one wish
// ends and the next begins, and in each what is to be done for which goal, when,
// in which words. It owns lines that people wrote with all that marked, and the
// weights learned from them. What it finds are words, never values: bot/understanding
// reads them. It must not know what is done about any of it.
package spans

import (
	_ "embed"
	"slices"
	"sync"
)

// Word is a token as it is looked at.
type Word struct {
	Fold  string   // in small letters without accents; "#" for each digit
	Marks []string // what else is known of it: its kind, the kinds of values that it stands in
}

// Clause is a stretch of words that want one thing, or nothing.
type Clause struct {
	From, To int
	Wish     bool
}

// Span is a stretch of words that say a value.
type Span struct {
	Kind     string // one of Kinds
	From, To int
}

// Kinds are the values that are marked in the lines.
var Kinds = []string{"goal", "text", "title", "cert", "when", "expires", "horizon", "place", "link", "lang"}

// The labels of clauses: a word begins one or goes on with it.
const (
	BeginsWish = iota
	InWish
	BeginsTalk
	InTalk
	ClauseLabels
)

// SpanLabels is how many labels a word of a clause can have: it stands outside,
// or begins or continues a span: 0, 1+2k and 2+2k for the kind of index k.
func SpanLabels() int { return 1 + 2*len(Kinds) }

//go:embed clauses.bin
var clauseTable []byte

//go:embed spans.bin
var spanTable []byte

// learnt is a model with what may follow what.
type learnt struct {
	*Model
	follow ways
}

var learned = sync.OnceValue(func() *[2]learnt {
	clauses, spans := Open(clauseTable, ClauseLabels), Open(spanTable, SpanLabels())
	return &[2]learnt{{clauses, clauses.ways(FollowsClause)}, {spans, spans.ways(FollowsSpan)}}
})

// Text is words in which several things are looked for: what does not hang on
// the wish is weighed once, and each wish read once.
type Text struct {
	words   []Word
	clauses []Clause
	sums    []int32
	found   map[string][]Span
}

// NewText is a text of words.
func NewText(words []Word) *Text { return &Text{words: words, found: map[string][]Span{}} }

// Clauses cuts a message.
func (t *Text) Clauses() []Clause {
	if t.clauses == nil {
		m := &learned()[0]
		sums := make([]int32, len(t.words)*m.Labels)
		m.weighAll(sums, t.words, plain)
		m.weighAll(sums, t.words, wished(""))
		t.clauses = clauses(m.best(sums, m.follow))
	}
	return t.clauses
}

// Find finds the values of a clause that has a wish of a name.
func (t *Text) Find(wish string) []Span {
	if found, ok := t.found[wish]; ok {
		return found
	}
	m := &learned()[1]
	if t.sums == nil {
		t.sums = make([]int32, len(t.words)*m.Labels)
		m.weighAll(t.sums, t.words, plain)
	}
	sums := slices.Clone(t.sums)
	m.weighAll(sums, t.words, wished(wish))
	t.found[wish] = m.Spanned(m.best(sums, m.follow))
	return t.found[wish]
}

// clauses are those that labels of words stand for.
func clauses(labels []int) (out []Clause) {
	for i, label := range labels {
		if begins := label == BeginsWish || label == BeginsTalk; begins || len(out) == 0 {
			out = append(out, Clause{From: i, Wish: label == BeginsWish || label == InWish})
		}
		out[len(out)-1].To = i + 1
	}
	return out
}

// Spanned are the spans that labels of words stand for.
func (m *Model) Spanned(labels []int) (out []Span) {
	for i, label := range labels {
		switch {
		case label == 0:
		case label%2 == 1:
			out = append(out, Span{Kind: Kinds[(label-1)/2], From: i, To: i + 1})
		default:
			out[len(out)-1].To = i + 1
		}
	}
	return out
}

// FollowsClause reports whether a label may stand behind another; -1 is the beginning.
func FollowsClause(before, label int) bool {
	switch label {
	case InWish:
		return before == BeginsWish || before == InWish
	case InTalk:
		return before == BeginsTalk || before == InTalk
	case BeginsTalk:
		return before != BeginsTalk && before != InTalk // two that want nothing are one
	}
	return true
}

// FollowsSpan is the same for the labels of values.
func FollowsSpan(before, label int) bool {
	return label == 0 || label%2 == 1 || before == label || before == label-1
}

// Package own owns the words of a person's own goals and certifications, so that
// a message can point at them by some of theirs. It must not know the message.
package own

import (
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"

	"mentor/bot"
	"mentor/bot/language"
)

// akin is how many letters two forms of a word share at least: words without
// are not stemmed, which costs more than all other reading.
const akin = 3

// shortest is how many letters of a word say which it is: "cert", "conf".
const shortest = 4

// Goals are goals cut into words, with their stems once a word may be one.
type Goals struct {
	All   []Goal
	stems map[string][2]string // of words that were asked for
	first [256]bool            // by byte: a word begins with it
}

// Goal is a goal with its words.
type Goal struct {
	Number int
	words  []string
	stems  map[string]bool
}

// NewGoals cuts the goals' texts into words; small ones say nothing.
func NewGoals(goals []bot.GoalName, small func(word string) bool) *Goals {
	out := &Goals{All: make([]Goal, len(goals)), stems: map[string][2]string{}}
	for i, g := range goals {
		out.All[i].Number = g.Number
		for _, t := range language.Tokenize(g.Text) {
			if t.Kind != language.Punct && t.Fold != "" && !small(t.Fold) {
				out.All[i].words = append(out.All[i].words, t.Fold)
				out.first[t.Fold[0]] = true
			}
		}
	}
	return out
}

// Near reports whether a word begins as one of the goals' does.
func (g *Goals) Near(w string) bool {
	if w != "" && !g.first[w[0]] {
		return false
	}
	for _, goal := range g.All {
		for _, own := range goal.words {
			if n := min(akin, len(own), len(w)); own[:n] == w[:n] {
				return true
			}
		}
	}
	return false
}

// Begin is Near; the goals' words are then stemmed.
func (g *Goals) Begin(w string) bool {
	hit := g.Near(w)
	if hit && g.All[0].stems == nil {
		for i := range g.All {
			g.All[i].stems = map[string]bool{}
			for _, own := range g.All[i].words {
				for _, s := range stemsOf(own) {
					g.All[i].stems[s] = true
				}
			}
		}
	}
	return hit
}

// Have reports whether a word is one of a goal's, or the beginning of one.
func (g *Goals) Have(i int, w string) bool {
	stems, known := g.stems[w]
	if !known {
		stems = stemsOf(w)
		g.stems[w] = stems
	}
	goal := &g.All[i]
	return goal.stems[stems[0]] || goal.stems[stems[1]] ||
		len(w) >= shortest && slices.ContainsFunc(goal.words, func(own string) bool { return strings.HasPrefix(own, w) })
}

// stemsOf gives the stem of a word in both languages.
func stemsOf(w string) [2]string {
	return [2]string{english.Stem(w, false), french.Stem(w, false)}
}

// Cert is a certification of one's own, cut into words.
type Cert struct {
	Words    []string
	Initials string
}

// Certs cuts the names of certifications into words; plain ones have no initial.
func Certs(certs []bot.CertName, plain func(word string) bool) []Cert {
	out := make([]Cert, len(certs))
	for i, c := range certs {
		for _, t := range language.Tokenize(c.Name) {
			out[i].Words = append(out[i].Words, t.Fold)
			if t.Kind == language.Word && !plain(t.Fold) {
				out[i].Initials += t.Fold[:1]
			}
		}
	}
	return out
}

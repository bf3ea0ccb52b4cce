// Package language is the leaf that everything which reads people's words
// stands on: it folds text, cuts it into tokens with spans, measures spelling
// distance, and reads numbers, calendar dates, ranges, durations, clock times
// and recurrences in English and French at once.
//
// Both languages are data (grammar/*.yaml): a lexicon and rules, read once into
// tries, which one interpreter runs as a chart from the last token to the first.
// Nothing here knows a command, a person, a platform or the wall clock: the
// moment that "tomorrow" counts from is a parameter. It imports nothing of the
// project.
package language

import "time"

// Lang is a language that people write.
type Lang string

// The languages that are read and written.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// Span is a stretch of the original text, in bytes: [From, To).
type Span struct{ From, To int }

// Within reports whether a stretch lies in another.
func (s Span) Within(o Span) bool { return o.From <= s.From && s.To <= o.To }

// Overlaps reports whether two stretches have something in common.
func (s Span) Overlaps(o Span) bool { return s.From < o.To && o.From < s.To }

// Lean says which of several dates is meant where the words leave it open
// ("friday", "3 march").
type Lean int

// The leanings. A holiday lies ahead, a certification was earned in the past;
// None takes the nearest.
const (
	None Lean = iota
	Future
	Past
)

// Order is how a person writes numeric dates.
type Order int

// The orders. ByLanguage is month first in English and day first in French; in
// English, where both are dates, Reading.Other is then the other one.
const (
	ByLanguage Order = iota
	DayFirst
	MonthFirst
)

// Context is what the reading of a date depends on besides its words.
type Context struct {
	Now   time.Time // the person's local time
	Lang  Lang      // the language expected; both are read
	Lean  Lean
	Order Order
}

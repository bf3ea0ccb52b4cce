package values

import "mentor/bot"

// Kept says as what a slot keeps words as they are. Its value is made of them
// when it is asked for: of ten stretches of words that may be kept no more than
// one is.
type Kept uint8

// What words are kept as; Made are no such words.
const (
	Made Kept = iota
	AsText
	AsName
	AsNames
)

// Of is the value of words.
func (k Kept) Of(words string) any {
	switch k {
	case AsName:
		return bot.Named{Name: words}
	case AsNames:
		return []bot.Named{{Name: words}}
	}
	return words
}

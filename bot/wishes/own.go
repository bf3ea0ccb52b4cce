package wishes

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The kinds of what is kept of a person that a message may ask for.
const (
	OwnGoal = "goal" // what is on their list, its days and steps
	OwnCert = "cert" // what they hold, and until when
	OwnWin  = "win"  // what they achieved
	OwnSelf = "self" // their job and what they are heading for
	OwnAny  = "any"  // their own case, whichever of these
)

// own is the table of what asks for one's own facts, as "what have I got to show
// for it" does, and of which.
//
//go:embed own.bin
var own []byte

var ownLearned = sync.OnceValue(func() *Weights { return Open(own) })

// sentenceShare is what a sentence counts by itself, beside the whole.
const sentenceShare = 0.9

// Own is which of what is kept of a person a message asks for, and in Any how
// likely it asks for any: as a whole, or in one of its sentences, since what is
// told before a question says little of what it asks. It is read off the words alone.
func Own(text string) Guess {
	best := ownLearned().Best(Features(nil, text, nil))
	if parts := Sentences(text); len(parts) > 1 {
		for _, s := range parts {
			if g := ownLearned().Best(Features(nil, s, nil)); g.Any*sentenceShare > best.Any {
				best = g
				best.Any *= sentenceShare
			}
		}
	}
	return best
}

// Sentences are the sentences of a text.
func Sentences(text string) (all []string) {
	from := 0
	for i, c := range text {
		if !strings.ContainsRune(".?!\n…:;", c) {
			continue
		}
		if s := strings.TrimSpace(text[from : i+utf8.RuneLen(c)]); strings.ContainsFunc(s, unicode.IsLetter) {
			all = append(all, s)
		}
		from = i + utf8.RuneLen(c)
	}
	if s := strings.TrimSpace(text[from:]); strings.ContainsFunc(s, unicode.IsLetter) {
		all = append(all, s)
	}
	return all
}

// Package stem owns what the forms of a word share, in English and French. It
// must not know what the words are for.
package stem

import (
	"strings"
	"sync/atomic"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
)

// kept is a word with its stem; the last that were asked for are kept, since
// people write the same words again and again.
type kept struct {
	word, stem string
	french     bool
}

// longestKept is how many bytes a word has at most whose stem is kept.
const longestKept = 24

var last [4096]atomic.Pointer[kept]

// Of cuts a folded word to what its forms share. Accents are gone by then,
// which the French rules mind little for matching like with like.
func Of(word string, inFrench bool) string {
	if len(word) < 4 || word[0] >= '0' && word[0] <= '9' {
		return word
	}
	place := uint32(2166136261)
	for i := 0; i < len(word); i++ {
		place = (place ^ uint32(word[i])) * 16777619
	}
	at := &last[place%uint32(len(last))]
	if k := at.Load(); k != nil && k.word == word && k.french == inFrench {
		return k.stem
	}
	k := &kept{word: strings.Clone(word), french: inFrench} // word may be a part of a message
	if inFrench {
		k.stem = french.Stem(k.word, false)
	} else {
		k.stem = english.Stem(k.word, false)
	}
	if len(word) <= longestKept {
		at.Store(k)
	}
	return k.stem
}

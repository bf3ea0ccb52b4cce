// Package spelling owns how far words lie apart, and which word a mistyped one
// was meant to be. It must not know what words mean.
package spelling

import (
	"math/bits"

	"mentor/bot/careers"
)

// Distance is the edit distance of two words with swapped neighbours as one
// edit (optimal string alignment), or limit+1 where it is larger than limit.
func Distance(a, b string, limit int) int {
	if a == b {
		return 0
	}
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	const most = 32
	if len(a) > most || len(b) > most {
		return limit + 1
	}
	var rows [3][most + 1]int
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			v := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				v = min(v, prev2[j-2]+1)
			}
			cur[j] = v
			least = min(least, v)
		}
		if least > limit {
			return limit + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(b)], limit+1)
}

// Tolerance is how many typos a word of its length may hold and still be taken
// for another.
func Tolerance(word string) int {
	switch {
	case len(word) < 4:
		return 0
	case len(word) < 8:
		return 1
	default:
		return 2
	}
}

// Letters is which letters a word has, as a bit each: two words within k edits
// differ in at most 2k of them.
func Letters(word string) (mask uint64) {
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case 'a' <= c && c <= 'z':
			mask |= 1 << (c - 'a')
		case '0' <= c && c <= '9':
			mask |= 1 << (26 + c - '0')
		}
	}
	return mask
}

// Speller mends words that nobody would have meant to write, towards the words
// of the lines of the message's language.
type Speller struct {
	known   map[string]bool // every word of any line: no typo
	buckets map[careers.Lang]*buckets
}

type spelled struct {
	word string
	mask uint64
	rank int // the most used first
}

// New makes a speller of the words of each language of careers.Langs, the most used
// first, and of every other word that is no typo.
func New(words [][]string, known []string) *Speller {
	s := &Speller{known: make(map[string]bool, len(known)), buckets: map[careers.Lang]*buckets{}}
	for _, w := range known {
		s.known[w] = true
	}
	for i, list := range words {
		var b buckets
		for rank, w := range list {
			s.known[w] = true
			if n := len(w); n < len(b) {
				b[n] = append(b[n], spelled{w, Letters(w), rank})
			}
		}
		s.buckets[careers.Langs[i]] = &b
	}
	return s
}

// Known reports whether a word is no typo.
func (s *Speller) Known(word string) bool { return s.known[word] }

// Mend gives the word that was meant, and how many typos are in it.
func (s *Speller) Mend(word string, lang careers.Lang) (string, int) {
	limit := Tolerance(word)
	b := s.buckets[lang]
	if limit == 0 || s.known[word] || b == nil || word[0] >= '0' && word[0] <= '9' {
		return "", 0
	}
	if best, typos := b.nearest(word, limit); best != "" {
		return best, typos
	}
	// A key that was held too long hides another typo: "secnnod".
	if once := undouble(word); once != word && Tolerance(once) > 0 {
		if s.known[once] {
			return once, 1
		}
		if best, typos := b.nearest(once, 1); best != "" {
			return best, typos + 1
		}
	}
	return "", 0
}

// buckets are words by their length.
type buckets [20][]spelled

// nearest is the word that is fewest typos away, the most used of several.
func (b *buckets) nearest(word string, limit int) (string, int) {
	mask := Letters(word)
	best, at, rank := "", limit+1, 0
	for n := max(3, len(word)-limit); n <= min(len(word)+limit, len(b)-1); n++ {
		for _, w := range b[n] {
			if bits.OnesCount64(mask^w.mask) > 2*limit || w.word[0] != word[0] {
				continue
			}
			if d := Distance(word, w.word, min(limit, at)); d < at || d == at && w.rank < rank {
				best, at, rank = w.word, d, w.rank
			}
		}
	}
	if at > limit {
		return "", 0
	}
	return best, at
}

// undouble writes every run of one letter once.
func undouble(word string) string {
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); i++ {
		if i == 0 || word[i] != word[i-1] {
			out = append(out, word[i])
		}
	}
	return string(out)
}

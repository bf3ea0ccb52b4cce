package answers

import (
	"cmp"
	"math/bits"
	"slices"

	"mentor/bot/careers"
)

// speller mends words that nobody would have meant to write, towards the words
// of the lines of the message's language.
type speller struct {
	known   map[string]bool // every word of any line: no typo
	buckets map[careers.Lang]*buckets
}

type spelled struct {
	word string
	mask uint64
	rank int // the most used first
}

func newSpeller(words [][]string, known []string) *speller {
	s := &speller{known: make(map[string]bool, len(known)), buckets: map[careers.Lang]*buckets{}}
	for _, w := range known {
		s.known[w] = true
	}
	for i, list := range words {
		var b buckets
		for rank, w := range list {
			s.known[w] = true
			if n := len(w); n < len(b) {
				b[n] = append(b[n], spelled{w, letters(w), rank})
			}
		}
		s.buckets[careers.Langs[i]] = &b
	}
	return s
}

// mend gives the word that was meant, and how many typos are in it.
func (s *speller) mend(word string, lang careers.Lang) (string, int) {
	limit := tolerance(word)
	b := s.buckets[lang]
	if limit == 0 || s.known[word] || b == nil || word[0] >= '0' && word[0] <= '9' {
		return "", 0
	}
	if best, typos := b.nearest(word, limit); best != "" {
		return best, typos
	}
	// A key that was held too long hides another typo: "secnnod".
	if once := undouble(word); once != word && tolerance(once) > 0 {
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
	mask := letters(word)
	best, at, rank := "", limit+1, 0
	for n := max(3, len(word)-limit); n <= min(len(word)+limit, len(b)-1); n++ {
		for _, w := range b[n] {
			if bits.OnesCount64(mask^w.mask) > 2*limit || w.word[0] != word[0] {
				continue
			}
			if d := distance(word, w.word, min(limit, at)); d < at || d == at && w.rank < rank {
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

// vocabulary is the words of the lines by language, the most used first, and
// every word that occurs at all.
func vocabulary(lines []Line) (words [][]string, known []string) {
	count := map[careers.Lang]map[string]int{careers.English: {}, careers.French: {}}
	all := map[string]bool{}
	for _, l := range lines {
		for _, t := range tokens(clean(l.Text), l.Lang) {
			if len(t.word) >= 3 {
				count[l.Lang][t.word]++
				all[t.word] = true
			}
		}
	}
	for _, lang := range careers.Langs {
		var list []string
		m := count[lang]
		for w, n := range m {
			if n >= 2 {
				list = append(list, w)
			}
		}
		slices.SortFunc(list, func(a, b string) int { return cmp.Or(m[b]-m[a], cmp.Compare(a, b)) })
		words = append(words, list)
	}
	for w := range all {
		known = append(known, w)
	}
	slices.Sort(known)
	return words, known
}

package eval

import (
	"hash/fnv"
	"slices"
	"unicode"
)

// WithTypos gives the questions as hurried fingers would have typed them: one
// or two words of each with two letters swapped, one dropped or one doubled.
// The same question always gets the same typos.
func WithTypos(qs []Question) []Question {
	out := slices.Clone(qs)
	for i := range out {
		out[i].Text = mistype(out[i].Text)
		out[i].ID += "-typos"
	}
	return out
}

func mistype(s string) string {
	h := fnv.New64a()
	h.Write([]byte(s))
	seed := h.Sum64()
	draw := func(n int) int { // xorshift: small, and the same everywhere
		seed ^= seed << 13
		seed ^= seed >> 7
		seed ^= seed << 17
		return int(seed % uint64(n))
	}
	r := []rune(s)
	for range 1 + draw(2) {
		type span struct{ from, to int }
		var words []span
		for i := 0; i < len(r); {
			if !unicode.IsLetter(r[i]) {
				i++
				continue
			}
			j := i
			for j < len(r) && unicode.IsLetter(r[j]) {
				j++
			}
			if j-i >= 4 {
				words = append(words, span{i, j})
			}
			i = j
		}
		if len(words) == 0 {
			break
		}
		w := words[draw(len(words))]
		at := w.from + 1 + draw(w.to-w.from-2) // the first and the last letter stay
		switch draw(3) {
		case 0:
			r[at], r[at+1] = r[at+1], r[at]
		case 1:
			r = slices.Delete(r, at, at+1)
		default:
			r = slices.Insert(r, at, r[at])
		}
	}
	return string(r)
}

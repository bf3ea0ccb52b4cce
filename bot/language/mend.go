package language

// minMended is how long a word must be, in bytes, to be taken for a misspelt
// one: short words are near too much.
const minMended = 6

// indexMends notes each long word of the grammar under what is left of it when
// a letter is dropped, so that a misspelt word is found by a few look-ups.
func (g *rules) indexMends() {
	for w := range g.lexicon {
		if len(w) < minMended {
			continue
		}
		for i := range len(w) {
			if less := w[:i] + w[i+1:]; i == 0 || w[i] != w[i-1] {
				g.mends[less] = append(g.mends[less], w)
			}
		}
		g.mends[w] = append(g.mends[w], w)
	}
}

// mend is the lexicon's entries for the one word that is a letter away; none
// where two words that mean different things are.
func (g *rules) mend(word string) ([]entry, bool) {
	if len(word) > maxMeasured {
		return nil, false
	}
	best := ""
	var buf [maxMeasured]byte
	for i := -1; i < len(word); i++ { // the word itself, then less each letter
		key := append(buf[:0], word...)
		if i >= 0 {
			key = append(key[:i], key[i+1:]...)
		}
		for _, w := range g.mends[string(key)] {
			if w == best || w[0] != word[0] || Distance(word, w, 1) > 1 {
				continue
			}
			if best != "" && !near(w, best) {
				return nil, false
			}
			best = w
		}
	}
	return g.lexicon[best], best != ""
}

// near reports whether two words are a word and its plural.
func near(a, b string) bool { return a+"s" == b || b+"s" == a }

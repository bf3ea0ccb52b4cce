// Package langid owns how English is told from French, by words and runs of
// letters. It must not know what a text is about.
package langid

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"

	"mentor/bot/answers/linear"
	"mentor/bot/careers"
)

// Langs is naive Bayes over words and runs of three letters, counted in the
// content and the training lines of each language.
type Langs struct {
	Keys []uint32 // sorted
	Odds []int16  // log odds of French, in hundredths

	places linear.Places
}

// Ready makes what is read from a file fit to be asked.
func (l *Langs) Ready() { l.places = linear.PlacesOf(l.Keys) }

// hash is FNV-1a over the parts.
func hash(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, p := range parts {
		for i := 0; i < len(p); i++ {
			h = (h ^ uint32(p[i])) * 16777619
		}
	}
	return h
}

// Traits gives the traits of one word, as it was typed in small letters.
func Traits(raw string, emit func(key uint32, weight float64)) {
	w := "^" + raw + "$"
	emit(hash("l:", w), 1)
	r := []rune(w)
	for i := 0; i+3 <= len(r); i++ {
		emit(hash("t:", string(r[i:i+3])), 0.35)
	}
}

// titleShare is how much an English word of the names of roles counts:
// French people use the same titles.
const titleShare = 0.35

// Word is a word as it was typed, and whether it stands in names of roles.
type Word struct {
	Raw   string
	Title bool
}

// Tell says which language words are in, and how sure that is. Words that are
// the same in both say little; then the first of likely decides.
func (l *Langs) Tell(words []Word, likely ...careers.Lang) (careers.Lang, float64) {
	sum := 0.0
	for _, t := range words {
		word := 0.0
		Traits(strings.ToLower(t.Raw), func(key uint32, weight float64) {
			if i, ok := l.places.Of(key); ok {
				word += weight * (float64(l.Odds[i]) / 100)
			}
		})
		if t.Title {
			word *= titleShare
		}
		sum += word
	}
	prior := careers.English
	for _, p := range likely {
		if p != "" {
			prior = p
			break
		}
	}
	if least := 0.8; math.Abs(sum) < least || len(words) <= 2 && math.Abs(sum) < 3*least {
		return prior, 0.5
	}
	sure := 1 / (1 + math.Exp(-math.Abs(sum)))
	if sum > 0 {
		return careers.French, sure
	}
	return careers.English, sure
}

// Learn learns from words, each with whether it is French.
func Learn(words iter.Seq2[string, bool]) Langs {
	type pair struct{ en, fr float64 }
	counts := map[uint32]*pair{}
	var en, fr float64
	for word, french := range words {
		Traits(strings.ToLower(word), func(key uint32, _ float64) {
			p := counts[key]
			if p == nil {
				p = &pair{}
				counts[key] = p
			}
			if french {
				p.fr++
				fr++
			} else {
				p.en++
				en++
			}
		})
	}
	var out Langs
	for key, p := range counts {
		if p.en+p.fr < 2 {
			continue
		}
		odds := math.Log((p.fr+0.5)/(fr+1)) - math.Log((p.en+0.5)/(en+1))
		if math.Abs(odds) < 0.15 {
			continue
		}
		out.Keys = append(out.Keys, key)
		out.Odds = append(out.Odds, int16(max(-400, min(400, odds*100))))
	}
	order := make([]int, len(out.Keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(out.Keys[a], out.Keys[b]) })
	sorted := Langs{}
	for _, i := range order {
		sorted.Keys = append(sorted.Keys, out.Keys[i])
		sorted.Odds = append(sorted.Odds, out.Odds[i])
	}
	return sorted
}

package answers

import (
	"math"
	"strings"

	"mentor/bot/answers/linear"
	"mentor/bot/careers"
)

// langs tells English from French: naive Bayes over words and runs of three
// letters, counted in the content and the training lines of each language.
type langs struct {
	Keys []uint32 // sorted
	Odds []int16  // log odds of French, in hundredths

	places linear.Places
}

func (l *langs) ready() {
	l.places = linear.PlacesOf(l.Keys)
}

// traits of one word for telling languages.
func langTraits(raw string, emit func(key uint32, weight float64)) {
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

// tell says which language a text is in, and how sure that is. Words that are
// the same in both say little; then the first of likely decides. titles are
// the words of names.
func (l *langs) tell(text string, titles map[string]bool, likely ...careers.Lang) (careers.Lang, float64) {
	sum, words := 0.0, 0
	for _, t := range split(text) {
		words++
		word := 0.0
		langTraits(strings.ToLower(t.raw), func(key uint32, weight float64) {
			if i, ok := l.places.Of(key); ok {
				word += weight * (float64(l.Odds[i]) / 100)
			}
		})
		if titles[t.word] || titles[strings.TrimSuffix(t.word, "s")] {
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
	if least := 0.8; math.Abs(sum) < least || words <= 2 && math.Abs(sum) < 3*least {
		return prior, 0.5
	}
	sure := 1 / (1 + math.Exp(-math.Abs(sum)))
	if sum > 0 {
		return careers.French, sure
	}
	return careers.English, sure
}

// language tells the language of a text. Where its words leave doubt, those
// that can only be a typo of one language count as what was meant.
func (e *Engine) language(text string, likely ...careers.Lang) (careers.Lang, float64) {
	lang, sure := e.langs.tell(text, e.titles, likely...)
	if sure > 0.9 {
		return lang, sure
	}
	var meant strings.Builder
	mended := false
	for _, t := range split(text) {
		word := t.word
		if !e.speller.Known(word) && !e.lexicon.vocab[word] {
			en, _ := e.speller.Mend(word, careers.English)
			fr, _ := e.speller.Mend(word, careers.French)
			if (en == "") != (fr == "") {
				word, mended = en+fr, true
			}
		}
		meant.WriteString(word + " ")
	}
	if !mended {
		return lang, sure
	}
	return e.langs.tell(meant.String(), e.titles, likely...)
}

// Lang tells the language of a text and how sure that is, 0 to 1.
func (e *Engine) Lang(text string) (careers.Lang, float64) {
	return e.language(clean(text))
}

package answers

import (
	"strings"

	"mentor/bot/answers/langid"
	"mentor/bot/careers"
)

// language tells the language of a text. Where its words leave doubt, those
// that can only be a typo of one language count as what was meant.
func (e *Engine) language(text string, likely ...careers.Lang) (careers.Lang, float64) {
	ts := split(text)
	lang, sure := e.langs.Tell(e.typed(ts), likely...)
	if sure > 0.9 {
		return lang, sure
	}
	var meant strings.Builder
	mended := false
	for _, t := range ts {
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
	return e.langs.Tell(e.typed(split(meant.String())), likely...)
}

// typed are words as their language is told by.
func (e *Engine) typed(ts []token) []langid.Word {
	out := make([]langid.Word, len(ts))
	for i, t := range ts {
		out[i] = langid.Word{Raw: t.raw, Title: e.titles[t.word] || e.titles[strings.TrimSuffix(t.word, "s")]}
	}
	return out
}

// Lang tells the language of a text and how sure that is, 0 to 1.
func (e *Engine) Lang(text string) (careers.Lang, float64) { return e.language(clean(text)) }

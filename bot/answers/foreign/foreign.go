// Package foreign owns how a text is known to be in a language that the mentor
// does not speak. It must not know what is said to that.
package foreign

import (
	"slices"
	"strings"
	"unicode"

	"mentor/bot/answers/lists"
)

// Word is a word of a text.
type Word struct {
	Raw    string // as typed
	Folded string // without capitals and accents
	Small  bool   // an everyday word of English or French
}

// tongues are languages that the mentor does not speak.
var tongues = []string{"german", "spanish", "italian", "portuguese", "dutch", "danish", "polish"}

// everyday says of a word in which tongues it is an everyday one, as bits: in own
// if it is of no use in English or French, in shared if it is a word there too and
// so says nothing either way. Native are English and French words that look
// like foreign ones.
type everyday struct {
	own, shared uint8
	native      bool
}

// words are all such words: each of a message is looked up once, not in fifteen lists.
var words = func() map[string]everyday {
	out := map[string]everyday{}
	put := func(list string, mark func(*everyday)) {
		for w := range lists.Words(list) {
			e := out[w]
			mark(&e)
			out[w] = e
		}
	}
	for i, tongue := range tongues {
		put("foreign/"+tongue, func(e *everyday) { e.own |= 1 << i })
		put("foreign/"+tongue+"/shared", func(e *everyday) { e.shared |= 1 << i })
	}
	put("native-words", func(e *everyday) { e.native = true })
	return out
}()

// accented are words that only their accents tell from English or French ones.
var accented = map[string]bool{"qué": true, "cómo": true, "cuál": true, "quién": true, "dónde": true, "cuándo": true, "más": true, "è": true, "più": true, "perché": true, "são": true}

// long is how many words a message has in which a greeting or the name of a
// town may be foreign.
const long = 20

// Is reports whether a text is in another language. The words of jobs are
// English in every language, so that those of English and French count against
// it only where they are everyday words.
func Is(text string, ts []Word) bool {
	latin, other := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	if other >= 2 && other >= latin {
		return true
	}
	known, foreign := 0, uint8(0)
	kinds := make([]everyday, len(ts))
	for i, t := range ts {
		k := words[t.Folded]
		if kinds[i] = k; t.Small || k.native {
			known++
		}
		if !k.native {
			foreign |= k.own &^ k.shared
		}
	}
	for l := range tongues {
		bit := uint8(1) << l
		if foreign&bit == 0 {
			continue
		}
		own, ours, certain := 0, 0, false
		for i, t := range ts {
			switch k := kinds[i]; {
			case k.own&bit != 0 && !k.native && k.shared&bit == 0:
				own++
				certain = certain || len(t.Folded) > 3
			case k.shared&bit != 0:
				certain = true // "was ist …": one of its own and one that both have
			case k.own&bit != 0:
			case t.Small || k.native:
				ours++
			}
		}
		if own > ours && (own >= 2 || ours == 0 && certain || own*2 >= len(ts) || strings.ContainsAny(text, "¿¡ñßã")) {
			return true
		}
	}
	if len(ts) >= long && 3*known >= len(ts) {
		return false
	}
	return strings.ContainsAny(text, "¿¡") || slices.ContainsFunc(ts, func(t Word) bool { return accented[strings.ToLower(t.Raw)] })
}

// waves are greetings without a word, as they come from a chat.
var waves = strings.NewReplacer("👋", " :wave: ", ":waving_hand:", " :wave: ")

// Waved reports whether a message is a hand that waves and nothing more.
func Waved(text string) bool {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Sk, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune("!. ", r) {
			return -1 // the tone of the skin, and what follows a greeting
		}
		return r
	}, waves.Replace(text))
	for tone := 2; tone <= 6; tone++ {
		text = strings.ReplaceAll(text, "::skin-tone-"+string(rune('0'+tone)), "")
	}
	return text != "" && strings.ReplaceAll(text, ":wave:", "") == ""
}

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

// tongues are everyday words of languages that the mentor does not speak: first
// those that are of no use in English or French, then those that are words
// there too and so say nothing either way.
var tongues = func() (out []struct{ own, shared map[string]bool }) {
	for _, tongue := range []string{"german", "spanish", "italian", "portuguese", "dutch", "danish", "polish"} {
		out = append(out, struct{ own, shared map[string]bool }{lists.Words("foreign/" + tongue), lists.Words("foreign/" + tongue + "/shared")})
	}
	return out
}()

// accented are words that only their accents tell from English or French ones.
var accented = map[string]bool{"qué": true, "cómo": true, "cuál": true, "quién": true, "dónde": true, "cuándo": true, "más": true, "è": true, "più": true, "perché": true, "são": true}

// native are English and French words that look like foreign ones.
var native = lists.Words("native-words")

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
	known := 0
	for _, t := range ts {
		if t.Small || native[t.Folded] {
			known++
		}
	}
	for _, l := range tongues {
		own, ours, certain := 0, 0, false
		for _, t := range ts {
			switch {
			case l.own[t.Folded] && !native[t.Folded] && !l.shared[t.Folded]:
				own++
				certain = certain || len(t.Folded) > 3
			case l.shared[t.Folded]:
				certain = true // "was ist …": one of its own and one that both have
			case l.own[t.Folded]:
			case t.Small || native[t.Folded]:
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

package grammar

import (
	"strings"

	"mentor/bot/language"
	"mentor/bot/people"
)

// elided are the words that French typed in haste runs into the next one.
var elided = []string{"qu", "j", "l", "d", "m", "t", "s", "n", "c"}

// shortestParted is the letters of a word that may be two.
const shortestParted = 4

// Part cuts words of French that were typed as one where the grammar knows both:
// "jarrete", "lexamen", "jfais".
func (g *Grammar) Part(tokens []language.Token, lang people.Lang) []language.Token {
	if lang != "fr" {
		return tokens
	}
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Kind != language.Word || t.Quoted || len(t.Fold) < shortestParted {
			continue
		}
		if _, known := g.Words[t.Fold]; known {
			continue
		}
		if first, rest := g.cut(t.Fold); first != "" {
			n := len(t.Fold) - len(rest)
			a, b := t, t
			a.Fold, a.Text, a.Span.To = first, t.Text[:n], t.Span.From+n
			b.Fold, b.Text, b.Span.From, b.Glued = rest, t.Text[n:], t.Span.From+n, true
			tokens = append(tokens[:i:i], append([]language.Token{a, b}, tokens[i+1:]...)...)
			for j := range tokens { // what closes a quotation has moved
				if tokens[j].Close > i {
					tokens[j].Close++
				}
			}
		}
	}
	return tokens
}

// cut gives the two words that one is; first is empty where it is one.
func (g *Grammar) cut(w string) (first, rest string) {
	for _, p := range elided {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || rest == "" {
			continue
		}
		if _, known := g.Words[rest]; !known {
			continue
		}
		switch {
		case strings.IndexByte("aeiouyh", rest[0]) >= 0:
			return p + "'", rest
		case p == "j" && len(rest) > 2:
			return "je", rest
		}
	}
	return "", ""
}

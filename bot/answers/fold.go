package answers

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Fold makes words comparable: lower case, no accents, ligatures opened,
// typographic quotes and dashes plain, white space single.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if !ascii {
		t := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)))
		if folded, _, err := transform.String(t, s); err == nil {
			s = folded
		}
		s = plain.Replace(s)
	}
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

var plain = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "‑", "-")

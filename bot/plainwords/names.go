package plainwords

import (
	"strings"
	"unicode"

	"mentor/bot"
)

// around are the words before and after a certification's name that are not part of it.
var (
	before = Words("my the a an ma mon mes la le l' un une new nouvelle nouveau certification certificate certif cert badge exam examen certificat for in of de en du that called")
	mine   = Words("my ma mon mes a an un une new nouvelle nouveau")
	after  = Words("certification certificate certif cert certs badge exam certificat certified certifiee certifie please svp stp thanks merci now done")
)

func Words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// CertName takes what people put around a name away: "my aws saa cert" is aws
// saa. "my cert" names none.
func CertName(said string) string { return TrimName(TrimWords(said, before, after)) }

// OwnName is a name as it is kept where the catalogue has none: only without
// "my" before it.
func OwnName(said string) string { return TrimName(TrimWords(TrimName(said), mine, nil)) }

// TrimWords cuts words off both ends as long as they are in the sets.
func TrimWords(s string, front, back map[string]bool) string {
	f := strings.Fields(s)
	from, to := 0, len(f)
	for from < to && (front[bare(f[from])] || bare(f[from]) == "") {
		from++
	}
	for to > from && (back[bare(f[to-1])] || bare(f[to-1]) == "") {
		to--
	}
	return strings.Join(f[from:to], " ")
}

func TrimName(s string) string { return strings.Trim(s, " .,;:!?\"«»“”") }

func bare(w string) string { return strings.Trim(bot.Fold(w), ".,;:!?") }

// Relative reports whether a date was said as a distance ("two weeks ago"):
// it is not exact, but not the first of a month either.
func Relative(said string) bool {
	f := bot.Fold(said)
	return strings.HasSuffix(f, "ago") || strings.HasPrefix(f, "il y a") || ago.MatchString(f)
}

// Never is what people write for a certification without an end.
var Never = map[string]bool{"never": true, "never expires": true, "no": true, "none": true, "no expiry": true, "does not expire": true, "doesn't expire": true,
	"for life": true, "lifetime": true, "jamais": true, "n'expire pas": true, "aucune": true, "aucun": true, "non": true, "sans": true, "a vie": true, "illimitee": true, "n'expire jamais": true}

// NoExpiry is the expiry of what never expires, in drafts and arguments.
const NoExpiry = "never"

// Spaced puts a space in the place of whatever is neither letter nor figure.
func Spaced(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '/' && r < 128
	}), " ")
}

// Wordy reports whether words hold a letter: an emoji is no role.
func Wordy(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// Words that stand where a schedule's words would.
var (
	OffWords = map[string]bool{"off": true, "none": true, "never": true, "no": true, "stop": true, "non": true, "jamais": true, "aucun": true, "arret": true, "arreter": true, "desactiver": true, "desactive": true}
	OnWords  = map[string]bool{"on": true, "again": true, "oui": true, "actif": true, "activer": true, "reprendre": true}
)

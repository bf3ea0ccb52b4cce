package dialogue

import (
	"regexp"
	"strconv"
	"time"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
)

// How a message puts the days of an absence right: both, the last, or the first.
var (
	slip     = regexp.MustCompile(`\b(typo|sorry|pardon|my (bad|mistake)|tromp\w*|no+|nah|non|actually|en fait|plutot|finalement|correction|oops|oups|i mean\w*|je (voulais|veux) dire|rather|only|seulement|wrong|erreur|au temps pour moi|autant pour moi)\b`)
	twoDays  = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th|er)? ?(?:to|until|till|-|–|au|a) ?(?:the |le )?(\d{1,2})(?:st|nd|rd|th)?\b`)
	lastDay  = regexp.MustCompile(`\b(?:until|till|to|jusqu'au|jusqu'a|au) (?:the |le )?(\d{1,2})(?:st|nd|rd|th|er)?\b`)
	firstDay = regexp.MustCompile(`\b(?:from|starting|a partir du|des le|du) (?:the |le )?(\d{1,2})(?:st|nd|rd|th|er)?\b`)
)

// redated are the days of an absence as a message puts them right; ok is false
// where it says nothing of the kind.
func redated(t *bot.Turn, message string, last people.Act) (from, to string, ok bool) {
	f, err := time.Parse(time.DateOnly, last.Args["from"])
	u, err2 := time.Parse(time.DateOnly, last.Args["to"])
	if err != nil || err2 != nil || len(message) > mostRedated {
		return "", "", false
	}
	folded := bot.Fold(message)
	if !slip.MatchString(folded) {
		return "", "", false
	}
	words := map[bool]string{false: f.Format("2 January") + " to " + u.Format("2 January"), true: frenchDay(t, f) + " au " + frenchDay(t, u)}[t.Lang == "fr"]
	if wrong, right, ok := mistaken(message, words); ok { // "april, not march"
		said := regexp.MustCompile(`(?i)\b`+regexp.QuoteMeta(wrong)+`\b`).ReplaceAllLiteralString(words, right)
		if r, whole := language.Whole(said, language.Context{Now: t.Now.In(people.Location(t.Person.Zone)), Lang: language.Lang(t.Lang), Lean: language.Future}); whole && r.Problem == "" {
			if v, is := r.Value.(language.Range); is && v.From > 0 && v.To >= v.From {
				return v.From.String(), v.To.String(), true
			}
		}
		return "", "", false
	}
	on := func(d time.Time, day string) time.Time {
		n, err := strconv.Atoi(day)
		if err != nil || n < 1 || n > 31 {
			return time.Time{}
		}
		return time.Date(d.Year(), d.Month(), n, 0, 0, 0, 0, time.UTC)
	}
	switch m, l, s := twoDays.FindStringSubmatch(folded), lastDay.FindStringSubmatch(folded), firstDay.FindStringSubmatch(folded); {
	case m != nil:
		f, u = on(f, m[1]), on(u, m[2])
	case l != nil:
		u = on(u, l[1])
	case s != nil:
		f = on(f, s[1])
	default:
		return "", "", false
	}
	if f.IsZero() || u.IsZero() {
		return "", "", false
	}
	from, to = f.Format(time.DateOnly), u.Format(time.DateOnly)
	return from, to, from <= to && to >= t.Today() && (from != last.Args["from"] || to != last.Args["to"])
}

// mostRedated is how long such a message is, in bytes.
const mostRedated = 140

// frenchDay is a day and its month.
func frenchDay(t *bot.Turn, d time.Time) string {
	return strconv.Itoa(d.Day()) + " " + t.Plain("month."+strconv.Itoa(int(d.Month())))
}

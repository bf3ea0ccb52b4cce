package plainwords

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
)

var (
	spanFor  = regexp.MustCompile(`\b(?:(?:next|prochaine?s?|les|the|for|pendant|pour|during|de)\s+)*(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|(?:a )?couple(?: of)?|(?:a )?few|quelques)\s+(days?|weeks?|months?|years?|fortnights?|jours?|semaines?|mois|ans?|annees?|quinzaines?)\b`)
	spanNext = regexp.MustCompile(`\b(?:next (?:week|month|fortnight)|(?:la semaine|le mois) prochaine?)\b`)

	backOn   = regexp.MustCompile(`\b(?:back|return(?:ing)?|de retour|(?:je )?reviens)\s+(?:on |the |le )*(.+?)(?:,|$)`)
	awayTail = regexp.MustCompile(`,\s*(?:no |pas de |sans |please |skip |saute ).*$|\s*:\s*$`)
)

// length says a length of time as ParseSpan reads it.
func length(count, unit string) string {
	n := 0
	switch {
	case strings.Contains(count, "couple"):
		n = 2
	case strings.Contains(count, "few"), count == "quelques":
		n = 3
	default:
		n, _ = strconv.Atoi(figureOf(count))
	}
	switch {
	case strings.HasPrefix(unit, "fortnight"):
		return strconv.Itoa(2*n) + " weeks"
	case strings.HasPrefix(unit, "quinzaine"):
		return strconv.Itoa(2*n) + " semaines"
	}
	return strconv.Itoa(n) + " " + unit
}

// absence is the first and the last day of being away; empty where none is said.
func (u *hearing) absence() (from, to string) {
	now, _ := time.Parse(time.DateOnly, u.t.Today())
	text, _ := strip(u.text, awayTail)
	folded := bot.Fold(text)
	if spanNext.MatchString(folded) && !strings.Contains(folded, "month") && !strings.Contains(folded, "mois") {
		monday := now.AddDate(0, 0, 1)
		for monday.Weekday() != time.Monday {
			monday = monday.AddDate(0, 0, 1)
		}
		return monday.Format(time.DateOnly), monday.AddDate(0, 0, 6).Format(time.DateOnly)
	}
	h := Hear(text)
	if m := backOn.FindStringSubmatchIndex(h.Fold); m != nil { // the day of coming back is not away
		if back, _, err := ParseDate(h.cut(m[2], m[3]), now, u.t.Lang, Future); err == nil {
			from = now.Format(time.DateOnly)
			if day, _, ok := dateAnywhere(h.cut(0, m[0])); ok {
				from = day
			}
			return from, back.AddDate(0, 0, -1).Format(time.DateOnly)
		}
	}
	f := strings.Fields(text)
	for i := max(0, len(f)-3*maxDateWords); i < len(f); i++ { // what stands before the days is skipped word by word
		if a, b, ok := TakeRange(strings.Join(f[i:], " ")); ok {
			return a, b
		}
	}
	if day, _, ok := dateAnywhere(text); ok {
		return day, day
	}
	if m := spanFor.FindStringSubmatch(folded); m != nil {
		if end, err := ParseSpan(length(m[1], m[2]), now, u.t.Lang); err == nil {
			return now.Format(time.DateOnly), end.AddDate(0, 0, -1).Format(time.DateOnly)
		}
	}
	return "", ""
}

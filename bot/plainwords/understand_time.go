package plainwords

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
)

var (
	// whenStart is where the words of a schedule begin.
	whenStart = regexp.MustCompile(`\b(?:every|each|daily|weekly|biweekly|fortnightly|monthly|quarterly|once|twice|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekdays|the (?:first|second|third|fourth|last|\d)|on (?:the|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekdays)|first|last|at \d|tous|toutes|chaque|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|premier|deuxieme|dernier|1er|\d)|les|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|une fois|deux fois|mensuel\w*|hebdo\w*|trimestriel\w*|quotidien\w*|a \d{1,2}\s?h|in the (?:morning|evening)|off|never|jamais)\b|(?:^|\s)(?:\d{1,2}|\*)(?:[/,-]\S+)?\s+\S+\s+\S+\s+\S+\s+\S+$`)
	whenEnd   = compile(`[,;.]*\s+(?:instead|from now on|if possible|works best|would be (?:better|good|nice|best)|is better|a partir de maintenant|si possible|plutot|desormais|dorenavant|ce serait mieux|for me)[.!?]*$`)

	spanFor   = regexp.MustCompile(`\b(?:(?:next|prochaine?s?|les|the|for|pendant|pour|during|de)\s+)*(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|(?:a )?couple(?: of)?|(?:a )?few|quelques)\s+(days?|weeks?|months?|years?|fortnights?|jours?|semaines?|mois|ans?|annees?|quinzaines?)\b`)
	spanUntil = regexp.MustCompile(`\b(?:until|till|til|jusqu'(?:au|a|en)|jusque)\s+(.+)$`)
	spanNext  = regexp.MustCompile(`\b(?:next (?:week|month|fortnight)|(?:la semaine|le mois) prochaine?)\b`)
	spanOne   = regexp.MustCompile(`\b(?:for |pendant |pour )?(?:the |la |le )?(?:whole |toute |tout )?(week|month|fortnight|semaine|mois|quinzaine)\b`)

	backOn   = regexp.MustCompile(`\b(?:back|return(?:ing)?|de retour|(?:je )?reviens)\s+(?:on |the |le )*(.+?)(?:,|$)`)
	awayTail = regexp.MustCompile(`,\s*(?:no |pas de |sans |please |skip |saute ).*$|\s*:\s*$`)
)

// schedule reads when check-ins are to come, and for which horizon.
func (u *hearing) schedule() {
	if u.show {
		u.onlyHorizon()
		return
	}
	text := u.text
	if h, rest, ok := HorizonIn(text); ok && !strings.Contains(bot.Fold(text), "every") {
		u.set(bot.HorizonArg, string(h))
		text = rest
	} else if h, rest, ok := rhythmIn(text); ok && whenStart.MatchString(bot.Fold(rest)) { // "my weekly to friday 9am"
		u.set(bot.HorizonArg, string(h))
		text = rest
	}
	for _, re := range whenEnd {
		text, _ = strip(text, re)
	}
	h := Hear(text)
	if m := whenStart.FindStringIndex(h.Fold); m != nil {
		u.set(bot.WhenArg, strings.Trim(h.cut(m[0], len(h.Fold)), " ,.;!?"))
	}
}

// pause reads how long: a length, or a day on which it ends.
func (u *hearing) pause() {
	h := Hear(u.text)
	if m := spanUntil.FindStringSubmatchIndex(h.Fold); m != nil {
		u.set(bot.DurationArg, strings.Trim(h.cut(m[2], m[3]), " ,.;!?"))
		return
	}
	if m := spanFor.FindStringSubmatchIndex(h.Fold); m != nil {
		u.set(bot.DurationArg, length(h.Fold[m[2]:m[3]], h.Fold[m[4]:m[5]]))
		return
	}
	if spanNext.MatchString(h.Fold) || spanOne.MatchString(h.Fold) {
		unit := "week"
		switch {
		case strings.Contains(h.Fold, "mois"), strings.Contains(h.Fold, "month"):
			unit = "month"
		case strings.Contains(h.Fold, "fortnight"), strings.Contains(h.Fold, "quinzaine"):
			unit = "fortnight"
		}
		u.set(bot.DurationArg, length("1", unit))
	}
}

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

// away reads the two days of an absence.
func (u *hearing) away() {
	from, to := u.absence()
	switch a, b, ok := span(u.s); {
	case from == "":
	case ok:
		u.args[a], u.args[b] = from, to
	case from == to:
		u.set(bot.WordsArg, from)
	default:
		u.set(bot.WordsArg, from+" to "+to)
	}
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

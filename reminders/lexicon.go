package reminders

import (
	"regexp"
	"strconv"
	"strings"
)

// The words in which people say times, in both languages at once: somebody who
// writes French may well say "weekly". All are folded: lower case, no accents.

// Parts of the patterns below.
const (
	numPat  = `(\d{1,3}|one|two|three|four|five|six|eight|ten|twelve|deux|trois|quatre|cinq|huit|dix|douze|quinze)`
	ordPat  = `(first|1st|premiere?s?|1er|1ere|second|seconde?|2nd|deuxiemes?|2e|2eme|third|3rd|troisiemes?|3e|3eme|fourth|4th|quatriemes?|4e|4eme|fifth|5th|cinquiemes?|5e|5eme|last|derniere?s?)`
	unitPat = `(days?|jours?|weeks?|semaines?|fortnights?|quinzaines?|months?|mois|quarters?|trimestres?|semesters?|semestres?|years?|ans?|annees?)`
	eachPat = `(?:every|each|once every|tou(?:s|tes) les|chaque|une fois tou(?:s|tes) les)`
	dayPat  = `(mondays?|mon|tuesdays?|tues?|wednesdays?|weds?|thursdays?|thurs?|thu|fridays?|fri|saturdays?|sat|sundays?|sun|lundis?|lun|mardis?|mercredis?|mer|jeudis?|jeu|vendredis?|ven|samedis?|sam|dimanches?|dim)`
	monPat  = `(january|janvier|jan|janv|february|fevrier|feb|fevr|fev|march|mars|april|avril|apr|avr|may|mai|june|juin|jun|july|juillet|jul|juil|august|aout|aug|september|septembre|sept|sep|october|octobre|oct|november|novembre|nov|december|decembre|dec)`
)

var (
	reFromISO  = re(`(?:starting|start|from|beginning|a partir|a compter)(?: on| from| the| du| le| de)* (\d{4}-\d\d-\d\d)`)
	reFromDay  = re(`(?:starting|start|from|beginning|a partir|a compter)(?: on| from| the| du| le| de)* (\d{1,2})(?:st|nd|rd|th|er)?(?: of)? ` + monPat + `(?: (\d{4}))?`)
	reFromMon  = re(`(?:starting|start|from|beginning)(?: on| from)* ` + monPat + ` (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?`)
	reTooOften = re(`(?:hourly|(?:every|each) second ?$|` + eachPat + `(?: ` + numPat + `| other| second)? (?:hours?|heures?|minutes?|mins?|seconds|secondes?)|(?:an|per|par) (?:hour|heure|minute|second|seconde))`)
	reTimesPer = re(`(?:(once|une fois|twice|two times|deux fois|three times|trois fois)|(\d{1,2}) ?(?:x|times|fois)) (?:an?|per|every|each|par|chaque) (day|jour|week|semaine|month|mois|quarter|trimestre|year|an|annee)`)

	reClock    = re(`([01]?\d|2[0-9])(?: ?h ?|:|\.| heures? )([0-5]\d)(?: ?(am|pm))?`)
	reHour     = re(`(\d{1,2}) ?(?:h|heures?)`)
	reAmPm     = re(`(\d{1,2}) ?(am|pm)`)
	rePast     = re(`(half|quarter) (past|to) (\d{1,2})(?: ?(am|pm))?`)
	reEt       = re(`(\d{1,2}) ?(?:h|heures?) (et demie?|et quart|moins le quart)`)
	reNoon     = re(`noon|midday|midi`)
	reMidnight = re(`midnight|minuit`)
	rePart     = re(`(morning|matin|afternoon|apres-midi|apres midi|evening|soir)s?`)
	reAt       = re(`(?:at|a|@|vers|around|about) ?(\d{1,2})`)

	reOutOf    = re(`(?:une?|1) (?:` + dayPat + `|` + unitPat + `) sur ` + numPat)
	reScope    = re(`(?:of|in|du|de|des|par|per) ?(?:the|each|every|chaque|le|la|du|de)? ?(month|mois|quarter|trimestre|year|annee)s?`)
	reEveryN   = re(eachPat + ` (?:(other)|` + ordPat + `|` + numPat + `) ` + unitPat)
	reEveryDay = re(eachPat + ` (?:(other)|` + ordPat + `|` + numPat + `) ` + dayPat)
	reUnit     = re(`(?:` + eachPat + `|an?|per|par|a) ` + unitPat)
	reAdverb   = re(`(daily|quotidien(?:ne)?(?:ment)?|weekly|hebdo(?:madaire)?(?:ment)?|fortnightly|bi-?weekly|monthly|mensuel(?:le)?(?:ment)?|bi-?monthly|bimestriel(?:le)?|bimensuel(?:le)?|semi-?monthly|quarterly|trimestriel(?:le)?(?:ment)?|half-?yearly|semestriel(?:le)?(?:ment)?|yearly|annually|annuel(?:le)?(?:ment)?)`)

	reLastDay = re(`last day|dernier jour|end|fin`)
	reWorkday = re(ordPat + ` (?:working ?day|business ?day|weekday|jour ouvre|jour ouvrable)`)
	reNthDay  = re(ordPat + ` ` + dayPat)
	reDayTo   = re(dayPat + ` ?(?:to|-|through|thru|till|until|au|a) ?(?:le )?` + dayPat)
	reWeekday = re(`(?:(?:every|each|on|chaque|tous les|les) )?(?:weekdays?|working days?|work days?|business days?|workdays?|jours? ouvres?|jours? ouvrables?|en semaine|jours? de semaine|jours? de la semaine)`)
	reWeekend = re(`week-?ends?`)
	reDay     = re(dayPat)
	reMonth   = re(monPat)
	reDate    = re(`(\d{1,2})(st|nd|rd|th|er|ere|e|eme)?`)
	reOrdinal = re(ordPat)
	reLeft    = regexp.MustCompile(`[^ |]+`)
)

func re(pattern string) *regexp.Regexp { return regexp.MustCompile(`\b(?:` + pattern + `)(?:\b|$)`) }

// fillers may stand anywhere and say nothing of when.
var fillers = wordSet(`a an at on the of in and or to for by with from me my i'd i want would like please let's lets us do it is be set
	check-in check-ins checkin checkins check in ins remind reminder reminders nudge nudges ask every each day days once time times
	schedule planning start starting around about then also ok okay yes say
	le la les l du de des d un une et ou en au aux pour par mon mes moi je j veux voudrais s'il vous te plait svp merci
	rappel rappels rappelle rappelez fais faire point bilan chaque tous toutes jour jours fois heure heures date dates vers merci oui`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

var numbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12,
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "huit": 8, "dix": 10, "douze": 12, "quinze": 15}

func number(s string) int {
	if n, ok := numbers[s]; ok {
		return n
	}
	n, _ := strconv.Atoi(s)
	return n
}

// ordinal gives 1 to 5, -1 for the last, 0 for no ordinal.
func ordinal(s string) int {
	switch {
	case s == "":
		return 0
	case strings.HasPrefix(s, "last"), strings.HasPrefix(s, "dern"):
		return -1
	case s[0] >= '1' && s[0] <= '5':
		return int(s[0] - '0')
	}
	for i, starts := range [][]string{{"first", "prem"}, {"second", "deux"}, {"third", "trois"}, {"fourth", "quatr"}, {"fifth", "cinq"}} {
		for _, p := range starts {
			if strings.HasPrefix(s, p) {
				return i + 1
			}
		}
	}
	return 0
}

// weekday gives cron's number, Sunday 0.
func weekday(s string) int {
	switch s[:3] {
	case "mon", "lun":
		return 1
	case "tue", "mar":
		return 2
	case "wed", "mer":
		return 3
	case "thu", "jeu":
		return 4
	case "fri", "ven":
		return 5
	case "sat", "sam":
		return 6
	}
	return 0
}

// month gives 1 to 12.
func month(s string) int {
	for i, starts := range [][]string{{"jan"}, {"feb", "fev"}, {"mar"}, {"apr", "avr"}, {"may", "mai"}, {"jun", "juin"},
		{"jul", "juil"}, {"aug", "aout"}, {"sep"}, {"oct"}, {"nov"}, {"dec"}} {
		for _, p := range starts {
			if strings.HasPrefix(s, p) {
				return i + 1
			}
		}
	}
	return 0
}

// unit names a stretch of time in one way.
func unit(s string) string {
	switch s[:2] {
	case "da", "jo":
		return "day"
	case "we":
		return "week"
	case "se":
		if strings.HasPrefix(s, "semai") {
			return "week"
		}
		return "half"
	case "fo", "qu":
		if strings.HasPrefix(s, "quart") {
			return "quarter"
		}
		return "fortnight"
	case "mo":
		return "month"
	case "tr":
		return "quarter"
	}
	return "year"
}

// adverb gives what "monthly" and its like stand for: n units.
func adverb(s string) (n int, u string) {
	s = strings.ReplaceAll(s, "-", "")
	for _, a := range []struct {
		start string
		n     int
		unit  string
	}{
		{"daily", 1, "day"}, {"quotid", 1, "day"}, {"biweek", 2, "week"}, {"fortn", 2, "week"}, {"week", 1, "week"}, {"hebdo", 1, "week"},
		{"bimens", 2, "a-month"}, {"semimon", 2, "a-month"}, {"bimon", 2, "month"}, {"bimest", 2, "month"}, {"month", 1, "month"}, {"mens", 1, "month"},
		{"quarter", 1, "quarter"}, {"trim", 1, "quarter"}, {"half", 6, "month"}, {"semest", 6, "month"},
	} {
		if strings.HasPrefix(s, a.start) {
			return a.n, a.unit
		}
	}
	return 1, "year"
}

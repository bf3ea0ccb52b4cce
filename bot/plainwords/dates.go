package plainwords

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/say"
)

// Lean says which of two dates is meant where the words leave out the year or
// say only a weekday: the one before, or the one after.
type Lean int

// The leanings: certifications were earned in the past, holidays lie ahead.
const (
	Past Lean = iota
	Future
)

// DateError is a date that could not be read. Kind is the id of a wording
// under "date.": unknown, ambiguous, impossible, month.
type DateError struct {
	Kind    string
	Said    string
	Choices []string // 2006-01-02, where several dates fit
}

func (e *DateError) Error() string { return "date " + e.Kind + ": " + e.Said }

var (
	months = map[string]time.Month{}
	days   = map[string]time.Weekday{}
	counts = map[string]int{"a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4,
		"five": 5, "cinq": 5, "six": 6, "seven": 7, "sept": 7, "eight": 8, "huit": 8, "nine": 9, "neuf": 9, "ten": 10, "dix": 10, "couple": 2, "few": 3, "quinze": 15, "fifteen": 15}
	// filler is what stands around a date without changing it.
	filler = regexp.MustCompile(`\b(on|the|of|le|la|du|de|in|en|at|since|depuis|until|till|jusqu'au|jusqu'a|jusqu'en|au|for|pendant|pour|from|this|ce|cette|past|about|environ|back)\b|\bd'|\bl'|,`)
	number = regexp.MustCompile(`^(\d{1,4})(st|nd|rd|th|er|e|eme)?$`)
	figure = regexp.MustCompile(`^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})$`)
	ago    = regexp.MustCompile(`^(?:il y a )?([a-z0-9]+)(?: couple| quelques)? (day|jour|week|semaine|month|mois|year|an|annee)s?(?: ago)?$`)
	ahead  = regexp.MustCompile(`^(?:dans |d'ici |within |next )?([a-z0-9]+) (day|jour|week|semaine|month|mois|year|an|annee)s?(?: time| from now)?$`)
)

// IsMonth reports whether a folded word names a month.
func IsMonth(word string) bool { return months[word] != 0 }

func init() {
	for i, names := range []string{"january jan janvier janv", "february feb fevrier fevr fev", "march mar mars", "april apr avril avr", "may mai", "june jun juin",
		"july jul juillet juil", "august aug aout", "september sept sep septembre", "october oct octobre", "november nov novembre", "december dec decembre"} {
		for _, n := range strings.Fields(names) {
			months[n] = time.Month(i + 1)
		}
	}
	for i, names := range []string{"sunday sun dimanche dim", "monday mon lundi lun", "tuesday tue tues mardi mar", "wednesday wed mercredi mer", "thursday thu thur thurs jeudi jeu",
		"friday fri vendredi ven", "saturday sat samedi sam"} {
		for _, n := range strings.Fields(names) {
			if _, month := months[n]; !month { // "mar" is March in both languages
				days[n] = time.Weekday(i)
			}
		}
	}
}

// ParseDate reads a date as people write it, in either language: 3 march 2026,
// le 3 mars, march 3rd, 2026-03-03, 03/03/2026, yesterday, vendredi dernier,
// two weeks ago, dans dix jours. today is the person's local date. 03/04/2026
// is day first in French; in English, where both readings are dates, the error
// offers both. A month without a day is its first day, with exact false.
func ParseDate(said string, today time.Time, lang people.Lang, lean Lean) (date time.Time, exact bool, err error) {
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	words := strings.TrimSpace(strings.Trim(bot.Fold(bot.Brief(said, 200)), ".!? "))
	if m := figure.FindStringSubmatch(words); m != nil {
		date, err = figures(m, lang, said)
		return date, true, err
	}
	if d, ok := named(words, today); ok {
		return d, true, nil
	}
	if m := ago.FindStringSubmatch(words); m != nil && (strings.HasSuffix(words, "ago") || strings.HasPrefix(words, "il y a") || (lean == Past && !strings.HasPrefix(words, "in "))) {
		if n, ok := count(m[1]); ok {
			return shift(today, -n, m[2]), m[2][0] == 'd' || m[2][0] == 'j', nil
		}
	}
	words = strings.Join(strings.Fields(filler.ReplaceAllString(words, " ")), " ")
	if m := figure.FindStringSubmatch(words); m != nil { // le 12/03/2026
		date, err = figures(m, lang, said)
		return date, true, err
	}
	if m := ahead.FindStringSubmatch(words); m != nil && lean == Future {
		if n, ok := count(m[1]); ok {
			return shift(today, n, m[2]), true, nil
		}
	}
	if d, ok := weekday(words, today, lean); ok {
		return d, true, nil
	}
	return calendar(words, said, today, lean)
}

// figures reads three numbers: year first, or day and month in either order.
func figures(m []string, lang people.Lang, said string) (time.Time, error) {
	a, _ := strconv.Atoi(m[1])
	b, _ := strconv.Atoi(m[2])
	c, _ := strconv.Atoi(m[3])
	if len(m[1]) >= 3 {
		return day(a, b, c, said)
	}
	year := c
	if len(m[3]) <= 2 {
		year += 2000
	}
	dayFirst, errDay := day(year, b, a, said)
	monthFirst, errMonth := day(year, a, b, said)
	switch {
	case errDay == nil && errMonth == nil && a != b && lang != careers.French && !strings.Contains(said, "."):
		return time.Time{}, &DateError{Kind: "ambiguous", Said: said, Choices: []string{dayFirst.Format(time.DateOnly), monthFirst.Format(time.DateOnly)}}
	case errDay == nil:
		return dayFirst, nil
	case errMonth == nil:
		return monthFirst, nil
	}
	return time.Time{}, errDay
}

// day is a date that exists.
func day(year, month, d int, said string) (time.Time, error) {
	date := time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	if date.Day() != d || date.Month() != time.Month(month) || year < 1000 || year > 9999 {
		return time.Time{}, &DateError{Kind: "impossible", Said: said}
	}
	return date, nil
}

func named(words string, today time.Time) (time.Time, bool) {
	switch words {
	case "today", "aujourd'hui", "now", "maintenant", "this morning", "ce matin", "just now", "tout a l'heure", "auj", "ajd":
		return today, true
	case "yesterday", "hier", "last night", "hier soir":
		return today.AddDate(0, 0, -1), true
	case "the day before yesterday", "day before yesterday", "avant-hier", "avant hier":
		return today.AddDate(0, 0, -2), true
	case "tomorrow", "demain", "tmrw", "tomorow":
		return today.AddDate(0, 0, 1), true
	case "the day after tomorrow", "day after tomorrow", "apres-demain", "apres demain":
		return today.AddDate(0, 0, 2), true
	case "last week", "la semaine derniere":
		return today.AddDate(0, 0, -7), true
	case "next week", "la semaine prochaine":
		return today.AddDate(0, 0, 7), true
	case "last month", "le mois dernier":
		return today.AddDate(0, -1, 0), true
	case "next month", "le mois prochain":
		return today.AddDate(0, 1, 0), true
	}
	return time.Time{}, false
}

// weekday reads "friday", "last friday", "vendredi prochain".
func weekday(words string, today time.Time, lean Lean) (time.Time, bool) {
	fields := strings.Fields(words)
	if len(fields) == 0 || len(fields) > 2 {
		return time.Time{}, false
	}
	wd, found := time.Weekday(0), false
	for _, f := range fields {
		switch f {
		case "last", "dernier", "derniere":
			lean = Past
		case "next", "prochain", "prochaine", "coming":
			lean = Future
		default:
			d, ok := days[f]
			if !ok || found {
				return time.Time{}, false
			}
			wd, found = d, true
		}
	}
	if !found {
		return time.Time{}, false
	}
	step := 1
	if lean == Past {
		step = -1
	}
	d := today.AddDate(0, 0, step)
	for d.Weekday() != wd {
		d = d.AddDate(0, 0, step)
	}
	return d, true
}

// calendar reads a month by name with a day and a year around it, in any order.
func calendar(words, said string, today time.Time, lean Lean) (time.Time, bool, error) {
	month, d, year := time.Month(0), 0, 0
	for _, f := range strings.Fields(strings.ReplaceAll(words, "-", " ")) {
		f = strings.TrimSuffix(f, ".")
		if m, ok := months[f]; ok && month == 0 {
			month = m
			continue
		}
		if _, ok := days[f]; ok { // "friday 3 march"
			continue
		}
		n := number.FindStringSubmatch(f)
		if n == nil {
			return time.Time{}, false, &DateError{Kind: "unknown", Said: said}
		}
		v, _ := strconv.Atoi(n[1])
		switch {
		case len(n[1]) == 4 && year == 0:
			year = v
		case d == 0 && v >= 1 && v <= 31:
			d = v
		case year == 0 && v < 100: // 3 march 26
			year = 2000 + v
		default:
			return time.Time{}, false, &DateError{Kind: "impossible", Said: said}
		}
	}
	if month == 0 {
		kind := "unknown"
		if year != 0 && d == 0 {
			kind = "month"
		}
		return time.Time{}, false, &DateError{Kind: kind, Said: said}
	}
	exact := d != 0
	if d == 0 {
		d = 1
	}
	if year == 0 {
		year = today.Year()
		guess := time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
		if lean == Past && guess.After(today) {
			year--
		}
		if lean == Future && guess.Before(today) {
			year++
		}
	}
	date, err := day(year, int(month), d, said)
	return date, exact, err
}

func count(word string) (int, bool) {
	if n, ok := counts[word]; ok {
		return n, true
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 0 && n <= 1000
}

func shift(d time.Time, n int, unit string) time.Time {
	switch unit[0] {
	case 'd', 'j':
		return d.AddDate(0, 0, n)
	case 'w', 's':
		return d.AddDate(0, 0, 7*n)
	case 'm':
		return d.AddDate(0, n, 0)
	}
	return d.AddDate(n, 0, 0)
}

// ParseSpan reads how long something lasts: two weeks, 10 jours, until monday,
// jusqu'au 3 mars. It gives the first local date on which it is over.
func ParseSpan(said string, today time.Time, lang people.Lang) (time.Time, error) {
	d, _, err := ParseDate(said, today, lang, Future)
	return d, err
}

// LooksLikeDate reports whether words can begin a date, so that "on" before a
// name stays part of the name.
func LooksLikeDate(s string) bool {
	_, _, err := ParseDate(s, time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC), careers.French, Past)
	if err == nil {
		return true
	}
	first, _, _ := strings.Cut(bot.Fold(s), " ")
	_, month := months[first]
	_, weekday := days[first]
	return month || weekday || (first != "" && first[0] >= '0' && first[0] <= '9')
}

// DateProblem says what was wrong with a date.
func DateProblem(t *bot.Turn, field string, err error) error {
	e, ok := err.(*DateError)
	if !ok {
		return err
	}
	kv := []any{"said", bot.Brief(e.Said, 60)}
	for i, c := range e.Choices {
		kv = append(kv, "choice"+strconv.Itoa(i+1), say.Date(t, c))
	}
	return t.FieldProblem(field, "date."+e.Kind, kv...)
}

// HasYear reports whether words name a year.
func HasYear(s string) bool {
	return slices.ContainsFunc(strings.Fields(Spaced(bot.Fold(s))), func(w string) bool {
		n, err := strconv.Atoi(w)
		return err == nil && n >= 1900 && n < 2200
	})
}

package reminders

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// maxScheduleWords is how long the words of a schedule may be, in bytes:
// what is longer is no schedule.
const maxScheduleWords = 300

// defaultTime is when a check-in comes where the person names no time of day.
const defaultHour = 9

// Parse implements bot.Schedules.
func (s *Schedules) Parse(text string, lang people.Lang, zone string, now time.Time) (people.Plan, error) {
	loc, err := people.Zone(zone)
	if err != nil {
		return people.Plan{}, refuse("no-zone", "zone", zone)
	}
	now = now.In(loc)
	text = strings.Trim(bot.Clean(text), " \n\t.!?`\"'")
	switch {
	case text == "":
		return people.Plan{}, refuse("empty")
	case len(text) > maxScheduleWords:
		return people.Plan{}, refuse("long")
	}
	folded := bot.Fold(text)
	fields := strings.Fields(text)
	switch {
	case strings.HasPrefix(folded, "tz=") || strings.HasPrefix(folded, "cron_tz="):
		return people.Plan{}, refuse("zone")
	case strings.HasPrefix(folded, "@every"):
		return people.Plan{}, refuse("interval")
	case strings.HasPrefix(folded, "@"):
		return people.Plan{}, refuse("descriptor", "line", text)
	case cronShaped(fields):
		return planFromCron(strings.Join(fields, " "), now)
	}
	w := said{lang: lang, left: " " + mendTypos(prepare.Replace(" "+folded+" ")) + " "}
	if err := w.read(now); err != nil {
		return people.Plan{}, err
	}
	p, err := w.plan(now)
	if err != nil {
		return people.Plan{}, err
	}
	return p, comes(p, now)
}

// prepare takes apart what is written together and joins what is written apart.
var prepare = strings.NewReplacer("a.m.", "am", "p.m.", "pm", "a.m", "am", "p.m", "pm", " o'clock", "", "o'clock", "", ",", " ", ";", " ", "(", " ", ")", " ",
	"d'", "d ", "l'", "l ", " du matin", " am", " de l'apres-midi", " pm", " de l'apres midi", " pm", " du soir", " pm", "&", " and ", "+", " and ",
	" in the morning", " am", " in the afternoon", " pm", " in the evening", " pm")

// said is what has been read of a person's words. left is what has not: each
// thing that is read is taken out of it and leaves a bar.
type said struct {
	lang   people.Lang
	left   string
	times  []int // minutes after midnight
	part   string
	days   []int // weekdays, Sunday 0
	nth    int   // which such day of the month
	work   bool  // working days
	last   bool  // the last day
	dates  []int // days of the month
	months []int
	every  int // n …
	unit   string
	anchor time.Time
	err    error
}

// take hands every match of a pattern to do and takes it out.
func (w *said) take(p *regexp.Regexp, do func(m []string)) {
	for w.err == nil {
		at := p.FindStringSubmatchIndex(w.left)
		if at == nil {
			return
		}
		m := make([]string, len(at)/2)
		for i := range m {
			if at[2*i] >= 0 {
				m[i] = w.left[at[2*i]:at[2*i+1]]
			}
		}
		w.left = w.left[:at[0]] + " | " + w.left[at[1]:]
		do(m)
	}
}

// read goes through the patterns; what is more specific comes first.
func (w *said) read(now time.Time) error {
	w.readStart(now)
	w.take(reTooOften, func([]string) { w.err = refuse("too-often") })
	w.take(reTimesPer, func(m []string) {
		n := cmp.Or(number(m[2]), map[string]int{"once": 1, "une fois": 1, "twice": 2, "two times": 2, "deux fois": 2}[m[1]], 3)
		w.timesPer(n, unit(m[3]))
	})
	w.readTimes()
	w.take(reOutOf, func(m []string) {
		if m[1] != "" {
			w.days = append(w.days, weekday(m[1]))
			w.interval(number(m[3]), "week")
		} else {
			w.interval(number(m[3]), unit(m[2]))
		}
	})
	w.take(reLastDay, func([]string) { w.last = true })
	w.take(reWorkday, func(m []string) { w.days, w.work, w.nth = []int{1, 2, 3, 4, 5}, true, ordinal(m[1]) })
	w.take(reWeekday, func([]string) { w.days, w.work = append(w.days, 1, 2, 3, 4, 5), true })
	w.take(reScope, func(m []string) { w.interval(1, unit(m[1])) })
	w.take(reEveryN, func(m []string) {
		n := cmp.Or(ordinal(m[2]), number(m[3]))
		if m[1] != "" {
			n = 2
		}
		w.interval(n, unit(m[4]))
	})
	w.take(reEveryDay, func(m []string) {
		n := ordinal(m[2])
		switch {
		case m[1] != "":
			n = 2
		case m[3] != "":
			n = number(m[3])
		}
		w.days = append(w.days, weekday(m[4]))
		// "every second Friday" is every two weeks; "every second Friday of
		// the month", "every first Friday" and "every last Friday" are not.
		if w.unit == "" && n > 1 {
			w.interval(n, "week")
		} else {
			w.nth = n
		}
	})
	w.take(reUnit, func(m []string) { w.interval(1, unit(m[1])) })
	w.take(reAdverb, func(m []string) {
		if n, u := adverb(m[1]); u == "a-month" {
			w.timesPer(2, "month")
		} else {
			w.interval(n, u)
		}
	})
	w.take(reNthDay, func(m []string) {
		if n := ordinal(m[1]); w.nth != 0 && w.nth != n {
			w.err = refuse("several-nth")
		} else {
			w.nth = n
		}
		w.days = append(w.days, weekday(m[2]))
	})
	w.take(reDayTo, func(m []string) {
		for d := weekday(m[1]); ; d = (d + 1) % 7 {
			w.days = append(w.days, d)
			if d == weekday(m[2]) {
				return
			}
		}
	})
	w.take(reWeekend, func([]string) { w.days = append(w.days, 6, 0) })
	w.take(reDay, func(m []string) { w.days = append(w.days, weekday(m[1])) })
	if w.lang == "fr" {
		w.take(reMar, func([]string) { w.days = append(w.days, 2) })
	}
	w.take(reMonth, func(m []string) { w.months = append(w.months, month(m[1])) })
	w.readDates()
	w.readRest()
	return w.err
}

// reMar is Tuesday in French and March in English.
var reMar = re(`mar`)

// readStart reads "from 4 December".
func (w *said) readStart(now time.Time) {
	set := func(year string, mon, day int) {
		y := number0(year)
		if y == 0 {
			y = now.Year()
			if d := date(y, mon, day); d.Before(date(now.Year(), int(now.Month()), now.Day())) {
				y++
			}
		}
		if w.anchor = date(y, mon, day); w.anchor.Day() != day || y < 2000 || y > 2200 {
			w.err = refuse("date")
		}
	}
	w.take(reFromISO, func(m []string) {
		d, err := time.Parse(time.DateOnly, m[1])
		if w.anchor = d; err != nil {
			w.err = refuse("date")
		}
	})
	w.take(reFromDay, func(m []string) { set(m[3], month(m[2]), number(m[1])) })
	w.take(reFromMon, func(m []string) { set(m[3], month(m[1]), number(m[2])) })
}

// number0 is like number for what may be empty.
func number0(s string) int { n, _ := strconv.Atoi(s); return n }

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// timesPer reads "twice a week" and its like.
func (w *said) timesPer(n int, u string) {
	switch {
	case n == 1:
		w.interval(1, u)
	case u == "day":
		w.err = refuse("several-a-day")
	case u == "week" && n == 2:
		w.days = append(w.days, 1, 4)
	case u == "week" && n == 3:
		w.days = append(w.days, 1, 3, 5)
	case u == "week" && n == 5:
		w.days = append(w.days, 1, 2, 3, 4, 5)
	case u == "month" && n == 2:
		w.dates = append(w.dates, 1, 15)
	case u == "year" && 12%n == 0 && n < 12:
		w.interval(12/n, "month")
	default:
		w.err = refuse("interval-words")
	}
}

// interval notes "every n units"; a scope such as "of the month" is one of 1.
func (w *said) interval(n int, u string) {
	switch u {
	case "fortnight":
		n, u = 2*n, "week"
	case "half":
		n, u = 6*n, "month"
	case "day":
		switch {
		case n == 1:
		case n%7 == 0:
			n, u = n/7, "week"
		case n == 15: // "tous les quinze jours" is every second week
			n, u = 2, "week"
		case n == 30 || n == 90 || n == 180:
			n, u = n/30, "month"
		default:
			w.err = refuse("days-interval", "n", itoa(n))
		}
	case "quarter":
		if n > 1 {
			n, u = 3*n, "month"
		}
	case "year":
		n, u = 12*n, "month"
	}
	if n < 1 || u == "week" && n > 26 || u == "month" && (n > 12 || 12%n != 0) {
		w.err = refuse("interval-words")
		return
	}
	// "monthly, every second Friday": the longer stretch is a scope. "every two
	// weeks" and "a week" agree.
	if w.unit == "" || w.unit == u && n > w.every || rank[u] > rank[w.unit] || u == "month" && n > 3 {
		w.every, w.unit = n, u
	}
}

var rank = map[string]int{"": 0, "day": 1, "week": 2, "month": 3, "quarter": 4}

// readDates reads days of the month, and an hour that stands bare ("mondays 9").
func (w *said) readDates() {
	w.take(reDate, func(m []string) {
		n := number(m[1])
		bare := m[2] == "" && len(w.times) == 0 && len(w.days) > 0
		switch {
		case bare && n < 24:
			w.times = append(w.times, w.likely(n, m[1])*60)
		case n >= 1 && n <= 31:
			w.dates = append(w.dates, n)
		default:
			w.err = refuse("date")
		}
	})
	w.take(reOrdinal, func(m []string) {
		switch n := ordinal(m[1]); {
		case n > 0 && len(w.days) == 0:
			w.dates = append(w.dates, n)
		case n < 0 && len(w.days) == 0:
			w.last = true
		default:
			w.nth = n
		}
	})
}

// readRest refuses words that nothing was made of: a guess would be worse.
func (w *said) readRest() {
	for _, word := range reLeft.FindAllString(w.left, -1) {
		if !fillers[strings.Trim(word, ".'-:!?")] && strings.Trim(word, ".'-:!?") != "" && w.err == nil {
			w.err = refuse("words", "word", word)
		}
	}
}

// list writes cron's list.
func list(ns []int) string {
	parts := make([]string, len(ns))
	for i, n := range ns {
		parts[i] = itoa(n)
	}
	return strings.Join(parts, ",")
}

func itoa(n int) string { return strconv.Itoa(n) }

package reminders

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"

	"mentor/bot/people"
)

// tongue is the words of one language that a plan is described with. What
// Describe says, Parse reads back as the same plan: a form may show it as what
// stands in the field already.
type tongue struct {
	days, months      [13]string
	nth               map[int]string
	and               string // "%s and %s"
	at, everyDay      string
	everyWorkday      string
	every, everyOther string // "every %s"
	everyWeeks        string // "every %d weeks on %s"
	from              string
	nthOf, workdayOf  string // "the %s %s of the month"
	quarter           string // in place of nthOf
	dateOf, lastDay   string
	in                string
	date              func(int) string
	clock             func(h, m int) string
}

var tongues = map[people.Lang]tongue{
	"en": {
		days:   [13]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		months: [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		nth:    map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"},
		and:    "%s and %s", at: "%s at %s", everyDay: "every day", everyWorkday: "every weekday",
		every: "every %s", everyOther: "every second %s", everyWeeks: "every %d weeks on %s", from: "%s, from %s",
		nthOf: "the %s %s of the month", workdayOf: "the %s working day of the month", quarter: "the %s %s of the quarter",
		dateOf: "the %s of the month", lastDay: "the last day of the month", in: "%s, in %s,",
		date: func(d int) string {
			switch {
			case d%10 == 1 && d != 11:
				return fmt.Sprintf("%dst", d)
			case d%10 == 2 && d != 12:
				return fmt.Sprintf("%dnd", d)
			case d%10 == 3 && d != 13:
				return fmt.Sprintf("%drd", d)
			}
			return fmt.Sprintf("%dth", d)
		},
		clock: func(h, m int) string { return fmt.Sprintf("%02d:%02d", h, m) },
	},
	"fr": {
		days:   [13]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		months: [13]string{"", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		nth:    map[int]string{1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"},
		and:    "%s et %s", at: "%s à %s", everyDay: "tous les jours", everyWorkday: "chaque jour ouvré",
		every: "chaque %s", everyOther: "un %s sur deux", everyWeeks: "toutes les %d semaines le %s", from: "%s, à partir du %s",
		nthOf: "le %s %s du mois", workdayOf: "le %s jour ouvré du mois", quarter: "le %s %s du trimestre",
		dateOf: "le %s du mois", lastDay: "le dernier jour du mois", in: "%s, en %s,",
		date: func(d int) string {
			if d == 1 {
				return "1er"
			}
			return itoa(d)
		},
		clock: func(h, m int) string {
			if m == 0 {
				return fmt.Sprintf("%dh", h)
			}
			return fmt.Sprintf("%dh%02d", h, m)
		},
	},
}

// Describe implements bot.Schedules. A cron line that plain words would not
// make clearer is shown as it is.
func (s *Schedules) Describe(p people.Plan, lang people.Lang) string {
	t, ok := tongues[lang]
	if !ok {
		t = tongues["en"]
	}
	spec, err := parseCron(p.Cron)
	if err != nil || bits.OnesCount64(spec.Minute&^starBit) != 1 || bits.OnesCount64(spec.Hour&^starBit) != 1 {
		return p.Cron
	}
	when := t.when(p, members(spec.Dom), members(spec.Dow), members(spec.Month))
	if when == "" {
		return p.Cron
	}
	text := fmt.Sprintf(t.at, when, t.clock(members(spec.Hour)[0], members(spec.Minute)[0]))
	if p.EveryWeeks > 1 {
		day, err := time.Parse(time.DateOnly, p.Anchor)
		if err != nil {
			return p.Cron
		}
		text = fmt.Sprintf(t.from, text, strings.Join([]string{itoa(day.Day()), t.months[day.Month()], itoa(day.Year())}, " "))
	}
	return text
}

// quarters are the months in which quarters begin.
var quarters = []int{1, 4, 7, 10}

// when is the days of a plan in words; empty if they are no clearer than cron's.
func (t tongue) when(p people.Plan, doms, dows, months []int) string {
	anyDate, anyDay, anyMonth := len(doms) == 31, len(dows) == 7, len(months) == 12
	workdays := slices.Equal(dows, []int{1, 2, 3, 4, 5})
	of := ""
	if !anyMonth {
		if len(months) > 6 {
			return ""
		}
		of = t.list(t.months, months)
	}
	within := func(s string) string {
		if of != "" {
			return fmt.Sprintf(t.in, s, of)
		}
		return s
	}
	switch {
	case p.EveryWeeks > 1:
		if !anyDate || !anyMonth || p.Nth != 0 || anyDay || workdays {
			return ""
		}
		if p.EveryWeeks == 2 && len(dows) == 1 {
			return fmt.Sprintf(t.everyOther, t.days[dows[0]])
		}
		return fmt.Sprintf(t.everyWeeks, p.EveryWeeks, t.list(t.days, dows))
	case p.Nth != 0 && anyDate && len(dows) == 1:
		if slices.Equal(months, quarters) {
			return fmt.Sprintf(t.quarter, t.nth[p.Nth], t.days[dows[0]])
		}
		return within(fmt.Sprintf(t.nthOf, t.nth[p.Nth], t.days[dows[0]]))
	case p.Nth != 0 && anyDate && workdays:
		return within(fmt.Sprintf(t.workdayOf, t.nth[p.Nth]))
	case p.Nth == -1 && anyDay && slices.Equal(doms, []int{28, 29, 30, 31}):
		return within(t.lastDay)
	case p.Nth != 0:
		return ""
	case !anyDate && anyDay && len(doms) <= 6 && (doms[len(doms)-1] <= 28 || of != ""):
		words := make([]string, len(doms))
		for i, d := range doms {
			words[i] = t.date(d)
		}
		return within(fmt.Sprintf(t.dateOf, t.join(words)))
	case !anyDate:
		return ""
	case anyDay:
		return within(t.everyDay)
	case workdays:
		return within(t.everyWorkday)
	default:
		if of != "" { // "every Monday in March" would be read as the first Monday
			return ""
		}
		return fmt.Sprintf(t.every, t.list(t.days, dows))
	}
}

func (t tongue) list(names [13]string, ns []int) string {
	words := make([]string, len(ns))
	for i, n := range ns {
		words[i] = names[n]
	}
	return t.join(words)
}

func (t tongue) join(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return fmt.Sprintf(t.and, strings.Join(words[:len(words)-1], ", "), words[len(words)-1])
}

// members lists what a field of a cron line holds.
func members(field uint64) []int {
	var out []int
	for rest := field &^ starBit; rest != 0; rest &= rest - 1 {
		out = append(out, bits.TrailingZeros64(rest))
	}
	return out
}

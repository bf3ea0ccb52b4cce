package reminders

import (
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
)

// The times of day of words that name none, in minutes after midnight.
const (
	morning   = 9 * 60
	afternoon = 14 * 60
	evening   = 18 * 60
)

// farthest is how many years ahead a reminder may lie.
const farthest = 5

// partsOfDay are words that stand for a time of day.
var partsOfDay = []struct {
	minute int
	words  []string
}{
	{evening, []string{"evening", "tonight", "soir", "soiree"}},
	{afternoon, []string{"afternoon", "apres-midi", "apres midi"}},
	{morning, []string{"morning", "matin"}},
}

// moment is when a reminder is to come, on the person's clock.
type moment struct {
	date   string
	minute int
	timed  bool // the time of day was said
}

// readMoment reads when ("friday at 4pm", "dans deux semaines", "tomorrow
// evening"); ok is false where the words are no time that lies ahead.
func readMoment(t *bot.Turn, said string) (m moment, ok bool) {
	now := t.Now.In(people.Location(t.Person.Zone))
	context := language.Context{Now: now, Lang: language.Lang(t.Lang), Lean: language.Future}
	r, ok := language.Whole(said, context)
	if !ok {
		if _, rest, cut := strings.Cut(strings.TrimSpace(said), " "); cut { // "at 4pm", "à 16h"
			r, ok = language.Whole(rest, context)
		}
		if !ok {
			return m, false
		}
	}
	today := language.DateOf(now)
	var day language.Date
	switch v := r.Value.(type) {
	case language.Date:
		day = v
	case language.Range:
		day = v.From
		if v.Bound != language.Closed && v.Bound != language.Onward && v.Bound != language.Since {
			day = v.To
		}
	case language.Duration:
		day = v.AddTo(today)
	case language.Clock:
		day, r.Clock, r.Timed = today, v, true
		if v.Hour*60+v.Minute <= people.MinuteOf(now) {
			day++
		}
	case language.Recurrence: // "monday morning" is the next one
		if next := v.Next(now, 1); len(next) > 0 && v.Interval <= 1 && len(v.On) == 1 {
			day, r.Clock, r.Timed = next[0], v.At, v.Timed
		}
	}
	if day == 0 {
		return m, false
	}
	m = moment{date: day.String(), minute: morning, timed: r.Timed}
	switch {
	case r.Timed:
		m.minute = r.Clock.Hour*60 + r.Clock.Minute
	default:
		folded := bot.Fold(said)
		for _, p := range partsOfDay {
			for _, w := range p.words {
				if strings.Contains(folded, w) {
					m.minute = p.minute
				}
			}
		}
	}
	if day == today && !r.Timed { // "today", said at noon
		for _, minute := range []int{morning, afternoon, evening} {
			if m.minute <= people.MinuteOf(now) {
				m.minute = max(m.minute, minute)
			}
		}
	}
	at := m.at(t.Person.ClockZone())
	return m, at.After(t.Now) && at.Before(t.Now.AddDate(farthest, 0, 0))
}

func (m moment) at(zone string) time.Time {
	return people.Reminder{Date: m.date, Minute: m.minute}.InstantOf(zone)
}

// splitWhen reads when and what out of one line: "friday call Anna", "call
// Anna on friday at 4pm". The longest time at either end counts.
func splitWhen(t *bot.Turn, line string) (m moment, text string, ok bool) {
	words := strings.Fields(line)
	for n := min(8, len(words)); n > 0; n-- {
		if m, ok := readMoment(t, strings.Trim(strings.Join(words[:n], " "), ",;:")); ok {
			return m, bare(strings.Join(words[n:], " ")), true
		}
		if m, ok := readMoment(t, strings.Trim(strings.Join(words[len(words)-n:], " "), ".!?")); ok {
			return m, bare(strings.Join(words[:len(words)-n], " ")), true
		}
	}
	return m, bare(line), false
}

// lead is what stands between when and what.
var lead = []string{"me ", "to ", "about ", "of ", "that ", "de ", "d'", "d’", "que ", "qu'", "qu’", "pour "}

// bare takes the little words off the beginning of what somebody is to be reminded of.
func bare(s string) string {
	s = strings.Trim(strings.TrimSpace(s), ",;: ")
	for _, w := range lead {
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
			return bare(s[len(w):])
		}
	}
	return s
}

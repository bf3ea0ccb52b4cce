package values

import (
	"mentor/bot"
	"mentor/bot/language"
)

// Rhythm is the rhythm that a value is; ok is false where it is none.
func Rhythm(v bot.Value) (again language.Recurrence, ok bool) {
	r, _ := v.Of.(language.Reading)
	again, ok = r.Value.(language.Recurrence)
	return again, ok
}

// OnDays reports whether a rhythm says on which days.
func OnDays(again language.Recurrence) bool { return len(again.On)+len(again.Days) > 0 }

// Closed makes quiet hours of the hours at which messages may come: "only between
// 10 and 4".
func Closed(slots map[string]bot.Value, of string) {
	v := slots[of]
	delete(slots, "open")
	if q, ok := v.Of.(bot.QuietHours); ok {
		v.Of = bot.QuietHours{From: q.To, To: q.From}
		slots["clocks"] = v
	}
}

// Recurring reports whether a part has a rhythm with its days.
func Recurring(p bot.Part) bool {
	again, ok := Rhythm(p.Slots["when"])
	return ok && OnDays(again)
}

// WholeMonthly reports whether a value is a rhythm by the month with its day and
// time of day.
func WholeMonthly(v bot.Value) bool {
	on, ok := Rhythm(v)
	return ok && on.Every == language.Monthly && OnDays(on) && on.Timed
}

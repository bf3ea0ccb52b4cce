package values

import (
	"maps"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
)

// Within reports whether a stretch lies in another.
func Within(a, b language.Span) bool { return b.From <= a.From && a.To <= b.To }

// Own takes from a wish what the one before it has taken already, for what
// was read in its own clause: "forget head of analytics, I'm after architecture".
func Own(g *bot.Guess, before []bot.Guess, parts []bot.Part) {
	for name, v := range g.Slots {
		taken := slices.ContainsFunc(before, func(b bot.Guess) bool { return Within(v.Span, b.Clause) && b.Slots[name].Span == v.Span })
		for _, p := range parts {
			if own, ok := p.Slots[name]; ok && taken && Within(own.Span, g.Clause) {
				g.Slots[name] = own
			}
		}
	}
}

// ForEach is a wish for several goals that are named, once for each: "both SQL
// and the portfolio are behind me".
func ForEach(g bot.Guess) (out []bot.Guess) {
	for name, v := range g.Slots {
		c, ok := v.Of.(bot.GoalChoice)
		if !ok || c.Several || len(c.Numbers) < 2 || len(c.Unknown) > 0 {
			continue
		}
		for _, n := range c.Numbers {
			one := g
			one.Slots = maps.Clone(g.Slots)
			v.Of = bot.GoalChoice{Numbers: []int{n}, ByWords: c.ByWords}
			one.Slots[name] = v
			out = append(out, one)
		}
		return out
	}
	return []bot.Guess{g}
}

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

// City is the city of a zone.
func City(zone string) string { return zone[strings.LastIndexByte(zone, '/')+1:] }

// Overlap reports whether two stretches have something in common.
func Overlap(a, b language.Span) bool { return a.From < b.To && b.From < a.To }

// MendedCost is what a reading costs that puts a misspelt word right.
const MendedCost = 32

// Mended is that cost, where it was one.
func Mended(yes bool) int32 {
	if yes {
		return MendedCost
	}
	return 0
}

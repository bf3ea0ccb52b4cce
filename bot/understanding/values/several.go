package values

import (
	"maps"
	"slices"
	"strings"

	"mentor/bot"
)

// Own takes from a wish what the one before it has taken already, for what
// was read in its own clause: "forget head of analytics, I'm after architecture".
func Own(g *bot.Guess, before []bot.Guess, parts []bot.Part) {
	for name, v := range g.Slots {
		taken := slices.ContainsFunc(before, func(b bot.Guess) bool { return v.Span.Within(b.Clause) && b.Slots[name].Span == v.Span })
		for _, p := range parts {
			if own, ok := p.Slots[name]; ok && taken && own.Span.Within(g.Clause) {
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

// City is the city of a zone.
func City(zone string) string { return zone[strings.LastIndexByte(zone, '/')+1:] }

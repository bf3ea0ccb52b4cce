package dialogue

import (
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// askFor asks whether to do what was only half read, as a person would: with
// what would change in words, never a command to type.
func askFor(t *bot.Turn, text string, p bot.Part) (bot.Markup, error) {
	a := ArgsOf(t, text, p)
	id := "heard.ask." + p.Name
	read := t.Say("heard.ask", "read", bot.Brief(strings.TrimSpace(readWords(t, text, p)), 160))
	switch p.Name {
	case "goal.done", "goal.drop", "goal.move":
		choice, ok := GoalChoice(p)
		if !ok || len(choice.Numbers) != 1 {
			return read, nil
		}
		g, err := goalNumbered(t, choice.Numbers[0])
		if err != nil {
			return "", err
		}
		horizon := g.Horizon
		if h, ok := bot.Slot[people.Horizon](p, "horizon"); ok {
			horizon = h
		}
		return t.Say(id, "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "horizon", say.Years(t, horizon)), nil
	case "goal.add":
		if a["text"] != "" {
			return t.Say(id, "text", bot.Brief(a["text"], say.ShownGoal)), nil
		}
	case "away":
		if a["span.day"] != "" {
			return t.Say("heard.ask.away.day", "day", say.Date(t, a["span.day"])), nil
		}
		if a["span.from"] != "" && a["span.to"] != "" {
			return t.Say(id, "from", say.Date(t, a["span.from"]), "to", say.Date(t, a["span.to"])), nil
		}
	case "cert.add", "cert.passed":
		for _, name := range []string{"cert", "certs"} {
			if v, ok := p.Slots[name]; ok {
				return t.Say("heard.ask.cert", "name", bot.Brief(strings.TrimSpace(v.Text), 80)), nil
			}
		}
	case "cert.expires", "cert.expired":
		if v, ok := p.Slots["cert"]; ok && a["expires.day"] != "" {
			return t.Say("heard.ask.cert.expires", "name", bot.Brief(strings.TrimSpace(v.Text), 80), "day", say.Date(t, a["expires.day"])), nil
		}
	case "schedule.quiet":
		if v, ok := p.Slots["clocks"]; ok {
			if q, ok := v.Of.(bot.QuietHours); ok && q.From.Hour >= 0 && q.To.Hour >= 0 {
				return t.Say("heard.ask.quiet", "from", say.Clock(t, q.From.Hour*60+q.From.Minute), "to", say.Clock(t, q.To.Hour*60+q.To.Minute)), nil
			}
		}
	case "schedule":
		if v, ok := p.Slots["when"]; ok {
			return t.Say(id, "when", bot.Brief(strings.TrimSpace(v.Text), 80)), nil
		}
	case "stop", "pause":
		if len(p.Slots) == 0 {
			return t.Say(id), nil
		}
	case "undo":
		return t.Say("guess.undo"), nil
	}
	return read, nil
}

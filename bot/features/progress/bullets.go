package progress

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// firstPerson is what a line of a CV leaves out: who did it.
var firstPerson = []string{"i have ", "i've ", "i’ve ", "i ", "j'ai ", "j’ai "}

// cvLine is an achievement as a line of a CV: the person's own words without
// the "I" at their beginning. Nothing is added.
func cvLine(text string) string {
	text = strings.TrimRight(strings.TrimSpace(text), ".!?;, ")
	for _, p := range firstPerson {
		if len(text) > len(p) && strings.EqualFold(text[:len(p)], p) {
			text = text[len(p):]
			break
		}
	}
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// cvGroup is lines under one heading: a skill, or one of the kinds below.
type cvGroup struct {
	Skill careers.Skill
	Kind  string // "goals", "certs", "other"; empty: by Skill
	Lines []string
}

// cvLines puts every achievement, goal reached and certification into lines;
// each line is one row and says nothing that the row does not.
func cvLines(skills []careers.Skill, r rows) (out []cvGroup) {
	add := func(g cvGroup) {
		if len(g.Lines) > 0 {
			out = append(out, g)
		}
	}
	other, known := cvGroup{Kind: "other"}, map[string]bool{}
	for _, s := range skills {
		known[s.ID] = true
		g := cvGroup{Skill: s}
		for _, w := range r.wins {
			if w.Skill == s.ID {
				g.Lines = append(g.Lines, cvLine(w.Text))
			}
		}
		add(g)
	}
	for _, w := range r.wins {
		if !known[w.Skill] {
			other.Lines = append(other.Lines, cvLine(w.Text))
		}
	}
	add(other)
	reached := cvGroup{Kind: "goals"}
	for _, g := range r.goals {
		if g.State == people.Done {
			reached.Lines = append(reached.Lines, cvLine(g.Text))
		}
	}
	add(reached)
	certs := cvGroup{Kind: "certs"}
	for _, x := range r.certs {
		if x.Expires == "" || x.Expires >= r.today {
			line := x.Name
			if len(x.Earned) >= 4 {
				line += " (" + x.Earned[:4] + ")"
			}
			certs.Lines = append(certs.Lines, line)
		}
	}
	add(certs)
	return out
}

// What fits a CV, and a message: lines under one heading, and letters of a line.
const (
	mostBullets   = 12
	longestBullet = 300
)

// bullets gives lines for a CV or a review, to copy.
func bullets(t *bot.Turn) (bot.Reply, error) {
	r, err := rowsOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	var parts []string
	for _, g := range cvLines(t.Bot.Careers().Skills(), r) {
		head := g.Skill.Name.In(t.Lang)
		if g.Kind != "" {
			head = t.Plain("bullets." + g.Kind)
		}
		lines := "**" + string(bot.Escape(head)) + "**\n"
		for _, l := range g.Lines[:min(mostBullets, len(g.Lines))] {
			lines += "\n- " + string(bot.Escape(bot.Brief(l, longestBullet)))
		}
		if more := len(g.Lines) - mostBullets; more > 0 {
			lines += "\n- " + string(t.Say("review.more", "n", more))
		}
		parts = append(parts, lines)
	}
	if len(parts) == 0 {
		return bot.Reply{Text: t.Say("bullets.nothing"), Private: !t.Event.DM}, nil
	}
	return bot.Reply{Text: t.Say("bullets.head") + bot.Markup("\n\n"+strings.Join(parts, "\n\n")) + "\n\n" + t.Say("bullets.end"), Private: !t.Event.DM}, nil
}

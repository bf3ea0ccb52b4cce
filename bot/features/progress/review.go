package progress

import (
	"fmt"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// rows is what looking back is made of: what the person logged, and nothing else.
type rows struct {
	today, from string // local dates, both within
	zone        string
	goals       []people.Goal
	wins        []people.Win
	certs       []people.Certification
	checkIns    []people.CheckIn // newest first
}

// monthsBack is how far a review reaches: a quarter.
const monthsBack = 3

func rowsOf(t *bot.Turn) (r rows, err error) {
	r.today, r.zone = t.Today(), t.Person.Zone
	if day, err := time.Parse(time.DateOnly, r.today); err == nil {
		r.from = day.AddDate(0, -monthsBack, 0).Format(time.DateOnly)
	}
	if r.goals, err = t.Tx.Goals(t.Person.ID); err != nil {
		return r, fmt.Errorf("read goals: %w", err)
	}
	if r.wins, err = t.Tx.Wins(t.Person.ID); err != nil {
		return r, fmt.Errorf("read wins: %w", err)
	}
	if r.certs, err = t.Tx.Certs(t.Person.ID); err != nil {
		return r, fmt.Errorf("read certifications: %w", err)
	}
	if r.checkIns, err = t.Tx.CheckIns(t.Person.ID, 4*schedules.HistoryRead); err != nil {
		return r, fmt.Errorf("read check-ins: %w", err)
	}
	return r, nil
}

// said is the newest entry of the quarter about a goal that says something,
// and whether any of them says that it moved.
func (r rows) said(goal int64) (last people.Entry, ok, moved bool) {
	for _, c := range r.checkIns {
		for _, e := range c.Entries {
			if c.Date < r.from || e.Goal != goal || e.Status == "" || e.Status == people.StatusSkip {
				continue
			}
			if !ok {
				last, ok = e, true
			}
			moved = moved || e.Status == people.StatusOnTrack || e.Status == people.StatusDone
		}
	}
	return last, ok, moved
}

// mostLines is how many lines a part of a review has.
const mostLines = 6

// review writes the quarter from rows alone: done, moved, stuck, learned, still open.
func review(t *bot.Turn) (bot.Reply, error) {
	r, err := rowsOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	parts := map[string][]bot.Markup{}
	for _, w := range r.wins {
		if w.Date >= r.from {
			parts["done"] = append(parts["done"], bot.Escape(bot.Brief(cvLine(w.Text), say.ShownGoal)))
		}
	}
	for _, g := range r.goals {
		text := bot.Brief(strings.TrimRight(g.Text, ".!?;, "), say.ShownGoal)
		plain := t.Say("review.goal", "number", g.Number, "text", text)
		switch last, ok, moved := r.said(g.ID); {
		case g.State == people.Done && people.Today(g.Closed, r.zone) >= r.from:
			parts["done"] = append(parts["done"], plain)
		case g.State != people.Open:
		case ok && last.Status == people.StatusStuck && last.Next != "":
			parts["stuck"] = append(parts["stuck"], t.Say("review.goal.said", "number", g.Number, "text", text, "said", bot.Brief(last.Next, say.ShownGoal)))
		case ok && last.Status == people.StatusStuck:
			parts["stuck"] = append(parts["stuck"], plain)
		case moved && last.Next != "":
			parts["moved"] = append(parts["moved"], t.Say("review.goal.planned", "number", g.Number, "text", text, "said", bot.Brief(say.Planned(last), say.ShownGoal)))
		case moved:
			parts["moved"] = append(parts["moved"], plain)
		default:
			parts["open"] = append(parts["open"], plain)
		}
	}
	for _, c := range r.certs {
		if c.Earned >= r.from && c.Earned <= r.today {
			parts["learned"] = append(parts["learned"], t.Say("review.cert", "name", c.Name, "day", say.Date(t, c.Earned)))
		}
	}
	from, to := say.Date(t, r.from), say.Date(t, r.today)
	if len(parts) == 0 {
		return bot.Reply{Text: t.Say("review.nothing", "from", from, "to", to), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("checkin.button", "checkin", "")}}}}, nil
	}
	out := []string{string(t.Say("review.head", "from", from, "to", to))}
	for _, id := range []string{"done", "moved", "stuck", "learned", "open"} {
		lines := parts[id]
		if len(lines) == 0 {
			continue
		}
		part := "**" + string(t.Say("review."+id)) + "**\n"
		for _, l := range lines[:min(mostLines, len(lines))] {
			part += "\n- " + string(l)
		}
		if more := len(lines) - mostLines; more > 0 {
			part += "\n- " + string(t.Say("review.more", "n", more))
		}
		out = append(out, part)
	}
	out = append(out, string(t.Say("review.ask")))
	return bot.Reply{Text: bot.Markup(strings.Join(out, "\n\n")), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("growth.wins.button.bullets", "bullets", ""), t.Choice("checkin.button", "checkin", "")}}}}, nil
}

package checkins

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/people"
	"mentor/bot/say"
)

// sayings is what can be said of check-ins, and as an answer to one.
func sayings() map[string]bot.Saying {
	answer := bot.Saying{Together: checkInHeard, Answers: func(action string) bool { return strings.HasPrefix(action, "ci.") && action != "ci.said" }}
	all := tells()
	maps.Copy(all, map[string]bot.Saying{
		"checkin":            {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return checkIn(t, bot.Args{"horizon": a["horizon"]}) }, Confirms: true},
		"checkin.answer":     answer,
		"checkin.confidence": answer,
		"checkin.later":      answer,
		"checkin.skip":       {Status: people.StatusSkip},
	})
	return all
}

// awaited is what a check-in that waits for an answer lets words mean.
func awaited(t *bot.Turn, goals []people.Goal) (e bot.Expectation, err error) {
	waiting, _, err := checkInWaits(t)
	if err != nil || len(waiting.Entries) == 0 {
		return e, err
	}
	e.Kind = bot.ExpectCheckIn
	for _, x := range waiting.Entries {
		if i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == x.Goal }); i >= 0 {
			e.Goals = append(e.Goals, goals[i].Number)
		}
	}
	return e, nil
}

// checkInWaits is the newest check-in with what of it waits for an answer, if
// it is recent; none outside of a private conversation.
func checkInWaits(t *bot.Turn) (people.CheckIn, []people.Entry, error) {
	if !t.Event.DM {
		return people.CheckIn{}, nil, nil
	}
	last, err := t.Tx.CheckIns(t.Person.ID, 1)
	if err != nil {
		return people.CheckIn{}, nil, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) == 0 || t.Now.Sub(last[0].Opened) > resumed {
		return people.CheckIn{}, nil, nil
	}
	left := slices.DeleteFunc(slices.Clone(last[0].Entries), func(e people.Entry) bool { return e.Status != "" })
	if expect, _ := t.Expects(); len(left) == 0 && !strings.HasPrefix(expect.Action, "ci.") {
		return people.CheckIn{}, nil, nil
	}
	return last[0], left, nil
}

// checkInHeard notes the answers to a check-in: a status for each goal that is
// named, or for the only one that waits.
func checkInHeard(t *bot.Turn, parts []bot.Part) (bot.Reply, bool, error) {
	c, left, err := checkInWaits(t)
	if err != nil || len(c.Entries) == 0 {
		return bot.Reply{}, false, err
	}
	ids := map[int]int64{}
	for _, e := range c.Entries {
		if g, err := t.Tx.GoalByID(t.Person.ID, e.Goal); err == nil {
			ids[g.Number] = g.ID
		}
	}
	waiting := left
	if len(waiting) == 0 {
		waiting = c.Entries
	}
	var replies []bot.Reply
	var missed []string // goals that this check-in did not ask about
	for _, p := range parts {
		if p.Name == "checkin.later" {
			return bot.Reply{Text: t.Say("heard.checkin.later"), Private: !t.Event.DM}, true, nil
		}
		if p.Kind == bot.StatementPart && !p.Acts() { // said in half, or in doubt
			continue
		}
		confidence := ""
		if n, ok := p.Slots["confidence"]; ok {
			confidence = strings.TrimSpace(fmt.Sprint(n.Of))
		}
		if p.Name == "checkin.confidence" {
			expect, _ := t.Expects()
			at, wrong := sayConfidence.Read(expect.Value)
			if expect.Action != sayConfidence.Name || wrong != nil || confidence == "" {
				return bot.Reply{}, false, nil
			}
			t.Talk.Expect = ""
			n, wrong := strconv.Atoi(confidence)
			if wrong != nil {
				n = -1 // no figure: asked again
			}
			r, err := ciConfidence(t, figureOf{at.CheckIn, at.Goal, n})
			return r, true, err
		}
		status := fmt.Sprint(p.Slots["status"].Of)
		if status == "<nil>" {
			status = string(people.StatusDone)
		}
		var goals []int64
		if choice, ok := dialogue.GoalChoice(p); ok {
			for _, n := range choice.Numbers {
				if ids[n] != 0 {
					goals = append(goals, ids[n])
				} else if !slices.Contains(missed, strconv.Itoa(n)) {
					missed = append(missed, strconv.Itoa(n))
				}
			}
			if len(goals) == 0 {
				continue
			}
		} else if n, wrong := strconv.Atoi(confidence); wrong == nil && len(waiting) > 1 && ids[n] != 0 { // "stuck 2": the goal
			goals, confidence = []int64{ids[n]}, ""
		} else if len(waiting) == 1 {
			goals = []int64{waiting[0].Goal}
		} else if status == string(people.StatusSkip) && len(parts) == 1 {
			for _, e := range waiting {
				goals = append(goals, e.Goal)
			}
		}
		if len(goals) == 0 {
			r, err := ciPage(t, c, t.Say("checkin.which"), false)
			return r, true, err
		}
		for _, g := range goals {
			r, err := ciStatus(t, statusOf{c.ID, g, people.Status(status)})
			if err != nil {
				return bot.Reply{}, true, err
			}
			if n, wrong := strconv.Atoi(confidence); wrong == nil && n >= 1 && n <= 10 && status != string(people.StatusDone) {
				if r, err = ciConfidence(t, figureOf{c.ID, g, n}); err != nil {
					return bot.Reply{}, true, err
				}
			}
			replies = append(replies, r)
		}
	}
	switch len(replies) {
	case 0:
		if len(missed) == 0 {
			return bot.Reply{}, false, nil
		}
		r, err := ciPage(t, c, t.Say("heard.checkin.missed", "numbers", strings.Join(missed, ", ")), false)
		return r, true, err
	case 1:
		if len(missed) > 0 {
			replies[0].Text += "\n\n" + t.Say("heard.checkin.missed", "numbers", strings.Join(missed, ", "))
		}
		return replies[0], true, nil
	}
	// Several at once: what was noted, then the question about the last.
	c, err = t.Tx.CheckIn(t.Person.ID, c.ID)
	if err != nil {
		return bot.Reply{}, true, err
	}
	var lines []string
	for _, e := range c.Entries {
		if g, err := t.Tx.GoalByID(t.Person.ID, e.Goal); err == nil && e.Status != "" {
			lines = append(lines, "- "+string(t.Say("heard.checkin.line", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "status", t.Say("checkin.status."+string(e.Status)))))
		}
	}
	if len(missed) > 0 {
		lines = append(lines, "", string(t.Say("heard.checkin.missed", "numbers", strings.Join(missed, ", "))))
	}
	last := replies[len(replies)-1]
	noted := t.Say("heard.checkin.noted") + "\n\n" + bot.Markup(strings.Join(lines, "\n"))
	last.Text = noted + "\n\n" + last.Text
	asks := func(b bot.Block) bool { c, ok := b.(bot.Choices); return ok && c.Prompt != "" || bot.Full(b) }
	last.Blocks = slices.DeleteFunc(slices.Clone(last.Blocks), func(b bot.Block) bool { _, words := b.(bot.Section); return words })
	if slices.ContainsFunc(last.Blocks, asks) { // the blocks say the question
		last.Blocks = append([]bot.Block{bot.Section{Text: noted}}, last.Blocks...)
	}
	return last, true, nil
}

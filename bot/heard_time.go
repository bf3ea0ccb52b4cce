package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot/language"
	"mentor/bot/people"
)

func timeVerbs() map[string]verb {
	less := func(id string) verb {
		return func(t *Turn, _ Args) (Reply, error) {
			return Reply{Text: t.say(id), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
				t.choice("schedule.button", "schedule", ""), t.choice("pause.button", "pause", ""), t.choice("button.keep", "keep", "")}}}}, nil
		}
	}
	return map[string]verb{
		"schedule":       (*Turn).scheduleHeard,
		"schedule.show":  func(t *Turn, _ Args) (Reply, error) { return t.schedulesShown("") },
		"schedule.off":   func(t *Turn, a Args) (Reply, error) { return t.scheduleSwitch(people.Horizon(a["horizon"]), false) },
		"schedule.quiet": func(t *Turn, a Args) (Reply, error) { return t.quietSaid(a["clocks"]) },
		"schedule.less":  less("heard.schedule.less"),
		"schedule.more":  less("heard.schedule.more"),
		"pause":          (*Turn).pauseHeard,
		"resume":         func(t *Turn, _ Args) (Reply, error) { return t.resume() },
		"stop": func(t *Turn, a Args) (Reply, error) {
			if a["typed"] != "" {
				return t.stop()
			}
			return t.stopSure(a)
		},
		"away":    (*Turn).awayHeard,
		"leave":   (*Turn).leaveHeard,
		"checkin": func(t *Turn, a Args) (Reply, error) { return t.checkIn(Args{"horizon": a["horizon"]}) },
	}
}

// scheduleHeard shows when check-ins come, or sets it after a preview. What a
// schedule cannot be is refused with what can.
func (t *Turn) scheduleHeard(a Args) (Reply, error) {
	when := a["when"]
	switch language.Problem(a["when.problem"]) {
	case language.BetweenClocks, language.SeveralClocks:
		return t.scheduleCannot("heard.schedule.between", a)
	case language.TooOften:
		return t.scheduleCannot("heard.schedule.often", a)
	case language.Uneven:
		return t.scheduleCannot("heard.schedule.uneven", a)
	}
	if when == "" {
		return t.schedule(Args{"horizon": a["horizon"]})
	}
	if a["when.day"] != "" || a["when.from"] != "" {
		return t.scheduleCannot("heard.schedule.once", a)
	}
	if zone := a["when.zone"]; zone != "" {
		return t.scheduleCannot("heard.schedule.zone", a)
	}
	if why := a["when.beyond"]; why != "" {
		return Reply{Text: t.say("heard.schedule.cannot", "said", brief(when, 80), "why", t.say("heard.why."+why)), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
			t.choice("schedule.button.change", "schedule.change", cmp.Or(a["horizon"], string(people.Year1))), t.choice("button.keep", "keep", "")}}}}, nil
	}
	r, err := t.schedule(Args{"horizon": a["horizon"], "when": when})
	if err == nil && a["when.short"] != "" && r.Form == nil {
		r.Text += "\n\n" + t.say("heard.schedule.short")
	}
	return r, err
}

// scheduleCannot says why a schedule cannot be, and what can.
func (t *Turn) scheduleCannot(id string, a Args) (Reply, error) {
	return Reply{Text: t.say(id, "said", brief(a["when"], 80), "zone", a["when.zone"], "own", t.zoneName()), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("schedule.button.change", "schedule.change", cmp.Or(a["horizon"], string(people.Year1))), t.choice("button.keep", "keep", "")}}}}, nil
}

// spanOf gives the two days of words of time: a length counts from today.
func (t *Turn) spanOf(a Args, name string) (from, to time.Time, ok bool) {
	day := func(key string) (time.Time, bool) {
		d, err := time.Parse(time.DateOnly, a[name+key])
		return d, err == nil
	}
	today := t.localDay()
	if d, is := day(".day"); is {
		return d, d, true
	}
	if to, is := day(".to"); is {
		from, has := day(".from")
		if !has {
			from = today
		}
		return from, to, true
	}
	if l := a[name+".length"]; l != "" {
		if end, is := afterLength(today, l); is {
			return today, end.AddDate(0, 0, -1), true
		}
	}
	return from, to, false
}

// afterLength is the day a length of time after another.
func afterLength(from time.Time, iso string) (time.Time, bool) {
	if d, ok := people.AfterPeriod(from, iso); ok {
		return d, true
	}
	if w, ok := strings.CutSuffix(strings.TrimPrefix(iso, "P"), "W"); ok {
		if n, err := strconv.Atoi(w); err == nil {
			return from.AddDate(0, 0, 7*n), true
		}
	}
	if w, rest, ok := strings.Cut(strings.TrimPrefix(iso, "P"), "W"); ok { // P2W4D
		n, err := strconv.Atoi(w)
		d, err2 := strconv.Atoi(strings.TrimSuffix(rest, "D"))
		if err == nil && err2 == nil {
			return from.AddDate(0, 0, 7*n+d), true
		}
	}
	return from, false
}

// pauseHeard holds check-ins back for a while: until the day that was named,
// or for as long as was said.
func (t *Turn) pauseHeard(a Args) (Reply, error) {
	from, to, ok := t.spanOf(a, "span")
	switch {
	case a["span"] == "":
		return t.pause(Args{})
	case !ok:
		return Reply{}, t.fieldProblem("for", "pause.unknown", "said", brief(a["span"], 60))
	case from.After(t.localDay()) && a["span.day"] == "":
		return t.awayAdded(from, to)
	}
	until := to.AddDate(0, 0, 1)
	if b := a["span.bound"]; a["span.day"] != "" || b == strconv.Itoa(int(language.Until)) || b == strconv.Itoa(int(language.By)) {
		until = to // "until Monday" ends on Monday
	}
	return t.pauseUntil(until)
}

// awayHeard is an absence in any words.
func (t *Turn) awayHeard(a Args) (Reply, error) {
	if a["span"] == "" {
		return t.away(Args{})
	}
	from, to, ok := t.spanOf(a, "span")
	if ok && to.Sub(from) > longAbsence && from.Before(t.localDay()) && !hasYear(a["span"]) {
		from = from.AddDate(1, 0, 0) // "10 march to 3 march": a slip, not a year
	}
	if !ok {
		return Reply{}, t.problem("heard.away.unknown", "said", brief(a["span"], 60))
	}
	return t.awayAdded(from, to)
}

// hasYear reports whether words name a year.
func hasYear(s string) bool {
	return slices.ContainsFunc(strings.Fields(spaced(Fold(s))), func(w string) bool {
		n, err := strconv.Atoi(w)
		return err == nil && n >= 1900 && n < 2200
	})
}

// awayAdded sets an absence; one that it replaces is named.
func (t *Turn) awayAdded(from, to time.Time) (Reply, error) {
	f, o := t.p.AwayFrom, t.p.AwayTo
	r, err := t.awayBetween(from, to)
	if err == nil && f != "" && o >= t.today() && (f != t.p.AwayFrom || o != t.p.AwayTo) {
		r.Text = t.say("heard.away.replaced", "from", t.date(f), "to", t.date(o)) + "\n\n" + r.Text
	}
	return r, err
}

// leaveHeard offers peace for a leave.
func (t *Turn) leaveHeard(a Args) (Reply, error) {
	from, to, ok := t.spanOf(a, "span")
	if !ok || !to.After(from) {
		return Reply{Text: t.say("heard.leave"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
			t.choice("pause.button.told", "pause.on", ""), t.choice("button.keep", "keep", "")}}}}, nil
	}
	f, o := from.Format(time.DateOnly), to.Format(time.DateOnly)
	t.talk.Offer = &offered{Key: strconv.FormatInt(t.now.UnixMilli(), 36), Verb: "away", Args: Args{"span.from": f, "span.to": o, "span": "…"}}
	return Reply{Text: t.say("heard.leave.dates", "from", t.date(f), "to", t.date(o)), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("heard.button.quiet"), Action: "offer.yes", Value: t.talk.Offer.Key}, t.choice("button.keep", "keep", "")}}}}, nil
}

// checkInWaits is the newest check-in with what of it waits for an answer, if
// it is recent; none outside of a private conversation.
func (t *Turn) checkInWaits() (people.CheckIn, []people.Entry, error) {
	if !t.ev.DM {
		return people.CheckIn{}, nil, nil
	}
	last, err := t.tx.CheckIns(t.p.ID, 1)
	if err != nil {
		return people.CheckIn{}, nil, fmt.Errorf("read check-ins: %w", err)
	}
	if len(last) == 0 || t.now.Sub(last[0].Opened) > resumed {
		return people.CheckIn{}, nil, nil
	}
	left := slices.DeleteFunc(slices.Clone(last[0].Entries), func(e people.Entry) bool { return e.Status != "" })
	if len(left) == 0 && !strings.HasPrefix(t.talk.Expect, "ci.") {
		return people.CheckIn{}, nil, nil
	}
	return last[0], left, nil
}

// checkInHeard notes the answers to a check-in: a status for each goal that is
// named, or for the only one that waits.
func (t *Turn) checkInHeard(parts []Part) (Reply, bool, error) {
	c, left, err := t.checkInWaits()
	if err != nil || len(c.Entries) == 0 {
		return Reply{}, false, err
	}
	ids := map[int]int64{}
	for _, e := range c.Entries {
		if g, err := t.tx.GoalByID(t.p.ID, e.Goal); err == nil {
			ids[g.Number] = g.ID
		}
	}
	waiting := left
	if len(waiting) == 0 {
		waiting = c.Entries
	}
	var replies []Reply
	for _, p := range parts {
		if p.Name == "checkin.later" {
			return Reply{Text: t.say("heard.checkin.later"), Private: !t.ev.DM}, true, nil
		}
		if p.Kind == StatementPart && p.Mood != PlainMood {
			return Reply{}, false, nil
		}
		confidence := ""
		if n, ok := p.Slots["confidence"]; ok {
			confidence = strings.TrimSpace(fmt.Sprint(n.Of))
		}
		if p.Name == "checkin.confidence" {
			if expect := t.talk.Expect; strings.HasPrefix(expect, "ci.feel:") && confidence != "" {
				t.talk.Expect = ""
				r, err := t.ciConfidence(strings.TrimPrefix(expect, "ci.feel:") + ":" + confidence)
				return r, true, err
			}
			return Reply{}, false, nil
		}
		status := fmt.Sprint(p.Slots["status"].Of)
		if status == "<nil>" {
			status = string(people.StatusDone)
		}
		var goals []int64
		if choice, ok := goalChoice(p); ok {
			for _, n := range choice.Numbers {
				if ids[n] != 0 {
					goals = append(goals, ids[n])
				}
			}
			if len(goals) == 0 {
				return Reply{}, false, nil
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
			r, err := t.ciPage(c, t.say("checkin.which"), false)
			return r, true, err
		}
		for _, g := range goals {
			at := id(c.ID) + ":" + id(g) + ":"
			r, err := t.ciStatus(at + status)
			if err != nil {
				return Reply{}, true, err
			}
			if n, wrong := strconv.Atoi(confidence); wrong == nil && n >= 1 && n <= 10 && status != string(people.StatusDone) {
				if r, err = t.ciConfidence(at + confidence); err != nil {
					return Reply{}, true, err
				}
			}
			replies = append(replies, r)
		}
	}
	if len(replies) == 1 {
		return replies[0], true, nil
	}
	// Several at once: what was noted, then the question about the last.
	c, err = t.tx.CheckIn(t.p.ID, c.ID)
	if err != nil {
		return Reply{}, true, err
	}
	var lines []string
	for _, e := range c.Entries {
		if g, err := t.tx.GoalByID(t.p.ID, e.Goal); err == nil && e.Status != "" {
			lines = append(lines, "- "+string(t.say("heard.checkin.line", "number", g.Number, "text", brief(g.Text, shownGoal), "status", t.say("checkin.status."+string(e.Status)))))
		}
	}
	last := replies[len(replies)-1]
	last.Text = t.say("heard.checkin.noted") + "\n\n" + Markup(strings.Join(lines, "\n")) + "\n\n" + last.Text
	last.Blocks = slices.DeleteFunc(slices.Clone(last.Blocks), func(b Block) bool { _, words := b.(Section); return words })
	if slices.ContainsFunc(last.Blocks, func(b Block) bool { _, c := b.(Choices); return !c }) {
		last.Blocks = append([]Block{Section{Text: last.Text}}, last.Blocks...)
	}
	return last, true, nil
}

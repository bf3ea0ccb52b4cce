package advice

import (
	"slices"

	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// serves is the first skill a role asks for that a goal works on, with whether
// nothing else shows it.
func (a Adviser) serves(g people.Goal, skills []Shown) (s Shown, alone, ok bool) {
	for _, x := range skills {
		for _, p := range x.Proofs {
			if p.Kind == OpenGoal && p.Goal.ID == g.ID {
				if only := len(x.Proofs) == 1; !ok || only && !alone {
					s, alone, ok = x, only, true
				}
			}
		}
	}
	return s, alone, ok
}

// countsFor is the certification that a goal is to earn, where it counts for a
// role; for which skill, if one is known.
func (a Adviser) countsFor(g people.Goal, role string) (c *careers.Certification, skill careers.Skill, ok bool) {
	for _, x := range a.Careers.Certifications() {
		if !plainwords.Points(g.Text, careers.Lists{En: append([]string{x.Name}, x.Aliases...), Fr: x.AliasesFr}) {
			continue
		}
		for _, s := range a.Careers.SkillsOf(role) {
			if has(s.Certifications, x.ID) {
				return x, s, true
			}
		}
		if slices.Contains(x.Roles, role) {
			return x, careers.Skill{}, true
		}
	}
	return nil, careers.Skill{}, false
}

// Worth says whether a goal is worth keeping: what of the target hangs on it.
func (a Adviser) Worth(g people.Goal) Advice {
	var out Advice
	if g.Text == "" {
		return a.noGoal(g.Number)
	}
	if n, said := a.Facts.stuck(g.ID); n >= stuckLeast {
		return a.stuck(g, n, said)
	}
	target, known := a.Target()
	skills := Measure(a.Careers, a.Facts, target)
	s, alone, serving := a.serves(g, skills)
	kv := []any{"number", g.Number, "goal", Trimmed(g.Text), "target", a.RoleName(target), "skill", a.Skill(s.Skill, false)}
	_, shows, counts := a.countsFor(g, target)
	next := a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text))
	switch {
	case target == "" || !known:
		out.say(a.Say("growth.worth.no-target", kv...))
		next = a.Say("growth.worth.test")
	case serving && s.State != Strong && alone:
		out.say(a.Say("growth.worth.alone", kv...))
	case serving && s.State != Strong:
		out.say(a.Say("growth.worth.serves", kv...))
	case counts && shows.ID != "":
		kv[7] = a.Skill(shows, false)
		out.say(a.Say("growth.worth.serves", kv...))
	case counts:
		out.say(a.Say("growth.worth.counts", kv...))
	default:
		open, ok := First(skills, Unshown)
		id := "growth.worth.apart"
		if serving {
			id = "growth.worth.shown"
		}
		out.say(a.Say(id, kv...))
		if ok {
			out.say(a.Say("growth.worth.instead", "target", a.RoleName(target), "skill", a.Skill(open.Skill, false)))
		}
		next = a.Say("growth.worth.test")
	}
	if e, ok := a.Facts.last(g.ID); ok && e.Next != "" && e.Status != people.StatusStuck {
		out.say(a.Say("growth.goal.planned", "plan", plan(e)))
	}
	out.say(next)
	out.say(a.Say("growth.worth.ask"))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(ChangeGoal, Offer{Goal: g})
	out.offer(DropGoal, Offer{Goal: g})
	return out
}

// Least says which goal could go: one that is stuck, else the one on which least
// of what the target asks for hangs.
func (a Adviser) Least() Advice {
	var out Advice
	open := a.Facts.Open()
	if len(open) == 0 {
		out.say(a.Say("growth.closes.no-goals"))
		out.offer(Propose, Offer{})
		return out
	}
	for _, g := range open {
		if n, said := a.Facts.stuck(g.ID); n >= stuckLeast {
			return a.stuck(g, n, said)
		}
	}
	if len(open) == 1 {
		return a.Worth(open[0])
	}
	target, _ := a.Target()
	skills := Measure(a.Careers, a.Facts, target)
	rank := func(g people.Goal) int {
		s, alone, serving := a.serves(g, skills)
		_, _, counts := a.countsFor(g, target)
		switch {
		case serving && alone && s.State != Strong:
			return 3
		case serving && s.State != Strong:
			return 2
		case counts:
			return 2
		}
		return 0
	}
	least, keep := open[len(open)-1], open[0]
	for _, g := range slices.Backward(open) {
		if rank(g) < rank(least) {
			least = g
		}
	}
	for _, g := range open {
		if g.ID != least.ID && (keep.ID == least.ID || rank(g) > rank(keep)) {
			keep = g
		}
	}
	id := "growth.least"
	if rank(least) == 0 && target != "" && len(skills) > 0 {
		id = "growth.least.apart"
	}
	out.say(a.Say(id, "number", least.Number, "goal", Trimmed(least.Text), "target", a.RoleName(target)))
	if s, _, ok := a.serves(keep, skills); ok {
		out.say(a.Say("growth.least.keep", "number", keep.Number, "goal", Trimmed(keep.Text), "target", a.RoleName(target), "skill", a.Skill(s.Skill, false)))
	}
	out.say(a.Say("growth.worth.test"))
	out.say(a.Say("growth.worth.ask"))
	out.offer(ChangeGoal, Offer{Goal: least})
	out.offer(DropGoal, Offer{Goal: least})
	out.offer(ShowGoals, Offer{})
	return out
}

// When says when a goal is due, and what comes until then.
func (a Adviser) When(g people.Goal) Advice {
	var out Advice
	if g.Text == "" {
		return a.noGoal(g.Number)
	}
	days, dated := daysFrom(a.Facts.Today, g.Due)
	id, ask := "growth.when.due", "growth.when.ask"
	switch {
	case !dated:
		id, ask = "growth.when.none", "growth.when.ask.none"
	case days < 0:
		id, days = "growth.when.over", -days
	case days == 0:
		id = "growth.when.today"
	}
	kv := []any{"number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(g.Due)}
	if dated {
		kv = append(kv, "n", days)
	}
	out.say(a.Say(id, kv...))
	if e, ok := a.Facts.last(g.ID); ok && e.Next != "" && e.Status != people.StatusStuck {
		out.say(a.Say("growth.goal.planned", "plan", plan(e)))
	}
	out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
	out.say(a.Say(ask))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(ShowGoals, Offer{})
	return out
}

// Late says what is overdue, or due next.
func (a Adviser) Late() Advice {
	var out Advice
	open := a.Facts.Open()
	if len(open) == 0 {
		return a.Next()
	}
	first, in, dated := people.Goal{}, 0, false
	for _, g := range open {
		if n, ok := daysFrom(a.Facts.Today, g.Due); ok && (!dated || n < in) {
			first, in, dated = g, n, true
		}
	}
	switch {
	case dated && in < 0:
		out.say(a.Say("growth.late.over", "number", first.Number, "goal", Trimmed(first.Text), "day", a.Date(first.Due)))
	case dated:
		out.say(a.Say("growth.late.next", "number", first.Number, "goal", Trimmed(first.Text), "day", a.Date(first.Due)))
	default:
		first = open[0]
		out.say(a.Say("growth.late.undated", "number", first.Number, "goal", Trimmed(first.Text)))
	}
	for _, g := range open {
		if n, said := a.Facts.stuck(g.ID); n >= stuckLeast && said != "" {
			out.say(a.Say("growth.late.stuck", "number", g.Number, "said", Trimmed(said), "n", n))
			break
		}
	}
	if c, _, ok := a.Facts.expiring(expiryAhead); ok {
		out.say(a.Say("growth.date", "name", c.Name, "day", a.Date(c.Expires)))
	}
	out.say(a.nextStep(first, plainwords.GoalKind(a.Careers, first.Text)))
	if dated {
		out.say(a.Say("growth.when.ask"))
	} else {
		out.say(a.Say("growth.late.ask"))
	}
	out.offer(StepsOf, Offer{Goal: first})
	out.offer(ShowGoals, Offer{})
	return out
}

package advice

import (
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// readyLeast is up to how many skills that nothing shows "nearly" still holds.
const readyLeast = 2

// Ready says how what is known compares with what a role asks; the empty role
// is the target.
func (a Adviser) Ready(role string) Advice {
	var out Advice
	if role == "" {
		role, _ = a.Target()
	}
	if role == "" {
		return a.AskWhere()
	}
	skills := Measure(a.Careers, a.Facts, role)
	if len(skills) == 0 {
		out.say(a.Say("growth.ready.unknown", "target", a.RoleName(role)))
		out.offer(EditProfile, Offer{})
		return out
	}
	unshown := In(skills, Unshown)
	verdict := "growth.ready.not"
	switch {
	case len(unshown) == 0:
		verdict = "growth.ready.yes"
	case len(unshown) <= readyLeast:
		verdict = "growth.ready.nearly"
	}
	out.say(a.Say(verdict, "target", a.RoleName(role)))
	if len(unshown) > 0 {
		out.say(a.Say("growth.lacks", "skills", a.skillList(unshown, 3), "n", min(3, len(unshown))))
	}
	a.counts(&out, skills)
	if next, ok := a.between(role); ok && len(unshown) > readyLeast {
		out.say(a.Say("growth.rung", "role", a.RoleName(next)))
	}
	a.firstGoal(&out, skills)
	out.say(a.Say("growth.ask.more"))
	return out
}

// counts names what shows something already; where nothing does, the role.
func (a Adviser) counts(out *Advice, skills []Shown) {
	if shown := append(In(skills, Strong), In(skills, Growing)...); len(shown) > 0 {
		out.say(a.Say("growth.counts", "proofs", a.proofs(shown, 3)))
	} else if a.Facts.Role != "" {
		out.say(a.Say("growth.counts.role", "role", a.RoleName(a.Facts.Role)))
	}
}

// firstGoal gives the goal and the first step for the first skill that nothing
// shows, or for the goal that already serves it.
func (a Adviser) firstGoal(out *Advice, skills []Shown) {
	s, ok := First(skills, Unshown)
	if !ok {
		s, ok = First(skills, Growing)
	}
	if !ok {
		return
	}
	if g, working := WorksOn(s); working && s.Told {
		out.say(a.Say("growth.skills.goal.open", "number", g.Number, "goal", Trimmed(g.Text), "step", s.Skill.Step.In(a.Facts.Lang)))
		out.offer(StepsOf, Offer{Goal: g})
		return
	}
	out.say(a.Say("growth.next.skill.goal", "goal", s.Skill.Goal.In(a.Facts.Lang), "step", s.Skill.Step.In(a.Facts.Lang)))
	out.offer(TakeSkillGoal, Offer{Skill: s.Skill})
}

// between is the next rung from the person's role towards another, where it is
// not that one itself.
func (a Adviser) between(role string) (string, bool) {
	rungs, ok := a.Careers.Rungs(a.Facts.Role, role)
	if !ok || len(rungs) < 2 {
		return "", false
	}
	return rungs[0].ID, true
}

// Gap says what a role asks for that nothing shows, first things first; the
// empty role is the target.
func (a Adviser) Gap(role string) Advice {
	var out Advice
	known := true
	if role == "" {
		role, known = a.Target()
	}
	if role == "" {
		return a.AskWhere()
	}
	skills := Measure(a.Careers, a.Facts, role)
	if !known || len(skills) == 0 {
		out.say(a.Say("growth.next.other-target", "target", a.RoleName(role)))
		return out
	}
	unshown, growing := In(skills, Unshown), In(skills, Growing)
	target := a.RoleName(role)
	switch {
	case len(unshown) > 0:
		id := "growth.gap.first"
		if a.Facts.Role == "" {
			id = "growth.gap.first.no-role"
		}
		switch {
		case unshown[0].NoChance:
			id = "growth.gap.first.no-chance"
		case unshown[0].Told:
			id = "growth.gap.first.told"
		}
		out.say(a.Say(id, "skill", a.Skill(unshown[0].Skill, true), "target", target, "role", a.RoleName(a.Facts.Role)))
		if len(unshown) > 1 {
			out.say(a.Say("growth.gap.also", "skills", a.skillList(unshown[1:], 3)))
		}
		if shown := append(In(skills, Strong), growing...); len(shown) > 0 {
			out.say(a.Say("growth.gap.begun", "proofs", a.proofs(shown, 3)))
		}
	case len(growing) > 0:
		out.say(a.Say("growth.gap.growing", "skill", a.Skill(growing[0].Skill, true), "target", target, "proofs", a.proofs(growing[:1], 2)))
	default:
		out.say(a.Say("growth.gap.none", "target", target))
		return out
	}
	a.firstGoal(&out, skills)
	out.say(a.Say("growth.ask.more"))
	return out
}

// FarSaid is Far, or the day of the one goal that words name.
func (a Adviser) FarSaid(text string) Advice {
	if g, by := a.GoalOf(text); by != Unnamed && g.Due != "" {
		return a.When(g)
	}
	return a.Far()
}

// Far says how far somebody is on the way to the target.
func (a Adviser) Far() Advice {
	var out Advice
	role, known := a.Target()
	if a.Facts.Role == "" || role == "" {
		return a.AskWhere()
	}
	done, n := 0, 0
	for _, g := range a.Facts.Goals {
		if g.State != people.Dropped {
			n++
		}
		if g.State == people.Done {
			done++
		}
	}
	id := "growth.far"
	if n == 0 {
		id = "growth.far.no-goals"
	}
	out.say(a.Say(id, "role", a.RoleName(a.Facts.Role), "target", a.RoleName(role), "done", done, "n", n))
	if !known {
		return out
	}
	skills := Measure(a.Careers, a.Facts, role)
	a.counts(&out, skills)
	if unshown := In(skills, Unshown); len(unshown) > 0 {
		out.say(a.Say("growth.gap.also", "skills", a.skillList(unshown, 3)))
	}
	a.firstGoal(&out, skills)
	out.say(a.Say("growth.ask.more"))
	out.offer(ShowWay, Offer{})
	return out
}

// CertFirst says which certification to earn next.
func (a Adviser) CertFirst() Advice {
	var out Advice
	role, known := a.Target()
	if role == "" {
		role = a.Facts.Role
		_, known = a.Careers.Role(role)
	}
	if role == "" {
		return a.AskWhere()
	}
	held, holds := heldFor(a.Careers, a.Facts, role)
	c, ok := nextCert(a.Careers, a.Facts, role)
	switch {
	case !known:
		out.say(a.Say("growth.cert.unknown", "target", a.RoleName(role)))
		return out
	case !ok && holds:
		out.say(a.Say("growth.cert.none", "target", a.RoleName(role), "held", held.Name))
		return out
	case !ok:
		out.say(a.Say("growth.cert.unknown", "target", a.RoleName(role)))
		return out
	}
	why := a.Say("growth.cert.counts", "target", a.RoleName(role))
	for _, s := range a.Careers.SkillsOf(role) {
		if has(s.Certifications, c.ID) {
			why = a.Say("growth.cert.for", "target", a.RoleName(role), "skill", a.Skill(s, false))
			break
		}
	}
	out.say(a.Say("growth.cert.next", "name", c.Name, "issuer", c.Issuer) + " " + why)
	if g, ok := wants(a.Facts, c); ok {
		out.say(a.Say("growth.cert.goal", "number", g.Number))
	}
	if holds {
		id := "growth.cert.beside"
		if known, ok := a.Careers.Certification(held.Catalog); ok && known.Issuer == c.Issuer && levels[c.Level] > levels[known.Level] {
			id = "growth.cert.above"
		}
		out.say(a.Say(id, "held", held.Name))
	}
	out.say(a.Say("growth.cert.step"))
	out.say(a.Say("growth.cert.ask"))
	return out
}

// Valid says whether a certification that is held still counts. catalog is its
// id in careers, name what it was called.
func (a Adviser) Valid(catalog, name string) Advice {
	var out Advice
	for _, c := range a.Facts.Certs {
		if (catalog == "" || c.Catalog != catalog) && !strings.EqualFold(c.Name, name) {
			continue
		}
		days, known := daysFrom(a.Facts.Today, c.Expires)
		switch {
		case c.NoExpiry:
			out.say(a.Say("growth.valid.never", "name", c.Name))
			return out
		case !known:
			out.say(a.Say("growth.valid.unknown", "name", c.Name))
			return out
		case days < 0:
			out.say(a.Say("growth.valid.past", "name", c.Name, "day", a.Date(c.Expires)))
		case days == 0:
			out.say(a.Say("growth.valid.today", "name", c.Name))
		default:
			out.say(a.Say("growth.valid.until", "name", c.Name, "day", a.Date(c.Expires), "in", a.Say("growth.valid.in", "n", days)))
		}
		if known, ok := a.Careers.Certification(c.Catalog); ok {
			out.say(bot.Escape(known.Renewal.In(a.Facts.Lang)))
		}
		return out
	}
	out.say(a.Say("growth.valid.missing", "name", name))
	return out
}

// HelpSaid is Help with the goal that words are about, where they give no number.
func (a Adviser) HelpSaid(number int, said string) Advice {
	if number == 0 {
		g, by := a.GoalOf(said)
		if by == Unnamed {
			if g, ok := a.stuckLast(); ok {
				return a.HelpOn(g)
			}
			return a.NextSaid(said)
		}
		return a.HelpOn(g)
	}
	return a.Help(number)
}

// Help is HelpOn for a goal's number.
func (a Adviser) Help(number int) Advice {
	g, ok := a.Facts.goal(number)
	if !ok {
		return a.noGoal(number)
	}
	return a.HelpOn(g)
}

// HelpOn says what moves one goal on.
func (a Adviser) HelpOn(g people.Goal) Advice {
	var out Advice
	if g.Text == "" {
		return a.noGoal(g.Number)
	}
	if n, said := a.Facts.stuck(g.ID); n >= stuckLeast {
		return a.stuck(g, n, said)
	}
	head := a.Say("growth.goal.help", "number", g.Number, "goal", Trimmed(g.Text))
	target, _ := a.Target()
	if _, why, ok := a.pick([]people.Goal{g}, Measure(a.Careers, a.Facts, target)); ok && target != "" && why != a.Say("growth.why.only") {
		head += " " + why
	}
	out.say(head + a.due(g))
	if e, ok := a.Facts.last(g.ID); ok && e.Next != "" {
		if e.Status == people.StatusStuck {
			out.say(a.Say("growth.goal.stuck", "said", Trimmed(e.Next)))
		} else {
			out.say(a.Say("growth.goal.planned", "plan", plan(e)))
		}
	}
	kind := plainwords.GoalKind(a.Careers, g.Text)
	out.say(a.nextStep(g, kind))
	out.say(bot.Escape(kind.Ask.In(a.Facts.Lang)))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(ShowGoals, Offer{})
	return out
}

// noGoal says that there is no goal of that number.
// due says by which day a goal is to be reached, behind what is said of it.
func (a Adviser) due(g people.Goal) bot.Markup {
	days, dated := daysFrom(a.Facts.Today, g.Due)
	if !dated || days <= dueAhead {
		return ""
	}
	return " " + a.Say("growth.goal.due", "day", a.Date(g.Due), "n", days)
}

func (a Adviser) noGoal(number int) (out Advice) {
	out.say(a.Say("growth.goal.unknown", "number", number))
	out.offer(ShowGoals, Offer{})
	return out
}

// Back welcomes somebody after a while, with one thing to take up. month is
// when they were last here, 1 to 12.
func (a Adviser) Back() Advice {
	var out Advice
	out.say(a.Say("growth.back"))
	open := a.Facts.Open()
	date := ""
	if c, _, ok := a.Facts.expiring(expiryAhead); ok {
		date = string(a.Say("growth.date", "name", c.Name, "day", a.Date(c.Expires)))
	}
	for _, c := range a.Facts.CheckIns {
		for _, e := range c.Entries {
			for _, g := range open {
				if e.Goal != g.ID || e.Next == "" {
					continue
				}
				id := "growth.back.planned"
				if e.Status == people.StatusStuck {
					id = "growth.back.stuck"
				}
				out.say(a.Say(id, "month", a.month(c.Date), "number", g.Number, "goal", Trimmed(g.Text), "said", Trimmed(e.Next)))
				out.say(bot.Markup(date))
				if e.Status == people.StatusStuck {
					out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
				}
				out.say(a.Say("growth.back.ask"))
				out.offer(TakeCheckIn, Offer{Goal: g})
				out.offer(ShowGoals, Offer{})
				return out
			}
		}
	}
	if len(open) > 0 {
		out.say(a.Say("growth.back.goal", "number", open[0].Number, "goal", Trimmed(open[0].Text)))
	}
	out.say(bot.Markup(date))
	if len(open) > 0 {
		out.say(a.nextStep(open[0], plainwords.GoalKind(a.Careers, open[0].Text)))
		out.say(a.Say("growth.back.ask"))
		out.offer(TakeCheckIn, Offer{Goal: open[0]})
		out.offer(ShowGoals, Offer{})
	} else {
		out.say(a.Say("growth.back.nothing"))
	}
	return out
}

// month names the month of a local date.
func (a Adviser) month(iso string) bot.Markup {
	if len(iso) < 7 {
		return ""
	}
	return a.Say("growth.month." + strings.TrimLeft(iso[5:7], "0"))
}

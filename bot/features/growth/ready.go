package growth

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
func (a adviser) Ready(role string) Advice {
	var out Advice
	if role == "" {
		role, _ = a.target()
	}
	if role == "" {
		return a.askWhere()
	}
	skills := measure(a.careers, a.f, role)
	if len(skills) == 0 {
		out.say(a.say("growth.ready.unknown", "target", a.roleName(role)))
		out.offer(EditProfile, Offer{})
		return out
	}
	unshown := in(skills, Unshown)
	verdict := "growth.ready.not"
	switch {
	case len(unshown) == 0:
		verdict = "growth.ready.yes"
	case len(unshown) <= readyLeast:
		verdict = "growth.ready.nearly"
	}
	out.say(a.say(verdict, "target", a.roleName(role)))
	if len(unshown) > 0 {
		out.say(a.say("growth.lacks", "skills", a.skillList(unshown, 3), "n", min(3, len(unshown))))
	}
	a.counts(&out, skills)
	if next, ok := a.between(role); ok && len(unshown) > readyLeast {
		out.say(a.say("growth.rung", "role", a.roleName(next)))
	}
	a.firstGoal(&out, skills)
	out.say(a.say("growth.ask.more"))
	return out
}

// counts names what shows something already; where nothing does, the role.
func (a adviser) counts(out *Advice, skills []Shown) {
	if shown := append(in(skills, Strong), in(skills, Growing)...); len(shown) > 0 {
		out.say(a.say("growth.counts", "proofs", a.proofs(shown, 3)))
	} else if a.f.Role != "" {
		out.say(a.say("growth.counts.role", "role", a.roleName(a.f.Role)))
	}
}

// firstGoal gives the goal and the first step for the first skill that nothing
// shows, or for the goal that already serves it.
func (a adviser) firstGoal(out *Advice, skills []Shown) {
	s, ok := first(skills, Unshown)
	if !ok {
		s, ok = first(skills, Growing)
	}
	if !ok {
		return
	}
	if g, working := worksOn(s); working && s.Told {
		out.say(a.say("growth.skills.goal.open", "number", g.Number, "goal", trimmed(g.Text), "step", s.Skill.Step.In(a.f.Lang)))
		out.offer(StepsOf, Offer{Goal: g})
		return
	}
	out.say(a.say("growth.next.skill.goal", "goal", s.Skill.Goal.In(a.f.Lang), "step", s.Skill.Step.In(a.f.Lang)))
	out.offer(TakeSkillGoal, Offer{Skill: s.Skill})
}

// between is the next rung from the person's role towards another, where it is
// not that one itself.
func (a adviser) between(role string) (string, bool) {
	rungs, ok := a.careers.Rungs(a.f.Role, role)
	if !ok || len(rungs) < 2 {
		return "", false
	}
	return rungs[0].ID, true
}

// Gap says what a role asks for that nothing shows, first things first; the
// empty role is the target.
func (a adviser) Gap(role string) Advice {
	var out Advice
	known := true
	if role == "" {
		role, known = a.target()
	}
	if role == "" {
		return a.askWhere()
	}
	skills := measure(a.careers, a.f, role)
	if !known || len(skills) == 0 {
		out.say(a.say("growth.next.other-target", "target", a.roleName(role)))
		return out
	}
	unshown, growing := in(skills, Unshown), in(skills, Growing)
	target := a.roleName(role)
	switch {
	case len(unshown) > 0:
		id := "growth.gap.first"
		if a.f.Role == "" {
			id = "growth.gap.first.no-role"
		}
		switch {
		case unshown[0].NoChance:
			id = "growth.gap.first.no-chance"
		case unshown[0].Told:
			id = "growth.gap.first.told"
		}
		out.say(a.say(id, "skill", a.skill(unshown[0].Skill, true), "target", target, "role", a.roleName(a.f.Role)))
		if len(unshown) > 1 {
			out.say(a.say("growth.gap.also", "skills", a.skillList(unshown[1:], 3)))
		}
		if shown := append(in(skills, Strong), growing...); len(shown) > 0 {
			out.say(a.say("growth.gap.begun", "proofs", a.proofs(shown, 3)))
		}
	case len(growing) > 0:
		out.say(a.say("growth.gap.growing", "skill", a.skill(growing[0].Skill, true), "target", target, "proofs", a.proofs(growing[:1], 2)))
	default:
		out.say(a.say("growth.gap.none", "target", target))
		return out
	}
	a.firstGoal(&out, skills)
	return out
}

// Far says how far somebody is on the way to the target.
func (a adviser) Far() Advice {
	var out Advice
	role, known := a.target()
	if a.f.Role == "" || role == "" {
		return a.askWhere()
	}
	done, n := 0, 0
	for _, g := range a.f.Goals {
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
	out.say(a.say(id, "role", a.roleName(a.f.Role), "target", a.roleName(role), "done", done, "n", n))
	if !known {
		return out
	}
	skills := measure(a.careers, a.f, role)
	a.counts(&out, skills)
	if unshown := in(skills, Unshown); len(unshown) > 0 {
		out.say(a.say("growth.gap.also", "skills", a.skillList(unshown, 3)))
	}
	a.firstGoal(&out, skills)
	out.offer(ShowWay, Offer{})
	return out
}

// CertFirst says which certification to earn next.
func (a adviser) CertFirst() Advice {
	var out Advice
	role, known := a.target()
	if role == "" {
		role = a.f.Role
		_, known = a.careers.Role(role)
	}
	if role == "" {
		return a.askWhere()
	}
	held, holds := heldFor(a.careers, a.f, role)
	c, ok := nextCert(a.careers, a.f, role)
	switch {
	case !known:
		out.say(a.say("growth.cert.unknown", "target", a.roleName(role)))
		return out
	case !ok && holds:
		out.say(a.say("growth.cert.none", "target", a.roleName(role), "held", held.Name))
		return out
	case !ok:
		out.say(a.say("growth.cert.unknown", "target", a.roleName(role)))
		return out
	}
	why := a.say("growth.cert.counts", "target", a.roleName(role))
	for _, s := range a.careers.SkillsOf(role) {
		if has(s.Certifications, c.ID) {
			why = a.say("growth.cert.for", "target", a.roleName(role), "skill", a.skill(s, false))
			break
		}
	}
	out.say(a.say("growth.cert.next", "name", c.Name, "issuer", c.Issuer) + " " + why)
	if g, ok := wants(a.f, c); ok {
		out.say(a.say("growth.cert.goal", "number", g.Number))
	}
	if holds {
		id := "growth.cert.beside"
		if known, ok := a.careers.Certification(held.Catalog); ok && known.Issuer == c.Issuer && levels[c.Level] > levels[known.Level] {
			id = "growth.cert.above"
		}
		out.say(a.say(id, "held", held.Name))
	}
	out.say(a.say("growth.cert.step"))
	out.say(a.say("growth.cert.ask"))
	return out
}

// Valid says whether a certification that is held still counts. catalog is its
// id in careers, name what it was called.
func (a adviser) Valid(catalog, name string) Advice {
	var out Advice
	for _, c := range a.f.Certs {
		if (catalog == "" || c.Catalog != catalog) && !strings.EqualFold(c.Name, name) {
			continue
		}
		days, known := daysFrom(a.f.Today, c.Expires)
		switch {
		case c.NoExpiry:
			out.say(a.say("growth.valid.never", "name", c.Name))
			return out
		case !known:
			out.say(a.say("growth.valid.unknown", "name", c.Name))
			return out
		case days < 0:
			out.say(a.say("growth.valid.past", "name", c.Name, "day", a.date(c.Expires)))
		case days == 0:
			out.say(a.say("growth.valid.today", "name", c.Name))
		default:
			out.say(a.say("growth.valid.until", "name", c.Name, "day", a.date(c.Expires), "in", a.say("growth.valid.in", "n", days)))
		}
		if known, ok := a.careers.Certification(c.Catalog); ok {
			out.say(bot.Escape(known.Renewal.In(a.f.Lang)))
		}
		return out
	}
	out.say(a.say("growth.valid.missing", "name", name))
	return out
}

// HelpSaid is Help with the goal that words are about, where they give no number.
func (a adviser) HelpSaid(number int, said string) Advice {
	if number == 0 {
		g, ok := a.goalSaid(said)
		if !ok {
			return a.Next()
		}
		number = g.Number
	}
	return a.Help(number)
}

// Help says what moves one goal on.
func (a adviser) Help(number int) Advice {
	var out Advice
	g, ok := a.f.goal(number)
	if !ok {
		return a.noGoal(number)
	}
	if n, said := a.f.stuck(g.ID); n >= stuckLeast {
		return a.stuck(g, n, said)
	}
	head := a.say("growth.goal.help", "number", g.Number, "goal", trimmed(g.Text))
	target, _ := a.target()
	if _, why, ok := a.pick([]people.Goal{g}, measure(a.careers, a.f, target)); ok && target != "" && why != a.say("growth.why.only") {
		head += " " + why
	}
	out.say(head)
	if e, ok := a.f.last(g.ID); ok && e.Next != "" {
		if e.Status == people.StatusStuck {
			out.say(a.say("growth.goal.stuck", "said", trimmed(e.Next)))
		} else {
			out.say(a.say("growth.goal.planned", "plan", plan(e)))
		}
	}
	kind := plainwords.GoalKind(a.careers, g.Text)
	out.say(a.nextStep(g, kind))
	out.say(bot.Escape(kind.Ask.In(a.f.Lang)))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(ShowGoals, Offer{})
	return out
}

// noGoal says that there is no goal of that number.
func (a adviser) noGoal(number int) (out Advice) {
	out.say(a.say("growth.goal.unknown", "number", number))
	out.offer(ShowGoals, Offer{})
	return out
}

// Back welcomes somebody after a while, with one thing to take up. month is
// when they were last here, 1 to 12.
func (a adviser) Back() Advice {
	var out Advice
	out.say(a.say("growth.back"))
	open := a.f.open()
	date := ""
	if c, _, ok := a.f.expiring(expiryAhead); ok {
		date = string(a.say("growth.date", "name", c.Name, "day", a.date(c.Expires)))
	}
	for _, c := range a.f.CheckIns {
		for _, e := range c.Entries {
			for _, g := range open {
				if e.Goal != g.ID || e.Next == "" {
					continue
				}
				id := "growth.back.planned"
				if e.Status == people.StatusStuck {
					id = "growth.back.stuck"
				}
				out.say(a.say(id, "month", a.month(c.Date), "number", g.Number, "goal", trimmed(g.Text), "said", trimmed(e.Next)))
				out.say(bot.Markup(date))
				out.say(a.say("growth.back.ask"))
				out.offer(TakeCheckIn, Offer{Goal: g})
				out.offer(ShowGoals, Offer{})
				return out
			}
		}
	}
	if len(open) > 0 {
		out.say(a.say("growth.back.goal", "number", open[0].Number, "goal", trimmed(open[0].Text)))
	}
	out.say(bot.Markup(date))
	if len(open) > 0 {
		out.say(a.say("growth.back.ask"))
		out.offer(TakeCheckIn, Offer{Goal: open[0]})
		out.offer(ShowGoals, Offer{})
	} else {
		out.say(a.say("growth.back.nothing"))
	}
	return out
}

// month names the month of a local date.
func (a adviser) month(iso string) bot.Markup {
	if len(iso) < 7 {
		return ""
	}
	return a.say("growth.month." + strings.TrimLeft(iso[5:7], "0"))
}

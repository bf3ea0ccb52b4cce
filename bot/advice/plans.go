package advice

import (
	"slices"
	"strings"

	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// Plan is 30, 60 and 90 days in a role: learn, show one thing, propose; the
// things to show are what the role asks for first and nothing shows yet. The
// empty role is the target, else the person's own.
func (a Adviser) Plan(role string) Advice {
	var out Advice
	if role == "" {
		role, _ = a.Target()
	}
	if role == "" {
		role = a.Facts.Role
	}
	if role == "" {
		return a.AskWhere()
	}
	skills := Measure(a.Careers, a.Facts, role)
	if len(skills) == 0 {
		out.say(a.Say("growth.next.other-target", "target", a.RoleName(role)))
		return out
	}
	todo := append(In(skills, Unshown), In(skills, Growing)...)
	if len(todo) == 0 {
		todo = skills
	}
	second, third := todo[0], todo[min(1, len(todo)-1)]
	out.say(a.Say("growth.plan.head", "role", a.RoleName(role)))
	out.say(a.Say("growth.plan.learn"))
	out.say(a.Say("growth.plan.show", "skill", a.Skill(second.Skill, false), "goal", Lower(second.Skill.Goal.In(a.Facts.Lang)), "step", strings.TrimRight(Lower(second.Skill.Step.In(a.Facts.Lang)), ". ")))
	if third.Skill.ID == second.Skill.ID {
		out.say(a.Say("growth.plan.propose", "skill", "", "goal", ""))
	} else {
		out.say(a.Say("growth.plan.propose", "skill", a.Skill(third.Skill, false), "goal", Lower(third.Skill.Goal.In(a.Facts.Lang))))
	}
	if role != a.Facts.Role {
		a.counts(&out, skills)
	}
	out.say(a.Say("growth.plan.ask"))
	out.offer(TakeSkillGoal, Offer{Skill: second.Skill})
	return out
}

// Closes says which goals a promotion closes: those that are to become what the
// person is now. role is the one that was named, if any; named are the roles
// that a goal's text names.
func (a Adviser) Closes(role string, named func(text string) []string) Advice {
	var out Advice
	open := a.Facts.Open()
	if len(open) == 0 {
		out.say(a.Say("growth.closes.no-goals"))
		out.offer(Propose, Offer{})
		return out
	}
	if role == "" {
		role = a.Facts.Role
	}
	var closed, others []people.Goal
	for _, g := range open {
		if role != "" && slices.Contains(named(g.Text), role) {
			closed = append(closed, g)
		} else {
			others = append(others, g)
		}
	}
	if role == "" {
		return a.AskWhere()
	}
	for _, g := range closed[:min(len(closed), 2)] {
		id := "growth.closes.goal"
		if role != a.Facts.Role {
			id = "growth.closes.would"
		}
		out.say(a.Say(id, "number", g.Number, "goal", Trimmed(g.Text), "role", a.RoleName(role)))
		if role == a.Facts.Role {
			out.offer(DoneWith, Offer{Goal: g})
		}
	}
	if len(closed) == 0 {
		out.say(a.Say("growth.closes.none", "role", a.RoleName(role)))
	}
	if len(others) > 0 {
		g := others[0]
		out.say(a.Say("growth.closes.others", "number", g.Number, "goal", Trimmed(g.Text), "step", a.step(g, plainwords.GoalKind(a.Careers, g.Text))))
	}
	if len(closed) > 2 || len(others) > 1 { // some have not been named
		out.say(a.Say("growth.closes.ask"))
	}
	out.offer(ShowGoals, Offer{})
	return out
}

// tellingLetters is from how many letters a word tells one goal from another.
const tellingLetters = 4

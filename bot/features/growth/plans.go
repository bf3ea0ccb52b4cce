package growth

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// Plan is 30, 60 and 90 days in a role: learn, show one thing, propose; the
// things to show are what the role asks for first and nothing shows yet. The
// empty role is the target, else the person's own.
func (a adviser) Plan(role string) Advice {
	var out Advice
	if role == "" {
		role, _ = a.target()
	}
	if role == "" {
		role = a.f.Role
	}
	if role == "" {
		return a.askWhere()
	}
	skills := measure(a.careers, a.f, role)
	if len(skills) == 0 {
		out.say(a.say("growth.next.other-target", "target", a.roleName(role)))
		return out
	}
	todo := append(in(skills, Unshown), in(skills, Growing)...)
	if len(todo) == 0 {
		todo = skills
	}
	second, third := todo[0], todo[min(1, len(todo)-1)]
	out.say(a.say("growth.plan.head", "role", a.roleName(role)))
	out.say(a.say("growth.plan.learn"))
	out.say(a.say("growth.plan.show", "skill", a.skill(second.Skill, false), "goal", lower(second.Skill.Goal.In(a.f.Lang)), "step", strings.TrimRight(lower(second.Skill.Step.In(a.f.Lang)), ". ")))
	if third.Skill.ID == second.Skill.ID {
		out.say(a.say("growth.plan.propose", "skill", "", "goal", ""))
	} else {
		out.say(a.say("growth.plan.propose", "skill", a.skill(third.Skill, false), "goal", lower(third.Skill.Goal.In(a.f.Lang))))
	}
	if role != a.f.Role {
		a.counts(&out, skills)
	}
	out.say(a.say("growth.plan.ask"))
	out.offer(TakeSkillGoal, Offer{Skill: second.Skill})
	return out
}

// Closes says which goals a promotion closes: those that are to become what the
// person is now. role is the one that was named, if any; named are the roles
// that a goal's text names.
func (a adviser) Closes(role string, named func(text string) []string) Advice {
	var out Advice
	open := a.f.open()
	if len(open) == 0 {
		out.say(a.say("growth.closes.no-goals"))
		out.offer(Propose, Offer{})
		return out
	}
	if role == "" {
		role = a.f.Role
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
		return a.askWhere()
	}
	for _, g := range closed[:min(len(closed), 2)] {
		id := "growth.closes.goal"
		if role != a.f.Role {
			id = "growth.closes.would"
		}
		out.say(a.say(id, "number", g.Number, "goal", trimmed(g.Text), "role", a.roleName(role)))
		if role == a.f.Role {
			out.offer(DoneWith, Offer{Goal: g})
		}
	}
	if len(closed) == 0 {
		out.say(a.say("growth.closes.none", "role", a.roleName(role)))
	}
	if len(others) > 0 {
		g := others[0]
		out.say(a.say("growth.closes.others", "number", g.Number, "goal", trimmed(g.Text), "step", a.step(g, plainwords.GoalKind(a.careers, g.Text))))
	}
	if len(closed) > 2 || len(others) > 1 { // some have not been named
		out.say(a.say("growth.closes.ask"))
	}
	out.offer(ShowGoals, Offer{})
	return out
}

// sharedLeast is how many of a goal's telling words a message says at least to
// be about it.
const sharedLeast = 2

// goalSaid is the open goal whose words a message shares most; ok is false
// where none shares enough, or two as many.
func (a adviser) goalSaid(text string) (people.Goal, bool) {
	best, most, tie := people.Goal{}, 0, false
	for _, g := range a.f.open() {
		hits := shared(text, g.Text)
		if hits < sharedLeast {
			continue
		}
		switch {
		case hits > most:
			best, most, tie = g, hits, false
		case hits == most:
			tie = true
		}
	}
	return best, most > 0 && !tie
}

// tellingLetters is from how many letters a word tells one goal from another.
const tellingLetters = 4

// shared counts the telling words of a goal that a text says.
func shared(text, goal string) (n int) {
	said := strings.Fields(plainwords.Spaced(bot.Fold(text)))
	for w := range strings.FieldsSeq(plainwords.Spaced(bot.Fold(goal))) {
		if len(w) >= tellingLetters && slices.Contains(said, w) {
			n++
		}
	}
	return n
}

// closes is Closes as its saying needs it.
func closes(t *bot.Turn) func(adviser, bot.Args) Advice {
	return func(x adviser, a bot.Args) Advice {
		return x.Closes(a["role"], func(text string) (ids []string) {
			for _, m := range t.Bot.Answers().RolesIn(text) {
				ids = append(ids, m.ID)
			}
			return ids
		})
	}
}

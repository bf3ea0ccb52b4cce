package growth

import (
	"fmt"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/advice"
	"mentor/bot/people"
	"mentor/bot/picture"
	"mentor/bot/say"
)

// groups is the skills by what shows them, as people read them.
func (s assessment) groups() (labels []string, groups [][]advice.Shown) {
	var open, noChance []advice.Shown
	for _, k := range advice.In(s.skills, advice.Unshown) {
		if k.NoChance {
			noChance = append(noChance, k)
		} else {
			open = append(open, k)
		}
	}
	all := map[string][]advice.Shown{"strong": advice.In(s.skills, advice.Strong), "growing": advice.In(s.skills, advice.Growing), "open": open, "no-chance": noChance}
	for _, id := range []string{"strong", "growing", "open", "no-chance"} {
		if len(all[id]) > 0 {
			labels, groups = append(labels, id), append(groups, all[id])
		}
	}
	return labels, groups
}

// show says how things stand, in words and as a picture, then one skill, one
// goal, one first step. again is true where the person may go through the rest.
func (s assessment) show(again bool) bot.Reply {
	t := s.t
	title := t.Plain("growth.skills.title", "role", s.RoleName(s.role))
	drawn := &picture.Gap{Title: title, Under: say.Date(t, t.Today())}
	levels := map[string]picture.Level{"strong": picture.Full, "growing": picture.Half}
	var lines []string
	labels, groups := s.groups()
	for i, id := range labels {
		var names []string
		for _, k := range groups[i] {
			names = append(names, advice.Lower(k.Skill.Name.In(t.Lang)))
		}
		lines = append(lines, "- "+string(t.Say("growth.skills.group."+id, "skills", strings.Join(names, ", "))))
		g := picture.SkillGroup{Label: t.Plain("growth.skills.label." + id), Level: levels[id]}
		for _, k := range groups[i] {
			g.Skills = append(g.Skills, picture.SkillMark{Name: k.Skill.Name.In(t.Lang), Note: s.shownBy(k)})
		}
		drawn.Groups = append(drawn.Groups, g)
	}
	p := &say.Page{}
	p.Say(t.Say("growth.skills.head", "role", s.RoleName(s.role)) + bot.Markup("\n\n"+strings.Join(lines, "\n")))
	p.Show(bot.Picture{Name: "skills.png", Alt: t.Plain("growth.skills.alt", "role", s.RoleName(s.role)), Drawing: &picture.Drawing{Gap: drawn}})
	text, items := s.suggest("")
	p.Say(text)
	if again && len(advice.In(s.skills, advice.Strong)) < len(s.skills) {
		items = append(items, t.Choice("growth.skills.button.again", "skills.again", s.role))
	}
	items = append(items, t.Choice("growth.skills.button.wrong", "skills.wrong", s.role))
	p.Ask("", items...)
	r := p.Reply()
	r.Private = !t.Event.DM
	return r
}

// shownBy is the fact that shows a skill best, for the picture; empty where
// there is none but ticks.
func (s assessment) shownBy(k advice.Shown) string {
	for _, kind := range []advice.ProofKind{advice.Won, advice.DoneGoal, advice.Certified} {
		for _, p := range k.Proofs {
			if p.Kind != kind {
				continue
			}
			switch kind {
			case advice.Won:
				return bot.Clean(p.Win.Text)
			case advice.DoneGoal:
				return bot.Clean(p.Goal.Text)
			}
			return bot.Clean(p.Cert.Name)
		}
	}
	return ""
}

// suggest is the next skill after one to work on: what is open or had no chance
// first, then what is growing, in the order in which the role asks for it.
func (s assessment) suggest(after string) (bot.Markup, []bot.Choice) {
	t := s.t
	all := append(advice.In(s.skills, advice.Unshown), advice.In(s.skills, advice.Growing)...)
	if len(all) == 0 {
		return s.Say("growth.next.reached", "target", s.RoleName(s.role)), nil
	}
	i := slices.IndexFunc(all, func(k advice.Shown) bool { return k.Skill.ID == after }) + 1
	k := all[i%len(all)]
	id := "growth.skills.start"
	switch {
	case after != "":
		id = "growth.skills.start.next"
	case k.State == advice.Growing:
		id = "growth.skills.start.growing"
	case k.Skill.ID == s.skills[0].Skill.ID:
		id = "growth.skills.start.first"
	}
	text := s.Say(id, "skill", s.Skill(k.Skill, false), "role", s.RoleName(s.role))
	if k.NoChance {
		text += " " + s.Say("growth.skills.make-chance")
	}
	var items []bot.Choice
	if g, ok := advice.WorksOn(k); ok {
		text += "\n\n" + s.Say("growth.skills.goal.open", "number", g.Number, "goal", advice.Trimmed(g.Text), "step", k.Skill.Step.In(t.Lang))
		items = append(items, t.Choice("growth.button.steps", "growth.steps", fmt.Sprint(g.Number)))
	} else {
		text += "\n\n" + s.Say("growth.next.skill.goal", "goal", k.Skill.Goal.In(t.Lang), "step", k.Skill.Step.In(t.Lang))
		items = append(items, t.Choice("growth.button.take", "growth.take", k.Skill.ID))
	}
	if len(all) > 1 {
		items = append(items, t.Choice("growth.skills.button.other", "skills.more", s.role+" "+k.Skill.ID))
	}
	return text, items
}

// onRole runs f on the assessment of the role that a button names, and of the
// skill after it, if any.
func onRole(f func(s assessment, skill string) bot.Reply) bot.PressFunc {
	return func(t *bot.Turn, value string) (bot.Reply, error) {
		role, skill, _ := strings.Cut(value, " ")
		s, err := assessmentOf(t, role)
		if err != nil {
			return bot.Reply{}, err
		}
		if len(s.skills) == 0 || skill != "" && s.at(skill) < 0 {
			return t.Stale(), nil
		}
		return f(s, skill), nil
	}
}

func skillPresses() map[string]bot.PressFunc {
	return map[string]bot.PressFunc{
		"skills.begin":   bot.InPlace(onRole(func(s assessment, _ string) bot.Reply { return s.ask(walkNew, "") })),
		"skills.again":   onRole(func(s assessment, _ string) bot.Reply { return s.ask(walkAgain, "") }),
		"skills.tick":    bot.InPlace(tick),
		"skills.said":    skillSaid,
		"skills.later":   skillsLater,
		"skills.example": exampleSaid,
		"skills.skip":    bot.InPlace(nextExample),
		"skills.show":    bot.InPlace(onRole(func(s assessment, _ string) bot.Reply { return s.show(false) })),
		"skills.one":     bot.InPlace(onRole(func(s assessment, skill string) bot.Reply { return s.question(walkOne, s.at(skill)) })),
		"skills.wrong": onRole(func(s assessment, _ string) bot.Reply {
			c := bot.Choices{}
			for _, k := range s.skills {
				c.Items = append(c.Items, bot.Choice{Label: k.Skill.Name.In(s.t.Lang), Action: "skills.one", Value: s.role + " " + k.Skill.ID})
			}
			return bot.Reply{Text: s.Say("growth.skills.which"), Private: !s.t.Event.DM, Blocks: []bot.Block{c}}
		}),
		"skills.more": onRole(func(s assessment, skill string) bot.Reply {
			text, items := s.suggest(skill)
			return bot.Reply{Text: text, Private: !s.t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: items}}}
		}),
	}
}

// exampleForm is one line about a deed; value is "WALK ROLE SKILL".
var exampleForm = bot.FormSpec{
	Open: func(t *bot.Turn, value string) (*bot.Form, error) {
		f := strings.Fields(value)
		if len(f) != 3 {
			return nil, t.Problem("error.stale")
		}
		k, ok := t.Bot.Careers().Skill(f[2])
		if !ok {
			return nil, t.Problem("error.stale")
		}
		return &bot.Form{Title: t.Plain("growth.skills.form.title"), Submit: t.Plain("button.save"), Fields: []bot.Field{
			{ID: "text", Label: k.Name.In(t.Lang), Hint: k.Evidence.In(t.Lang), Kind: bot.LongText, Max: people.MaxWin}}}, nil
	},
	Submit: func(t *bot.Turn, value string, fields map[string]string) (bot.Reply, error) {
		t.Talk.Expect = ""
		return keepExample(t, value, fields["text"])
	},
}

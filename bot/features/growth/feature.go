// Package growth owns the personal questions: what to do next, whether one is
// ready for a role, what one lacks, answered by bot/advice; what was said in
// passing; the skills of a role as the person sees them, and what they achieved.
// It must not know how a message is read.
package growth

import (
	"embed"

	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/features/goals"
	"mentor/bot/features/profile"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// Skills is the skills of a role, as the person sees them.
func Skills() bot.Feature {
	return bot.Feature{Name: "growth/skills", Presses: skillPresses(), Forms: map[string]bot.FormSpec{"example": exampleForm},
		Commands: []*bot.Spec{{Path: []string{"skills"}, Shows: true, Reads: true, Personal: true, Own: ownRole, Run: skillsCommand,
			Aliases: []string{"my skills", "compétences", "mes compétences"}, Args: []bot.Arg{{Name: "role", Type: bot.RoleArg}}}},
	}
}

// Evidence is what people achieved, in their own words.
func Evidence() bot.Feature {
	return bot.Feature{Name: "growth/evidence", Forms: map[string]bot.FormSpec{"win": winForm},
		Commands: []*bot.Spec{
			{Path: []string{"win"}, Personal: true, Reads: true, Verbatim: true, Own: ownWin, Run: winAdd,
				Aliases: []string{"log win", "log a win", "add a win", "add win", "new win", "réussite", "noter réussite", "noter une réussite", "nouvelle réussite"}, Args: []bot.Arg{{Name: "result", Type: bot.WordsArg}}},
			{Path: []string{"wins"}, Shows: true, Personal: true, Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return winList(t) }, Aliases: []string{"my wins", "my achievements", "réussites", "mes réussites"}},
		},
		Presses: map[string]bot.PressFunc{
			"wins":      func(t *bot.Turn, _ string) (bot.Reply, error) { return winList(t) },
			"win.skill": onWin(winSkill), "win.goal": onWin(winGoal), "win.drop": onWin(winDrop),
			"win.show": onWin(func(t *bot.Turn, x adviser, w people.Win, _ string) (bot.Reply, error) {
				return x.win(t, "growth.win.shown", w), nil
			}),
		},
	}
}

// Feature is the buttons under advice.
func Feature() bot.Feature {
	return bot.Feature{Name: "growth", Wording: wording, Sayings: sayings(), Unclear: unclearNote, Presses: map[string]bot.PressFunc{
		"growth.take": func(t *bot.Turn, id string) (bot.Reply, error) {
			s, ok := t.Bot.Careers().Skill(id)
			if !ok {
				return t.Stale(), nil
			}
			return goals.AddGoal(t, people.Year1, s.Goal.In(t.Lang), "")
		},
		"profile.target": func(t *bot.Turn, id string) (bot.Reply, error) { return profile.Profile(t, bot.Args{"target": id}) },
		"note.drop":      bot.On(forget, dropNote),
	}}
}

// unclearNote takes what one reading keeps as said in passing, where the others
// keep nothing: "I'm the only analyst here" is no title.
func unclearNote(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	for _, x := range append([]bot.Part{p}, p.Alternatives...) {
		x.Alternatives = nil
		if x.Name == "me.team" && x.Acts() && len(p.Leftover) == 0 && p.Mood == bot.PlainMood {
			return dialogue.DoPart(t, text, x)
		}
	}
	return bot.Reply{}, false, nil
}

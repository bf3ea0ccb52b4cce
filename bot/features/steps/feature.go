// Package steps owns what a goal is broken down into: the steps that the mentor
// proposes from its content until a goal has its own, keeping them, and doing
// them one by one. It must not know check-ins.
package steps

import (
	"embed"

	"mentor/bot"
	"mentor/bot/features/goals"
)

//go:embed wording/*.yaml
var wording embed.FS

// one is a step, by its row.
type one struct{ ID int64 }

// before is a goal's open steps as they were.
type before struct {
	Number int
	Lines  string
}

var (
	doneStep = bot.Verb[one]{Name: "step.done"}
	openStep = bot.Verb[one]{Name: "step.open"}
	// restore puts back what was open before, one a line: the undo of every change.
	restore = bot.Verb[before]{Name: "step.restore", Between: " "}
)

// Feature is what a goal is broken down into.
func Feature() bot.Feature {
	return bot.Feature{Name: "steps", Wording: wording,
		Commands: []*bot.Spec{{Path: []string{"goal", "steps"}, Verbatim: true, Personal: true, Run: stepsCommand,
			Aliases: []string{"goals steps", "goal step", "objectif étapes", "objectif étape"},
			Args:    []bot.Arg{{Name: "number", Type: bot.NumberArg, Required: true}, {Name: "steps", Type: bot.WordsArg}}}},
		Sayings: map[string]bot.Saying{
			"goal.steps": {Do: stepsOf, Command: "goal steps", Shows: true, Needs: []string{"number"}, Else: goals.GoalMood},
			"split.it": {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
				return stepsOf(t, bot.Args{"number": goals.ChangedLast(t)})
			}, Command: "goal steps", Shows: true, Alone: true},
			"step.add":  {Do: stepsOf, Command: "goal steps", ToEnd: true, Needs: []string{"number"}, Propose: toAdd, Else: goals.GoalMood},
			"step.done": {Do: doneSaid, Command: "goal steps", Propose: ask("step.done"), Else: goals.GoalMood},
			"step.drop": {Do: dropSaid, Command: "goal steps", Propose: ask("step.drop")},
		},
		Presses: map[string]bot.PressFunc{
			"growth.steps": func(t *bot.Turn, number string) (bot.Reply, error) {
				return stepsOf(t, bot.Args{"number": number})
			},
			"step.keep":   keepProposed,
			restore.Name:  bot.On(restore, restored),
			"step.edit":   func(t *bot.Turn, number string) (bot.Reply, error) { return t.Open("steps", number) },
			doneStep.Name: bot.On(doneStep, func(t *bot.Turn, v one) (bot.Reply, error) { return mark(t, v.ID, true) }),
			openStep.Name: bot.On(openStep, func(t *bot.Turn, v one) (bot.Reply, error) { return mark(t, v.ID, false) }),
		},
		Forms: map[string]bot.FormSpec{"steps": {Open: form, Submit: submit}},
	}
}

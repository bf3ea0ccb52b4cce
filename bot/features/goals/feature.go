// Package goals owns what people want to reach, on three horizons: adding,
// listing, closing, editing and moving goals, and the proposals of the roadmap.
// It must not know any other feature.
package goals

import (
	"embed"

	"mentor/bot"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// Feature is what people want to reach, on three horizons.
func Feature() bot.Feature {
	number := bot.Arg{Name: "number", Type: bot.NumberArg, Required: true}
	return bot.Feature{Name: "goals", Wording: wording, Sayings: sayings(), Unclear: unclearGoal,
		Commands: []*bot.Spec{
			{Path: []string{"goal", "add"}, Verbatim: true, Mean: goalMeant, Personal: true, Run: goalAdd,
				Aliases: []string{"goal new", "goals add", "add goal", "new goal", "objectif ajouter", "ajouter objectif", "nouvel objectif"},
				Args:    []bot.Arg{{Name: "horizon", Type: bot.HorizonArg}, {Name: "text", Type: bot.WordsArg, Required: true}}},
			{Path: []string{"goal", "list"}, Shows: true, Personal: true, Run: goalList,
				Aliases: []string{"goal", "goals", "my goals", "list goals", "goals list", "objectif", "objectifs", "mes objectifs", "objectif liste"},
				Args:    []bot.Arg{{Name: "horizon", Type: bot.HorizonArg}}},
			{Path: []string{"goal", "reached"}, Shows: true, Personal: true, Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return doneGoals(t) },
				Aliases: []string{"goal list done", "goals list done", "goals reached", "objectif liste faits", "objectif liste atteints", "objectifs atteints", "objectifs faits", "objectifs terminés", "mes objectifs atteints", "mes objectifs faits"}},
			{Path: []string{"goal", "done"}, Guarded: true, Personal: true, Run: goalClose(people.Done),
				Aliases: []string{"goals done", "goal finish", "goal complete", "objectif fait", "objectif atteint"}, Args: []bot.Arg{number}},
			{Path: []string{"goal", "edit"}, Verbatim: true, Personal: true, Run: goalEdit,
				Aliases: []string{"goals edit", "goal change", "objectif modifier"},
				Args:    []bot.Arg{number, {Name: "text", Type: bot.WordsArg}}},
			{Path: []string{"goal", "drop"}, Guarded: true, Personal: true, Run: goalClose(people.Dropped), Sure: goalDropSure,
				Aliases: []string{"goals drop", "goal remove", "goal delete", "objectif abandonner", "objectif supprimer"}, Args: []bot.Arg{number}},
			{Path: []string{"goal", "due"}, Personal: true, Run: goalDue,
				Aliases: []string{"goals due", "goal deadline", "goal by", "objectif échéance", "objectif pour"},
				Args:    []bot.Arg{number, {Name: "due", Type: bot.WordsArg}}},
			{Path: []string{"goal", "when"}, Verbatim: true, Personal: true, Run: goalWhen,
				Aliases: []string{"goals when", "goal reached when", "objectif quand", "objectif atteint quand"},
				Args:    []bot.Arg{number, {Name: "text", Type: bot.WordsArg}}},
			{Path: []string{"goal", "move"}, Guarded: true, Personal: true, Run: goalMove,
				Aliases: []string{"goals move", "objectif déplacer"},
				Args:    []bot.Arg{number, {Name: "horizon", Type: bot.HorizonArg, Required: true, Keys: []string{"to", "in", "into", "under", "vers", "à", "au", "dans", "sur", "en"}}}},
		},
		Presses: map[string]bot.PressFunc{
			"goal.list": func(t *bot.Turn, v string) (bot.Reply, error) { return goals(t, v) },
			"goal.done": func(t *bot.Turn, v string) (bot.Reply, error) { return closeGoal(t, v, people.Done) },
			"goal.drop": func(t *bot.Turn, v string) (bot.Reply, error) {
				return closeGoals(t, bot.Args{"number": v}, people.Dropped)
			},
			"goal.open": reopenGoal,
			"goal.add":  func(t *bot.Turn, v string) (bot.Reply, error) { return t.Open("goal", v) },
			"goal.move": bot.On(move, func(t *bot.Turn, v toHorizon) (bot.Reply, error) { return moveGoal(t, v.Number, v.Horizon) }),
			"goal.due":  bot.On(keepDue, dueOn),
			"goal.take": bot.InPlace(TakeProposal), // what was proposed is not offered twice
			// goal.say is a goal typed after "what would you like to reach?"
			"goal.say": bot.On(sayGoal, goalSaid),
		},
		Forms: map[string]bot.FormSpec{"goal": {Open: goalForm, Submit: goalSubmit}, "goal.due": {Open: dueForm, Submit: dueSubmit}, "goal.when": {Open: whenForm, Submit: whenSubmit}},
	}
}

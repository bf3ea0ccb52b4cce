package dialogue

import (
	"embed"

	"mentor/bot"
)

//go:embed wording/*.yaml
var wording embed.FS

// sayings is what takes back.
func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		putRight: {Do: rightPut},
		"undo":   {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return undo(t) }},
	}
}

// Feature is what commands in plain words need beside the commands.
func Feature() bot.Feature {
	return bot.Feature{Name: "dialogue", Wording: wording, Sayings: sayings(), Presses: map[string]bot.PressFunc{
		"goal.keep": keepWish,
		"offer.yes": offerTaken,
		ofAll.Name:  bot.On(ofAll, allTaken),
		ofGoal.Name: bot.On(ofGoal, goalTaken),
		ofWish.Name: bot.On(ofWish, wishTaken),
		"keep":      func(t *bot.Turn, _ string) (bot.Reply, error) { return bot.Reply{Text: t.Say("keep.done")}, nil },
	}}
}

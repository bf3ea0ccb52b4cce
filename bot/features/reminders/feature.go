// Package reminders owns what people ask to be reminded of, once: setting it,
// sending it, putting it off, taking it back. When it is sent is decided by
// people.RemindAt, which the runner asks as well. It must not know check-ins.
package reminders

import (
	"embed"
	"strconv"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// What the choices of a reminder carry.
type (
	again struct {
		ID   int64
		Days int
	}
	when struct{ Words string }
	kept struct {
		Goal   int64
		Date   string
		Minute int
		Timed  int
		Text   string
	}
	movedFrom struct { // a reminder that took the place of another
		ID     int64
		Goal   int64
		Date   string
		Minute int
		Timed  int
		Text   string
	}
)

var (
	later    = bot.Verb[again]{Name: "remind.again"}
	sayWhen  = bot.Verb[when]{Name: "remind.when"}
	back     = bot.Verb[kept]{Name: "remind.back", Between: " "}
	moveBack = bot.Verb[movedFrom]{Name: "remind.unmove", Between: " "}
	takeBack = "remind.drop"
)

// Feature is what people ask to be reminded of, once.
func Feature() bot.Feature {
	return bot.Feature{Name: "reminders", Wording: wording,
		Commands: []*bot.Spec{{Path: []string{"remind"}, Personal: true, Verbatim: true, Run: remindCommand,
			Aliases: []string{"reminder", "remind me", "rappel", "rappelle-moi", "rappelez-moi"},
			Args:    []bot.Arg{{Name: "reminder", Type: bot.WordsArg}}}},
		Sayings: map[string]bot.Saying{
			"remind":      {Do: remind, ToEnd: true, Needs: []string{"text|what"}, Propose: toRemind},
			"goal.remind": {Do: remindOfGoal, Command: "remind", Needs: []string{"number"}, Propose: toAskWhen, Else: goals.GoalMood},
			"remind.move": {Do: moved, Command: "remind", Needs: []string{"when"}, Propose: toMove},
			"postpone.it": {Do: postponeIt, Alone: true},
			"remind.list": {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return listed(t) }, Shows: true, Command: "remind"},
			"remind.drop": {Do: dropAsked, Command: "remind", Propose: toTakeBack},
		},
		Presses: map[string]bot.PressFunc{
			takeBack:      bot.InPlace(dropPressed),
			later.Name:    bot.On(later, remindAgain),
			back.Name:     bot.On(back, bringBack),
			moveBack.Name: bot.On(moveBack, movedBack),
			sayWhen.Name:  bot.On(sayWhen, whenSaid),
			"remind":      func(t *bot.Turn, goal string) (bot.Reply, error) { return t.Open("remind", goal) },
			"remind.list": func(t *bot.Turn, _ string) (bot.Reply, error) { return listed(t) },
		},
		Forms:  map[string]bot.FormSpec{"remind": {Open: form, Submit: submit}},
		Nudges: map[people.Kind]bot.Nudge{people.KindReminder: compose},
	}
}

// number is a goal's number as buttons carry it.
func number(g people.Goal) string { return strconv.Itoa(g.Number) }

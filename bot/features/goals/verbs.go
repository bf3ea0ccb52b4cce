package goals

import (
	"mentor/bot"
	"mentor/bot/people"
)

// What the choices of goals carry beside a number.
type (
	toHorizon struct {
		Number  string
		Horizon people.Horizon
	}
	newGoal struct {
		Horizon people.Horizon
		Text    string
	}
)

var (
	move    = bot.Verb[toHorizon]{Name: "goal.move", Between: " "}
	sayGoal = bot.Verb[newGoal]{Name: "goal.say", Between: " "}
)

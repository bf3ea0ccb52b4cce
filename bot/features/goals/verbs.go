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
	onDay   struct{ Number, Day string }
	newGoal struct {
		Horizon people.Horizon
		Text    string
	}
)

var (
	move    = bot.Verb[toHorizon]{Name: "goal.move", Between: " "}
	keepDue = bot.Verb[onDay]{Name: "goal.due", Between: " "}
	sayGoal = bot.Verb[newGoal]{Name: "goal.say", Between: " "}
)

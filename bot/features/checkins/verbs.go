package checkins

import (
	"mentor/bot"
	"mentor/bot/people"
)

// What the choices of a check-in carry. of is a goal within a check-in.
type (
	of       struct{ CheckIn, Goal int64 }
	statusOf struct {
		CheckIn, Goal int64
		Status        people.Status
	}
	outcomeOf struct {
		CheckIn, Goal int64
		Outcome       people.Outcome
	}
	figureOf struct {
		CheckIn, Goal int64
		Figure        int // 1 to 10; 0: rather not said
	}
	wordsOf struct {
		CheckIn, Goal int64
		Words         string
	}
	proposalOf struct {
		CheckIn  int64
		Proposal string
	}
)

// The verbs of a check-in. Those with words are what is expected next in a
// private conversation.
var (
	giveStatus     = bot.Verb[statusOf]{Name: "ci", Between: ":"}
	giveOutcome    = bot.Verb[outcomeOf]{Name: "ci.outcome", Between: ":"}
	giveConfidence = bot.Verb[figureOf]{Name: "ci.conf", Between: ":"}
	planNext       = bot.Verb[of]{Name: "ci.next", Between: ":"}
	leaveNext      = bot.Verb[of]{Name: "ci.leave", Between: ":"}
	sayNext        = bot.Verb[wordsOf]{Name: "ci.said", Between: ": "}
	sayStatus      = bot.Verb[wordsOf]{Name: "ci.how", Between: ": "}
	sayConfidence  = bot.Verb[wordsOf]{Name: "ci.feel", Between: ": "}
	editAll        = bot.Verb[int64]{Name: "ci.edit"}
	showAll        = bot.Verb[int64]{Name: "ci.show"}
	takeOffer      = bot.Verb[proposalOf]{Name: "ci.take", Between: ":"}
	unsay          = bot.Verb[figureOf]{Name: "ci.unsaid", Between: ":"}
	leaveOffer     = bot.Verb[int64]{Name: "ci.later"}
)

// expect takes the next words in a private conversation as the answer. In a
// channel others would read them: there the buttons serve.
func expect(t *bot.Turn, v bot.Verb[wordsOf], l looked) {
	if t.Event.DM {
		t.Expect(v.Of(wordsOf{CheckIn: l.c.ID, Goal: l.g.ID}))
	}
}

// Package checkins owns looking at goals together, one question at a time: the
// command, the check-in that comes by itself, its follow-up, and the question
// after three silences. The state of a check-in is its row.
package checkins

import (
	"embed"
	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// Feature is looking at goals together, one question at a time. The state
// of a check-in is its row; what is asked next follows from the press.
func Feature() bot.Feature {
	return bot.Feature{Name: "checkins", Wording: wording, Sayings: sayings(), Expects: awaited, Hears: ciTyped,
		Commands: []*bot.Spec{{Path: []string{"checkin"}, Shows: true, Reads: true, Personal: true, Run: checkIn,
			Aliases: []string{"check-in", "check in", "bilan", "point", "faire le point"},
			Args:    []bot.Arg{{Name: "horizon", Type: bot.HorizonArg}}}},
		Presses: map[string]bot.PressFunc{
			"checkin":     func(t *bot.Turn, h string) (bot.Reply, error) { return checkIn(t, bot.Args{"horizon": h}) },
			"checkin.new": newCheckIn,
			"ci":          bot.InPlace(bot.On(giveStatus, ciStatus)),
			"ci.outcome":  bot.InPlace(bot.On(giveOutcome, ciOutcome)),
			"ci.conf":     bot.InPlace(bot.On(giveConfidence, ciConfidence)),
			"ci.next":     bot.InPlace(bot.On(planNext, ciNext)),
			"ci.said":     bot.On(sayNext, ciSaid),
			"ci.how":      bot.On(sayStatus, ciHow),
			"ci.feel":     bot.On(sayConfidence, ciFeel),
			"ci.leave":    bot.InPlace(bot.On(leaveNext, ciLeave)),
			"ci.edit":     bot.InPlace(bot.On(editAll, ciEdit)),
			"ci.show":     bot.InPlace(bot.On(showAll, ciShow)),
			"ci.take":     bot.InPlace(bot.On(takeOffer, ciTake)),
			"ci.unsaid":   bot.On(unsay, unsaid),
			"ci.later":    bot.InPlace(bot.On(leaveOffer, ciLater)),
		},
		Forms: map[string]bot.FormSpec{"ci.next": {Open: ciForm, Submit: ciSubmit}},
	}
}

// Nudges is what the mentor says unasked: the check-in that is due, one
// reminder of it, and after three silences one question.
func Nudges() bot.Feature {
	return bot.Feature{Name: "checkins/nudges",
		Nudges: map[people.Kind]bot.Nudge{
			people.KindCheckIn:  composeCheckIn,
			people.KindFollowUp: composeFollowUp,
			people.KindSilence:  composeSilence,
			people.KindHello:    schedules.ComposeHello,
		},
		Presses: map[string]bot.PressFunc{
			"nudge.slower": bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return slower(t) }),
			"nudge.keep":   bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return keepRhythm(t) }),
		},
	}
}

// Package schedules owns when check-ins come: schedules, quiet hours, pauses,
// absences, and what is said about the next one. It must not know any other
// feature; when the runner sends is package reminders' business.
package schedules

import (
	"embed"
	"mentor/bot"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// Rest is having peace: for a while, between dates, or for good.
func Rest() bot.Feature {
	pauseFor := func(t *bot.Turn, words string) (bot.Reply, error) { return pause(t, bot.Args{"for": words}) }
	return bot.Feature{Name: "schedules/rest",
		Commands: []*bot.Spec{
			{Path: []string{"pause"}, Guarded: true, Personal: true, Run: pause, Aliases: []string{"suspendre", "snooze"},
				Args: []bot.Arg{{Name: "for", Type: bot.DurationArg}}},
			{Path: []string{"resume"}, Guarded: true, Personal: true, Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return Resume(t) },
				Aliases: []string{"reprendre", "unpause", "i'm back", "je suis de retour"}},
			{Path: []string{"away"}, Guarded: true, Own: ownDates, Personal: true, Run: away, Aliases: []string{"absence", "absent", "absente", "vacation", "vacances"},
				Args: []bot.Arg{{Name: "dates", Type: bot.WordsArg}}},
			{Path: []string{"stop"}, Guarded: true, Personal: true, Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return stop(t) }, Sure: stopSure,
				Aliases: []string{"arrêter", "unsubscribe", "arrête"}},
		},
		Presses: map[string]bot.PressFunc{
			"pause":     bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return pauseAsked(t) }),
			"pause.1w":  bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return pauseFor(t, "1 week") }),
			"pause.2w":  bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return pauseFor(t, "2 weeks") }),
			"pause.1m":  bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return pauseFor(t, "1 month") }),
			"pause.on":  bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return pause(t, bot.Args{}) }),
			"resume":    bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return Resume(t) }),
			"stop":      bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return stop(t) }),
			"away":      func(t *bot.Turn, _ string) (bot.Reply, error) { return t.Open("away", "") },
			"away.set":  bot.InPlace(absencesSet),
			"away.drop": bot.InPlace(bot.On(dropAbsence, func(t *bot.Turn, a people.Absence) (bot.Reply, error) { return absencesGone(t, a) })),
			"away.off":  bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return Resume(t) }),
		},
		Forms: map[string]bot.FormSpec{"away": {Open: awayForm, Submit: awaySubmit}},
	}
}

// Feature is when check-ins come.
func Feature() bot.Feature {
	return bot.Feature{Name: "schedules", Wording: wording, Sayings: sayings(),
		Commands: []*bot.Spec{{Path: []string{"schedule"}, Reads: true, Own: ownLine, Personal: true, Run: schedule,
			Aliases: []string{"schedules", "planning", "rythme", "horaires", "calendrier"},
			Args:    []bot.Arg{{Name: "horizon", Type: bot.HorizonArg}, {Name: "when", Type: bot.WhenArg}}}},
		Presses: map[string]bot.PressFunc{
			"schedule":          func(t *bot.Turn, _ string) (bot.Reply, error) { return schedulesShown(t, "") },
			"schedule.save":     bot.InPlace(bot.On(savePlan, scheduleSave)),
			"schedule.change":   func(t *bot.Turn, h string) (bot.Reply, error) { return t.Open("schedule", h) },
			"schedule.cancel":   bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return schedulesShown(t, "schedule.cancelled") }),
			"schedule.on":       bot.InPlace(func(t *bot.Turn, h string) (bot.Reply, error) { return scheduleSwitch(t, people.Horizon(h), true) }),
			"schedule.off":      bot.InPlace(func(t *bot.Turn, h string) (bot.Reply, error) { return scheduleSwitch(t, people.Horizon(h), false) }),
			"schedule.defaults": bot.InPlace(func(t *bot.Turn, _ string) (bot.Reply, error) { return scheduleDefaults(t) }),
			"schedule.quiet":    func(t *bot.Turn, _ string) (bot.Reply, error) { return t.Open("schedule.quiet", "") },
			"schedule.zone":     func(t *bot.Turn, v string) (bot.Reply, error) { return t.Open("schedule.zone", v) },
			// schedule.at is a zone in plain words, after what it was asked for.
			"schedule.at":   scheduleAt,
			"schedule.here": bot.InPlace(scheduleHere),
		},
		Forms: map[string]bot.FormSpec{
			"schedule":       {Open: scheduleForm, Submit: scheduleSubmit},
			"schedule.quiet": {Open: quietForm, Submit: quietSubmit},
			"schedule.zone":  {Open: scheduleZoneForm, Submit: scheduleZoneSubmit},
		},
	}
}

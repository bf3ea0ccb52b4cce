package schedules

import (
	"fmt"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/say"
)

// begins stands where a horizon would, for the first schedule of somebody new.
const begins = "begin"

// Begin sets the first check-ins, in English words, with the defaults for the
// other horizons; where the person's zone is not known it is asked for first.
func Begin(t *bot.Turn, words string) (bot.Reply, error) {
	if t.Person.Zone == "" {
		return askZone(t, begins+" "+words)
	}
	plan, err := t.Bot.Schedules.Parse(words, careers.English, t.Person.Zone, t.Now)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("begin: %w", err)
	}
	if err := optIn(t); err != nil {
		return bot.Reply{}, err
	}
	next, err := SetSchedule(t, people.Year1, plan, true)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("begin: %w", err)
	}
	for _, h := range people.Horizons[1:] {
		if err := DefaultSchedule(t, h); err != nil {
			return bot.Reply{}, err
		}
	}
	return bot.Reply{Text: t.Say("schedule.begun", "next", say.Instant(t, next), "city", say.City(t, t.Person.Zone)), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", ""), t.Choice("help.button", "help", "")}}}}, nil
}

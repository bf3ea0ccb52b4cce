package schedules

import (
	"errors"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// waitsForDefaults stands where the words of a schedule would, for the defaults.
const waitsForDefaults = "defaults"

// askZone asks where a person is before a time of day can mean anything. words
// is the schedule that waits for it: "HORIZON WORDS", waitsForDefaults, or empty.
func askZone(t *bot.Turn, words string) (bot.Reply, error) {
	t.Expect(bot.Call{Action: "schedule.at"})
	t.Talk.Waits = words
	var c []bot.Choice
	for i, z := range zones.Clocks(t) {
		if i == zones.ClocksOffered || z.Chance < zones.ClockWorth {
			break
		}
		c = append(c, bot.Choice{Label: t.Plain("zone.button.here", "now", say.ClockIn(t, z.Zone), "city", say.City(t, z.Zone)), Action: "schedule.here", Value: z.Zone})
	}
	c = append(c, t.Choice("zone.button.elsewhere", "schedule.zone", "waits"), t.Choice("zone.button.unsaid", "schedule.here", zones.Unsaid))
	return bot.Reply{Text: t.Say("zone.ask"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: c}}}, nil
}

// scheduleAt is a zone in plain words.
func scheduleAt(t *bot.Turn, said string) (bot.Reply, error) {
	said = strings.TrimSpace(said)
	if zones.Rather(said) {
		return scheduleHere(t, zones.Unsaid)
	}
	if err := zones.SetZone(t, said); err != nil {
		var p *bot.Problem
		if errors.As(err, &p) {
			t.Expect(bot.Call{Action: "schedule.at"})
			for i := range p.Choices { // a press goes on with what waits
				p.Choices[i].Action = "schedule.here"
			}
		}
		return bot.Reply{}, err
	}
	return scheduleGoesOn(t)
}

// scheduleHere is a zone that was offered, or that none is to be told.
func scheduleHere(t *bot.Turn, zone string) (bot.Reply, error) {
	if zone != zones.Unsaid {
		if err := zones.SetZone(t, zone); err != nil {
			return bot.Reply{}, err
		}
		return scheduleGoesOn(t)
	}
	if t.Person.Zone == "" {
		if err := zones.KeepZone(t, zones.Unsaid, false); err != nil {
			return bot.Reply{}, err
		}
	}
	r, err := scheduleGoesOn(t)
	r.Lead(t.Say("zone.unsaid", "now", say.ClockIn(t, say.ZoneName(t))))
	return r, err
}

// scheduleGoesOn takes up what waited for the zone.
func scheduleGoesOn(t *bot.Turn) (bot.Reply, error) {
	waits := t.Talk.Waits
	t.Talk.Waits = ""
	if waits == waitsForDefaults {
		return scheduleDefaults(t)
	}
	h, when, ok := strings.Cut(waits, " ")
	if h == begins {
		return Begin(t, when)
	}
	if !ok || !slices.Contains(people.Horizons, people.Horizon(h)) {
		return schedulesShown(t, "schedule.zone.saved")
	}
	return schedulePreview(t, people.Horizon(h), when)
}

func scheduleZoneForm(t *bot.Turn, _ string) (*bot.Form, error) {
	f := zones.ZoneField(t)
	f.Initial = t.Person.Zone // who comes here has seen the guesses
	return &bot.Form{Title: t.Plain("schedule.form.zone"), Submit: t.Plain("button.save"), Fields: []bot.Field{f}}, nil
}

func scheduleZoneSubmit(t *bot.Turn, value string, fields map[string]string) (bot.Reply, error) {
	if err := zones.SetZone(t, fields["zone"]); err != nil {
		return bot.Reply{}, err
	}
	if t.Talk.Expect = ""; value != "waits" {
		t.Talk.Waits = ""
	}
	return scheduleGoesOn(t)
}

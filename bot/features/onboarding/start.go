package onboarding

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/features/profile"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// sayings is what begins.
func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"start": {Do: say.Passes("start"), Confirms: true},
	}
}

// form opens the form, where it can be opened; else it says what comes.
func form(t *bot.Turn) (bot.Reply, error) {
	r, err := t.Open("start", "")
	if err != nil {
		return r, err
	}
	r.Text = t.Say("start.intro")
	return r, nil
}

// startOrPropose is the button under an empty list: who has started gets proposals at once.
func startOrPropose(t *bot.Turn) (bot.Reply, error) {
	if t.Person.OptedIn {
		return goals.Propose(t, "proposal.intro")
	}
	return begin(t)
}

func startForm(t *bot.Turn, _ string) (*bot.Form, error) {
	when := t.Plain("start.form.when.default")
	if all, err := t.Tx.Schedules(t.Person.ID); err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	} else if i := slices.IndexFunc(all, func(s people.Schedule) bool { return s.Horizon == people.Year1 }); i >= 0 {
		when = t.Bot.Schedules.Describe(all[i].Plan, t.Lang)
	}
	return &bot.Form{Title: t.Plain("start.form"), Submit: t.Plain("start.form.submit"), Intro: t.Say("start.form.intro"), Fields: []bot.Field{
		{ID: "role", Label: t.Plain("start.form.role"), Hint: t.Plain("start.form.role.hint"), Suggest: "role", Initial: say.Role(t), Max: profile.MaxName},
		{ID: "target", Label: t.Plain("start.form.target"), Hint: t.Plain("start.form.target.hint"), Suggest: "role", Initial: say.Target(t), Max: profile.MaxName},
		zones.ZoneField(t),
		{ID: "when", Label: t.Plain("start.form.when"), Hint: t.Plain("start.form.when.default"), Initial: when, Max: 200},
	}}, nil
}

// startSubmit keeps the profile and the schedules, and proposes goals.
func startSubmit(t *bot.Turn, _ string, fields map[string]string) (bot.Reply, error) {
	zone, err := zones.ZoneSaid(t, fields["zone"])
	plan, wrong := t.Bot.Schedules.Parse(cmp.Or(fields["when"], t.Plain("start.form.when.default")), t.Lang, cmp.Or(zone, "UTC"), t.Now)
	if wrong != nil { // all that is wrong is said at once: some platforms close the form
		err = errors.Join(err, schedules.ScheduleProblem(t, "when", wrong))
	}
	if err != nil {
		return bot.Reply{}, err
	}
	if fields["role"] != "" {
		t.Person.Role, t.Person.RoleTitle = profile.JobSaid(t, fields["role"])
	}
	if fields["target"] != "" {
		t.Person.Target, t.Person.TargetTitle = profile.JobSaid(t, fields["target"])
	}
	guessed := t.Person.Zone == "" && t.Event.Hints.Zone == "" && zone == zones.Supposed(t)
	t.Person.Zone, t.Person.ZoneAsked = zone, !zones.Rather(fields["zone"])
	first := !t.Person.OptedIn
	t.Person.OptedIn, t.Person.Stopped, t.Person.PausedUntil = true, false, time.Time{}
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save profile: %w", err)
	}
	next, err := schedules.SetSchedule(t, people.Year1, plan, true)
	if err != nil {
		return bot.Reply{}, err
	}
	for _, h := range people.Horizons[1:] {
		if err := schedules.DefaultSchedule(t, h); err != nil {
			return bot.Reply{}, err
		}
	}
	if first && !t.Event.DM {
		if err := schedules.Hello(t); err != nil {
			return bot.Reply{}, err
		}
	}
	r, err := goals.Propose(t, "start.done", "when", t.Bot.Schedules.Describe(plan, t.Lang), "next", say.Instant(t, next), "zone", zone)
	if guessed { // it stood in the form: a look at the clock shows whether it was read
		r.Lead(t.Say("zone.guessed", "now", say.ClockIn(t, zone), "city", say.City(t, zone)))
	}
	return r, err
}

package schedules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// previewed is how many of a schedule's next times are shown before it is saved.
const previewed = 3

// schedule shows the schedules, or sets one after a preview.
func schedule(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	var h people.Horizon
	if a["horizon"] != "" {
		var ok bool
		if h, _, ok = plainwords.TakeHorizon(a["horizon"]); !ok {
			return bot.Reply{}, say.HorizonProblem(t, a["horizon"])
		}
	}
	when := a["when"]
	if words, ok := takeQuiet(when); ok {
		return quietSaid(t, words)
	}
	switch {
	case when == "" && h == "":
		return schedulesShown(t, "")
	case when == "":
		return t.Open("schedule", string(h))
	case plainwords.OffWords[bot.Fold(when)]:
		return scheduleSwitch(t, h, false)
	case plainwords.OnWords[bot.Fold(when)]:
		return scheduleSwitch(t, h, true)
	}
	if h == "" {
		h = people.Year1
	}
	return schedulePreview(t, h, when)
}

// schedulesShown is every horizon's schedule with its next time.
func schedulesShown(t *bot.Turn, head string) (bot.Reply, error) {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	p := &say.Page{}
	if head != "" {
		p.Say(t.Say(head))
	}
	if len(all) == 0 {
		return schedulesOffered(t, p)
	}
	next, err := NextLine(t)
	if err != nil {
		return bot.Reply{}, err
	}
	each, err := NextOfEach(t)
	if err != nil {
		return bot.Reply{}, err
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	sending := people.Sending(all, goals)
	first, err := NextCheckIn(t)
	if err != nil {
		return bot.Reply{}, err
	}
	p.Say(next)
	lines, c, off := []string{}, []bot.Choice{}, false
	for _, h := range people.Horizons {
		i := slices.IndexFunc(all, func(s people.Schedule) bool { return s.Horizon == h })
		switch {
		case i < 0:
			lines = append(lines, "- "+string(t.Say("schedule.line.none", "horizon", say.Years(t, h))))
		case all[i].Next.IsZero():
			lines, off = append(lines, "- "+string(t.Say("schedule.line.off", "horizon", say.Years(t, h)))), true
		case !slices.ContainsFunc(sending, func(s people.Schedule) bool { return s.Horizon == h }):
			lines = append(lines, "- "+string(t.Say("schedule.line.waits", "horizon", say.Years(t, h))))
		case each[h].Equal(first): // said above, or none comes
			lines = append(lines, "- "+string(t.Say("schedule.line.plan", "horizon", say.Years(t, h), "when", t.Bot.Schedules.Describe(all[i].Plan, t.Lang))))
		case !all[i].Chosen && !each[h].Equal(t.Person.SentAt(all[i], all[i].Next)):
			lines = append(lines, "- "+string(t.Say("schedule.line.joins", "horizon", say.Years(t, h), "when", t.Bot.Schedules.Describe(all[i].Plan, t.Lang), "next", say.Instant(t, each[h]))))
		default:
			lines = append(lines, "- "+string(t.Say("schedule.line", "horizon", say.Years(t, h), "when", t.Bot.Schedules.Describe(all[i].Plan, t.Lang), "next", say.Instant(t, each[h]))))
		}
		c = append(c, bot.Choice{Label: t.Plain("schedule.button.for", "horizon", say.Years(t, h)), Action: "schedule.change", Value: string(h)})
	}
	p.Say(t.Say("schedule.head") + "\n\n" + bot.Markup(strings.Join(lines, "\n")))
	p.Say(t.Say("schedule.clock", "zone", say.ZoneName(t), "now", say.Clock(t, people.MinuteOf(t.Now.In(people.Location(t.Person.Zone))))) + " " + quietHere(t))
	p.Say(restLine(t))
	waiting, takeBack, err := Reminders(t)
	if err != nil {
		return bot.Reply{}, err
	}
	p.Say(waiting)
	c = append(c, someBack(t, takeBack)...)
	if off {
		c = append(c, t.Choice("schedule.button.on", "schedule.on", ""))
	}
	c = append(c, t.Choice("schedule.button.quiet", "schedule.quiet", ""), t.Choice("schedule.button.zone", "schedule.zone", ""))
	c = append(c, absenceChoices(t)...)
	if t.Person.Rests(t.Now) {
		c = append(c, t.Choice("pause.button.resume", "resume", ""))
	} else {
		c = append(c, t.Choice("pause.button", "pause", ""))
	}
	p.Ask("", c...)
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// schedulesOffered is what somebody sees who has no schedule yet. Nothing is
// kept before they choose: only then may the mentor write first.
func schedulesOffered(t *bot.Turn, p *say.Page) (bot.Reply, error) {
	lines := []string{}
	for _, h := range people.Horizons {
		lines = append(lines, "- "+string(t.Say("schedule.line.plan", "horizon", say.Years(t, h), "when", t.Bot.Schedules.Describe(t.Bot.Schedules.Default(h), t.Lang))))
	}
	p.Say(t.Say("schedule.empty") + "\n\n" + bot.Markup(strings.Join(lines, "\n")))
	waiting, takeBack, err := Reminders(t)
	if err != nil {
		return bot.Reply{}, err
	}
	p.Say(restLine(t)) // what was said of it holds for reminders, and for check-ins to come
	if t.Person.QuietFrom != people.DefaultQuietFrom || t.Person.QuietTo != people.DefaultQuietTo {
		p.Say(quietLine(t))
	}
	p.Say(waiting)
	use := t.Choice("schedule.button.defaults", "schedule.defaults", "")
	use.Style = bot.Primary
	p.Ask("", append([]bot.Choice{use, t.Choice("schedule.button.choose", "schedule.change", string(people.Year1))}, append(someBack(t, takeBack), absenceChoices(t)...)...)...)
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// scheduleDefaults keeps the default schedules.
func scheduleDefaults(t *bot.Turn) (bot.Reply, error) {
	if t.Person.Zone == "" {
		return askZone(t, waitsForDefaults)
	}
	if err := optIn(t); err != nil {
		return bot.Reply{}, err
	}
	for _, h := range people.Horizons {
		if err := DefaultSchedule(t, h); err != nil {
			return bot.Reply{}, err
		}
	}
	return schedulesShown(t, "schedule.saved.all")
}

// optIn is what start and schedule do: from now on the mentor may write first.
func optIn(t *bot.Turn) error {
	first := !t.Person.OptedIn
	t.Person.OptedIn, t.Person.Stopped = true, false
	t.Person.ZoneAsked = t.Person.ZoneAsked || t.Person.Zone != zones.Unsaid
	if err := t.Save(); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	if first && !t.Event.DM {
		return Hello(t)
	}
	return Heard(t)
}

// schedulePreview says what the words come to, with the next times, before
// anything is kept.
func schedulePreview(t *bot.Turn, h people.Horizon, words string) (bot.Reply, error) {
	if t.Person.Zone == "" {
		return askZone(t, string(h)+" "+words)
	}
	plan, err := t.Bot.Schedules.Parse(words, t.Lang, t.Person.Zone, t.Now)
	if err != nil {
		return bot.Reply{}, ScheduleProblem(t, "when", err)
	}
	return planPreview(t, h, plan, words)
}

// planPreview shows when the next check-ins of a plan would come, before
// anything is kept; words say the plan.
func planPreview(t *bot.Turn, h people.Horizon, plan people.Plan, words string) (bot.Reply, error) {
	times, err := t.Bot.Schedules.Next(plan, t.Person.Zone, t.Now, previewed)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("preview schedule: %w", err)
	}
	t.Asks("schedule", planArgs(h, plan))
	save := savePlan.Of(planOf{h, encodePlan(plan)})
	if len(times) == 0 || !save.Fits() {
		return bot.Reply{}, t.FieldProblem("when", "schedule.too-long")
	}
	p := &say.Page{}
	lines := []string{}
	for _, at := range times {
		lines = append(lines, "- "+string(say.Instant(t, at)))
	}
	p.Say(t.Say("schedule.preview", "horizon", say.Years(t, h), "when", t.Bot.Schedules.Describe(plan, t.Lang), "zone", t.Person.Zone) + "\n\n" + bot.Markup(strings.Join(lines, "\n")))
	joined, err := joins(t, h, times)
	if err != nil {
		return bot.Reply{}, err
	}
	p.Say(joined)
	if t.Person.InQuiet(times[0]) {
		p.Say(t.Say("schedule.in-quiet", "from", say.Clock(t, t.Person.QuietFrom), "to", say.Clock(t, t.Person.QuietTo)))
	}
	yes := t.Choice("button.save", save.Action, save.Value)
	yes.Style = bot.Primary
	c := []bot.Choice{yes, t.Choice("schedule.button.change", "schedule.change", string(h)), t.Choice("schedule.button.cancel", "schedule.cancel", "")}
	if !t.Person.ZoneAsked {
		t.Talk.Waits = string(h) + " " + words
		c = append(c, t.Choice("schedule.button.zone", "schedule.zone", "waits"))
	}
	p.Ask("", c...)
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// joins says on which of the times other horizons fall on the same day.
func joins(t *bot.Turn, h people.Horizon, times []time.Time) (bot.Markup, error) {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return "", fmt.Errorf("read schedules: %w", err)
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return "", fmt.Errorf("read goals: %w", err)
	}
	for _, s := range people.Sending(all, goals) {
		if s.Horizon == h || s.Next.IsZero() {
			continue
		}
		theirs, err := t.Bot.Schedules.Next(s.Plan, t.Person.Zone, t.Now, 2*previewed)
		if err != nil {
			return "", fmt.Errorf("next of %s: %w", s.Horizon, err)
		}
		for _, at := range times {
			for _, other := range theirs {
				if people.Today(at, t.Person.Zone) == people.Today(other, t.Person.Zone) {
					return t.Say("schedule.joined", "date", say.Date(t, people.Today(at, t.Person.Zone)), "horizon", say.Years(t, s.Horizon)), nil
				}
			}
		}
	}
	return "", nil
}

// savePlan keeps a plan, in the form of encodePlan, for a horizon.
var savePlan = bot.Verb[planOf]{Name: "schedule.save", Between: " "}

type planOf struct {
	Horizon people.Horizon
	Plan    string
}

// planArgs is a plan as the last change keeps it.
func planArgs(h people.Horizon, plan people.Plan) bot.Args {
	return bot.Args{"horizon": string(h), "cron": plan.Cron, "weeks": strconv.Itoa(plan.EveryWeeks), "nth": strconv.Itoa(plan.Nth)}
}

// scheduleSave keeps what a preview showed.
func scheduleSave(t *bot.Turn, v planOf) (bot.Reply, error) {
	h := v.Horizon
	plan, ok := decodePlan(v.Plan)
	if !ok || !slices.Contains(people.Horizons, h) {
		return t.Stale(), nil
	}
	if t.Person.Zone == "" {
		return askZone(t, "")
	}
	if err := optIn(t); err != nil {
		return bot.Reply{}, err
	}
	before, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	t.Undoes(bot.Call{Action: "schedule.off", Value: string(h)})
	if i := slices.IndexFunc(before, func(s people.Schedule) bool { return s.Horizon == people.Horizon(h) && !s.Next.IsZero() }); i >= 0 {
		t.Undoes(savePlan.Of(planOf{h, encodePlan(before[i].Plan)}))
	}
	next, err := SetSchedule(t, people.Horizon(h), plan, true)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("save schedule: %w", err)
	}
	t.Did("schedule", planArgs(h, plan))
	text := t.Say("schedule.saved", "horizon", say.Years(t, people.Horizon(h)), "when", t.Bot.Schedules.Describe(plan, t.Lang), "next", say.Instant(t, next), "zone", t.Person.Zone)
	if t.Person.Rests(t.Now) {
		line, err := NextLine(t)
		if err != nil {
			return bot.Reply{}, err
		}
		text += "\n\n" + line
	}
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("schedule.button", "schedule", ""), t.Choice("schedule.button.off", "schedule.off", string(h))}}}}, nil
}

// SetSchedule keeps when check-ins for a horizon come, and gives when the next
// one is sent: a pause or an absence may hold it back.
func SetSchedule(t *bot.Turn, h people.Horizon, p people.Plan, chosen bool) (time.Time, error) {
	next, err := t.Bot.Schedules.Next(p, t.Person.Zone, t.Now, 1)
	if err != nil || len(next) == 0 {
		return time.Time{}, err
	}
	if _, err = t.Tx.PutSchedule(people.Schedule{Person: t.Person.ID, Horizon: h, Plan: p, Zone: t.Person.Zone, Next: next[0], Chosen: chosen}); err != nil {
		return time.Time{}, err
	}
	t.Changed = true
	each, err := NextOfEach(t)
	if at, ok := each[h]; ok {
		return at, err
	}
	return next[0], err
}

// DefaultSchedule keeps the default where a horizon has no schedule, not even one turned off.
func DefaultSchedule(t *bot.Turn, h people.Horizon) error {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read schedules: %w", err)
	}
	if slices.ContainsFunc(all, func(s people.Schedule) bool { return s.Horizon == h }) {
		return nil
	}
	_, err = SetSchedule(t, h, t.Bot.Schedules.Default(h), false)
	return err
}

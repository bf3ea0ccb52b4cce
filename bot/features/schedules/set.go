package schedules

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// scheduleSwitch turns a horizon's schedule, or all of them, off or on again.
func scheduleSwitch(t *bot.Turn, h people.Horizon, on bool) (bot.Reply, error) {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	if on && t.Person.Zone == "" {
		return askZone(t, waitsForDefaults)
	}
	known := slices.ContainsFunc(all, func(s people.Schedule) bool { return s.Horizon == h })
	if !on && h != "" && !known { // kept as off, so that start leaves it alone
		all = []people.Schedule{{Person: t.Person.ID, Horizon: h, Plan: t.Bot.Schedules.Default(h), Next: t.Now}}
	}
	if on && (len(all) == 0 || (h != "" && !known)) {
		all = nil
		for _, x := range people.Horizons {
			if h == "" || x == h {
				all = append(all, people.Schedule{Person: t.Person.ID, Horizon: x, Plan: t.Bot.Schedules.Default(x), Zone: t.Person.Zone})
			}
		}
	}
	for _, s := range all {
		if (h != "" && s.Horizon != h) || s.Next.IsZero() != on {
			continue
		}
		s.Next, s.Zone = time.Time{}, t.Person.Zone
		if on {
			if _, err := SetSchedule(t, s.Horizon, s.Plan, s.Chosen); err != nil {
				return bot.Reply{}, fmt.Errorf("turn schedule on: %w", err)
			}
		} else if _, err := t.Tx.PutSchedule(s); err != nil {
			return bot.Reply{}, fmt.Errorf("turn schedule off: %w", err)
		}
		t.Changed = true
	}
	if on {
		if err := optIn(t); err != nil {
			return bot.Reply{}, err
		}
		return schedulesShown(t, "schedule.turned-on")
	}
	text := t.Say("schedule.turned-off.all")
	if h != "" {
		line, err := NextLine(t)
		if err != nil {
			return bot.Reply{}, err
		}
		text = t.Say("schedule.turned-off", "horizon", say.Years(t, h)) + "\n\n" + line
	}
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("schedule.button.on", "schedule.on", string(h)), t.Choice("schedule.button", "schedule", "")}}}}, nil
}

// scheduleForm is a horizon with when its check-ins come; value is the horizon.
func scheduleForm(t *bot.Turn, value string) (*bot.Form, error) {
	h := people.Horizon(value)
	if !slices.Contains(people.Horizons, h) {
		h = people.Year1
	}
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	}
	plan := t.Bot.Schedules.Default(h)
	if i := slices.IndexFunc(all, func(s people.Schedule) bool { return s.Horizon == h }); i >= 0 {
		plan = all[i].Plan
	}
	fields := []bot.Field{{ID: "when", Label: t.Plain("schedule.form.when"), Hint: t.Plain("schedule.form.when.hint"), Initial: t.Bot.Schedules.Describe(plan, t.Lang), Max: 200}}
	if t.Person.Zone == "" {
		fields = append(fields, zones.ZoneField(t))
	}
	return &bot.Form{Title: t.Plain("schedule.form"), Intro: t.Say("schedule.form.intro", "horizon", say.Years(t, h)), Submit: t.Plain("schedule.form.submit"), Fields: fields}, nil
}

func scheduleSubmit(t *bot.Turn, value string, fields map[string]string) (bot.Reply, error) {
	if fields["zone"] != "" && t.Person.Zone == "" {
		if err := zones.SetZone(t, fields["zone"]); err != nil {
			return bot.Reply{}, err
		}
	}
	h := people.Horizon(value)
	if !slices.Contains(people.Horizons, h) {
		h = people.Year1
	}
	return schedulePreview(t, h, fields["when"])
}

// ScheduleProblem says why a schedule is refused.
func ScheduleProblem(t *bot.Turn, field string, err error) error {
	var refused *people.ScheduleError
	if !errors.As(err, &refused) {
		return err
	}
	kv := []any{}
	for k, v := range refused.Data {
		kv = append(kv, k, v)
	}
	return t.FieldProblem(field, refused.Reason, kv...)
}

// encodePlan is a plan as a Choice carries it: EVERYWEEKS/ANCHOR/NTH/CRON.
func encodePlan(p people.Plan) string {
	return fmt.Sprintf("%d/%s/%d/%s", p.EveryWeeks, p.Anchor, p.Nth, strings.ReplaceAll(p.Cron, " ", "_"))
}

func decodePlan(code string) (p people.Plan, ok bool) {
	parts := strings.SplitN(code, "/", 4)
	if len(parts) != 4 {
		return p, false
	}
	weeks, err1 := strconv.Atoi(parts[0])
	nth, err2 := strconv.Atoi(parts[2])
	return people.Plan{EveryWeeks: weeks, Anchor: parts[1], Nth: nth, Cron: strings.ReplaceAll(parts[3], "_", " ")}, err1 == nil && err2 == nil
}

package bot

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot/people"
)

// scheduleSwitch turns a horizon's schedule, or all of them, off or on again.
func (t *Turn) scheduleSwitch(h people.Horizon, on bool) (Reply, error) {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	if on && t.p.Zone == "" {
		return t.askZone(waitsForDefaults)
	}
	known := slices.ContainsFunc(all, func(s people.Schedule) bool { return s.Horizon == h })
	if !on && h != "" && !known { // kept as off, so that start leaves it alone
		all = []people.Schedule{{Person: t.p.ID, Horizon: h, Plan: t.b.Schedules.Default(h), Next: t.now}}
	}
	if on && (len(all) == 0 || (h != "" && !known)) {
		all = nil
		for _, x := range people.Horizons {
			if h == "" || x == h {
				all = append(all, people.Schedule{Person: t.p.ID, Horizon: x, Plan: t.b.Schedules.Default(x), Zone: t.p.Zone})
			}
		}
	}
	for _, s := range all {
		if (h != "" && s.Horizon != h) || s.Next.IsZero() != on {
			continue
		}
		s.Next, s.Zone = time.Time{}, t.p.Zone
		if on {
			if _, err := t.setSchedule(s.Horizon, s.Plan, s.Chosen); err != nil {
				return Reply{}, fmt.Errorf("turn schedule on: %w", err)
			}
		} else if _, err := t.tx.PutSchedule(s); err != nil {
			return Reply{}, fmt.Errorf("turn schedule off: %w", err)
		}
		t.changed = true
	}
	if on {
		if err := t.optIn(); err != nil {
			return Reply{}, err
		}
		return t.schedulesShown("schedule.turned-on")
	}
	text := t.say("schedule.turned-off.all")
	if h != "" {
		line, err := t.nextLine()
		if err != nil {
			return Reply{}, err
		}
		text = t.say("schedule.turned-off", "horizon", t.years(h)) + "\n\n" + line
	}
	return Reply{Text: text, Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("schedule.button.on", "schedule.on", string(h)), t.choice("schedule.button", "schedule", "")}}}}, nil
}

// scheduleForm is a horizon with when its check-ins come; value is the horizon.
func (t *Turn) scheduleForm(value string) (*Form, error) {
	h := people.Horizon(value)
	if !slices.Contains(people.Horizons, h) {
		h = people.Year1
	}
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	}
	plan := t.b.Schedules.Default(h)
	if i := slices.IndexFunc(all, func(s people.Schedule) bool { return s.Horizon == h }); i >= 0 {
		plan = all[i].Plan
	}
	fields := []Field{{ID: "when", Label: t.plain("schedule.form.when"), Hint: t.plain("schedule.form.when.hint"), Initial: t.b.Schedules.Describe(plan, t.lang), Max: 200}}
	if t.p.Zone == "" {
		fields = append(fields, t.zoneField())
	}
	return &Form{Title: t.plain("schedule.form"), Intro: t.say("schedule.form.intro", "horizon", t.years(h)), Submit: t.plain("schedule.form.submit"), Fields: fields}, nil
}

func (t *Turn) scheduleSubmit(value string, fields map[string]string) (Reply, error) {
	if fields["zone"] != "" && t.p.Zone == "" {
		if err := t.setZone(fields["zone"]); err != nil {
			return Reply{}, err
		}
	}
	h := people.Horizon(value)
	if !slices.Contains(people.Horizons, h) {
		h = people.Year1
	}
	return t.schedulePreview(h, fields["when"])
}

// scheduleProblem says why a schedule is refused.
func (t *Turn) scheduleProblem(field string, err error) error {
	var refused *people.ScheduleError
	if !errors.As(err, &refused) {
		return err
	}
	kv := []any{}
	for k, v := range refused.Data {
		kv = append(kv, k, v)
	}
	return t.fieldProblem(field, refused.Reason, kv...)
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

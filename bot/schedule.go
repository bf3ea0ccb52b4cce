package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"mentor/bot/people"
)

// previewed is how many of a schedule's next times are shown before it is saved.
const previewed = 3

// scheduleRoom is when check-ins come.
func scheduleRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"schedule"}, Personal: true, run: (*Turn).schedule,
			Aliases: []string{"schedules", "planning", "rythme", "horaires", "calendrier"},
			Args:    []Arg{{Name: "horizon", Type: HorizonArg}, {Name: "when", Type: WhenArg}}}},
		presses: map[string]pressFunc{
			"schedule":          func(t *Turn, _ string) (Reply, error) { return t.schedulesShown("") },
			"schedule.save":     inPlace((*Turn).scheduleSave),
			"schedule.change":   func(t *Turn, h string) (Reply, error) { return t.open("schedule", h) },
			"schedule.cancel":   inPlace(func(t *Turn, _ string) (Reply, error) { return t.schedulesShown("schedule.cancelled") }),
			"schedule.on":       inPlace(func(t *Turn, h string) (Reply, error) { return t.scheduleSwitch(people.Horizon(h), true) }),
			"schedule.off":      inPlace(func(t *Turn, h string) (Reply, error) { return t.scheduleSwitch(people.Horizon(h), false) }),
			"schedule.defaults": inPlace(func(t *Turn, _ string) (Reply, error) { return t.scheduleDefaults() }),
			"schedule.quiet":    func(t *Turn, _ string) (Reply, error) { return t.open("schedule.quiet", "") },
			"schedule.zone":     func(t *Turn, v string) (Reply, error) { return t.open("schedule.zone", v) },
			// schedule.at is a zone in plain words, after what it was asked for.
			"schedule.at":   (*Turn).scheduleAt,
			"schedule.here": inPlace((*Turn).scheduleHere),
		},
		forms: map[string]form{
			"schedule":       {open: (*Turn).scheduleForm, submit: (*Turn).scheduleSubmit},
			"schedule.quiet": {open: (*Turn).quietForm, submit: (*Turn).quietSubmit},
			"schedule.zone":  {open: (*Turn).scheduleZoneForm, submit: (*Turn).scheduleZoneSubmit},
		},
	}
}

// Words that stand where a schedule's words would.
var (
	offWords = map[string]bool{"off": true, "none": true, "never": true, "no": true, "stop": true, "non": true, "jamais": true, "aucun": true, "arret": true, "arreter": true, "desactiver": true, "desactive": true}
	onWords  = map[string]bool{"on": true, "again": true, "oui": true, "actif": true, "activer": true, "reprendre": true}
)

// schedule shows the schedules, or sets one after a preview.
func (t *Turn) schedule(a Args) (Reply, error) {
	var h people.Horizon
	if a["horizon"] != "" {
		var ok bool
		if h, _, ok = TakeHorizon(a["horizon"]); !ok {
			return Reply{}, t.horizonProblem(a["horizon"])
		}
	}
	when := a["when"]
	if words, ok := takeQuiet(when); ok {
		return t.quietSaid(words)
	}
	switch {
	case when == "" && h == "":
		return t.schedulesShown("")
	case when == "":
		return t.open("schedule", string(h))
	case offWords[Fold(when)]:
		return t.scheduleSwitch(h, false)
	case onWords[Fold(when)]:
		return t.scheduleSwitch(h, true)
	}
	if h == "" {
		h = people.Year1
	}
	return t.schedulePreview(h, when)
}

// schedulesShown is every horizon's schedule with its next time.
func (t *Turn) schedulesShown(head string) (Reply, error) {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	p := &page{}
	if head != "" {
		p.say(t.say(head))
	}
	if len(all) == 0 {
		return t.schedulesOffered(p)
	}
	lines, c, off := []string{}, []Choice{}, false
	for _, h := range people.Horizons {
		i := slices.IndexFunc(all, func(s people.Schedule) bool { return s.Horizon == h })
		switch {
		case i < 0:
			lines = append(lines, "- "+string(t.say("schedule.line.none", "horizon", t.years(h))))
		case all[i].Next.IsZero():
			lines, off = append(lines, "- "+string(t.say("schedule.line.off", "horizon", t.years(h)))), true
		default:
			lines = append(lines, "- "+string(t.say("schedule.line", "horizon", t.years(h), "when", t.b.Schedules.Describe(all[i].Plan, t.lang), "next", t.moment(t.p.SentAt(all[i], all[i].Next)))))
		}
		c = append(c, Choice{Label: t.plain("schedule.button.for", "horizon", t.years(h)), Action: "schedule.change", Value: string(h)})
	}
	p.say(t.say("schedule.head") + "\n\n" + Markup(strings.Join(lines, "\n")))
	p.say(t.say("schedule.clock", "zone", t.zoneName(), "now", t.clock(people.MinuteOf(t.now.In(people.Location(t.p.Zone))))) + " " + t.quietLine())
	next, err := t.nextLine()
	if err != nil {
		return Reply{}, err
	}
	p.say(t.restLine())
	p.say(next)
	if off {
		c = append(c, t.choice("schedule.button.on", "schedule.on", ""))
	}
	c = append(c, t.choice("schedule.button.quiet", "schedule.quiet", ""), t.choice("schedule.button.zone", "schedule.zone", ""))
	if t.p.Rests(t.now) {
		c = append(c, t.choice("pause.button.resume", "resume", ""))
	} else {
		c = append(c, t.choice("pause.button", "pause", ""))
	}
	p.ask("", c...)
	r := p.reply()
	r.Private = !t.ev.DM
	return r, nil
}

// schedulesOffered is what somebody sees who has no schedule yet. Nothing is
// kept before they choose: only then may the mentor write first.
func (t *Turn) schedulesOffered(p *page) (Reply, error) {
	lines := []string{}
	for _, h := range people.Horizons {
		lines = append(lines, "- "+string(t.say("schedule.line.plan", "horizon", t.years(h), "when", t.b.Schedules.Describe(t.b.Schedules.Default(h), t.lang))))
	}
	p.say(t.say("schedule.empty") + "\n\n" + Markup(strings.Join(lines, "\n")))
	use := t.choice("schedule.button.defaults", "schedule.defaults", "")
	use.Style = Primary
	p.ask("", use, t.choice("schedule.button.choose", "schedule.change", string(people.Year1)))
	r := p.reply()
	r.Private = !t.ev.DM
	return r, nil
}

// scheduleDefaults keeps the default schedules.
func (t *Turn) scheduleDefaults() (Reply, error) {
	if t.p.Zone == "" {
		return t.askZone(waitsForDefaults)
	}
	if err := t.optIn(); err != nil {
		return Reply{}, err
	}
	for _, h := range people.Horizons {
		if err := t.defaultSchedule(h); err != nil {
			return Reply{}, err
		}
	}
	return t.schedulesShown("schedule.saved.all")
}

// optIn is what start and schedule do: from now on the mentor may write first.
func (t *Turn) optIn() error {
	first := !t.p.OptedIn
	t.p.OptedIn, t.p.Stopped = true, false
	t.p.ZoneAsked = t.p.ZoneAsked || t.p.Zone != unsaid
	if err := t.save(); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	if first && !t.ev.DM {
		return t.hello()
	}
	return t.heard()
}

// schedulePreview says what the words come to, with the next times, before
// anything is kept.
func (t *Turn) schedulePreview(h people.Horizon, words string) (Reply, error) {
	if t.p.Zone == "" {
		return t.askZone(string(h) + " " + words)
	}
	plan, err := t.b.Schedules.Parse(words, t.lang, t.p.Zone, t.now)
	if err != nil {
		return Reply{}, t.scheduleProblem("when", err)
	}
	times, err := t.b.Schedules.Next(plan, t.p.Zone, t.now, previewed)
	if err != nil {
		return Reply{}, fmt.Errorf("preview schedule: %w", err)
	}
	value := string(h) + " " + encodePlan(plan)
	if len(times) == 0 || len("schedule.save")+len(value) > MaxChoiceBytes {
		return Reply{}, t.fieldProblem("when", "schedule.too-long")
	}
	p := &page{}
	lines := []string{}
	for _, at := range times {
		lines = append(lines, "- "+string(Escape(t.moment(at))))
	}
	p.say(t.say("schedule.preview", "horizon", t.years(h), "when", t.b.Schedules.Describe(plan, t.lang), "zone", t.p.Zone) + "\n\n" + Markup(strings.Join(lines, "\n")))
	joined, err := t.joins(h, times)
	if err != nil {
		return Reply{}, err
	}
	p.say(joined)
	if t.p.InQuiet(times[0]) {
		p.say(t.say("schedule.in-quiet", "from", t.clock(t.p.QuietFrom), "to", t.clock(t.p.QuietTo)))
	}
	save := t.choice("button.save", "schedule.save", value)
	save.Style = Primary
	c := []Choice{save, t.choice("schedule.button.change", "schedule.change", string(h)), t.choice("schedule.button.cancel", "schedule.cancel", "")}
	if !t.p.ZoneAsked {
		t.talk.Waits = string(h) + " " + words
		c = append(c, t.choice("schedule.button.zone", "schedule.zone", "waits"))
	}
	p.ask("", c...)
	r := p.reply()
	r.Private = !t.ev.DM
	return r, nil
}

// joins says on which of the times other horizons fall on the same day.
func (t *Turn) joins(h people.Horizon, times []time.Time) (Markup, error) {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return "", fmt.Errorf("read schedules: %w", err)
	}
	for _, s := range all {
		if s.Horizon == h || s.Next.IsZero() {
			continue
		}
		theirs, err := t.b.Schedules.Next(s.Plan, t.p.Zone, t.now, 2*previewed)
		if err != nil {
			return "", fmt.Errorf("next of %s: %w", s.Horizon, err)
		}
		for _, at := range times {
			for _, other := range theirs {
				if people.Today(at, t.p.Zone) == people.Today(other, t.p.Zone) {
					return t.say("schedule.joined", "date", t.date(people.Today(at, t.p.Zone)), "horizon", t.years(s.Horizon)), nil
				}
			}
		}
	}
	return "", nil
}

// scheduleSave keeps what a preview showed: "HORIZON PLAN".
func (t *Turn) scheduleSave(value string) (Reply, error) {
	h, code, _ := strings.Cut(value, " ")
	plan, ok := decodePlan(code)
	if !ok || !slices.Contains(people.Horizons, people.Horizon(h)) {
		return t.stale(), nil
	}
	if t.p.Zone == "" {
		return t.askZone("")
	}
	if err := t.optIn(); err != nil {
		return Reply{}, err
	}
	before, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read schedules: %w", err)
	}
	t.talk.Undo = "schedule.off:" + h
	if i := slices.IndexFunc(before, func(s people.Schedule) bool { return s.Horizon == people.Horizon(h) && !s.Next.IsZero() }); i >= 0 {
		t.talk.Undo = "schedule.save:" + h + " " + encodePlan(before[i].Plan)
	}
	next, err := t.setSchedule(people.Horizon(h), plan, true)
	if err != nil {
		return Reply{}, fmt.Errorf("save schedule: %w", err)
	}
	text := t.say("schedule.saved", "horizon", t.years(people.Horizon(h)), "when", t.b.Schedules.Describe(plan, t.lang), "next", t.moment(next), "zone", t.p.Zone)
	if t.p.Rests(t.now) {
		line, err := t.nextLine()
		if err != nil {
			return Reply{}, err
		}
		text += "\n\n" + line
	}
	return Reply{Text: text, Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("schedule.button", "schedule", ""), t.choice("schedule.button.off", "schedule.off", h)}}}}, nil
}

// setSchedule keeps when check-ins for a horizon come.
func (t *Turn) setSchedule(h people.Horizon, p people.Plan, chosen bool) (time.Time, error) {
	next, err := t.b.Schedules.Next(p, t.p.Zone, t.now, 1)
	if err != nil || len(next) == 0 {
		return time.Time{}, err
	}
	_, err = t.tx.PutSchedule(people.Schedule{Person: t.p.ID, Horizon: h, Plan: p, Zone: t.p.Zone, Next: next[0], Chosen: chosen})
	t.changed = true
	return next[0], err
}

// defaultSchedule keeps the default where a horizon has no schedule, not even one turned off.
func (t *Turn) defaultSchedule(h people.Horizon) error {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return fmt.Errorf("read schedules: %w", err)
	}
	if slices.ContainsFunc(all, func(s people.Schedule) bool { return s.Horizon == h }) {
		return nil
	}
	_, err = t.setSchedule(h, t.b.Schedules.Default(h), false)
	return err
}

package bot

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"mentor/bot/people"
)

// Where a person is, which some platforms do not say. It is asked once, when a
// time of day first has to mean something; the answer may be a press, a city,
// or what the person's clock shows. Who would rather not say gets UTC.

// What makes a guess worth showing.
const (
	clocksOffered = 3   // with "somewhere else" and "not now" a row of buttons
	clockWorth    = .04 // a chance below it is not worth a button
	clockSure     = .6  // a chance above it may stand in a form
)

// unsaid is the zone of who would rather not say theirs, where ZoneAsked is
// false: another platform may say it yet.
const unsaid = "UTC"

// waitsForDefaults stands where the words of a schedule would, for the defaults.
const waitsForDefaults = "defaults"

// askZone asks where a person is before a time of day can mean anything. words
// is the schedule that waits for it: "HORIZON WORDS", waitsForDefaults, or empty.
func (t *Turn) askZone(words string) (Reply, error) {
	t.talk.Expect, t.talk.Waits = "schedule.at:", words
	var c []Choice
	for i, z := range t.clocks() {
		if i == clocksOffered || z.Chance < clockWorth {
			break
		}
		c = append(c, Choice{Label: t.plain("zone.button.here", "now", t.clockIn(z.Zone), "city", t.city(z.Zone)), Action: "schedule.here", Value: z.Zone})
	}
	c = append(c, t.choice("zone.button.elsewhere", "schedule.zone", "waits"), t.choice("zone.button.unsaid", "schedule.here", unsaid))
	return Reply{Text: t.say("zone.ask"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: c}}}, nil
}

// likely is where the person may be, by the language of their client, else of
// their words, and the hour.
func (t *Turn) likely(said string) []people.LikelyZone {
	locale := t.ev.Hints.Locale
	if locale == "" {
		locale = string(t.lang)
	}
	return t.b.Schedules.Likely(locale, t.now, said)
}

// clocks is the likely zones, of those whose clocks show the same now the
// likeliest: who lives by another of them can name it.
func (t *Turn) clocks() (out []people.LikelyZone) {
	offset := func(zone string) int {
		_, seconds := t.now.In(people.Location(zone)).Zone()
		return seconds
	}
	for _, z := range t.likely("") {
		i := slices.IndexFunc(out, func(x people.LikelyZone) bool { return offset(x.Zone) == offset(z.Zone) })
		if i < 0 {
			out = append(out, z)
		} else {
			out[i].Chance += z.Chance
		}
	}
	slices.SortStableFunc(out, func(x, y people.LikelyZone) int { return cmp.Compare(y.Chance, x.Chance) })
	return out
}

// supposed is the zone that a form may hold before anything is said: the
// person's, the platform's, or a guess that is nearly sure.
func (t *Turn) supposed() string {
	if t.p.Zone != "" {
		return t.p.Zone
	}
	if t.ev.Hints.Zone != "" {
		return t.ev.Hints.Zone
	}
	if all := t.clocks(); len(all) > 0 && all[0].Chance >= clockSure {
		return all[0].Zone
	}
	return ""
}

// clockIn is what a clock in a zone shows now.
func (t *Turn) clockIn(zone string) string {
	return t.clock(people.MinuteOf(t.now.In(people.Location(zone))))
}

// city is what people call a zone by.
func (t *Turn) city(zone string) string {
	if id := "city." + zone; t.b.words.Has(t.lang, id) {
		return t.plain(id)
	}
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}

// zoneSaid reads a zone, or what a clock shows there; a Problem names the
// nearest ones.
func (t *Turn) zoneSaid(said string) (string, error) {
	if rather(said) {
		return unsaid, nil
	}
	zone, near := t.b.Schedules.Zone(said)
	if zone != "" {
		return zone, nil
	}
	if all := t.likely(said); len(all) > 0 {
		return all[0].Zone, nil
	}
	p := t.fieldProblem("zone", "zone.unknown", "said", brief(said, 60))
	if len(near) > 0 {
		near = near[:min(4, len(near))]
		p = t.fieldProblem("zone", "zone.near", "said", brief(said, 60), "near", strings.Join(near, ", "))
		for _, z := range near {
			p.Choices = append(p.Choices, Choice{Label: z, Action: "profile.zone", Value: z})
		}
	}
	return "", p
}

// setZone keeps a zone as the person said it.
func (t *Turn) setZone(said string) error {
	zone, err := t.zoneSaid(said)
	if err != nil {
		return err
	}
	return t.keepZone(zone, !rather(said))
}

// keepZone keeps a zone, and moves what follows it. asked is false where the
// person would not say: then what they say elsewhere counts.
func (t *Turn) keepZone(zone string, asked bool) error {
	was := t.p.Zone
	t.p.Zone, t.p.ZoneAsked = zone, asked
	if err := t.save(); err != nil {
		return fmt.Errorf("save zone: %w", err)
	}
	if was != zone {
		return t.rezone()
	}
	return nil
}

func (t *Turn) zoneField() Field {
	f := Field{ID: "zone", Label: t.plain("start.form.zone"), Hint: "Europe/Paris", Suggest: "zone", Initial: t.supposed()}
	if f.Initial == "" {
		var names []string
		for _, z := range t.clocks() {
			if len(names) < clocksOffered && z.Chance >= clockWorth {
				names = append(names, t.city(z.Zone))
			}
		}
		f.Hint = strings.Join(names, ", ")
	}
	return f
}

// noZone is how people say that they would rather not tell.
var noZone = map[string]bool{"no": true, "nope": true, "no thanks": true, "not now": true, "skip": true, "skip it": true, "later": true, "rather not": true, "i'd rather not": true,
	"i'd rather not say": true, "none": true, "non": true, "non merci": true, "pas maintenant": true, "plus tard": true, "passer": true, "passe": true, "je prefere pas": true,
	"je ne prefere pas": true, "je prefere ne pas le dire": true, "aucun": true}

// rather tells whether words are that.
func rather(said string) bool { return noZone[strings.Trim(Fold(said), " .!")] }

// scheduleAt is a zone in plain words.
func (t *Turn) scheduleAt(said string) (Reply, error) {
	said = strings.TrimSpace(said)
	if rather(said) {
		return t.scheduleHere(unsaid)
	}
	if err := t.setZone(said); err != nil {
		var p *Problem
		if errors.As(err, &p) {
			t.talk.Expect = "schedule.at:"
			for i := range p.Choices { // a press goes on with what waits
				p.Choices[i].Action = "schedule.here"
			}
		}
		return Reply{}, err
	}
	return t.scheduleGoesOn()
}

// scheduleHere is a zone that was offered, or that none is to be told.
func (t *Turn) scheduleHere(zone string) (Reply, error) {
	if zone != unsaid {
		if err := t.setZone(zone); err != nil {
			return Reply{}, err
		}
		return t.scheduleGoesOn()
	}
	if t.p.Zone == "" {
		if err := t.keepZone(unsaid, false); err != nil {
			return Reply{}, err
		}
	}
	r, err := t.scheduleGoesOn()
	r.lead(t.say("zone.unsaid", "now", t.clockIn(t.zoneName())))
	return r, err
}

// scheduleGoesOn takes up what waited for the zone.
func (t *Turn) scheduleGoesOn() (Reply, error) {
	waits := t.talk.Waits
	t.talk.Waits = ""
	if waits == waitsForDefaults {
		return t.scheduleDefaults()
	}
	h, when, ok := strings.Cut(waits, " ")
	if !ok || !slices.Contains(people.Horizons, people.Horizon(h)) {
		return t.schedulesShown("schedule.zone.saved")
	}
	return t.schedulePreview(people.Horizon(h), when)
}

func (t *Turn) scheduleZoneForm(string) (*Form, error) {
	f := t.zoneField()
	f.Initial = t.p.Zone // who comes here has seen the guesses
	return &Form{Title: t.plain("schedule.form.zone"), Submit: t.plain("button.save"), Fields: []Field{f}}, nil
}

func (t *Turn) scheduleZoneSubmit(value string, fields map[string]string) (Reply, error) {
	if err := t.setZone(fields["zone"]); err != nil {
		return Reply{}, err
	}
	if t.talk.Expect = ""; value != "waits" {
		t.talk.Waits = ""
	}
	return t.scheduleGoesOn()
}

// lead puts words before a reply, wherever it is shown.
func (r *Reply) lead(note Markup) {
	r.Text = note + "\n\n" + r.Text
	if len(r.Blocks) == 0 {
		return
	}
	if _, only := r.Blocks[0].(Choices); !only {
		r.Blocks = append([]Block{Section{Text: note}}, r.Blocks...)
	}
}

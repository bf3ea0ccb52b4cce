// Package zones owns where a person is: asking for a time zone, guessing it,
// and moving what follows it. Profile, schedules and onboarding share it.
package zones

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// Rezone computes the person's schedules and reminders anew after a change of zone.
func Rezone(t *bot.Turn) error {
	all, err := t.Tx.Schedules(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read schedules: %w", err)
	}
	for _, s := range all {
		s.Zone = t.Person.Zone
		if !s.Next.IsZero() {
			next, err := t.Bot.Schedules.Next(s.Plan, s.Zone, t.Now, 1)
			if err != nil {
				return fmt.Errorf("next of %s: %w", s.Horizon, err)
			}
			s.Next = time.Time{}
			if len(next) > 0 {
				s.Next = next[0]
			}
		}
		if _, err := t.Tx.PutSchedule(s); err != nil {
			return fmt.Errorf("keep schedule: %w", err)
		}
	}
	waiting, err := t.Tx.Reminders(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read reminders: %w", err)
	}
	for _, r := range waiting {
		r.At = r.InstantOf(t.Person.Zone)
		if err := t.Tx.SaveReminder(t.Person.ID, r); err != nil {
			return fmt.Errorf("move reminder: %w", err)
		}
	}
	return nil
}

// Where a person is, which some platforms do not say. It is asked once, when a
// time of day first has to mean something; the answer may be a press, a city,
// or what the person's clock shows. Who would rather not say gets UTC.

// What makes a guess worth showing.
const (
	ClocksOffered = 3   // with "somewhere else" and "not now" a row of buttons
	ClockWorth    = .04 // a chance below it is not worth a button
	clockSure     = .6  // a chance above it may stand in a form
)

// Unsaid is the zone of who would rather not say theirs, where ZoneAsked is
// false: another platform may say it yet.
const Unsaid = "UTC"

// likely is where the person may be, by the language of their client, else of
// their words, and the hour.
func likely(t *bot.Turn, said string) []people.LikelyZone {
	locale := t.Event.Hints.Locale
	if locale == "" {
		locale = string(t.Lang)
	}
	return t.Bot.Schedules.Likely(locale, t.Now, said)
}

// Clocks is the likely zones, of those whose clocks show the same now the
// likeliest: who lives by another of them can name it.
func Clocks(t *bot.Turn) (out []people.LikelyZone) {
	offset := func(zone string) int {
		_, seconds := t.Now.In(people.Location(zone)).Zone()
		return seconds
	}
	for _, z := range likely(t, "") {
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

// Supposed is the zone that a form may hold before anything is said: the
// person's, the platform's, or a guess that is nearly sure.
func Supposed(t *bot.Turn) string {
	if t.Person.Zone != "" {
		return t.Person.Zone
	}
	if t.Event.Hints.Zone != "" {
		return t.Event.Hints.Zone
	}
	if all := Clocks(t); len(all) > 0 && all[0].Chance >= clockSure {
		return all[0].Zone
	}
	return ""
}

// ZoneSaid reads a zone, or what a clock shows there; a Problem names the
// nearest ones.
func ZoneSaid(t *bot.Turn, said string) (string, error) {
	if Rather(said) {
		return Unsaid, nil
	}
	zone, near := t.Bot.Schedules.Zone(said)
	if zone != "" {
		return zone, nil
	}
	if all := likely(t, said); len(all) > 0 {
		return all[0].Zone, nil
	}
	p := t.FieldProblem("zone", "zone.unknown", "said", bot.Brief(said, 60))
	if len(near) > 0 {
		near = near[:min(4, len(near))]
		p = t.FieldProblem("zone", "zone.near", "said", bot.Brief(said, 60), "near", strings.Join(near, ", "))
		for _, z := range near {
			p.Choices = append(p.Choices, bot.Choice{Label: z, Action: "profile.zone", Value: z})
		}
	}
	return "", p
}

// SetZone keeps a zone as the person said it.
func SetZone(t *bot.Turn, said string) error {
	zone, err := ZoneSaid(t, said)
	if err != nil {
		return err
	}
	return KeepZone(t, zone, !Rather(said))
}

// KeepZone keeps a zone, and moves what follows it. asked is false where the
// person would not say: then what they say elsewhere counts.
func KeepZone(t *bot.Turn, zone string, asked bool) error {
	was := t.Person.Zone
	t.Person.Zone, t.Person.ZoneAsked = zone, asked
	if err := t.Save(); err != nil {
		return fmt.Errorf("save zone: %w", err)
	}
	if was != zone {
		return Rezone(t)
	}
	return nil
}

func ZoneField(t *bot.Turn) bot.Field {
	f := bot.Field{ID: "zone", Label: t.Plain("start.form.zone"), Hint: "Europe/Paris", Suggest: "zone", Initial: Supposed(t)}
	if f.Initial == "" {
		var names []string
		for _, z := range Clocks(t) {
			if len(names) < ClocksOffered && z.Chance >= ClockWorth {
				names = append(names, say.City(t, z.Zone))
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

// Rather tells whether words are that.
func Rather(said string) bool { return noZone[strings.Trim(bot.Fold(said), " .!")] }

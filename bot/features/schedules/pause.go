package schedules

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// farthestPause is how far ahead a pause or an absence may reach, in years;
// beyond it a typing error is likelier.
const farthestPause = 2

// longAbsence is beyond what is taken for a holiday where the words leave out the year.
const longAbsence = 180 * 24 * time.Hour

// LocalDay is the person's own today, as a date.
func LocalDay(t *bot.Turn) time.Time {
	d, _ := time.Parse(time.DateOnly, t.Today())
	return d
}

// pauseUntil holds check-ins back until a day.
func pauseUntil(t *bot.Turn, d time.Time) (bot.Reply, error) {
	if err := ahead(t, "for", d); err != nil {
		return bot.Reply{}, err
	}
	return paused(t, time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, people.Location(t.Person.Zone)).UTC())
}

// pause holds check-ins back until a date, or until told.
func pause(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	until := people.Forever
	if said := a["for"]; said != "" && !plainwords.OffWords[bot.Fold(said)] && !untilTold[bot.Fold(said)] {
		d, err := plainwords.ParseSpan(said, LocalDay(t), t.Lang)
		var unread *plainwords.DateError
		if errors.As(err, &unread) && unread.Kind == "unknown" {
			return bot.Reply{}, t.FieldProblem("for", "pause.unknown", "said", bot.Brief(said, 60))
		} else if err != nil {
			return bot.Reply{}, plainwords.DateProblem(t, "for", err)
		}
		if err := ahead(t, "for", d); err != nil {
			return bot.Reply{}, err
		}
		until = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, people.Location(t.Person.Zone)).UTC()
	} else if plainwords.OffWords[bot.Fold(said)] {
		return Resume(t)
	}
	return paused(t, until)
}

// paused keeps a pause until an instant.
func paused(t *bot.Turn, until time.Time) (bot.Reply, error) {
	t.Person.PausedUntil = until
	t.Person.Silences, t.Person.Slowed = 0, false // asking for peace is an answer
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save pause: %w", err)
	}
	did := bot.Args{}
	if until != people.Forever {
		did["day"] = people.Today(until, t.Person.Zone)
	}
	t.Did("pause", did)
	text := t.Say("pause.done.told")
	if until != people.Forever {
		text = t.Say("pause.done", "until", say.Date(t, people.Today(until, t.Person.Zone)), "zone", say.ZoneName(t))
	}
	return rested(t, text, bot.Call{Action: "resume"})
}

var untilTold = map[string]bool{"forever": true, "until told": true, "until i say": true, "until further notice": true, "jusqu'a nouvel ordre": true}

// ahead refuses dates that have passed or that are too far away.
func ahead(t *bot.Turn, field string, d time.Time) error {
	if today := LocalDay(t); !d.After(today) {
		return t.FieldProblem(field, "pause.past", "date", say.Date(t, d.Format(time.DateOnly)))
	} else if d.After(today.AddDate(farthestPause, 0, 0)) {
		return t.FieldProblem(field, "pause.far", "date", say.Date(t, d.Format(time.DateOnly)), "years", farthestPause)
	}
	return nil
}

// rested confirms a rest, with what comes after it; back takes it back.
func rested(t *bot.Turn, text bot.Markup, back bot.Call) (bot.Reply, error) {
	next, err := NextLine(t)
	if err != nil {
		return bot.Reply{}, err
	}
	t.Undoes(back)
	return bot.Reply{Text: text + "\n\n" + next, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("pause.button.resume", "resume", ""), t.Choice("schedule.button", "schedule", "")}}}}, nil
}

// pauseAsked is the button, which does not say for how long.
func pauseAsked(t *bot.Turn) (bot.Reply, error) {
	return bot.Reply{Text: t.Say("pause.ask"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("pause.button.1w", "pause.1w", ""), t.Choice("pause.button.2w", "pause.2w", ""), t.Choice("pause.button.1m", "pause.1m", ""),
		t.Choice("pause.button.told", "pause.on", "")}}}}, nil
}

// Resume ends every rest that is on: pause, absence, stop. Where none is, it
// takes back the absences to come.
func Resume(t *bot.Turn) (bot.Reply, error) {
	was, ahead := t.Person.Rests(t.Now), !t.Person.Stopped && !t.Person.FreeFrom(t.Now).After(t.Now)
	var left []people.Absence
	if today := t.Today(); t.Person.Away(today) {
		for _, a := range t.Person.AbsencesFrom(today) {
			if a.From > today {
				left = append(left, a)
			}
		}
	}
	t.Person.PausedUntil, t.Person.Absences, t.Person.Stopped = time.Time{}, left, false
	t.Person.Silences, t.Person.Slowed = 0, false
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save person: %w", err)
	}
	if err := zones.Rezone(t); err != nil { // times that passed meanwhile are over
		return bot.Reply{}, err
	}
	next, err := NextLine(t)
	if err != nil {
		return bot.Reply{}, err
	}
	text := t.Say("pause.resumed")
	switch {
	case !was:
		text = t.Say("pause.not-paused")
	case ahead:
		text = t.Say("away.cancelled")
	}
	return bot.Reply{Text: text + "\n\n" + next, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("checkin.button", "checkin", ""), t.Choice("schedule.button", "schedule", "")}}}}, nil
}

// stop ends check-ins for good, at once and without a question; everything else stays.
func stop(t *bot.Turn) (bot.Reply, error) {
	t.Person.Stopped, t.Person.Silences, t.Person.Slowed = true, 0, false
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save stop: %w", err)
	}
	t.Count("optout", "")
	t.Undoes(bot.Call{Action: "resume"})
	return bot.Reply{Text: t.Say("stop.done"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("stop.button.back", "resume", ""), t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

// stopSure asks before check-ins end that plain words seemed to end.
func stopSure(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
	yes := t.Choice("stop.button.sure", "stop", "")
	yes.Style = bot.Danger
	return bot.Reply{Text: t.Say("stop.sure"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{yes, t.Choice("stop.button.pause", "pause", ""), t.Choice("button.keep", "keep", "")}}}}, nil
}

var (
	periodBegins = regexp.MustCompile(`(?i)^(from|between|starting|du|de|des|entre|depuis|à partir du|on|the|le)\s+`)
	periodSplits = regexp.MustCompile(`(?i)\s+(?:to|till|until|through|thru|and|au|à|a|et|jusqu'au|jusqu'à|jusqu’au|-|–|—|→)\s+|\s*[–—→]\s*`)
	untilBegins  = regexp.MustCompile(`(?i)^(until|till|jusqu'au|jusqu'à|jusqu’au|jusqu’à|jusqu'en)\s*`)
	dayAlone     = regexp.MustCompile(`^\d{1,2}(st|nd|rd|th|er)?$`)
	daysDash     = regexp.MustCompile(`^(\d{1,2})\s*-\s*(\d{1,2})(\s+\p{L}.*)$`)
	lasts        = regexp.MustCompile(`(?i)^(for |pendant |pour )?\S+ (days?|weeks?|months?|jours?|semaines?|mois)$`)
)

// period reads two dates as people write them: "3 march to 10 march", "du 3 au
// 10 mars", "from monday to friday", "2026-03-03 2026-03-10", "3-10 march",
// "until friday", "next week", "two weeks", "tomorrow". Both are included,
// except after "until", where people name the day they are back.
func period(t *bot.Turn, said string) (from, to time.Time, err error) {
	day, words := LocalDay(t), strings.TrimSpace(said)
	switch bot.Fold(strings.TrimSpace(periodBegins.ReplaceAllString(words, ""))) {
	case "next week", "la semaine prochaine", "semaine prochaine":
		from = day.AddDate(0, 0, 8-people.WeekdayFromMonday(day))
		return from, from.AddDate(0, 0, 6), nil
	case "this week", "cette semaine":
		return day, day.AddDate(0, 0, 7-people.WeekdayFromMonday(day)), nil
	}
	if rest := untilBegins.ReplaceAllString(words, ""); rest != words {
		if to, err = plainwords.ParseSpan(rest, day, t.Lang); err != nil {
			return from, to, plainwords.DateProblem(t, "dates", err)
		}
		return day, to.AddDate(0, 0, -1), nil
	}
	if lasts.MatchString(words) {
		if to, err = plainwords.ParseSpan(words, day, t.Lang); err == nil {
			return day, to.AddDate(0, 0, -1), nil
		}
	}
	words = periodBegins.ReplaceAllString(words, "")
	words = daysDash.ReplaceAllString(words, "$1 - $2$3")
	for _, cut := range periodSplits.FindAllStringIndex(words, -1) {
		if from, to, err = bounds(t, words[:cut[0]], words[cut[1]:]); err == nil {
			return from, to, nil
		}
	}
	failed := err
	for i, r := range words {
		if r != ' ' || failed != nil {
			continue
		}
		if from, to, err = bounds(t, words[:i], words[i+1:]); err == nil && bothFigures(words) {
			return from, to, nil
		}
	}
	if failed == nil {
		if from, _, err = plainwords.ParseDate(words, day, t.Lang, plainwords.Future); err == nil {
			return from, from, nil
		}
		failed = err
	}
	var e *plainwords.DateError
	if errors.As(failed, &e) && e.Kind == "unknown" {
		return from, to, t.FieldProblem("dates", "away.unknown", "said", bot.Brief(said, 60))
	}
	return from, to, plainwords.DateProblem(t, "dates", failed)
}

// bounds reads two dates, of which the first may leave out what the second
// says ("3 to 10 march"); the second comes after the first.
func bounds(t *bot.Turn, first, second string) (from, to time.Time, err error) {
	day := LocalDay(t)
	if dayAlone.MatchString(bot.Fold(strings.TrimSpace(first))) {
		_, rest, _ := strings.Cut(strings.TrimSpace(periodBegins.ReplaceAllString(second, "")), " ")
		first += " " + rest
	}
	if from, _, err = plainwords.ParseDate(first, day, t.Lang, plainwords.Future); err != nil {
		return from, to, err
	}
	to, _, err = plainwords.ParseDate(second, from, t.Lang, plainwords.Future)
	if err == nil && to.Sub(from) > longAbsence { // "10 march to 3 march": a slip rather than a year away
		if near, _, err := plainwords.ParseDate(second, day, t.Lang, plainwords.Future); err == nil && near.Before(from) {
			to = near
		}
	}
	return from, to, err
}

// bothFigures keeps "3 march" from being read as two dates: only dates in
// figures may stand side by side.
func bothFigures(words string) bool {
	return strings.Count(words, " ") == 1 && !strings.ContainsFunc(words, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

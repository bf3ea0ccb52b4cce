package bot

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"mentor/bot/people"
)

// farthestPause is how far ahead a pause or an absence may reach, in years;
// beyond it a typing error is likelier.
const farthestPause = 2

// longAbsence is beyond what is taken for a holiday where the words leave out the year.
const longAbsence = 180 * 24 * time.Hour

// pauseRoom is having peace: for a while, between dates, or for good.
func pauseRoom() room {
	pauseFor := func(t *Turn, words string) (Reply, error) { return t.pause(Args{"for": words}) }
	return room{
		specs: []*Spec{
			{Path: []string{"pause"}, Personal: true, run: (*Turn).pause, Aliases: []string{"suspendre", "snooze"},
				Args: []Arg{{Name: "for", Type: DurationArg}}},
			{Path: []string{"resume"}, Personal: true, run: func(t *Turn, _ Args) (Reply, error) { return t.resume() },
				Aliases: []string{"reprendre", "unpause", "i'm back", "je suis de retour"}},
			{Path: []string{"away"}, Personal: true, run: (*Turn).away, Aliases: []string{"absence", "absent", "absente", "vacation", "vacances"},
				Args: []Arg{{Name: "dates", Type: WordsArg}}},
			{Path: []string{"stop"}, Personal: true, run: func(t *Turn, _ Args) (Reply, error) { return t.stop() }, sure: (*Turn).stopSure,
				Aliases: []string{"arrêter", "unsubscribe", "arrête"}},
		},
		presses: map[string]pressFunc{
			"pause":    inPlace(func(t *Turn, _ string) (Reply, error) { return t.pauseAsked() }),
			"pause.1w": inPlace(func(t *Turn, _ string) (Reply, error) { return pauseFor(t, "1 week") }),
			"pause.2w": inPlace(func(t *Turn, _ string) (Reply, error) { return pauseFor(t, "2 weeks") }),
			"pause.1m": inPlace(func(t *Turn, _ string) (Reply, error) { return pauseFor(t, "1 month") }),
			"pause.on": inPlace(func(t *Turn, _ string) (Reply, error) { return t.pause(Args{}) }),
			"resume":   inPlace(func(t *Turn, _ string) (Reply, error) { return t.resume() }),
			"stop":     inPlace(func(t *Turn, _ string) (Reply, error) { return t.stop() }),
			"away":     func(t *Turn, _ string) (Reply, error) { return t.open("away", "") },
			"away.off": inPlace(func(t *Turn, _ string) (Reply, error) { return t.resume() }),
		},
		forms: map[string]form{"away": {open: (*Turn).awayForm, submit: (*Turn).awaySubmit}},
	}
}

// localDay is the person's own today, as a date.
func (t *Turn) localDay() time.Time {
	d, _ := time.Parse(time.DateOnly, t.today())
	return d
}

// pauseUntil holds check-ins back until a day.
func (t *Turn) pauseUntil(d time.Time) (Reply, error) {
	if err := t.ahead("for", d); err != nil {
		return Reply{}, err
	}
	return t.paused(time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, people.Location(t.p.Zone)).UTC())
}

// pause holds check-ins back until a date, or until told.
func (t *Turn) pause(a Args) (Reply, error) {
	until := people.Forever
	if said := a["for"]; said != "" && !offWords[Fold(said)] && !untilTold[Fold(said)] {
		d, err := ParseSpan(said, t.localDay(), t.lang)
		var unread *DateError
		if errors.As(err, &unread) && unread.Kind == "unknown" {
			return Reply{}, t.fieldProblem("for", "pause.unknown", "said", brief(said, 60))
		} else if err != nil {
			return Reply{}, t.dateProblem("for", err)
		}
		if err := t.ahead("for", d); err != nil {
			return Reply{}, err
		}
		until = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, people.Location(t.p.Zone)).UTC()
	} else if offWords[Fold(said)] {
		return t.resume()
	}
	return t.paused(until)
}

// paused keeps a pause until an instant.
func (t *Turn) paused(until time.Time) (Reply, error) {
	t.p.PausedUntil = until
	t.p.Silences, t.p.Slowed = 0, false // asking for peace is an answer
	if err := t.save(); err != nil {
		return Reply{}, fmt.Errorf("save pause: %w", err)
	}
	text := t.say("pause.done.told")
	if until != people.Forever {
		text = t.say("pause.done", "until", t.date(people.Today(until, t.p.Zone)), "zone", t.zoneName())
	}
	return t.rested(text)
}

var untilTold = map[string]bool{"forever": true, "until told": true, "until i say": true, "until further notice": true, "jusqu'a nouvel ordre": true}

// ahead refuses dates that have passed or that are too far away.
func (t *Turn) ahead(field string, d time.Time) error {
	if today := t.localDay(); !d.After(today) {
		return t.fieldProblem(field, "pause.past", "date", t.date(d.Format(time.DateOnly)))
	} else if d.After(today.AddDate(farthestPause, 0, 0)) {
		return t.fieldProblem(field, "pause.far", "date", t.date(d.Format(time.DateOnly)), "years", farthestPause)
	}
	return nil
}

// rested confirms a rest, with what comes after it and the way back.
func (t *Turn) rested(text Markup) (Reply, error) {
	next, err := t.nextLine()
	if err != nil {
		return Reply{}, err
	}
	t.talk.Undo = "resume:"
	return Reply{Text: text + "\n\n" + next, Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("pause.button.resume", "resume", ""), t.choice("schedule.button", "schedule", "")}}}}, nil
}

// pauseAsked is the button, which does not say for how long.
func (t *Turn) pauseAsked() (Reply, error) {
	return Reply{Text: t.say("pause.ask"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("pause.button.1w", "pause.1w", ""), t.choice("pause.button.2w", "pause.2w", ""), t.choice("pause.button.1m", "pause.1m", ""),
		t.choice("pause.button.told", "pause.on", "")}}}}, nil
}

// resume ends every rest: pause, absence, stop.
func (t *Turn) resume() (Reply, error) {
	was, ahead := t.p.Rests(t.now), !t.p.Stopped && !t.p.FreeFrom(t.now).After(t.now)
	t.p.PausedUntil, t.p.AwayFrom, t.p.AwayTo, t.p.Stopped = time.Time{}, "", "", false
	t.p.Silences, t.p.Slowed = 0, false
	if err := t.save(); err != nil {
		return Reply{}, fmt.Errorf("save person: %w", err)
	}
	if err := t.rezone(); err != nil { // times that passed meanwhile are over
		return Reply{}, err
	}
	next, err := t.nextLine()
	if err != nil {
		return Reply{}, err
	}
	text := t.say("pause.resumed")
	switch {
	case !was:
		text = t.say("pause.not-paused")
	case ahead:
		text = t.say("away.cancelled")
	}
	return Reply{Text: text + "\n\n" + next, Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("checkin.button", "checkin", ""), t.choice("schedule.button", "schedule", "")}}}}, nil
}

// stop ends check-ins for good, at once and without a question; everything else stays.
func (t *Turn) stop() (Reply, error) {
	t.p.Stopped, t.p.Silences, t.p.Slowed = true, 0, false
	if err := t.save(); err != nil {
		return Reply{}, fmt.Errorf("save stop: %w", err)
	}
	t.talk.Undo = "resume:"
	return Reply{Text: t.say("stop.done"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("stop.button.back", "resume", ""), t.choice("goal.button.list", "goal.list", "")}}}}, nil
}

// stopSure asks before check-ins end that plain words seemed to end.
func (t *Turn) stopSure(Args) (Reply, error) {
	yes := t.choice("stop.button.sure", "stop", "")
	yes.Style = Danger
	return Reply{Text: t.say("stop.sure"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{yes, t.choice("stop.button.pause", "pause", ""), t.choice("button.keep", "keep", "")}}}}, nil
}

// away holds check-ins back between two dates, both of them included.
func (t *Turn) away(a Args) (Reply, error) {
	said := a["dates"]
	if said == "" {
		return t.open("away", "")
	}
	if offWords[Fold(said)] {
		return t.resume()
	}
	from, to, err := t.period(said)
	if err != nil {
		return Reply{}, err
	}
	return t.awayBetween(from, to)
}

func (t *Turn) awayBetween(from, to time.Time) (Reply, error) {
	switch {
	case to.Before(from):
		return Reply{}, t.fieldProblem("to", "away.backwards", "from", t.date(from.Format(time.DateOnly)), "to", t.date(to.Format(time.DateOnly)))
	case to.Before(t.localDay()):
		return Reply{}, t.fieldProblem("to", "pause.past", "date", t.date(to.Format(time.DateOnly)))
	case to.After(t.localDay().AddDate(farthestPause, 0, 0)):
		return Reply{}, t.fieldProblem("to", "pause.far", "date", t.date(to.Format(time.DateOnly)), "years", farthestPause)
	}
	t.p.AwayFrom, t.p.AwayTo = from.Format(time.DateOnly), to.Format(time.DateOnly)
	t.p.Silences, t.p.Slowed = 0, false
	if err := t.save(); err != nil {
		return Reply{}, fmt.Errorf("save absence: %w", err)
	}
	return t.rested(t.say("away.done", "from", t.date(t.p.AwayFrom), "to", t.date(t.p.AwayTo), "zone", t.zoneName()))
}

func (t *Turn) awayForm(string) (*Form, error) {
	return &Form{Title: t.plain("away.form"), Submit: t.plain("button.save"), Fields: []Field{
		{ID: "from", Label: t.plain("away.form.from"), Kind: Date, Initial: t.p.AwayFrom},
		{ID: "to", Label: t.plain("away.form.to"), Kind: Date, Initial: t.p.AwayTo},
	}}, nil
}

func (t *Turn) awaySubmit(_ string, fields map[string]string) (Reply, error) {
	from, _, err := ParseDate(fields["from"], t.localDay(), t.lang, Future)
	if err != nil {
		return Reply{}, t.dateProblem("from", err)
	}
	to, _, err := ParseDate(fields["to"], from, t.lang, Future)
	if err != nil {
		return Reply{}, t.dateProblem("to", err)
	}
	return t.awayBetween(from, to)
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
func (t *Turn) period(said string) (from, to time.Time, err error) {
	day, words := t.localDay(), strings.TrimSpace(said)
	switch Fold(strings.TrimSpace(periodBegins.ReplaceAllString(words, ""))) {
	case "next week", "la semaine prochaine", "semaine prochaine":
		from = day.AddDate(0, 0, 8-people.WeekdayFromMonday(day))
		return from, from.AddDate(0, 0, 6), nil
	case "this week", "cette semaine":
		return day, day.AddDate(0, 0, 7-people.WeekdayFromMonday(day)), nil
	}
	if rest := untilBegins.ReplaceAllString(words, ""); rest != words {
		if to, err = ParseSpan(rest, day, t.lang); err != nil {
			return from, to, t.dateProblem("dates", err)
		}
		return day, to.AddDate(0, 0, -1), nil
	}
	if lasts.MatchString(words) {
		if to, err = ParseSpan(words, day, t.lang); err == nil {
			return day, to.AddDate(0, 0, -1), nil
		}
	}
	words = periodBegins.ReplaceAllString(words, "")
	words = daysDash.ReplaceAllString(words, "$1 - $2$3")
	for _, cut := range periodSplits.FindAllStringIndex(words, -1) {
		if from, to, err = t.bounds(words[:cut[0]], words[cut[1]:]); err == nil {
			return from, to, nil
		}
	}
	failed := err
	for i, r := range words {
		if r != ' ' || failed != nil {
			continue
		}
		if from, to, err = t.bounds(words[:i], words[i+1:]); err == nil && bothFigures(words) {
			return from, to, nil
		}
	}
	if failed == nil {
		if from, _, err = ParseDate(words, day, t.lang, Future); err == nil {
			return from, from, nil
		}
		failed = err
	}
	var e *DateError
	if errors.As(failed, &e) && e.Kind == "unknown" {
		return from, to, t.fieldProblem("dates", "away.unknown", "said", brief(said, 60))
	}
	return from, to, t.dateProblem("dates", failed)
}

// bounds reads two dates, of which the first may leave out what the second
// says ("3 to 10 march"); the second comes after the first.
func (t *Turn) bounds(first, second string) (from, to time.Time, err error) {
	day := t.localDay()
	if dayAlone.MatchString(Fold(strings.TrimSpace(first))) {
		_, rest, _ := strings.Cut(strings.TrimSpace(periodBegins.ReplaceAllString(second, "")), " ")
		first += " " + rest
	}
	if from, _, err = ParseDate(first, day, t.lang, Future); err != nil {
		return from, to, err
	}
	to, _, err = ParseDate(second, from, t.lang, Future)
	if err == nil && to.Sub(from) > longAbsence { // "10 march to 3 march": a slip rather than a year away
		if near, _, err := ParseDate(second, day, t.lang, Future); err == nil && near.Before(from) {
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

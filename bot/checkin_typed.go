package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Where a check-in is answered in words instead of presses, these are read;
// whatever else is said is not an answer and goes its usual way.
var (
	// statusWords are what people say of how it goes, in either language.
	statusWords = map[string]Status{
		"done": StatusDone, "finished": StatusDone, "complete": StatusDone, "completed": StatusDone, "achieved": StatusDone, "reached": StatusDone,
		"fait": StatusDone, "atteint": StatusDone, "termine": StatusDone, "fini": StatusDone,
		"on track": StatusOnTrack, "ontrack": StatusOnTrack, "going well": StatusOnTrack, "good": StatusOnTrack, "fine": StatusOnTrack,
		"en bonne voie": StatusOnTrack, "ca avance": StatusOnTrack, "ca va": StatusOnTrack, "bien": StatusOnTrack,
		"stuck": StatusStuck, "blocked": StatusStuck, "i'm stuck": StatusStuck, "bloque": StatusStuck, "bloquee": StatusStuck, "coince": StatusStuck, "coincee": StatusStuck,
		"skip": StatusSkip, "skip this week": StatusSkip, "skip this time": StatusSkip, "not this week": StatusSkip,
		"passer": StatusSkip, "passe": StatusSkip, "pas cette semaine": StatusSkip, "pas cette fois": StatusSkip,
	}
	// ofGoal is the number of the goal before what is said of it: "2 stuck", "#2: done".
	ofGoal = regexp.MustCompile(`^#?(\d{1,6})\s*[:.,-]?\s+(\D.*)$`)
	// outOfTen is a figure for confidence: 7, 7/10, 7 out of 10, 7 sur 10.
	outOfTen = regexp.MustCompile(`^(\d{1,2})\s*(/|out of|of|sur)?\s*(10)?$`)
)

// statusSaid reads how it goes with a goal, and the goal's number where one is named.
func statusSaid(text string) (status Status, number string, ok bool) {
	words := Fold(strings.Trim(text, " .!"))
	if m := ofGoal.FindStringSubmatch(words); m != nil {
		number, words = m[1], m[2]
	}
	status, ok = statusWords[words]
	return status, number, ok
}

// ciTyped takes words for the answer to a check-in that came by itself, which
// no conversation expects; ok is false where they are none.
func (t *Turn) ciTyped(text string) (r Reply, ok bool, err error) {
	if _, _, ok := statusSaid(text); !ok || !t.ev.DM {
		return r, false, nil
	}
	last, err := t.tx.CheckIns(t.p.ID, 1)
	if err != nil {
		return r, false, fmt.Errorf("read check-ins: %w", err)
	}
	waits := func(e Entry) bool { return e.Status == "" }
	if len(last) == 0 || t.now.Sub(last[0].Opened) > resumed || !slices.ContainsFunc(last[0].Entries, waits) {
		return r, false, nil
	}
	r, err = t.ciHow(id(last[0].ID) + " " + text)
	return r, true, err
}

// ciHow is how it goes with a goal, in words: "CHECKIN:GOAL WORDS".
func (t *Turn) ciHow(value string) (Reply, error) {
	at, said, _ := strings.Cut(value, " ")
	status, number, ok := statusSaid(said)
	if !ok {
		return t.message(Message{Text: said})
	}
	at, _, _ = strings.Cut(at, ":")
	c, answer, err := t.checkInAt(at)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	left := slices.DeleteFunc(slices.Clone(c.Entries), func(e Entry) bool { return e.Status != "" })
	if len(left) == 0 {
		left = c.Entries
	}
	for _, e := range c.Entries {
		g, err := t.tx.GoalByID(t.p.ID, e.Goal)
		if err != nil {
			continue // it is gone, so nobody means it
		}
		if itoa(g.Number) == number || (number == "" && len(left) == 1 && e.Goal == left[0].Goal) {
			return t.ciStatus(id(c.ID) + ":" + id(e.Goal) + ":" + string(status))
		}
	}
	return t.ciPage(c, t.say("checkin.which"), false)
}

// ciFeel is a confidence in figures: "CHECKIN:GOAL WORDS".
func (t *Turn) ciFeel(value string) (Reply, error) {
	at, said, _ := strings.Cut(value, " ")
	words := Fold(strings.Trim(said, " .!"))
	if m := outOfTen.FindStringSubmatch(words); m != nil {
		return t.ciConfidence(at + ":" + m[1])
	}
	if declines[words] {
		return t.ciConfidence(at + ":0")
	}
	return t.message(Message{Text: said})
}

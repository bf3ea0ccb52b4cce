package checkins

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
)

// Where a check-in is answered in words instead of presses, these are read;
// whatever else is said is not an answer and goes its usual way.
var (
	// statusWords are what people say of how it goes, in either language.
	statusWords = map[string]people.Status{
		"done": people.StatusDone, "finished": people.StatusDone, "complete": people.StatusDone, "completed": people.StatusDone, "achieved": people.StatusDone, "reached": people.StatusDone,
		"fait": people.StatusDone, "atteint": people.StatusDone, "termine": people.StatusDone, "fini": people.StatusDone,
		"on track": people.StatusOnTrack, "ontrack": people.StatusOnTrack, "going well": people.StatusOnTrack, "good": people.StatusOnTrack, "fine": people.StatusOnTrack,
		"en bonne voie": people.StatusOnTrack, "ca avance": people.StatusOnTrack, "ca va": people.StatusOnTrack, "bien": people.StatusOnTrack,
		"stuck": people.StatusStuck, "blocked": people.StatusStuck, "i'm stuck": people.StatusStuck, "bloque": people.StatusStuck, "bloquee": people.StatusStuck, "coince": people.StatusStuck, "coincee": people.StatusStuck,
		"skip": people.StatusSkip, "skip this week": people.StatusSkip, "skip this time": people.StatusSkip, "not this week": people.StatusSkip,
		"passer": people.StatusSkip, "passe": people.StatusSkip, "pas cette semaine": people.StatusSkip, "pas cette fois": people.StatusSkip,
	}
	// ofGoal is the number of the goal before what is said of it: "2 stuck", "#2: done".
	ofGoal = regexp.MustCompile(`^#?(\d{1,6})\s*[:.,-]?\s+(\D.*)$`)
	// withFigure is a figure after what is said: "on track 7", "stuck, 3/10", "done 2".
	withFigure = regexp.MustCompile(`^(.*\D?)[\s,:;-]+#?(\d{1,6})\s*((?:/|out of|of|sur)\s*10)?$`)
	// outOfTen is a figure for confidence: 7, 7/10, 7 out of 10, 7 sur 10.
	outOfTen = regexp.MustCompile(`^(\d{1,2})\s*(/|out of|of|sur)?\s*(10)?$`)
)

// howSaid is what somebody said of how it goes.
type howSaid struct {
	status people.Status
	goal   string // its number, where one stands before
	figure string // a number after it: the confidence, or the goal
	ofTen  bool   // the figure can only be the confidence
}

// statusSaid reads how it goes with a goal.
func statusSaid(text string) (h howSaid, ok bool) {
	words := bot.Fold(strings.Trim(text, " .!"))
	if m := ofGoal.FindStringSubmatch(words); m != nil {
		h.goal, words = m[1], m[2]
	}
	if m := withFigure.FindStringSubmatch(words); m != nil {
		words, h.figure, h.ofTen = strings.Trim(m[1], " ,:;-"), m[2], m[3] != ""
	}
	h.status, ok = statusWords[words]
	return h, ok
}

// aim tells the goal from the confidence: a bare figure is the goal where
// there is nothing to be confident of, or where several wait and it is one's number.
func (h howSaid) aim(several, isGoal bool) howSaid {
	sureOf := h.status == people.StatusOnTrack || h.status == people.StatusStuck
	if h.goal == "" && h.figure != "" && !h.ofTen && (!sureOf || several && isGoal) {
		h.goal, h.figure = h.figure, ""
	}
	return h
}

// ciTyped takes words for the answer to a check-in that came by itself, which
// no conversation expects; ok is false where they are none.
func ciTyped(t *bot.Turn, text string) (r bot.Reply, ok bool, err error) {
	if _, ok := statusSaid(text); !ok || !t.Event.DM {
		return r, false, nil
	}
	last, err := t.Tx.CheckIns(t.Person.ID, 1)
	if err != nil {
		return r, false, fmt.Errorf("read check-ins: %w", err)
	}
	waits := func(e people.Entry) bool { return e.Status == "" }
	if len(last) == 0 || t.Now.Sub(last[0].Opened) > resumed || !slices.ContainsFunc(last[0].Entries, waits) {
		return r, false, nil
	}
	r, err = ciHow(t, wordsOf{CheckIn: last[0].ID, Words: text})
	return r, true, err
}

// fewestWords is how many words a next step has at least where a figure was
// asked for: fewer are a slip, or a word for something else.
const fewestWords = 3

// ciHow is how it goes with a goal, in words.
func ciHow(t *bot.Turn, v wordsOf) (bot.Reply, error) {
	how, ok := statusSaid(v.Words)
	if !ok {
		return t.Hear(bot.Message{Text: v.Words})
	}
	c, answer, err := checkInAt(t, v.CheckIn)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	left := slices.DeleteFunc(slices.Clone(c.Entries), func(e people.Entry) bool { return e.Status != "" })
	if len(left) == 0 {
		left = c.Entries
	}
	numbers := map[string]int64{}
	for _, e := range c.Entries {
		if g, err := t.Tx.GoalByID(t.Person.ID, e.Goal); err == nil { // one that is gone nobody means
			numbers[strconv.Itoa(g.Number)] = g.ID
		}
	}
	how = how.aim(len(left) > 1, numbers[how.figure] != 0)
	goal := numbers[how.goal]
	if how.goal == "" && len(left) == 1 {
		goal = left[0].Goal
	}
	if goal == 0 {
		return ciPage(t, c, t.Say("checkin.which"), false)
	}
	r, err := ciStatus(t, statusOf{c.ID, goal, how.status})
	n, wrong := strconv.Atoi(how.figure)
	if err != nil || wrong != nil || n < 1 || n > 10 {
		return r, err
	}
	return ciConfidence(t, figureOf{c.ID, goal, n})
}

// ciFeel is a confidence in figures. Whoever passes over it and writes what
// comes next, or what is in the way, has answered the question after it.
func ciFeel(t *bot.Turn, v wordsOf) (bot.Reply, error) {
	words := bot.Fold(strings.Trim(v.Words, " .!"))
	if m := outOfTen.FindStringSubmatch(words); m != nil {
		n, _ := strconv.Atoi(m[1])
		return ciConfidence(t, figureOf{v.CheckIn, v.Goal, n})
	}
	if declines[words] {
		return ciConfidence(t, figureOf{v.CheckIn, v.Goal, 0})
	}
	if _, _, command := t.Bot.LookUp(v.Words); command || strings.ContainsAny(v.Words, "?\n") || len(strings.Fields(words)) < fewestWords {
		return t.Hear(bot.Message{Text: v.Words})
	}
	l, answer, err := entryAt(t, v.CheckIn, v.Goal)
	if err != nil || answer != nil {
		return deref(answer), err
	}
	history, err := before(t, l.c)
	if err != nil {
		return bot.Reply{}, err
	}
	r, err := ciSaid(t, v)
	if err == nil && l.e.Status == people.StatusStuck && people.StuckInARow(l.g.ID, history)+1 >= people.StuckEnough {
		if l, answer, err = entryAt(t, v.CheckIn, v.Goal); err != nil || answer != nil {
			return deref(answer), err
		}
		return askNext(t, l)
	}
	return r, err
}

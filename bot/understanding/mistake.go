package understanding

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/understanding/grammar"
)

// Marks of the automaton of mistakes.
const (
	isStart int32 = iota
	isAnywhere
	isNot
	isBack
)

const (
	startWords   = 4  // a correction begins within
	mostAtStart  = 14 // words of one that only begins like a correction
	mostMistaken = 45 // words of one at all
	mostBare     = 6  // words of one that is nothing but a time
)

// correctable are the kinds of values that a correction of a verb may hold, by
// the argument that they stand for.
var correctable = map[string][]string{
	"goal.done": {"number"}, "goal.drop": {"number"}, "goal.due": {"day", "number"}, "goal.move": {"horizon", "number"}, "goal.edit": {"number"},
	"goal.add": {"day", "horizon"}, "remind": {"day", "clock"}, "schedule": {"when", "clock", "day"}, "pause": {"span"}, "away": {"span"},
	"schedule.quiet": {"clocks"}, "cert.add": {"past", "cert"}, "profile.set": {"role", "target", "zone", "language"},
}

// corrects is what a message puts right of the change before it: the values that
// stand for others, and "back" where it is only taken back. nil where it is no
// correction.
func (m *message) corrects(u bot.Understood) bot.Args {
	last := m.c.Last
	if last == nil || u.Supposed != nil || len(m.tokens) == 0 {
		return nil
	}
	kinds, ok := correctable[last.Verb]
	if !ok {
		return nil
	}
	was := before(last.Args)
	start, anywhere, back, wrong := m.mistaken()
	denied := slices.ContainsFunc(kinds, func(kind string) bool { return m.denies(kind, was, wrong) })
	words := 0
	for _, t := range m.tokens {
		if t.Kind == language.Word || t.Kind == language.Figure {
			words++
		}
	}
	for _, p := range u.Parts { // it does something by itself, unless it says what was wrong
		switch {
		case !p.Acts(), m.shows(p.Name), p.Name == last.Verb && denied, p.Kind == bot.StatementPart && anywhere:
		case (start || denied) && words <= mostBare && onlyTimes(p): // "rather 11:00" is of the reminder before
		default:
			return nil
		}
	}
	if words > mostMistaken || !anywhere && !denied && (!start || words > mostAtStart) {
		return nil
	}
	out := bot.Args{}
	for _, kind := range kinds {
		if kind == "clock" && out["when"] != "" || kind == "day" && (out["when"] != "" || out["weekday"] != "") {
			continue
		}
		m.putsRight(kind, was, wrong, out)
	}
	if len(out) == 0 && back && (last.Verb == "goal.done" || last.Verb == "goal.drop") {
		out["back"] = "yes"
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// onlyTimes reports whether a part holds nothing but words of time.
func onlyTimes(p bot.Part) bool {
	for _, v := range p.Slots {
		switch v.Of.(type) {
		case language.Reading, bot.QuietHours:
		default:
			return false
		}
	}
	return len(p.Slots) > 0
}

// before is what the last change was done with, its day and time in a schedule too.
func before(args bot.Args) bot.Args {
	f := strings.Fields(args["cron"])
	if len(f) != 5 {
		return args
	}
	was := maps.Clone(args)
	hour, err := strconv.Atoi(f[1])
	minute, err2 := strconv.Atoi(f[0])
	if err == nil && err2 == nil {
		was["clock"] = fmt.Sprintf("%02d:%02d", hour, minute)
	}
	if day, err := strconv.Atoi(f[4]); err == nil {
		was["weekday"] = strings.ToLower(time.Weekday(day % 7).String())
	}
	return was
}

// mistaken tells what of a correction stands in a message, and the places that
// follow words of what was wrong.
func (m *message) mistaken() (start, anywhere, back bool, wrong map[int]bool) {
	wrong = map[int]bool{}
	n := 0
	for i := range m.tokens {
		m.walk(m.g.Mistakes, i, len(m.tokens), func(end int, mark int32) {
			switch mark {
			case isStart:
				start = start || n < startWords
			case isAnywhere:
				anywhere = true
			case isBack:
				back = true
			case isNot:
				if i > 0 || m.tokens[i].Fold == "pas" || m.tokens[i].Fold == "not" {
					wrong[end] = true
				}
			}
		})
		if m.tokens[i].Kind == language.Word {
			n++
		}
	}
	return start, anywhere, back, wrong
}

// isWrong reports whether a value is what was wrong: words that say so stand
// before it, with an article or the word for a goal between at most.
func (m *message) isWrong(at int, wrong map[int]bool) bool {
	for i := at; i >= 0 && i >= at-3; i-- {
		if wrong[i] {
			return true
		}
		if i == 0 || !m.is(grammar.ArticleWord, i-1) && !m.is(grammar.GoalWord, i-1) && !m.is(grammar.PlaceWord, i-1) && m.tokens[i-1].Fold != "on" && m.tokens[i-1].Fold != "au" && m.tokens[i-1].Fold != "du" {
			return false
		}
	}
	return false
}

// denies reports whether a message says that a value of the last change was wrong.
func (m *message) denies(kind string, was bot.Args, wrong map[int]bool) bool {
	hit := false
	m.candidates(kind, was, func(at int, key, value string) {
		hit = hit || m.isWrong(at, wrong) && same2(was, key, value)
	})
	return hit
}

// putsRight puts the one new value of a kind that a message holds into out;
// two different ones are none.
func (m *message) putsRight(kind string, was bot.Args, wrong map[int]bool, out bot.Args) {
	found, twice := map[string]string{}, map[string]bool{}
	m.candidates(kind, was, func(at int, key, value string) {
		if m.isWrong(at, wrong) || same2(was, key, value) {
			return
		}
		twice[key] = twice[key] || found[key] != "" && found[key] != value
		found[key] = value
	})
	for key, value := range found {
		if !twice[key] {
			out[key] = value
		}
	}
}

// same2 reports whether a value is the one of the last change.
func same2(was bot.Args, key, value string) bool {
	switch key {
	case "span":
		return strings.HasPrefix(value, was["from"]+"/"+was["to"]+"|")
	case "cert", "role", "target":
		return bot.Fold(value) == bot.Fold(was[key])
	}
	return was[key] == value
}

// candidates tells every value of a kind in a message: where it begins, for which
// argument it stands, and what it is.
func (m *message) candidates(kind string, was bot.Args, found func(at int, key, value string)) {
	m.scope = [2]int{0, len(m.tokens)}
	for at := 0; at < len(m.tokens); at++ {
		if m.tokens[at].Quoted {
			continue
		}
		end := at
		tell := func(e slotEdge, key, value string) {
			if value != "" {
				found(at, key, value)
				end = max(end, e.to-1)
			}
		}
		switch kind {
		case "number":
			if e, ok := longest(slices.DeleteFunc(slices.Clone(m.slot("goals", at)), manyGoals)); ok {
				c, is := e.value.Of.(bot.GoalChoice)
				if !is || was["day"] != "" && !c.ByWords && !m.saysGoal(at, e.to) {
					continue
				}
				if n := strconv.Itoa(append(c.Numbers, c.Unknown...)[0]); len(c.Numbers) == 1 || n == was["number"] {
					tell(e, "number", n)
				}
			} else if n, e := m.number(at, len(m.tokens)); n > 0 && m.tokens[at].Kind == language.Figure && m.bareNumber(at, e) && was["day"] == "" {
				found(at, "number", strconv.Itoa(n))
			}
		case "horizon":
			if e, ok := longest(m.slot("horizon", at)); ok {
				if h, is := e.value.Of.(people.Horizon); is {
					tell(e, "horizon", string(h))
				}
			}
		case "day", "past":
			m.dayAt(at, kind, was, tell)
		case "clock":
			m.clockAt(at, was, tell)
		case "when":
			if e, ok := longest(m.slot("when+", at)); ok {
				if r, is := e.value.Of.(language.Reading); is {
					if again, is := r.Value.(language.Recurrence); is && r.Problem == "" {
						if again.Every == language.Weekly && again.Interval <= 1 && len(again.On) == 1 && !again.Timed {
							tell(e, "weekday", strings.ToLower(again.On[0].Day.String()))
						} else {
							tell(e, "when", strings.TrimSpace(e.value.Text))
						}
					}
				}
			}
		case "span":
			if e, ok := longest(m.slot("span+", at)); ok {
				if r, is := e.value.Of.(language.Reading); is && r.Problem == "" {
					tell(e, "span", spanText(r, strings.TrimSpace(e.value.Text)))
				}
			}
		case "clocks":
			if e, ok := longest(m.slot("clocks", at)); ok {
				if q, is := e.value.Of.(bot.QuietHours); is {
					tell(e, "clocks", q.From.String()+"-"+q.To.String())
				}
			}
		case "cert":
			if e, ok := longest(m.slot("cert", at)); ok {
				if n, is := e.value.Of.(bot.Named); is && !e.text {
					tell(e, "cert", n.ID)
				}
			}
		case "role", "target":
			if was[kind] == "" {
				return
			}
			if e, ok := longest(m.slot("role", at)); ok && !e.text {
				if n, is := e.value.Of.(bot.Named); is {
					tell(e, kind, n.ID)
				}
			}
		case "zone":
			if e, ok := longest(m.slot("zone", at)); ok && was["zone"] != "" {
				if z, is := e.value.Of.(bot.ZoneChoice); is {
					tell(e, "zone", z.Zone)
				}
			}
		case "language":
			if e, ok := longest(m.slot("tongue", at)); ok && was["language"] != "" {
				if l, is := e.value.Of.(people.Lang); is {
					tell(e, "language", string(l))
				}
			}
		}
		at = end
	}
}

// manyGoals reports whether an edge holds more than one goal.
func manyGoals(e slotEdge) bool {
	c, ok := e.value.Of.(bot.GoalChoice)
	return !ok || len(c.Numbers)+len(c.Unknown) != 1 || c.Several
}

// saysGoal reports whether the word for a goal stands among tokens.
func (m *message) saysGoal(from, to int) bool {
	for i := from; i < to; i++ {
		if m.is(grammar.GoalWord, i) {
			return true
		}
	}
	return false
}

func longest(edges []slotEdge) (best slotEdge, ok bool) {
	for _, e := range edges {
		if !ok || e.to > best.to {
			best, ok = e, true
		}
	}
	return best, ok
}

// bareNumber reports whether a figure is no part of a date, time or other figure.
func (m *message) bareNumber(at, end int) bool {
	for i := max(0, at-3); i <= at; i++ {
		for _, kind := range []string{"date", "span", "clock"} {
			for _, e := range m.timeEdges(kind, i, len(m.tokens)) {
				if r, is := e.value.Of.(language.Reading); is && e.to > at && (i < at || e.to > end) && r.Problem == "" && !monthless(e.value.Text) {
					return false
				}
			}
		}
	}
	return end >= len(m.tokens) || m.tokens[end].Fold != "%" && m.tokens[end].Fold != "h"
}

// monthlessDay is a day of the month alone: "the 21st", "le 4", "the twenty-first".
var monthlessDay = regexp.MustCompile(`^(?:(?:on|by|for|at|to|le|du|au|pour|the)\s+)*(?:\d{1,2}\s*(?:st|nd|rd|th|er|e)?|(?:twenty|thirty)[- ]\w+|[a-z]+(?:th|st|nd|rd))$`)

func monthless(text string) bool { return monthlessDay.MatchString(bot.Fold(strings.TrimSpace(text))) }

// dayAt tells a day that begins at a place; of a day of the month alone the month
// is that of the day before it.
func (m *message) dayAt(at int, kind string, was bot.Args, tell func(slotEdge, string, string)) {
	slot := "date+"
	if kind == "past" {
		slot = "date-"
	}
	e, ok := longest(m.slot(slot, at))
	if !ok {
		return
	}
	r, is := e.value.Of.(language.Reading)
	if !is || r.Problem != "" {
		return
	}
	var day language.Date
	switch v := r.Value.(type) {
	case language.Date:
		day = v
	case language.Range:
		day = v.To
	default:
		return
	}
	if was["day"] != "" && monthless(e.value.Text) {
		var y, mon, d int
		if _, err := fmt.Sscanf(was["day"], "%d-%d-%d", &y, &mon, &d); err == nil && day.Day() <= 28 {
			if moved := fmt.Sprintf("%04d-%02d-%02d", y, mon, day.Day()); kind == "past" || moved >= language.DateOf(m.c.Now).String() {
				tell(e, "day", moved)
				return
			}
		}
	}
	if was["cron"] != "" { // a schedule's day
		tell(e, "weekday", strings.ToLower(day.Weekday().String()))
		return
	}
	if kind == "day" && day < language.DateOf(m.c.Now) { // "I misread it yesterday"
		return
	}
	tell(e, "day", day.String())
	if r.Timed {
		tell(e, "clock", r.Clock.String())
	}
}

// clockAt tells a time of day that begins at a place. A bare number is one too
// where the change had a time: in the half of the day of that.
func (m *message) clockAt(at int, was bot.Args, tell func(slotEdge, string, string)) {
	for _, e := range m.timeEdges("clock", at, len(m.tokens)) {
		if r, is := e.value.Of.(language.Reading); is {
			if c, clock := r.Value.(language.Clock); clock {
				tell(e, "clock", c.String())
				return
			}
		}
	}
	n, end := m.number(at, len(m.tokens))
	var h, min int
	if _, err := fmt.Sscanf(was["clock"], "%d:%d", &h, &min); err != nil || m.tokens[at].Kind != language.Figure || n <= 0 || n > 23 || !m.bareNumber(at, end) || end < len(m.tokens) && m.tokens[end].Kind == language.Word && m.ids[end] == none {
		return
	}
	if h >= 12 && n < 12 {
		n += 12
	}
	tell(slotEdge{to: end}, "clock", fmt.Sprintf("%02d:00", n))
}

// spanText is a stretch of time as two days, where it has them, and in words.
func spanText(r language.Reading, said string) string {
	var from, to language.Date
	switch v := r.Value.(type) {
	case language.Date:
		from, to = v, v
	case language.Range:
		from, to = v.From, v.To
	}
	return from.String() + "/" + to.String() + "|" + said
}

// Package values owns the rules about values that were read, and about parts
// that hold them: which are the same, which make one. It must not know the
// message that they were read from.
package values

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/language"
)

// narrower names for a wish the one that says the same of something there is
// already.
var narrower = map[string]string{"schedule": "remind.move", "away": "away.change", "leave": "away.change"}

// Same compares what two slots mean, wherever their words stand.
func Same(a, b bot.Value) bool {
	switch x := a.Of.(type) {
	case language.Reading:
		y, ok := b.Of.(language.Reading)
		return ok && reflect.DeepEqual(x.Value, y.Value) && x.Clock == y.Clock
	case bot.GoalChoice:
		y, ok := b.Of.(bot.GoalChoice)
		return ok && slices.Equal(x.Numbers, y.Numbers) && slices.Equal(x.Unknown, y.Unknown)
	case nil:
		return a.Text == b.Text
	}
	return reflect.DeepEqual(a.Of, b.Of)
}

// Clock is the time of day that a value holds.
func Clock(v bot.Value) (c language.Clock, ok bool) {
	if read, is := v.Of.(language.Reading); is {
		c, ok = read.Value.(language.Clock)
	}
	return c, ok
}

// NextTo makes one stretch of two days or stretches that follow each other;
// ok is false where days lie between.
func NextTo(a, b language.Reading) (language.Reading, bool) {
	x, ok := Stretch(a.Value)
	y, also := Stretch(b.Value)
	if !ok || !also {
		return a, false
	}
	if y.From < x.From {
		x, y = y, x
	}
	if y.From != x.To+1 {
		return a, false
	}
	a.Value, a.Other = language.Range{From: x.From, To: y.To}, nil
	return a, true
}

// Stretch is a day or a closed stretch of days.
func Stretch(v language.Value) (language.Range, bool) {
	switch v := v.(type) {
	case language.Date:
		return language.Range{From: v, To: v}, true
	case language.Range:
		return v, v.Bound == language.Closed
	}
	return language.Range{}, false
}

// NothingNew reports whether each value of a part is one of the other's too.
func NothingNew(p, q bot.Part) bool {
	for name, v := range q.Slots {
		was, ok := p.Slots[name]
		if !ok || !Same(was, v) {
			return false
		}
	}
	return true
}

func SameSlot(p, q bot.Part, name string) bool {
	a, ok := p.Slots[name]
	b, also := q.Slots[name]
	return ok && also && Same(a, b)
}

// OfDays reports whether words were read as days.
func OfDays(v bot.Value) bool {
	r, ok := v.Of.(language.Reading)
	if !ok {
		return false
	}
	switch r.Value.(type) {
	case language.Date, language.Range:
		return true
	}
	return false
}

// Day reports whether words were read as one day.
func Day(v bot.Value) bool {
	r, _ := v.Of.(language.Reading)
	_, ok := r.Value.(language.Date)
	return ok
}

// Length reports whether words were read as a length of time.
func Length(v bot.Value) bool {
	r, _ := v.Of.(language.Reading)
	_, ok := r.Value.(language.Duration)
	return ok
}

// OneDay reports whether words were read as the length of a day.
func OneDay(v bot.Value) bool {
	r, _ := v.Of.(language.Reading)
	d, ok := r.Value.(language.Duration)
	return ok && d.String() == "P1D"
}

// Behind reports whether words were read as a day before a moment's; a day of
// the month alone may as well be the next one.
func Behind(v bot.Value, now time.Time) bool {
	r, _ := v.Of.(language.Reading)
	d, ok := r.Value.(language.Date)
	return ok && d < language.DateOf(now) && !DayOfMonth(v.Text)
}

// Again reports whether words were read as days that come again and again.
func Again(v bot.Value) bool {
	r, ok := v.Of.(language.Reading)
	if !ok {
		return false
	}
	again, ok := r.Value.(language.Recurrence)
	return ok && len(again.On)+len(again.Days) > 0
}

// Goals joins two values of goals; of others the first stays.
func Goals(a, b bot.Value) (bot.Value, bool) {
	x, ok := a.Of.(bot.GoalChoice)
	y, too := b.Of.(bot.GoalChoice)
	if !ok || !too {
		return a, false
	}
	for _, n := range y.Numbers {
		if !slices.Contains(x.Numbers, n) {
			x.Numbers = append(slices.Clone(x.Numbers), n)
		}
	}
	a.Of = x
	return a, true
}

// Narrowed is the narrower of two readings: "move the reminder to the 23rd" is
// of the reminder, not of check-ins, which come again and again.
func Narrowed(p bot.Part) bot.Part {
	if len(p.Alternatives) != 1 {
		return p
	}
	q := p.Alternatives[0]
	if narrower[q.Name] == p.Name {
		p, q = q, p
	}
	if narrower[p.Name] != q.Name {
		return p
	}
	if when, ok := bot.Slot[language.Reading](q, "when"); ok {
		if _, again := when.Value.(language.Recurrence); again {
			p.Alternatives = []bot.Part{q}
			return p
		}
	}
	q.Alternatives = nil
	return q
}

// OnlyTimes reports whether a part holds nothing but words of time.
func OnlyTimes(p bot.Part) bool {
	for _, v := range p.Slots {
		switch v.Of.(type) {
		case language.Reading, bot.QuietHours:
		default:
			return false
		}
	}
	return len(p.Slots) > 0
}

// WithClock is what the last change was done with, its day and time in a schedule too.
func WithClock(args bot.Args) bot.Args {
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

// Joined puts two values of one slot together, where a pattern reads it twice;
// ok is false for what there can only be one of.
func Joined(a, b bot.Value) (v bot.Value, ok bool) {
	switch x := a.Of.(type) {
	case bot.GoalChoice:
		if y, same := b.Of.(bot.GoalChoice); same {
			ok = true
			x.Numbers = append(append([]int(nil), x.Numbers...), y.Numbers...)
			x.Unknown = append(append([]int(nil), x.Unknown...), y.Unknown...)
			x.Several, x.ByWords = x.Several || y.Several, x.ByWords || y.ByWords
			a.Of = x
		}
	case language.Reading:
		if y, same := b.Of.(language.Reading); same {
			a.Of, ok = NextTo(x, y)
		}
	case []bot.Named:
		if y, same := b.Of.([]bot.Named); same {
			a.Of, ok = append(append([]bot.Named(nil), x...), y...), true
		}
	}
	a.Span.To = max(a.Span.To, b.Span.To)
	return a, ok
}

// Recurs reports whether the same words are a recurrence too: then a schedule
// means that.
func Recurs(readings []language.Reading, to int) bool {
	return slices.ContainsFunc(readings, func(r language.Reading) bool {
		_, ok := r.Value.(language.Recurrence)
		return ok && r.To == to
	})
}

// SpanText is a stretch of time as two days, where it has them, and in words.
func SpanText(r language.Reading, said string) string {
	var from, to language.Date
	switch v := r.Value.(type) {
	case language.Date:
		from, to = v, v
	case language.Range:
		from, to = v.From, v.To
	}
	return from.String() + "/" + to.String() + "|" + said
}

// JoinSpans makes one of spans that only white space parts.
func JoinSpans(spans []language.Span, text string) (out []language.Span) {
	for _, s := range spans {
		if n := len(out); n > 0 && blank(text[out[n-1].To:s.From]) {
			out[n-1].To = s.To
			continue
		}
		out = append(out, s)
	}
	return out
}

func blank(s string) bool {
	for _, r := range s {
		if r != ' ' && r != '-' && r != '\'' && r != '’' {
			return false
		}
	}
	return true
}

// Hush takes "so do not write to me then" beside an absence for what the
// absence does anyway.
func Hush(parts []bot.Part) {
	away := false
	for _, p := range parts {
		away = away || p.Name == "away" || p.Name == "leave" || p.Name == "pause" && len(p.Slots) > 0
	}
	for i := range parts {
		if p := &parts[i]; away && (p.Name == "stop" || p.Name == "pause" && len(p.Slots) == 0) && p.Kind == bot.CommandPart && len(p.Leftover) == 0 {
			p.Kind, p.Name, p.Alternatives = bot.TalkPart, "talk.hush", nil
		}
	}
}

// Askable reports whether a part is a deed done here and not in life, where
// "if I finish the course" is about what comes of it.
func Askable(p bot.Part) bool {
	family, _, _ := strings.Cut(p.Name, ".")
	for _, v := range p.Slots {
		if c, ok := v.Of.(bot.GoalChoice); ok && c.ByWords {
			return false
		}
	}
	return (p.Kind == bot.CommandPart || p.Kind == bot.QuestionPart) && !p.Acts() && p.Name != "goal.done" && p.Name != "goal.add" &&
		slices.Contains([]string{"goal", "pause", "away", "stop", "resume", "schedule", "remind", "forget", "export", "link", "unlink", "undo"}, family)
}

// OneGoal reports whether a value is one goal and no more.
func OneGoal(v bot.Value) bool {
	c, ok := v.Of.(bot.GoalChoice)
	return ok && len(c.Numbers)+len(c.Unknown) == 1 && !c.Several
}

// Looked is a token as bot/wishes/spans looks at it, and what is known of it by
// itself; known words are the grammar's, some of them only join others.
func Looked(t *language.Token, known, function bool) (fold string, marks []string) {
	fold = digits(t.Fold)
	switch t.Kind {
	case language.Word:
		if first, _ := utf8.DecodeRuneInString(t.Text); unicode.IsUpper(first) {
			marks = append(marks, "Upper")
		}
		if strings.ToUpper(t.Text) == t.Text && len(t.Text) > 1 {
			marks = append(marks, "UPPER")
		}
		if !known {
			marks = append(marks, "new")
		} else if function {
			marks = append(marks, "function")
		}
	case language.Figure:
		marks = append(marks, "figure")
	case language.Break:
		fold = "\n"
	case language.Link:
		fold, marks = "link", append(marks, "link")
	default:
		marks = append(marks, "sign")
	}
	if t.Quoted {
		marks = append(marks, "quoted")
	}
	return fold, marks
}

// digits writes each digit as "#".
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, s)
}

// pointing are words that stand for what was said before, where they begin a
// text; alone are those that do where they are all of it.
var (
	pointing = map[string]bool{"that": true, "this": true, "it": true, "ça": true, "ca": true, "cela": true}
	alone    = regexp.MustCompile(`^(one|ones|them|those|(ajoute|rajoute|note|garde|mets)[- ]?(ca|cela|le|la)( (dans|a|parmi|sur|avec) .*)?|(add|put|note|keep|stick) (that|this|it)( (down|in|on|to|as|there)\b.*)?|qqch|quelque chose|something)$`)
)

// Points reports whether words begin with one that stands for what was said
// before.
func Points(text string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return pointing[strings.ToLower(first)] || alone.MatchString(bot.Fold(strings.TrimSpace(text)))
}

var dayOfMonth = regexp.MustCompile(`^(?:(?:on|by|for|at|to|le|du|au|pour|the)\s+)*(?:\d{1,2}\s*(?:st|nd|rd|th|er|e)?|(?:twenty|thirty)[- ]\w+|[a-z]+(?:th|st|nd|rd))$`)

// NamesYear reports whether words name a year.
func NamesYear(text string) bool { return yearIn.MatchString(text) }

var yearIn = regexp.MustCompile(`\b(19|20|21)\d\d\b`)

// DayOfMonth reports whether words are a day of the month alone: "the 21st",
// "le 4", "the twenty-first".
func DayOfMonth(text string) bool { return dayOfMonth.MatchString(bot.Fold(strings.TrimSpace(text))) }

// AsRead gives a guess the values that a rule read of the same wish in its
// words. Where the rule read what is kept as it is and a time or place beside
// it, their order said which is which, and they hold; else they only fill gaps.
func AsRead(p *bot.Part, read []bot.Part) {
	for _, q := range read {
		if q.Name != p.Name || q.Clause.From < p.Clause.From || q.Clause.To > p.Clause.To || q.Mood == bot.Negated {
			continue
		}
		_, text := q.Slots["text"]
		for name, v := range q.Slots {
			if _, has := p.Slots[name]; !has || text && len(q.Slots) > 1 {
				p.Slots[name] = v
			}
		}
	}
}

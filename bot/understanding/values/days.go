package values

import (
	"strings"

	"mentor/bot"
	"mentor/bot/language"
)

// Stretched is the stretch that two days or stretches of a text make, else the
// one of them that tells more: "two days later than planned, so from the 13th to
// the 19th".
func Stretched(a, b bot.Value, returns bool, c bot.Context, text string) bot.Value {
	if v, ok := Between(a, b, returns, c, text); ok {
		return v
	}
	if OfDays(b) && (Length(a) || Day(a) && !Day(b)) {
		return b
	}
	return a
}

// Between is the stretch of a text from one day to another that was said later; a
// day of return is no part of it.
func Between(a, b bot.Value, returns bool, c bot.Context, text string) (bot.Value, bool) {
	x, _ := a.Of.(language.Reading)
	y, _ := b.Of.(language.Reading)
	var from, to language.Date
	switch v := x.Value.(type) {
	case language.Date:
		from = v
	case language.Range:
		until, open := y.Value.(language.Range)
		if open = open && until.Bound == language.Until; v.Bound == language.Closed && v.To != 0 && !open { // "…, so I'm away until 30 September"
			return a, false
		}
		from = v.From
	}
	switch v := y.Value.(type) {
	case language.Date:
		if to = DayAfter(from, b, v, c); returns {
			to--
		}
	case language.Range:
		if v.From != 0 && v.From > language.DateOf(c.Now) && v.Bound == language.Closed {
			return a, false
		}
		to = v.To
	}
	if from == 0 || to < from {
		return a, false
	}
	x.Value, x.Other, x.Problem = language.Range{From: from, To: to}, nil, ""
	a.Of = x
	a.Span.To = max(a.Span.To, b.Span.To)
	a.Text = text[a.Span.From:a.Span.To]
	return a, true
}

// DayAfter is a day that was said after another: "Monday the 20th" is the next
// one from there.
func DayAfter(from language.Date, said bot.Value, day language.Date, c bot.Context) language.Date {
	if from == 0 {
		return day
	}
	r, ok := language.Whole(strings.TrimSpace(said.Text), language.Context{Now: from.In(language.Clock{}, c.Now.Location()), Lang: language.Lang(c.Lang), Lean: language.Future})
	if d, is := r.Value.(language.Date); ok && is && d > from {
		return d
	}
	return day
}

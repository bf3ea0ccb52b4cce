package language

import (
	"cmp"
	"slices"
)

// Times is what the words of a text mean, token by token.
type Times struct {
	readings []Reading // by where they begin, longest first
	starts   []int32
	// Leans is true where any of it might be another with another Lean.
	Leans bool
}

// At gives the readings that begin with a token: the longest first, of equal
// ones the likelier. Readings of one length differ in kind, or in what a word
// means ("second"); what a date can mean besides is in its Other.
func (t *Times) At(i int) []Reading {
	if t == nil || i < 0 || i >= len(t.starts)-1 {
		return nil
	}
	return t.readings[t.starts[i]:t.starts[i+1]]
}

// ReadTimes reads all that tokens say of time, once for all positions.
func ReadTimes(tokens []Token, context Context) *Times {
	c := newChart(tokens, context)
	defer c.free()
	t := &Times{starts: make([]int32, len(tokens)+1)}
	for i := range tokens {
		t.starts[i] = int32(len(t.readings))
		t.readings = c.readings(t.readings, i, false)
	}
	t.starts[len(tokens)], t.Leans = int32(len(t.readings)), c.leans
	return t
}

// Whole reads a text that is nothing but words of time; ok is false where any
// word is left over. It also takes what means a date only where one is asked
// for: "15", "17 2".
func Whole(text string, context Context) (r Reading, ok bool) {
	if len(text) > maxWhole {
		return r, false
	}
	tokens := Tokenize(text)
	for len(tokens) > 0 && ends(tokens[len(tokens)-1]) && !(len(tokens) > 1 && tokens[len(tokens)-1].Glued && tokens[len(tokens)-1].Fold == ".") {
		tokens = tokens[:len(tokens)-1]
	}
	if r, ok = wholly(tokens, context); !ok && len(tokens) > 1 && ends(tokens[len(tokens)-1]) {
		r, ok = wholly(tokens[:len(tokens)-1], context)
	}
	return r, ok
}

// maxWhole is how long a text may be, in bytes, that is one time.
const maxWhole = 400

func ends(t Token) bool {
	return t.Kind == Break || t.Kind == Punct && (t.Fold == "." || t.Fold == "!" || t.Fold == "?" || t.Fold == ",")
}

func wholly(tokens []Token, context Context) (Reading, bool) {
	if len(tokens) == 0 {
		return Reading{}, false
	}
	c := newChart(tokens, context)
	defer c.free()
	var room [8]Reading
	for _, r := range c.readings(room[:0], 0, true) {
		if r.To == len(tokens) {
			if _, number := r.Value.(Number); !number {
				return r, true
			}
		}
	}
	return Reading{}, false
}

// found is an item that is a reading.
type found struct {
	item
	kind kind
}

// readings appends what begins at a token.
func (c *chart) readings(out []Reading, i int, loose bool) []Reading {
	var room [32]found
	all := room[:0]
	for _, it := range c.items[c.first[i]:c.last[i]] {
		switch it.sym {
		case c.tops.top, c.tops.number:
		case c.tops.loose:
			if !loose {
				continue
			}
			it.cost += 20
		default:
			continue
		}
		all = append(all, found{it, c.values[it.value].k})
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.end, a.end), cmp.Compare(a.cost, b.cost))
	})
	start := len(out)
next:
	for _, f := range all {
		r, ok := c.reading(f.item, i)
		if !ok || sort(r.Value) == 1 && c.counts(r.To) {
			continue
		}
		for j := range out[start:] {
			if o := &out[start+j]; o.To == r.To && sameKind(o.Value, r.Value) {
				if o.Other == nil && !same(o.Value, r.Value) && o.Timed == r.Timed {
					o.Other = r.Value
				}
				continue next
			}
		}
		out = append(out, r)
	}
	return out
}

// counts reports whether a small figure before a token says how many, not which
// day: "the 3 to 5 year list", "les 6 mois".
func (c *chart) counts(at int) bool {
	if at < 1 || at >= len(c.tokens) {
		return false
	}
	t := &c.tokens[at-1]
	if at+2 < len(c.tokens) && joinsCounts[c.tokens[at].Fold] && c.tokens[at+1].Kind == Figure {
		at += 2
	}
	return t.Kind == Figure && len(t.Fold) < 3 && unitOfTime[c.tokens[at].Fold]
}

// joinsCounts are the words between two figures that are one count: "3 to 5".
var joinsCounts = map[string]bool{"to": true, "or": true, "-": true, "a": true, "ou": true}

var unitOfTime = map[string]bool{"year": true, "years": true, "yr": true, "yrs": true, "month": true, "months": true, "week": true, "weeks": true,
	"an": true, "ans": true, "annee": true, "annees": true, "mois": true, "semaine": true, "semaines": true}

// sameKind puts dates and ranges in one kind.
func sameKind(a, b Value) bool { return sort(a) == sort(b) }

func sort(v Value) int {
	switch v.(type) {
	case Date, Range:
		return 1
	case Duration:
		return 2
	case Clock:
		return 3
	case Recurrence:
		return 4
	}
	return 5
}

func same(a, b Value) bool {
	if sort(a) == 4 || sort(b) == 4 {
		return sort(a) == sort(b)
	}
	return a == b
}

// reading resolves an item.
func (c *chart) reading(it item, from int) (Reading, bool) {
	v := &c.values[it.value]
	r := Reading{From: from, To: int(it.end), Exact: !v.inexact, About: v.about, Timed: v.timed, Clock: v.clock, Problem: problems[v.problem]}
	if v.zone < v.zoned {
		r.Zone = c.said(v.zone, v.zoned)
	}
	switch v.k {
	case isNumber:
		r.Value = Number{Value: v.f, Ordinal: v.g == 1}
	case isDuration:
		r.Value = v.dur
	case isClock:
		r.Value = v.clock
		r.Timed = true
	case isRecurrence:
		rec := *v.rec
		rec.At, rec.Timed = v.clock, v.timed
		r.Value = rec
	default:
		lean := c.Lean
		switch v.bound {
		case Since:
			c.Lean = Past
		case Until, By, Before:
			c.Lean = Future
		}
		lo, hi, problem, ok := c.resolve(v)
		c.Lean = lean
		if !ok || lo <= 0 || hi > maxDate {
			return r, false
		}
		r.Problem = problems[problem]
		r.Value = bounded(lo, hi, v.g, v.bound, c.today)
		switch {
		case v.olo != 0:
			r.Other = bounded(v.olo, v.ohi, v.g, v.bound, c.today)
		case v.k == isMonthDay && v.sub2 != 0:
			if olo, ohi, _, ok := c.resolve(&c.values[v.sub2]); ok {
				r.Other = bounded(olo, ohi, v.g, v.bound, c.today)
			}
		}
		if r.Value == nil {
			return r, false
		}
	}
	return r, true
}

// maxDate is the end of the year 9999.
const maxDate Date = 3652059

// bounded is a day, or a range with the ends that were said.
func bounded(lo, hi Date, g Grain, b Bound, today Date) Value {
	switch b {
	case Until, By:
		if b == Until && g >= Month {
			hi = lo
		}
		if hi < today {
			return nil
		}
		return Range{From: today, To: hi, Grain: g, Bound: b}
	case Before:
		if lo <= today {
			return nil
		}
		return Range{From: today, To: lo - 1, Grain: g, Bound: b}
	case Since:
		if lo > today {
			return nil
		}
		return Range{From: lo, To: today, Grain: g, Bound: b}
	case Onward:
		return Range{From: lo, Grain: g, Bound: b}
	case After:
		return Range{From: hi + 1, Grain: g, Bound: b}
	}
	if lo == hi && g == Days {
		return lo
	}
	return Range{From: lo, To: hi, Grain: g}
}

// said is the text of tokens.
func (c *chart) said(from, to int32) string {
	s := ""
	for i := from; i < to; i++ {
		if i > from && !c.tokens[i].Glued {
			s += " "
		}
		s += c.tokens[i].Text
	}
	return s
}

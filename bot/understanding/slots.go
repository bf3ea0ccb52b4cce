package understanding

import (
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/pattern"
	"mentor/bot/understanding/values"
)

const (
	maxNameTokens = 10
	stateCode     = 2 // letters behind a city
	leastPlace    = 3 // letters of a place that is not written in capitals
)

// slot gives the values that a type of slot can have from a place on.
func (m *message) slot(kind string, at int) []slotEdge {
	edges := m.slotOf(m.g.KindIDs[kind], at)
	for i := range edges {
		edges[i].fill()
	}
	return edges
}

// slotOf is slot for a kind that the grammar has numbered.
func (m *message) slotOf(kind grammar.KindID, at int) []slotEdge {
	if m.mayBegin(at)>>kind&1 == 0 {
		return nil
	}
	to := m.scope[1]
	edges, known := m.memo.Of(uint8(kind), at, to)
	if !known {
		edges = m.findSlot(kind, at, to)
		m.memo.Put(uint8(kind), at, to, edges)
	}
	return edges
}

// mayBegin are the types of slots of which a value may begin at a place, as bits.
func (m *message) mayBegin(at int) uint64 {
	if may, ok := m.memo.May(at); ok {
		return may
	}
	t, id, b := &m.tokens[at], m.ids[at], &m.g.Begin
	may := b.Any
	if id != none {
		may |= b.Words[id]
	}
	switch {
	case t.Kind == language.Word && id == none:
		may |= b.Unknown
	case t.Kind == language.Figure || t.Kind == language.Bullet:
		may |= b.Figure
	case t.Kind == language.Link:
		may |= b.Link
	}
	if t.Kind != language.Word || t.Fold == "n°" {
		may |= b.Sign
	}
	for _, lean := range []language.Lean{language.None, language.Future, language.Past} {
		if len(m.timesFor(lean).At(at)) > 0 {
			may |= b.Time
		}
	}
	if may&b.Goals == 0 && len(m.c.Goals) > 0 && m.ownGoals().Near(t.Fold) {
		may |= b.Goals
	}
	if len(m.c.Certifications) > 0 {
		may |= b.Held
	}
	if m.k.roles.Begin(t.Fold) {
		may |= b.Roles
	}
	if m.k.certs.Begin(t.Fold) {
		may |= b.Certs
	}
	m.memo.SetMay(at, may)
	return may
}

func (m *message) findSlot(id grammar.KindID, at, to int) []slotEdge {
	kind, base := m.g.KindNamed[id], m.g.KindBase[id]
	switch base {
	case "goals":
		return m.goalEdges(at, to)
	case "goal":
		return slices.DeleteFunc(m.goalEdges(at, to), func(e slotEdge) bool {
			c := e.value.Of.(bot.GoalChoice)
			return len(c.Numbers)+len(c.Unknown) > 1 && !c.Several
		})
	case "mycert":
		return m.certEdges(at, to)
	case "cert", "certs", "role":
		return m.nameEdges(base, at, to, strings.HasSuffix(kind, "+"))
	case "job":
		return m.jobEdges(at, to)
	case "zone":
		return m.zoneEdges(at, to)
	case "text", "name":
		return m.openEdges(at, to, base == "text")
	case "clocks":
		return m.clockEdges(at, to)
	case "who":
		return m.whoEdges(at, to)
	case "clock":
		return append(m.timeEdges(kind, at, to), m.bareHour(at, to)...)
	case "date", "span", "duration", "when":
		return m.timeEdges(kind, at, to)
	case "number", "percent":
		return m.numberEdges(base, at, to)
	case "link":
		if m.tokens[at].Kind == language.Link {
			return []slotEdge{{to: at + 1, value: m.value(at, at+1, m.tokens[at].Text)}}
		}
		return m.labelled(at, to)
	case "code":
		t := m.tokens[at]
		if (t.Kind == language.Word || t.Kind == language.Figure) && len(t.Text) >= 4 && strings.ContainsAny(t.Text, "0123456789") {
			end := at + 1
			for end < to && (m.tokens[end].Joined || m.tokens[end].Glued) && m.tokens[end].Kind != language.Punct {
				end++
			}
			v := m.value(at, end, nil)
			v.Of = v.Text
			return []slotEdge{{to: end, value: v}}
		}
		return nil
	}
	return m.valueEdges(base, at, to)
}

// value is a slot's value over tokens.
func (m *message) value(from, to int, of any) bot.Value {
	span := m.span(from, to)
	return bot.Value{Span: span, Text: m.text[span.From:span.To], Of: of}
}

// span is the stretch of text that tokens cover.
func (m *message) span(from, to int) language.Span {
	return language.SpanOf(m.tokens, from, to, len(m.text))
}

// labelled reads [label](https://…).
func (m *message) labelled(at, to int) []slotEdge {
	if m.tokens[at].Fold != "[" {
		return nil
	}
	for i := at + 1; i+3 < to && i < at+12; i++ {
		if m.tokens[i].Fold == "]" && m.tokens[i+1].Fold == "(" && m.tokens[i+2].Kind == language.Link {
			end := i + 3
			if m.tokens[end].Fold == ")" {
				end++
			}
			return []slotEdge{{to: end, value: m.value(at, end, m.tokens[i+2].Text)}}
		}
	}
	return nil
}

// valueEdges reads what is a list of ways of saying it in the grammar.
func (m *message) valueEdges(kind string, at, to int) (edges []slotEdge) {
	a := m.g.Values[kind]
	if a == nil {
		return nil
	}
	m.walk(a, at, to, func(end int, mark int32) {
		var of any = m.g.Meanings[kind][mark]
		switch kind {
		case "horizon":
			of = people.Horizon(m.g.Meanings[kind][mark])
		case "tongue":
			of = people.Lang(m.g.Meanings[kind][mark])
		}
		edges = append(edges, slotEdge{to: end, value: m.value(at, end, of)})
	})
	return edges
}

// openEdges keeps words as they are: a text to the end of some clause, a name
// of at most a few words without any that turn a meaning round.
func (m *message) openEdges(at, to int, text bool) []slotEdge {
	first := m.nextText()
	m.openWords(at, to, text, func(from, until, end int, cost int32) {
		m.texts = append(m.texts, slotEdge{to: end, value: m.value(from, until, nil), cost: cost, text: true, kept: values.AsText})
	})
	return m.texts[first:len(m.texts):len(m.texts)]
}

// textsAtOnce is room for the edges over words that are kept of most messages.
const textsAtOnce = 256

// nextText is where the next of them lie.
func (m *message) nextText() int {
	if cap(m.texts)-len(m.texts) < maxNameTokens {
		m.texts = make([]slotEdge, 0, textsAtOnce)
	}
	return len(m.texts)
}

// openWords tells of what openEdges keeps: its words, where what is read ends
// and what it costs.
func (m *message) openWords(at, to int, text bool, found func(from, until, end int, cost int32)) {
	if at >= to || m.leads(at) || at+1 < to && m.tokens[at+1].Kind == language.QuoteOpen && m.is(grammar.BetweenWord, at) {
		return
	}
	for end := at + 1; end <= to; end++ {
		t := &m.tokens[end-1]
		if !text {
			if end-at > maxNameTokens || t.Kind == language.Link || t.Kind == language.Break || m.separates(end-1) && t.Kind != language.Word {
				break
			}
			if m.operatorAt(end-1, to) {
				break
			}
		}
		if t.Close > 0 && t.Close < to { // a quotation is taken whole
			if end-1 == at && t.Kind == language.QuoteOpen {
				found(at+1, t.Close, t.Close+1, textCost)
			}
		}
		if text && m.tokens[at].Kind == language.QuoteOpen && m.tokens[at].Close > 0 && end-1 > m.tokens[at].Close {
			break // what follows a text in quotation marks is none of it
		}
		if t.Kind == language.QuoteOpen || t.Quoted && end < to && m.tokens[end].Quoted {
			continue
		}
		if end < to && !m.cuts(end) && text {
			continue
		}
		found(at, end, end, textCost*int32(end-at))
	}
}

// leads reports whether a sign stands before a text and is none of it.
func (m *message) leads(i int) bool {
	return m.tokens[i].Kind == language.Punct && strings.Contains(":-,;=", m.tokens[i].Fold)
}

// cuts reports whether an open text may end before a token.
func (m *message) cuts(i int) bool {
	return m.separates(i) || m.ids[i] != none && m.tokens[i].Kind == language.Word || m.tokens[i].Kind == language.Punct
}

// numberEdges reads a bare number, or one with a per cent sign.
func (m *message) numberEdges(kind string, at, to int) []slotEdge {
	t := m.tokens[at]
	n, end := 0, 0
	if t.Kind == language.Figure {
		if figure, err := strconv.Atoi(t.Text); err == nil {
			n, end = figure, at+1
		}
	}
	if end == 0 {
		if n, end = m.spelled(at); end == 0 {
			return nil
		}
	}
	if kind == "percent" {
		if end >= to {
			return nil
		}
		switch f := m.tokens[end].Fold; {
		case f == "%" || f == "percent" || f == "pct" || f == "pourcent":
			end++
		case (f == "per" || f == "pour") && end+1 < to && m.tokens[end+1].Fold == "cent":
			end += 2
		default:
			return nil
		}
	}
	return []slotEdge{{to: end, value: m.value(at, end, n)}}
}

// spelled reads a number in words; end is 0 where there is none.
func (m *message) spelled(at int) (n, end int) {
	for _, r := range m.timesFor(language.None).At(at) {
		if v, ok := r.Value.(language.Number); ok && r.Exact && v.Value == float64(int(v.Value)) {
			return int(v.Value), r.To
		}
	}
	return 0, 0
}

// timesFor reads the words of time once for each leaning.
func (m *message) timesFor(lean language.Lean) *language.Times {
	if m.times[lean] == nil {
		t := language.ReadTimes(m.tokens, language.Context{Now: m.c.Now, Lang: language.Lang(m.c.Lang), Lean: lean})
		if m.times[lean] = t; !t.Leans {
			m.times = [len(m.times)]*language.Times{t, t, t}
		}
	}
	return m.times[lean]
}

var oftenBegins = map[string]bool{"every": true, "once": true, "une": true} // words that turn a meaning round elsewhere

// timeEdges reads days, ranges, lengths and schedules as package language does.
func (m *message) timeEdges(kind string, at, to int) (edges []slotEdge) {
	lean := language.None
	base := strings.TrimRight(kind, "+-")
	switch kind[len(kind)-1] {
	case '+':
		lean = language.Future
	case '-':
		lean = language.Past
	}
	readings := m.timesFor(lean).At(at)
	for _, r := range readings {
		if r.To == at+1 && m.tokens[at].Fold == "mon" && m.language() != "en" {
			continue // "sans mon ordinateur" is on no Monday
		}
		if m.wordless(at, r.To) && m.isHorizon(at, r.To) {
			continue // "1-3" is a horizon here, no day
		}
		if base == "date" && m.turned(at, r.To) {
			continue // "the 31st until november" is no day
		}
		ok := false
		switch v := r.Value.(type) {
		case language.Date:
			ok = base == "date" || base == "span" && (lean != language.Future || v > language.DateOf(m.c.Now) || v == language.DateOf(m.c.Now) && !m.is(grammar.NowWord, r.To-1)) || base == "when" && !values.Recurs(readings, r.To)
		case language.Range:
			ok = base == "span" && (lean != language.Future || v.To > language.DateOf(m.c.Now)) ||
				base == "date" && v.Bound == language.Closed && (v.Grain != language.Days || m.figureless(at, r.To) && (v.To-v.From < 16 || v.To.Month() == 12 && v.To.Day() == 31))
		case language.Duration:
			ok = base == "duration" || base == "span"
		case language.Recurrence:
			ok = base == "when" && !m.onHorizon(at, r.To) && (oftenBegins[m.tokens[at].Fold] || !m.operatorAt(at, to)) // "until 1-3 first friday" limits nothing that was said
		case language.Clock:
			ok = base == "clock" || base == "when"
		}
		if ok {
			// What cannot be, or may be another day, is a guess: ask.
			guess := !r.Exact || r.Problem != "" || r.Other != nil && m.wordless(at+1, r.To) && r.To > at+2 || base == "date" && r.Other != nil && lean == language.None
			edges = append(edges, slotEdge{to: r.To, value: m.value(at, r.To, r), fuzzy: guess, cost: pattern.Mended(!r.Exact)})
		}
	}
	return edges
}

package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/pattern"
	"mentor/bot/understanding/rival"
	"mentor/bot/understanding/title"
	"mentor/bot/understanding/values"
	"mentor/bot/wishes/spans"
)

// inside are the types of slots in whose values a word can stand.
var inside = []string{"goals", "mycert", "cert", "role", "horizon", "when", "date", "span", "duration", "clocks", "zone", "tongue"}

// words are tokens as bot/wishes/spans looks at them.
func (m *message) words(from, to int) []spans.Word {
	out := make([]spans.Word, to-from)
	for i := range out {
		t := &m.tokens[from+i]
		id := m.ids[from+i]
		out[i].Fold, out[i].Marks = values.Looked(t, id != none, id != none && m.g.Function[id] != "")
	}
	m.scope = [2]int{from, to}
	for _, kind := range inside {
		for at := from; at < to; {
			end := at
			for _, e := range m.slot(kind, at) {
				if e.to <= to && !e.text {
					end = max(end, e.to)
				}
			}
			for i := at; i < end; i++ {
				mark := kind
				if i == at {
					mark = kind + "^"
				}
				out[i-from].Marks = append(out[i-from].Marks, mark)
			}
			at = max(end, at+1)
		}
	}
	return out
}

// stretch is a stretch of a message as bot/wishes/spans looks at it.
type stretch struct {
	from, to int
	*spans.Text
}

// looked is a stretch for bot/wishes/spans, which looks for several wishes in it.
func (m *message) looked(from, to int) *spans.Text {
	m.scope = [2]int{from, to}
	for _, s := range m.stretches {
		if s.from == from && s.to == to {
			return s.Text
		}
	}
	s := stretch{from, to, spans.NewText(m.words(from, to))}
	m.stretches = append(m.stretches, s)
	return s.Text
}

// Words are a message's tokens as bot/wishes/spans looks at them, and where
// they stand. They are there for bot/wishes/spans/train.
func (r *Reader) Words(text string, c bot.Context, clauses [][2]int) (words [][]spans.Word, at [][]language.Span) {
	m, _ := r.read(text, c)
	defer m.free()
	for _, clause := range clauses {
		from, to := m.tokensOf(language.Span{From: clause[0], To: clause[1]})
		from = max(from, 0)
		words = append(words, m.words(from, to))
		var spans []language.Span
		for _, t := range m.tokens[from:to] {
			spans = append(spans, t.Span)
		}
		at = append(at, spans)
	}
	return words, at
}

// spanned gives a part the values whose words are found in a stretch as people
// marked such words, and takes all of those words.
func (m *message) spanned(p *bot.Part, from, to int, taken []bool) {
	found := slices.Clone(m.looked(from, to).Find(values.MarkedAs(p.Name)))
	for i := range found {
		found[i].From, found[i].To = found[i].From+from, found[i].To+from
	}
	if p.Name == "goal.steps" && slices.ContainsFunc(found, func(s spans.Span) bool { return s.Kind == "text" }) {
		p.Name = "step.add"
	}
	keys := m.g.Wants[p.Name]
	if p.Name == "goal.add" {
		keys = append(slices.Clone(keys), pattern.Key{Name: "due", Kind: "date+"})
	}
	for _, key := range keys {
		if _, filled := p.Slots[key.Name]; filled || beside[key.Name] {
			continue
		}
		for _, s := range found {
			if s.Kind != values.MarkOf(key.Name, key.Kind) {
				continue
			}
			v, ok := m.valueIn(key, p.Name, title.Start(entitled{m}, s.Kind, s.From, from), s.To)
			if before, more := p.Slots[key.Name]; ok && more && key.Name != "horizon" { // "from 1-3 to 0-1"
				v, ok = m.bothOf(p, key.Name, before, v)
			}
			if ok {
				p.Slots[key.Name] = v
			}
		}
	}
	for _, s := range found {
		from, to := s.From, s.To
		if s.Kind == "when" { // "SQL end of june": only what is a day is one
			for _, v := range p.Slots {
				if a, b := m.tokensOf(v.Span); a >= from && b <= to {
					from, to = a, b
				}
			}
		}
		for i := from; i < to; i++ {
			taken[i] = true
		}
	}
}

// bothOf is one value of two that a wish has for the same: "goal 1 and goal 3",
// "from the 2nd, back on the 9th", "Tuesdays, say 8:30".
func (m *message) bothOf(p *bot.Part, key string, a, b bot.Value) (bot.Value, bool) {
	switch {
	case key == "span" && resting[p.Name]:
		return values.Stretched(a, b, m.returns(b), m.c, m.text), true
	case p.Name != "remind" && p.Name != "goal.remind" && values.OfDays(a) && (values.OfDays(b) || key == "due" && values.Length(b)) || values.Again(a) && values.Again(b): // "Thursday is no good, make it Friday"
		if rival.First(entitled{m}, m.rival(a), m.rival(b)) { // "on 29 May, before the summer begins"
			return a, true
		}
		return b, true
	case key == "when" && (p.Name == "remind" || p.Name == "goal.remind" || p.Name == "remind.move"):
		return m.whenOf(a, b), true
	case key == "text":
		if p.Name == "step.add" { // a step a line; what stands in a list between two is one as well
			a.Of = a.Text + m.itemBetween(a.Span.To, b.Span.From) + "\n" + b.Text
			a.Text, a.Span.To = a.Of.(string), b.Span.To
		}
		return a, true
	case p.Name == "schedule":
		m.atClock(p, bot.Part{Slots: map[string]bot.Value{key: b}})
		return p.Slots[key], true
	}
	if from, to := m.tokensOf(language.Span{From: a.Span.To, To: max(a.Span.To, b.Span.From)}); from >= 0 && !m.holds(grammar.AndWord, from, to) && slices.ContainsFunc(m.tokens[from:to], func(t language.Token) bool { return t.Kind == language.Word }) {
		return a, true // "drop the sql goal, the team uses dbt now"
	}
	return values.Goals(a, b)
}

// itemBetween are the words between two commas, as a line of their own.
func (m *message) itemBetween(from, to int) string {
	at, end := m.tokensOf(language.Span{From: from, To: max(from, to)})
	if at < 0 || end-at <= shortestListed || m.tokens[at].Fold != "," {
		return ""
	}
	for end > at && (m.edge(end-1) || m.is(grammar.AndWord, end-1) || m.is(grammar.SeparatorWord, end-1)) {
		end--
	}
	if end-at <= shortestListed || slices.ContainsFunc(m.tokens[at+1:end], func(t language.Token) bool { return t.Kind == language.Punct }) {
		return ""
	}
	words := m.span(at+1, end)
	return "\n" + strings.TrimSpace(m.text[words.From:words.To])
}

// shortestListed is how many tokens a list's comma and the words behind it have
// at least, less one.
const shortestListed = 2

// rival is a value as one of two for the same.
func (m *message) rival(v bot.Value) rival.Value {
	from, to := m.tokensOf(v.Span)
	return rival.Value{From: max(from, 0), To: to, Behind: values.Behind(v, m.c.Now), Vague: values.OfDays(v) && !values.Day(v) || values.Behind(v, m.c.Now.AddDate(0, 0, 1))}
}

// valueIn is the value of a slot that some tokens say.
func (m *message) valueIn(key pattern.Key, name string, from, to int) (bot.Value, bool) {
	was := m.scope
	defer func() { m.scope = was }()
	m.scope = [2]int{from, to}
	base := strings.TrimRight(key.Kind, "+-")
	switch base {
	case "text", "name":
		for from < to && m.edge(from) {
			from++
		}
		for from < to && m.edge(to-1) {
			to--
		}
		v := m.value(from, to, nil)
		v.Of, v.Exactly = v.Text, true
		return v, from < to
	case "goal", "goals":
		return m.goalsIn(from, to)
	case "cert", "certs", "role", "job", "mycert":
		return m.namedIn(base, from, to)
	}
	best, end := m.longestIn(key.Kind, from, to)
	if end > 0 {
		m.scope = was
		if whole, more := m.longestAt(key.Kind, best); more { // "vendredi 15 [mai]"
			return whole, true
		}
		m.scope = [2]int{from, to}
	}
	if values.Length(best) && base == "span" { // "Friday, all day"
		if day, length := m.longestIn("date", from, to); length > 0 && values.OneDay(best) {
			best, end = day, length
		}
	}
	if base == "span" && end > 0 && end < to-from { // "Monday and Tuesday"
		best = m.withNext(best, key.Kind, to)
	}
	if end == 0 && base == "date" && key.Name == "due" { // "two weeks more"
		best, end = m.longestIn("duration", from, to)
	}
	if remind := key.Name == "when" && (name == "remind" || name == "goal.remind"); remind && (end == 0 || end >= to-from-1) || end == 0 && key.Kind == "when" {
		return m.value(from, to, nil), true // its own reader may tell more
	}
	return best, end > 0
}

// withNext makes one stretch of days and those that are named right after them.
func (m *message) withNext(v bot.Value, kind string, to int) bot.Value {
	_, at := m.tokensOf(v.Span)
	if at < 0 || !m.holds(grammar.AndWord, at, to) && !m.holds(grammar.ListWord, at, to) { // "6 to 10 April (Easter)"
		return v
	}
	next, length := m.longestIn(kind, at, to)
	if joined, ok := values.Joined(v, next); ok && length > 0 {
		joined.Text = m.text[v.Span.From:next.Span.To]
		return joined
	}
	return v
}

// longestIn is the longest value of a type of slot among some tokens, and its
// length; 0 where there is none.
func (m *message) longestIn(kind string, from, to int) (best bot.Value, length int) {
	for at := from; at < to; at++ {
		for _, e := range m.slot(kind, at) {
			if e.to <= to && e.to-at > length {
				best, length = e.value, e.to-at
			}
		}
	}
	return best, length
}

// longestAt is a day or rhythm with the words behind it that belong to it;
// more is false where none do.
func (m *message) longestAt(kind string, v bot.Value) (out bot.Value, more bool) {
	at, to := m.tokensOf(v.Span)
	if at < 0 {
		return v, false
	}
	end := to
	for _, e := range m.slot(kind, at) {
		if e.to > end && e.to <= to+2 && !slices.ContainsFunc(m.tokens[to:e.to], func(t language.Token) bool { return t.Kind == language.Punct }) {
			out, end, more = e.value, e.to, true
		}
	}
	return out, more
}

// edge reports whether a token is a sign that stands round words and says
// nothing: a quotation mark, a comma, a full stop.
func (m *message) edge(i int) bool {
	t := &m.tokens[i]
	switch t.Kind {
	case language.QuoteOpen, language.QuoteClose, language.CodeOpen, language.CodeClose, language.Bullet, language.Break:
		return true
	}
	return t.Kind == language.Punct && strings.Contains(".,;:!\"«»“”-–—", t.Fold)
}

package understanding

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/pattern"
	"mentor/bot/understanding/values"
)

// gather is a part of a name with the values that its rules have, wherever they
// stand in a stretch of the message; what it lacks is looked for in all of it.
func (m *message) gather(name string, from, to int) bot.Part {
	return m.gathered(name, from, to, true)
}

// gathered is gather, where what lacks is looked for in the rest of the message
// or not.
func (m *message) gathered(name string, from, to int, beyond bool) bot.Part {
	whole := m.span(0, len(m.tokens))
	p := bot.Part{Kind: bot.CommandPart, Name: name, Clause: m.span(from, to), Span: whole, Slots: map[string]bot.Value{}}
	taken := make([]bool, len(m.tokens))
	if step := ofStep[name]; step != "" && m.holds(grammar.StepWord, from, to) {
		p.Name = step // "tick off the step about Kimball"
	} else if step == "step.drop" && m.holds(grammar.WinWord, 0, len(m.tokens)) {
		p.Name = "win.remove"
	}
	m.spanned(&p, from, to, taken)
	m.meantBefore(&p, from, to)
	keys := m.g.Wants[p.Name]
	if from > 0 || to < len(m.tokens) {
		for i := range taken {
			taken[i] = taken[i] || i < from || i >= to
		}
		m.scope = [2]int{0, len(m.tokens)}
		for _, key := range keys {
			if _, filled := p.Slots[key.Name]; !filled && !grammar.OpenKinds[key.Kind] && !unsure[key.Kind] && !beside[key.Name] && key.Kind != "job" {
				if v, ok := m.lone(key, taken); ok {
					p.Slots[key.Name] = v
				}
			}
		}
		for i := range taken {
			taken[i] = taken[i] && (!beyond || i >= from && i < to)
		}
	}
	m.scope = [2]int{0, len(m.tokens)}
	for _, key := range keys {
		if _, filled := p.Slots[key.Name]; filled || grammar.OpenKinds[key.Kind] || unsure[key.Kind] || beside[key.Name] || key.Kind == "job" {
			continue
		}
		if v, ok := m.lone(key, taken); ok {
			p.Slots[key.Name] = v
		}
	}
	for _, key := range keys { // names that no list has
		if _, filled := p.Slots[key.Name]; filled {
			continue
		}
		switch kind := strings.TrimRight(key.Kind, "+-"); {
		case kind == "cert" && !has(p, "certs") && !has(p, "mycert"):
			if v, ok := m.certLike(taken); ok {
				p.Slots[key.Name] = v
			}
		case kind == "role" || kind == "job":
			if v, ok := m.lone(pattern.Key{Name: key.Name, Kind: "job"}, taken); ok && m.plainJob(v) {
				p.Slots[key.Name] = v
			}
		case kind == "clocks":
			if v, ok := m.oneSide(); ok {
				p.Slots[key.Name] = v
			}
		}
	}
	if p.Name == "remind.move" && !has(p, "when") { // "the demo is on the 19th now, so move my reminder"
		m.scope = [2]int{0, len(m.tokens)}
		free := make([]bool, len(m.tokens))
		for _, kind := range []string{"when+", "date+"} {
			if v, ok := m.lone(pattern.Key{Name: "when", Kind: kind}, free); ok && !has(p, "when") {
				p.Slots["when"] = v
			}
		}
	}
	switch p.Name {
	case "schedule":
		m.rhythm(&p, from, to)
	case "schedule.quiet":
		if delete(p.Slots, "open"); m.onlyIn(from, to) {
			values.Closed(p.Slots, "clocks")
		}
	}
	maps.DeleteFunc(p.Slots, func(_ string, v bot.Value) bool { return m.noGoal(v) })
	if z, ok := bot.Slot[bot.ZoneChoice](p, "zone"); ok && z.Zone == "" && len(p.Slots) > 0 && p.Name == "profile.set" { // a name that nobody knows, in what may be about the job
		delete(p.Slots, "zone")
	}
	return p
}

// noGoal reports whether a value is the number of a goal that there is not, and
// nothing says that a goal is meant: "choose 3 projects", "two of them".
func (m *message) noGoal(v bot.Value) bool {
	c, ok := v.Of.(bot.GoalChoice)
	from, to := m.tokensOf(v.Span)
	length := ok && from >= 0 && m.tokens[from].Kind == language.Figure && len(m.timeEdges("duration", from, len(m.tokens))) > 0 // "in 2 weeks"
	return length || ok && (len(c.Numbers) == 0 || len(m.c.Goals) == 0) && from >= 0 && !m.holds(grammar.GoalWord, from, to)
}

// holds reports whether a word of a class stands among tokens.
func (m *message) holds(w grammar.Class, from, to int) bool {
	return slices.ContainsFunc(m.ids[from:to], func(id pattern.Symbol) bool { return id != none && m.g.Classes[id].Has(w) })
}

// ofStep names what a wish is where it speaks of a step.
var ofStep = map[string]string{"goal.done": "step.done", "cert.passed": "step.done", "goal.drop": "step.drop", "remind.drop": "step.drop", "cert.remove": "step.drop"}

// meantBefore takes the goal or certification that "it" or "that one" stands
// for: one that is named before, in the same clause or in front of it.
func (m *message) meantBefore(p *bot.Part, from, to int) {
	for _, key := range m.g.Wants[p.Name] {
		base := strings.TrimRight(key.Kind, "+-")
		if _, filled := p.Slots[key.Name]; filled || base != "goal" && base != "goals" && base != "mycert" {
			continue
		}
		at := slices.IndexFunc(m.ids[from:to], func(id pattern.Symbol) bool { return id != none && m.g.Classes[id].Has(grammar.ItWord) })
		if at < 0 {
			continue
		}
		var v bot.Value
		var ok bool
		if base == "mycert" {
			v, ok = m.namedIn(base, 0, from+at)
		} else {
			v, ok = m.goalsIn(0, from+at)
		}
		if c, is := v.Of.(bot.GoalChoice); is && (len(c.Numbers) != 1 || c.Several) {
			continue
		}
		if c, is := v.Of.(bot.CertChoice); is && len(c.Numbers) != 1 {
			continue
		}
		if ok {
			p.Slots[key.Name] = v
		}
	}
}

// plainJob reports whether words are a title and nothing of the sentence around it.
func (m *message) plainJob(v bot.Value) bool {
	n := 0
	for i, t := range m.tokens {
		if t.Span.From < v.Span.From || t.Span.To > v.Span.To {
			continue
		}
		if m.is(grammar.ArticleWord, i) {
			continue
		}
		if n++; t.Kind != language.Word || n > maxCertLike || m.ids[i] != none && m.g.Function[m.ids[i]] != "" || m.is(grammar.PlaceWord, i) || len(m.slot("date", i)) > 0 {
			return false
		}
	}
	return n > 0
}

func has(p bot.Part, name string) bool { _, ok := p.Slots[name]; return ok }

// beside are slots that only mean anything beside another of their kind: a
// second absence, a day of return, what was before.
var beside = map[string]bool{"more": true, "back": true, "old": true}

// unsure are types of slots that mean little without the words around them.
var unsure = map[string]bool{"number": true, "percent": true, "who": true, "mark": true, "status": true, "confidence": true, "code": true, "noexpiry": true, "command": true}

// lone is the value of a slot that stands in a message: the longest, of places
// the last, and none where two differ. What it takes no other slot has; what
// something is put in the place of is none ("instead of 15 oct").
func (m *message) lone(key pattern.Key, taken []bool) (best bot.Value, ok bool) {
	from, to := 0, 0
	for at := 0; at < len(m.tokens); at++ {
		if taken[at] || m.tokens[at].Quoted || at > 0 && m.is(grammar.InsteadWord, at-1) || key.Kind == "zone" && at > 1 && m.is(grammar.InsteadWord, at-2) { // "pas à Paris"
			continue
		}
		edges := m.slot(key.Kind, at)
		longest := -1
		for i, e := range edges {
			if (!e.text || key.Kind == "job") && !slices.Contains(taken[at:e.to], true) && (longest < 0 || e.to > edges[longest].to) {
				longest = i
			}
		}
		if longest < 0 {
			continue
		}
		e := edges[longest]
		if id := m.ids[at]; e.to == at+1 && id != none && m.c.Lang == "fr" && m.g.Function[id] == "fr" { // "mon" is no Monday
			continue
		}
		if g, goal := e.value.Of.(bot.GoalChoice); goal && (len(g.Numbers) == 0 || !m.isGoal(g, at) || e.to == at+1 && m.is(grammar.LastWord, at)) { // "19 February", "two things", "at last"
			continue
		}
		switch {
		case m.is(grammar.InsteadWord, at):
		case ok && values.Same(best, e.value):
		case ok && key.Kind != "zone" && e.to-at == to-from:
			return bot.Value{}, false
		case !ok || key.Kind == "zone" || e.to-at > to-from:
			best, ok, from, to = e.value, true, at, e.to
		}
		at = e.to - 1
	}
	for i := from; ok && i < to; i++ {
		taken[i] = true
	}
	return best, ok
}

// isGoal reports whether a choice is of goals that there are, or is called so.
func (m *message) isGoal(c bot.GoalChoice, at int) bool {
	return m.is(grammar.GoalWord, at) || slices.ContainsFunc(m.c.Goals, func(g bot.GoalName) bool { return slices.Contains(c.Numbers, g.Number) })
}

// certLike is what a message calls a certification: one that is held, else words
// with capitals or figures, or an unknown word beside "cert", "badge", "one".
func (m *message) certLike(taken []bool) (bot.Value, bool) {
	if v, ok := m.lone(pattern.Key{Name: "mycert", Kind: "mycert"}, taken); ok {
		if c, is := v.Of.(bot.CertChoice); is && len(c.Numbers) == 1 {
			for _, x := range m.c.Certifications {
				if x.Number == c.Numbers[0] {
					v.Of = bot.Named{ID: x.Catalog, Name: x.Name}
					return v, true
				}
			}
		}
	}
	best, from := 0, 0
	for at := 0; at < len(m.tokens); at++ {
		end := at
		for end < len(m.tokens) && end-at < maxCertLike && !taken[end] && m.namelike(end) {
			end++
		}
		if end-at > best {
			best, from = end-at, at
		}
		at = max(at, end-1)
	}
	if best == 0 {
		return bot.Value{}, false
	}
	v := m.value(from, from+best, nil)
	if len(strings.Trim(v.Text, "'’")) < minCertLike {
		return bot.Value{}, false
	}
	v.Of = bot.Named{Name: v.Text}
	return v, true
}

// How long such a name is: its words at most, its letters at least.
const (
	maxCertLike = 5
	minCertLike = 3
)

// namelike reports whether a token looks like a part of a proper name.
func (m *message) namelike(i int) bool {
	t := &m.tokens[i]
	if t.Quoted || t.Kind != language.Word && t.Kind != language.Figure {
		return false
	}
	starts := i == 0 || m.tokens[i-1].Kind == language.Punct || m.tokens[i-1].Kind == language.Break
	upper := strings.IndexFunc(t.Text, unicode.IsUpper)
	switch {
	case upper >= 0 && strings.ToUpper(t.Text) == t.Text && len(t.Text) > 1: // "GTM", "GA4"
		return true
	case upper > 0: // "HubSpot"
		return true
	case upper == 0 && !starts && len(m.slot("date", i)) == 0:
		return !m.is(grammar.FillerWord, i)
	}
	beside := i+1 < len(m.tokens) && (m.is(grammar.ExamWord, i+1) || m.is(grammar.NounWord, i+1)) ||
		i > 0 && m.is(grammar.ExamWord, i-1)
	return beside && m.ids[i] == none && t.Kind == language.Word && len(t.Fold) > 2
}

// oneSide reads quiet hours of which one end is said, or each in words of its
// own: "nothing before 10", "not after 8pm or before 9am".
func (m *message) oneSide() (out bot.Value, ok bool) {
	quiet := bot.QuietHours{From: language.Clock{Hour: -1}, To: language.Clock{Hour: -1}}
	var alone []language.Clock
	for at := 1; at < len(m.tokens); at++ {
		e, found := longest(m.slot("clock", at))
		c, is := values.Clock(e.value)
		if found && is {
			alone = append(alone, c)
		}
		for i := at; found && is && i >= max(0, at-3); i-- {
			if before := m.is(grammar.BeforeWord, i); before || m.is(grammar.AfterWord, i) {
				if found, ok, out = false, true, e.value; before {
					quiet.To = c
				} else {
					quiet.From = c
				}
				at = e.to - 1
			}
		}
	}
	if !ok && len(alone) == 1 { // "the children are in bed by 8pm, I want silence from then"
		ok = true
		if quiet.From = alone[0]; alone[0].Hour < 12 {
			quiet.From, quiet.To = quiet.To, alone[0]
		}
	}
	out.Of = quiet
	return out, ok
}

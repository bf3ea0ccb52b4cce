package understanding

import (
	"maps"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/mistake"
	"mentor/bot/understanding/repair"
)

const mostRepairs = 3 // of one message

// repaired opens a message as it is meant where it takes back something that it
// says: "at 10, no make that 10:30".
// sure is false where that has to be asked about.
func (r *Reader) repaired(text string, c bot.Context) (m *message, ok, sure bool) {
	m, sure = r.open(text, c), true
	if c.Expect.Kind == bot.ExpectPlan || c.Expect.Kind == bot.ExpectText {
		return m, false, sure
	}
	for range mostRepairs {
		m.scope = [2]int{0, len(m.tokens)}
		found, more := repair.Find(repairing{m})
		if !more {
			break
		}
		old, now, gone := m.span(found.Old[0], found.Old[1]), m.span(found.New[0], found.New[1]), m.span(found.Gone[0], found.Gone[1])
		text, ok = text[:old.From]+text[now.From:now.To]+strings.TrimSuffix(text[old.To:gone.From], " ")+text[gone.To:], true
		sure = sure && found.Sure
		m.free()
		m = r.open(text, c)
	}
	return m, ok, sure && (ok || !repair.Unsettled(repairing{m}))
}

// doubtRepaired has what destroys something asked about in a message that took
// something back, and everything where it is not sure what.
func (m *message) doubtRepaired(parts []bot.Part, sure bool) {
	for i := range parts {
		parts[i].Exact = parts[i].Exact && sure && !m.g.Destroys(parts[i].Name)
	}
}

// repairing is a message as repairs look at it.
type repairing struct{ *message }

func (m repairing) Len() int           { return len(m.tokens) }
func (m repairing) Word(at int) string { return m.tokens[at].Fold }
func (m repairing) Quoted(at int) bool { return m.tokens[at].Quoted }
func (m repairing) Sign(at int) bool {
	return m.tokens[at].Kind == language.Break || m.tokens[at].Kind == language.Punct || m.separates(at)
}
func (m repairing) Content(at int) bool {
	id := m.ids[at]
	return m.tokens[at].Kind == language.Word && (id == none || m.g.Function[id] == "")
}
func (m repairing) Marker(at int) int  { return m.takesBack(at, len(m.tokens)) }
func (m repairing) Adds(at int) bool   { return m.is(grammar.AlsoWord, at) }
func (m repairing) Speaks(at int) bool { return m.is(grammar.IWord, at) || m.is(grammar.ItWord, at) }
func (m repairing) Value(kind string, at int) (to int) {
	if kind == "name" { // "CSM … wait no, CSPO"
		for end := at; end < len(m.tokens) && m.namelike(end); end++ {
			to = end + 1
		}
		return to
	}
	if kind == "clock" && at+1 < len(m.tokens) && (m.tokens[at].Fold == "at" || m.tokens[at].Fold == "a") {
		if n, _ := m.number(at+1, len(m.tokens)); n > 0 && n < 25 && (at+2 == len(m.tokens) || !m.tokens[at+2].Glued || m.tokens[at+2].Kind != language.Word) {
			to = at + 2 // an hour alone is none elsewhere
		}
	}
	for _, e := range m.slot(kind, at) {
		timed, _ := e.value.Of.(language.Reading)
		if !e.fuzzy && !e.text && !(timed.Timed && kind != "clock") {
			to = max(to, e.to)
		}
	}
	if kind == "role" && to == 0 && m.is(grammar.JobWord, at) { // a title in one's own words: "directeur, non, directrice data"
		end := at + 1
		for end < len(m.tokens) && m.tokens[end].Kind == language.Word && !m.is(grammar.AndWord, end) && m.takesBack(end, len(m.tokens)) == 0 {
			end++
		}
		if e, ok := longest(m.jobEdges(at, end)); ok {
			to = e.to
		}
	}
	return to
}

// takesBack is where words that take back what was said before end; 0 where
// none begin at a place.
func (m *message) takesBack(at, to int) (end int) {
	m.walk(m.g.Corrects, at, to, func(e int, _ int32) { end = max(end, e) })
	for more := end; more > 0 && more < to; end = more {
		for more < to && (m.separates(more) || m.skippable(more)) {
			more++
		}
		next := 0
		m.walk(m.g.Corrects, more, to, func(e int, _ int32) { next = max(next, e) })
		if next == 0 {
			return more
		}
		more = next
	}
	return end
}

// followUp reads a sentence that goes on with the one before it: "it is valid
// for two years". Where it does not, read is what was read of it by itself.
func (m *message) followUp(before []bot.Part, s sentence) (read map[int][]reading, ok bool) {
	read = map[int][]reading{}
	if len(before) == 0 || s.asked || s.quoted {
		return read, false
	}
	m.following = true
	path, _, upTo := m.covering(s.from, s.to, read, onePart)
	m.following = false
	for at, list := range read {
		read[at] = slices.DeleteFunc(list, func(r reading) bool { return r.rule.Follows })
	}
	return read, upTo == s.to && len(path) == 1 && path[0].rule.Follows && !path[0].fuzzy && m.goesOnWith(before, path[0])
}

// goesOnWith adds what a sentence says to the last part before it, if it goes on with it.
func (m *message) goesOnWith(before []bot.Part, r reading) bool {
	for i := len(before) - 1; i >= 0; i-- {
		p := &before[i]
		if p.Kind == bot.TalkPart {
			continue
		}
		if !strings.HasPrefix(p.Name, strings.TrimSuffix(r.rule.Name, "tail")) || p.Mood != bot.PlainMood {
			return false
		}
		slots := map[string]bot.Value{}
		maps.Copy(slots, r.slots)
		for name, v := range p.Slots {
			if _, twice := slots[name]; twice {
				return false
			}
			slots[name] = v
		}
		p.Slots = slots
		return true
	}
	return false
}

// correcting is a message as corrections of the change before it look at it.
type correcting struct{ *message }

func (m correcting) Tokens() []language.Token        { return m.tokens }
func (m correcting) Context() bot.Context            { return m.c }
func (m correcting) Is(w grammar.Class, at int) bool { return m.is(w, at) }
func (m correcting) Filler(at int) bool              { return m.skippable(at) }
func (m correcting) Known(at int) bool               { return m.ids[at] != none }
func (m correcting) Number(at int) (n, end int)      { return m.number(at, len(m.tokens)) }
func (m correcting) Shows(name string) bool          { return m.shows(name) }
func (m correcting) Values(kind string, at int) []mistake.Value {
	m.scope = [2]int{0, len(m.tokens)}
	return ofMistakes(m.slot(kind, at))
}
func (m correcting) Times(kind string, at int) []mistake.Value {
	return ofMistakes(m.timeEdges(kind, at, len(m.tokens)))
}
func (m correcting) Mistakes(at int, found func(end int, mark int32)) {
	m.walk(m.g.Mistakes, at, len(m.tokens), found)
}

func ofMistakes(edges []slotEdge) (out []mistake.Value) {
	for _, e := range edges {
		out = append(out, mistake.Value{Value: e.value, To: e.to, Open: e.text})
	}
	return out
}

package understanding

import (
	"sync"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/memo"
	"mentor/bot/understanding/own"
	"mentor/bot/understanding/pattern"
	"mentor/bot/understanding/values"
)

// Costs of what is read loosely: of several readings the cheapest is meant.
const (
	stepCost    = 1 // of each word and slot: the longest slots win
	fillerCost  = 8
	textCost    = 24
	skippedCost = 80
	maxSkipped  = 3 // words that a partial reading may leave out
	maxSame     = 3 // readings kept in one state at one place
)

// message is one message while it is read.
type message struct {
	g         *grammar.Grammar
	k         *Knowledge
	c         bot.Context
	text      string
	tokens    []language.Token
	ids       []pattern.Symbol // of the words, none where the grammar lacks them
	mended    []pattern.Symbol // what a misspelt word may be; nil before anything is mended
	times     [3]*language.Times
	goals     *own.Goals
	certs     []own.Cert // of the person's own, once one may be meant
	scope     [2]int     // the clause being read
	stretches []stretch  // that bot/wishes/spans has looked at
	places    []placed
	sentences int
	following bool // a sentence is read as more of the one before it
	*room
}

// room is the memory that reading a message takes, and that the next one takes again.
type room struct {
	memo   memo.Memo[slotEdge]
	items  []item
	texts  []slotEdge // the edges over words that are kept, as there are many of them
	most   int        // items that there were at once
	traits []uint32
	heads  []int32 // by place: the last item there, -1 for none
	// placeAt says by place and length what is known of a place there: 0 for
	// nothing, -1 that there is none, else the one in places after it.
	placeAt []int32
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// maxRoom is how many items are kept for the next message: few messages need more.
const maxRoom = 4096

// free gives a message's room back. Nothing points into it any more.
func (m *message) free() {
	r := m.room
	m.room = nil
	if cap(r.items) > maxRoom || cap(r.texts) > maxRoom || r.memo.Size() > maxRoom {
		return
	}
	clear(r.items[:max(r.most, len(r.items))])
	r.memo.Empty()
	clear(r.texts)
	r.items, r.texts, r.most, r.placeAt = r.items[:0], r.texts[:0], 0, r.placeAt[:0]
	rooms.Put(r)
}

const none = pattern.None

// slotEdge is a slot's value over some tokens.
type slotEdge struct {
	to    int
	value bot.Value
	cost  int32
	text  bool // words kept as they are
	fuzzy bool // with a guessed word
	kept  values.Kept
}

// fill makes the value of an edge over words that are kept, now that it is asked for.
func (e *slotEdge) fill() {
	if e.kept != values.Made {
		e.value.Of, e.kept = e.kept.Of(e.value.Text), values.Made
	}
}

func longest(edges []slotEdge) (best slotEdge, ok bool) {
	for _, e := range edges {
		if !ok || e.to > best.to {
			best, ok = e, true
		}
	}
	return best, ok
}

// item is the automaton after some tokens, with the way that led there.
type item struct {
	state, prev, next int32
	at                int32
	cost              int32
	matched, skipped  int16
	slot              pattern.Symbol // that was read last, none for a word
	value             *slotEdge
	from              int32 // where the slot or word begins
	fuzzy, text       bool
}

// begin clears the items for a reading of [from, to).
func (m *message) begin(from, to int) {
	m.most, m.items = max(m.most, len(m.items)), m.items[:0]
	if cap(m.heads) < to+2 {
		m.heads = make([]int32, to+2, 2*to+2)
	}
	m.heads = m.heads[:to+2]
	for i := from; i <= to; i++ {
		m.heads[i] = -1
	}
	m.scope = [2]int{from, to}
}

// push adds an item unless its state is reached there as well already.
func (m *message) push(it item) {
	same := 0
	for i := m.heads[it.at]; i >= 0; i = m.items[i].next {
		o := &m.items[i]
		if o.state != it.state || o.text != it.text {
			continue
		}
		if o.cost <= it.cost && o.slot == none && it.slot == none && o.prev == it.prev {
			return
		}
		if same++; same >= maxSame {
			if it.cost < o.cost {
				it.next = o.next
				*o = it
			}
			return
		}
	}
	it.next = m.heads[it.at]
	m.heads[it.at] = int32(len(m.items))
	m.items = append(m.items, it)
}

// skippable reports whether a token says nothing: a sign, a picture, a name
// of the mentor.
func (m *message) skippable(i int) bool {
	switch t := &m.tokens[i]; t.Kind {
	case language.Punct:
		return t.Fold != "?"
	case language.Emoji:
		return m.ids[i] == none
	case language.Mention, language.Bullet, language.Break:
		return true
	}
	return false
}

// read runs the automaton from a place to the end of the scope. done is told
// of every item whose state ends a rule. partial lets words be left out.
func (m *message) read(a *pattern.Automaton, from, to int, partial bool, done func(it int32, rules []int32)) {
	m.push(item{prev: -1, next: -1, at: int32(from), slot: none, from: int32(from)})
	for at := from; at <= to; at++ {
		for i := m.heads[at]; i >= 0; {
			it := m.items[i]
			if ends := a.Accepts(it.state); len(ends) > 0 && at > from {
				done(i, ends)
			}
			if at < to {
				m.advance(a, &it, i, at, to, partial)
			}
			i = it.next
		}
	}
}

// advance reads the token at a place in every way.
func (m *message) advance(a *pattern.Automaton, it *item, i int32, at, to int, partial bool) {
	t := &m.tokens[at]
	free := t.Kind != language.QuoteOpen && t.Kind != language.QuoteClose && t.Kind != language.CodeOpen && t.Kind != language.CodeClose && !t.Quoted
	next := *it
	next.prev, next.slot, next.value, next.from = i, none, nil, int32(at)
	next.cost = it.cost + stepCost
	if free {
		if id := m.ids[at]; id != none {
			if s, ok := a.Step(it.state, id); ok {
				n := next
				n.state, n.at, n.matched = s, int32(at+1), it.matched+1
				m.push(n)
			}
		} else if m.mended != nil && m.mended[at] != none {
			if s, ok := a.Step(it.state, m.mended[at]); ok {
				n := next
				n.state, n.at, n.matched, n.fuzzy, n.cost = s, int32(at+1), it.matched+1, true, next.cost+pattern.MendedCost
				m.push(n)
			}
		}
	}
	hasText := false
	for _, e := range a.SlotsFrom(it.state) {
		kind := m.g.KeyKinds[^e.On]
		isText := m.g.KindOpen[kind]
		hasText = hasText || kind == m.g.TextKind
		if isText && partial && it.matched == 0 || !free && !isText {
			continue
		}
		edges := m.slotOf(kind, at)
		for j := range edges {
			v := &edges[j]
			if v.to > to {
				continue
			}
			n := next
			n.state, n.at, n.slot, n.value = e.To, int32(v.to), e.On, v
			n.cost, n.fuzzy, n.text = next.cost+v.cost, it.fuzzy || v.fuzzy, it.text || v.text
			if n.matched++; v.to-at > 1 && !v.text {
				n.matched++
			}
			m.push(n)
		}
	}
	if it.state == 0 || hasText && !m.leads(at) {
		return
	}
	switch {
	case m.skippable(at):
		n := next
		n.at, n.state, n.cost = int32(at+1), it.state, it.cost+fillerCost
		if !free {
			return
		}
		m.push(n)
	case free && m.is(grammar.FillerWord, at):
		n := next
		n.at, n.cost = int32(at+1), it.cost+fillerCost
		m.push(n)
	case partial && it.skipped < maxSkipped:
		n := next
		n.at, n.cost, n.skipped = int32(at+1), it.cost+skippedCost, it.skipped+1
		m.push(n)
	}
}

// reading is one rule that fits some tokens.
type reading struct {
	rule     *grammar.Rule
	from, to int // the tokens that the rule reads
	next     int // where the boundary behind it is
	cost     int32
	slots    map[string]bot.Value
	fuzzy    bool
	text     bool
	request  bool
	twice    bool // one slot was said twice
	matched  int
	skipped  int
	unread   []int // tokens left out inside
}

// finish gathers what the way to an item filled.
func (m *message) finish(i int32, r *grammar.Rule, from int) reading {
	it := m.items[i]
	out := reading{rule: r, from: from, to: int(it.at), cost: it.cost, fuzzy: it.fuzzy, text: it.text, matched: int(it.matched), skipped: int(it.skipped)}
	out.cost += r.Cost
	for k, v := range r.Set {
		out.set(k, bot.Value{Of: v, Text: v})
	}
	trimmed := false
	for j := i; j >= 0; j = m.items[j].prev {
		x := &m.items[j]
		if x.value != nil {
			x.value.fill()
			name := m.g.Keys[^x.slot].Name
			if old, ok := out.slots[name]; ok {
				v, ok := values.Joined(x.value.value, old)
				out.twice = out.twice || !ok
				out.set(name, v)
			} else {
				out.set(name, x.value.value)
			}
		}
		if x.prev >= 0 && x.state == m.items[x.prev].state && x.value == nil {
			if !trimmed {
				out.to = int(m.items[x.prev].at)
			}
			if x.skipped > m.items[x.prev].skipped {
				out.unread = append(out.unread, int(x.from))
			}
		} else {
			trimmed = true
		}
	}
	m.compose(&out)
	return out
}

func (r *reading) set(name string, v bot.Value) {
	if r.slots == nil {
		r.slots = map[string]bot.Value{}
	}
	r.slots[name] = v
}

// walk gives the places that an automaton of phrases reaches from a place, with
// what it accepted there. Phrases may follow each other; signs lie between.
func (m *message) walk(a *pattern.Automaton, from, to int, found func(at int, mark int32)) {
	type spot struct {
		at int
		st int32
	}
	var room [8]spot
	todo := append(room[:0], spot{from, 0})
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if s.at >= to || m.tokens[s.at].Quoted || m.ids[s.at] == none {
			continue
		}
		if next, ok := a.Step(s.st, m.ids[s.at]); ok {
			for _, mark := range a.Accepts(next) {
				found(s.at+1, mark)
			}
			todo = append(todo, spot{s.at + 1, next})
		}
	}
}

// is reports whether a token is a word of a list.
func (m *message) is(w grammar.Class, at int) bool {
	id := m.ids[at]
	return id != none && m.g.Classes[id].Has(w)
}

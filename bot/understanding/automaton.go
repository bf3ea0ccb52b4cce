package understanding

import (
	"encoding/binary"
	"slices"
)

// symbol is what an edge reads: a word's id, or a slot as ^index.
type symbol int32

// edge leads from a state to another.
type edge struct {
	on symbol
	to int32
}

// state is one of the deterministic automaton: edges by symbol, and the rules
// whose patterns end here.
type state struct {
	words   []edge
	slots   []edge
	accepts []int32
}

// automaton reads words and slots. State 0 is the start.
type automaton struct {
	states []state
	first  map[symbol]int32 // the start's edges by word
}

// builder makes an automaton out of patterns.
type builder struct {
	words   map[string]symbol
	spelt   []string
	slots   map[slotKey]symbol
	keys    []slotKey
	next    [][]edge  // of the automaton before it is made deterministic
	free    [][]int32 // edges that read nothing
	accepts map[int32][]int32
}

func newBuilder() *builder {
	b := &builder{words: map[string]symbol{}, slots: map[slotKey]symbol{}, accepts: map[int32][]int32{}}
	b.state()
	return b
}

func (b *builder) state() int32 {
	b.next, b.free = append(b.next, nil), append(b.free, nil)
	return int32(len(b.next) - 1)
}

func (b *builder) word(w string) symbol {
	id, ok := b.words[w]
	if !ok {
		id = symbol(len(b.spelt))
		b.words[w] = id
		b.spelt = append(b.spelt, w)
	}
	return id
}

func (b *builder) slot(k slotKey) symbol {
	id, ok := b.slots[k]
	if !ok {
		id = ^symbol(len(b.keys))
		b.slots[k] = id
		b.keys = append(b.keys, k)
	}
	return id
}

// add adds a pattern that means a rule.
func (b *builder) add(n node, rule int32) {
	end := b.lay(n, 0)
	b.accepts[end] = append(b.accepts[end], rule)
}

// lay lays a pattern's edges from a state, and gives the state that it ends in.
func (b *builder) lay(n node, from int32) int32 {
	switch n.op {
	case 'w', 's':
		on := symbol(0)
		if n.op == 'w' {
			on = b.word(n.word)
		} else {
			on = b.slot(n.slot)
		}
		to := b.state()
		b.next[from] = append(b.next[from], edge{on, to})
		return to
	case '|':
		end := b.state()
		for _, p := range n.parts {
			to := b.lay(p, from)
			b.free[to] = append(b.free[to], end)
		}
		return end
	case '*':
		loop := b.state()
		b.free[from] = append(b.free[from], loop)
		to := b.lay(n.parts[0], loop)
		b.free[to] = append(b.free[to], loop)
		return loop
	}
	for _, p := range n.parts {
		from = b.lay(p, from)
	}
	return from
}

// closure adds what can be reached without reading, in order.
func (b *builder) closure(set []int32) []int32 {
	seen := map[int32]bool{}
	for i := 0; i < len(set); i++ {
		if seen[set[i]] {
			continue
		}
		seen[set[i]] = true
		set = append(set, b.free[set[i]]...)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// build makes the automaton deterministic: each of its states is a set of states.
func (b *builder) build() *automaton {
	a := &automaton{first: map[symbol]int32{}}
	ids := map[string]int32{}
	var sets [][]int32
	of := func(set []int32) int32 {
		set = b.closure(set)
		key := make([]byte, 0, 4*len(set))
		for _, s := range set {
			key = binary.LittleEndian.AppendUint32(key, uint32(s))
		}
		if id, ok := ids[string(key)]; ok {
			return id
		}
		id := int32(len(sets))
		ids[string(key)] = id
		sets = append(sets, set)
		return id
	}
	of([]int32{0})
	for i := 0; i < len(sets); i++ {
		to := map[symbol][]int32{}
		var st state
		for _, s := range sets[i] {
			for _, e := range b.next[s] {
				to[e.on] = append(to[e.on], e.to)
			}
			st.accepts = append(st.accepts, b.accepts[s]...)
		}
		slices.Sort(st.accepts)
		st.accepts = slices.Compact(st.accepts)
		on := make([]symbol, 0, len(to))
		for s := range to {
			on = append(on, s)
		}
		slices.Sort(on)
		for _, s := range on {
			e := edge{s, of(to[s])}
			if s < 0 {
				st.slots = append(st.slots, e)
			} else {
				st.words = append(st.words, e)
			}
		}
		a.states = append(a.states, st)
	}
	for _, e := range a.states[0].words {
		a.first[e.on] = e.to
	}
	return a
}

// step follows a word from a state; ok is false where no edge reads it.
func (a *automaton) step(from int32, w symbol) (to int32, ok bool) {
	if from == 0 {
		to, ok = a.first[w]
		return to, ok
	}
	edges := a.states[from].words
	i, ok := slices.BinarySearchFunc(edges, w, func(e edge, w symbol) int { return int(e.on - w) })
	if !ok {
		return 0, false
	}
	return edges[i].to, true
}

package understanding

import (
	"cmp"
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
	ends    map[int32]int32 // by rule, the state that its patterns end in
}

func newBuilder() *builder {
	b := &builder{words: map[string]symbol{}, slots: map[slotKey]symbol{}, accepts: map[int32][]int32{}, ends: map[int32]int32{}}
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

// add adds a pattern that means a rule. All patterns of a rule end in one
// state.
func (b *builder) add(n node, rule int32) {
	end, ok := b.ends[rule]
	if !ok {
		end = b.state()
		b.ends[rule] = end
		b.accepts[end] = append(b.accepts[end], rule)
	}
	b.lay(n, 0, end)
}

// lay lays a pattern's edges from a state to another. Words between which one
// may choose lead to the same state: a class of a hundred words is one step,
// not a hundred states that are copied wherever the class is used.
func (b *builder) lay(n node, from, to int32) {
	switch n.op {
	case 'w':
		b.next[from] = append(b.next[from], edge{b.word(n.word), to})
	case 's':
		b.next[from] = append(b.next[from], edge{b.slot(n.slot), to})
	case '|':
		for _, p := range n.parts {
			b.lay(p, from, to)
		}
	case '*':
		loop := b.state()
		b.free[from] = append(b.free[from], loop)
		b.lay(n.parts[0], loop, loop)
		b.free[loop] = append(b.free[loop], to)
	default:
		for i, p := range n.parts {
			end := to
			if i < len(n.parts)-1 {
				end = b.state()
			}
			b.lay(p, from, end)
			from = end
		}
		if len(n.parts) == 0 {
			b.free[from] = append(b.free[from], to)
		}
	}
}

// closure adds what can be reached without reading, in order. seen has the
// turn in which each state was met last.
func (b *builder) closure(set []int32, seen []int32, turn int32) []int32 {
	out := make([]int32, 0, len(set))
	for todo := set; len(todo) > 0; {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[s] == turn {
			continue
		}
		seen[s] = turn
		out = append(out, s)
		todo = append(todo, b.free[s]...)
	}
	slices.Sort(out)
	return out
}

// build makes the automaton deterministic: each of its states is a set of states.
func (b *builder) build() *automaton {
	a := &automaton{first: map[symbol]int32{}}
	ids := map[string]int32{}
	var sets [][]int32
	var key []byte
	seen, turn := make([]int32, len(b.next)), int32(0)
	of := func(set []int32) int32 {
		turn++
		set = b.closure(set, seen, turn)
		key = key[:0]
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
	var out []edge
	var to []int32
	for i := 0; i < len(sets); i++ {
		var st state
		out = out[:0]
		for _, s := range sets[i] {
			out = append(out, b.next[s]...)
			st.accepts = append(st.accepts, b.accepts[s]...)
		}
		slices.Sort(st.accepts)
		st.accepts = slices.Compact(st.accepts)
		slices.SortFunc(out, func(x, y edge) int { return cmp.Compare(x.on, y.on) })
		for from := 0; from < len(out); {
			on := out[from].on
			to = to[:0]
			for from < len(out) && out[from].on == on {
				to = append(to, out[from].to)
				from++
			}
			if e := (edge{on, of(to)}); on < 0 {
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

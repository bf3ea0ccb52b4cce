// Package pattern owns how people say things as it is written in the grammar,
// and the automata that patterns become. It must not know what they mean.
package pattern

import (
	"math/bits"
	"slices"
)

// Symbol is what an edge reads: a word's id, or a slot as ^index.
type Symbol int32

// Edge leads from a state to another.
type Edge struct {
	On Symbol
	To int32
}

// Automaton reads words and slots. State 0 is the start. What its states hold
// lies in a few long slices: a slice for each state would cost more than the edges.
type Automaton struct {
	on     []uint16 // word edges, of each state in order
	to     []int32
	wordAt []int32 // by state, where its word edges begin
	slots  []Edge
	slotAt []int32
	ends   []int32 // the rules whose patterns end in a state
	endAt  []int32
	begins []uint64 // a bit for each word that has an edge from the start: most have none
	before []int32  // how many words of those before each 64 have one
}

// States is how many states there are.
func (a *Automaton) States() int { return len(a.endAt) - 1 }

// Accepts gives the rules whose patterns end in a state.
func (a *Automaton) Accepts(state int32) []int32 { return a.ends[a.endAt[state]:a.endAt[state+1]] }

// SlotsFrom gives the slots that may follow in a state.
func (a *Automaton) SlotsFrom(state int32) []Edge { return a.slots[a.slotAt[state]:a.slotAt[state+1]] }

// Builder makes an automaton out of patterns.
type Builder struct {
	Words   map[string]Symbol
	Spelt   []string
	slots   map[Key]Symbol
	Keys    []Key
	edges   []laid  // of the automaton before it is made deterministic
	next    []int32 // by state, its last edge, -1 for none
	free    []laid  // edges that read nothing
	freed   []int32 // by state, its last edge that reads nothing, -1 for none
	accepts map[int32][]int32
	ends    map[int32]int32 // by rule, the state that its patterns end in
}

// laid is an edge, and the one that was laid before it from the same state.
type laid struct {
	Edge
	before int32
}

func NewBuilder() *Builder {
	b := &Builder{Words: map[string]Symbol{}, slots: map[Key]Symbol{}, accepts: map[int32][]int32{}, ends: map[int32]int32{}}
	b.state()
	return b
}

// None is what a word that no pattern has is read as.
const None Symbol = 1 << 30

// manyEdges is room for the edges of the whole grammar, so that they are not
// copied as they grow.
const manyEdges = 1 << 19

func (b *Builder) state() int32 {
	b.next, b.freed = append(b.next, -1), append(b.freed, -1)
	return int32(len(b.next) - 1)
}

// link lays an edge that reads a symbol.
func (b *Builder) link(from int32, on Symbol, to int32) {
	b.edges = append(b.edges, laid{Edge{on, to}, b.next[from]})
	b.next[from] = int32(len(b.edges) - 1)
}

// skip lays an edge that reads nothing.
func (b *Builder) skip(from, to int32) {
	b.free = append(b.free, laid{Edge{None, to}, b.freed[from]})
	b.freed[from] = int32(len(b.free) - 1)
}

func (b *Builder) Word(w string) Symbol {
	id, ok := b.Words[w]
	if !ok {
		id = Symbol(len(b.Spelt))
		b.Words[w] = id
		b.Spelt = append(b.Spelt, w)
	}
	return id
}

func (b *Builder) slot(k Key) Symbol {
	id, ok := b.slots[k]
	if !ok {
		id = ^Symbol(len(b.Keys))
		b.slots[k] = id
		b.Keys = append(b.Keys, k)
	}
	return id
}

// add adds a pattern that means a rule. All patterns of a rule end in one
// state.
func (b *Builder) Add(n Node, rule int32) {
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
func (b *Builder) lay(n Node, from, to int32) {
	switch n.op {
	case 'w':
		b.link(from, b.Word(n.word), to)
	case 's':
		b.link(from, b.slot(n.slot), to)
	case '|':
		for _, p := range n.parts {
			b.lay(p, from, to)
		}
	case '*':
		loop := b.state()
		b.skip(from, loop)
		b.lay(n.parts[0], loop, loop)
		b.skip(loop, to)
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
			b.skip(from, to)
		}
	}
}

// sets are sets of states, one behind the other, each once.
type sets struct {
	all   []int32
	at    []int32 // where each begins
	table []int32 // by hash, a set's number and one more, 0 for none
	seen  []int32 // by state, the turn in which it was met last
	turn  int32
	todo  []int32
}

func (s *sets) set(id int32) []int32 { return s.all[s.at[id]:s.at[id+1]] }

// of gives the number of the set that can be reached from some states without reading.
func (s *sets) of(b *Builder, from []int32) int32 {
	s.turn++
	begin := len(s.all)
	s.todo = append(s.todo[:0], from...)
	for len(s.todo) > 0 {
		x := s.todo[len(s.todo)-1]
		s.todo = s.todo[:len(s.todo)-1]
		if s.seen[x] == s.turn {
			continue
		}
		s.seen[x] = s.turn
		s.all = append(s.all, x)
		for i := b.freed[x]; i >= 0; i = b.free[i].before {
			s.todo = append(s.todo, b.free[i].To)
		}
	}
	set := s.all[begin:]
	slices.Sort(set)
	if 2*len(s.at) >= len(s.table) {
		s.grow()
	}
	i := s.hash(set)
	for ; s.table[i] != 0; i = (i + 1) % uint64(len(s.table)) {
		if id := s.table[i] - 1; slices.Equal(s.set(id), set) {
			s.all = s.all[:begin]
			return id
		}
	}
	s.at = append(s.at, int32(len(s.all)))
	s.table[i] = int32(len(s.at) - 1)
	return int32(len(s.at) - 2)
}

func (s *sets) hash(set []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, x := range set {
		h = (h ^ uint64(x)) * 1099511628211
	}
	return (h ^ h>>29) % uint64(len(s.table))
}

func (s *sets) grow() {
	s.table = make([]int32, max(64, 4*len(s.table)))
	for id := range len(s.at) - 1 {
		i := s.hash(s.set(int32(id)))
		for s.table[i] != 0 {
			i = (i + 1) % uint64(len(s.table))
		}
		s.table[i] = int32(id + 1)
	}
}

// Build makes the automaton deterministic: each of its states is a set of states.
func (b *Builder) Build() *Automaton {
	a := &Automaton{}
	s := sets{at: []int32{0}, seen: make([]int32, len(b.next))}
	a.on, a.to, s.all = make([]uint16, 0, 2*len(b.edges)), make([]int32, 0, 2*len(b.edges)), make([]int32, 0, 2*len(b.edges))
	s.of(b, []int32{0})
	var out []int64 // edges, in the order of what they read
	var to []int32
	for id := int32(0); int(id) < len(s.at)-1; id++ {
		a.wordAt, a.slotAt, a.endAt = append(a.wordAt, int32(len(a.on))), append(a.slotAt, int32(len(a.slots))), append(a.endAt, int32(len(a.ends)))
		out = out[:0]
		ends := len(a.ends)
		for _, x := range s.set(id) {
			for i := b.next[x]; i >= 0; i = b.edges[i].before {
				out = append(out, int64(b.edges[i].On)<<32|int64(b.edges[i].To))
			}
			a.ends = append(a.ends, b.accepts[x]...)
		}
		slices.Sort(a.ends[ends:])
		a.ends = a.ends[:ends+len(slices.Compact(a.ends[ends:]))]
		slices.Sort(out)
		for i := 0; i < len(out); {
			on := Symbol(out[i] >> 32)
			to = to[:0]
			for ; i < len(out) && Symbol(out[i]>>32) == on; i++ {
				to = append(to, int32(out[i]))
			}
			if next := s.of(b, to); on < 0 {
				a.slots = append(a.slots, Edge{on, next})
			} else {
				a.on, a.to = append(a.on, uint16(on)), append(a.to, next)
			}
		}
	}
	a.wordAt, a.slotAt, a.endAt = append(a.wordAt, int32(len(a.on))), append(a.slotAt, int32(len(a.slots))), append(a.endAt, int32(len(a.ends)))
	a.on, a.to, a.wordAt = slices.Clone(a.on), slices.Clone(a.to), slices.Clone(a.wordAt)
	a.slots, a.slotAt, a.ends, a.endAt = slices.Clone(a.slots), slices.Clone(a.slotAt), slices.Clone(a.ends), slices.Clone(a.endAt)
	for i := range a.wordAt[1] {
		w := a.on[i] // in order
		for len(a.begins) <= int(w/64) {
			a.begins, a.before = append(a.begins, 0), append(a.before, i)
		}
		a.begins[w/64] |= 1 << (w % 64)
	}
	return a
}

// Step follows a word from a state; ok is false where no edge reads it.
func (a *Automaton) Step(from int32, w Symbol) (to int32, ok bool) {
	if from == 0 {
		i, bit := int(w)/64, uint64(1)<<(w%64)
		if i >= len(a.begins) || a.begins[i]&bit == 0 {
			return 0, false
		}
		return a.to[int(a.before[i])+bits.OnesCount64(a.begins[i]&(bit-1))], true
	}
	begin := a.wordAt[from]
	i, ok := slices.BinarySearch(a.on[begin:a.wordAt[from+1]], uint16(w))
	if !ok {
		return 0, false
	}
	return a.to[int(begin)+i], true
}

// Room keeps room for the edges of a whole grammar.
func (b *Builder) Room() { b.edges = make([]laid, 0, manyEdges) }

// Beside is a builder of another automaton over the same words and slots; Take
// keeps the words and slots that it added.
func (b *Builder) Beside() *Builder {
	c := NewBuilder()
	c.Words, c.Spelt, c.slots, c.Keys = b.Words, b.Spelt, b.slots, b.Keys
	return c
}

// Take keeps what a builder beside this one has added.
func (b *Builder) Take(c *Builder) { b.Spelt, b.Keys = c.Spelt, c.Keys }

// MendedCost is what a reading costs that puts a misspelt word right.
const MendedCost = 32

// Mended is that cost, where it was one.
func Mended(yes bool) int32 {
	if yes {
		return MendedCost
	}
	return 0
}

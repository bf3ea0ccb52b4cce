// Package memo owns what was found of each type of slot at each place of a
// message, so that nothing is looked for twice. It must not know what a type or
// a value is.
package memo

// MostKinds is how many types of slots there may be: each has a bit.
const MostKinds = 63

// Memo is what was found of one message.
type Memo[E any] struct {
	may    []uint64 // by place, the types that may begin there, and known
	last   []int32  // by place, the last of its scopes, -1 for none
	scopes []scope
	found  []found[E]
}

// known is the bit of what was asked already.
const known = 1 << MostKinds

// scope says which types were looked for at a place up to another, and which of
// them were found: most are not.
type scope struct {
	known uint64 // bits by kind
	to    int32
	found int32 // the last that was found, -1 for none
	next  int32 // scope of this place, -1 for none
}

// found is what was found of one type.
type found[E any] struct {
	edges []E
	next  int32
	kind  uint8
}

// Reset forgets all, for a message of so many places.
func (m *Memo[E]) Reset(places int) {
	m.Forget()
	m.may = append(m.may[:0], make([]uint64, places)...)
	for range places {
		m.last = append(m.last, -1)
	}
}

// Forget forgets what was found, but not what may begin where.
func (m *Memo[E]) Forget() {
	for i := range m.last {
		m.last[i] = -1
	}
	clear(m.found)
	m.scopes, m.found = m.scopes[:0], m.found[:0]
}

// Empty forgets all, and the places.
func (m *Memo[E]) Empty() {
	clear(m.found)
	m.last, m.may, m.scopes, m.found = m.last[:0], m.may[:0], m.scopes[:0], m.found[:0]
}

// Size is the room that it takes.
func (m *Memo[E]) Size() int { return max(cap(m.scopes), cap(m.found)) }

// May are the types of which a value may begin at a place, as bits; ok is false
// where nobody has said.
func (m *Memo[E]) May(at int) (kinds uint64, ok bool) { return m.may[at], m.may[at] != 0 }

// SetMay says which types may begin at a place.
func (m *Memo[E]) SetMay(at int, kinds uint64) { m.may[at] = kinds | known }

// Of is what was found of a type at a place up to another; ok is false where it
// was not looked for yet.
func (m *Memo[E]) Of(kind uint8, at, to int) (edges []E, ok bool) {
	s := m.scope(at, to)
	if s == nil || s.known>>kind&1 == 0 {
		return nil, false
	}
	for f := s.found; f >= 0; f = m.found[f].next {
		if m.found[f].kind == kind {
			return m.found[f].edges, true
		}
	}
	return nil, true
}

// Put keeps what was found.
func (m *Memo[E]) Put(kind uint8, at, to int, edges []E) {
	s := m.scope(at, to)
	if s == nil {
		m.scopes = append(m.scopes, scope{to: int32(to), found: -1, next: m.last[at]})
		m.last[at] = int32(len(m.scopes) - 1)
		s = &m.scopes[m.last[at]]
	}
	if s.known |= 1 << kind; len(edges) > 0 {
		m.found = append(m.found, found[E]{edges, s.found, kind})
		s.found = int32(len(m.found) - 1)
	}
}

func (m *Memo[E]) scope(at, to int) *scope {
	for i := m.last[at]; i >= 0; i = m.scopes[i].next {
		if m.scopes[i].to == int32(to) {
			return &m.scopes[i]
		}
	}
	return nil
}

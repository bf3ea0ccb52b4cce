// Package postings owns which lines of an index have which term, and adds up
// what lines have in common with a question. It must not know what a term or a
// line stands for.
package postings

import (
	"encoding/binary"
	"iter"
	"math/bits"
)

// MaxLines is how many lines there can be: a line's number takes two bytes.
const MaxLines = 1 << 16

// Lists are the lines of each term. A term of few lines has a list of them, one
// of many a bit for each line: the words of a language are in most lines, and
// bits are then shorter and quicker to look at than a list.
type Lists struct {
	terms []place
	few   []uint16
	many  []uint64
	width int // of the bits of a term of many lines, in words
}

// place is where a term's lines begin in few or in many, and how many there are.
type place struct{ from, lines uint32 }

const (
	wordBits   = 64
	listedBits = 16 // of a line in a list
)

// Read reads the lines of each term from packed: each as the distance from the
// one before. It calls each with all of them; ok is false if packed is cut.
func Read(counts []uint32, packed []byte, lines int, each func(term int, line uint32)) (l Lists, ok bool) {
	if lines > MaxLines {
		return l, false
	}
	l.width = (lines + wordBits - 1) / wordBits
	few, many := 0, 0
	for _, n := range counts {
		if l.isMany(n) {
			many += l.width
		} else {
			few += int(n)
		}
	}
	l.few, l.many, l.terms = make([]uint16, 0, few), make([]uint64, many), make([]place, 0, len(counts))
	many = 0
	for term, n := range counts {
		at, words := place{uint32(len(l.few)), n}, l.many[:0]
		if l.isMany(n) {
			at.from, words = uint32(many), l.many[many:many+l.width]
			many += l.width
		}
		l.terms = append(l.terms, at)
		line := uint64(0)
		for range n {
			d, read := binary.Uvarint(packed)
			if line += d; read <= 0 || line >= uint64(lines) {
				return l, false
			}
			packed = packed[read:]
			if len(words) > 0 {
				words[line/wordBits] |= 1 << (line % wordBits)
			} else {
				l.few = append(l.few, uint16(line))
			}
			each(term, uint32(line))
		}
	}
	return l, true
}

// isMany reports whether bits take less room than a list of n lines.
func (l *Lists) isMany(n uint32) bool { return int(n)*listedBits >= l.width*wordBits && n > 0 }

// of is a term's lines: a list of them, or bits.
func (l *Lists) of(term int) (few []uint16, many []uint64) {
	at := l.terms[term]
	if l.isMany(at.lines) {
		return nil, l.many[at.from:][:l.width]
	}
	return l.few[at.from:][:at.lines], nil
}

// Of gives the lines of a term, in order.
func (l *Lists) Of(term int) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		few, many := l.of(term)
		for _, line := range few {
			if !yield(uint32(line)) {
				return
			}
		}
		for i, word := range many {
			for ; word != 0; word &= word - 1 {
				if !yield(uint32(i*wordBits + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// Scores are what lines have in common with a question. A bit says which lines
// have anything, since a list of them would have to ask of every line whether it
// is in it already: the processor guesses such answers wrong, which cost more
// than all else.
type Scores struct {
	of   []float32 // of each line; nought where seen has no bit
	seen []uint64
}

// Room makes room for so many lines.
func (s *Scores) Room(lines int) {
	if lines > len(s.of) {
		s.of = append(s.of, make([]float32, lines-len(s.of))...)
		s.seen = append(s.seen, make([]uint64, (lines+wordBits-1)/wordBits-len(s.seen))...)
	}
}

// None reports whether no line has anything in common with the question.
func (s *Scores) None() bool {
	for _, word := range s.seen {
		if word != 0 {
			return false
		}
	}
	return true
}

// Add adds to the scores of a term's lines; of those that have none yet only
// with touches.
func (s *Scores) Add(l *Lists, term int, w float32, touches bool) {
	few, many := l.of(term)
	add(s, few, w, touches)
	seen := s.seen[:len(many)]
	for i, word := range many {
		if touches {
			seen[i] |= word
		} else {
			word &= seen[i]
		}
		if word == 0 {
			continue
		}
		of := s.of[i*wordBits:]
		for ; word != 0; word &= word - 1 {
			of[bits.TrailingZeros64(word)] += w
		}
	}
}

// AddTo adds to the scores of lines as Add does.
func (s *Scores) AddTo(lines []uint32, w float32, touches bool) { add(s, lines, w, touches) }

func add[T uint16 | uint32](s *Scores, lines []T, w float32, touches bool) {
	of, seen := s.of, s.seen
	if touches {
		for _, n := range lines {
			seen[n/wordBits] |= 1 << (n % wordBits)
			of[n] += w
		}
		return
	}
	by := [2]float32{0, w} // with no question that the processor could guess wrong
	for _, n := range lines {
		of[n] += by[seen[n/wordBits]>>(n%wordBits)&1]
	}
}

// Take gives the lines that have a score and their scores, in the lines' order,
// to which it calls each, and leaves none.
func (s *Scores) Take(each func(line int, score float32)) {
	for i, word := range s.seen {
		if word == 0 {
			continue
		}
		s.seen[i] = 0
		of := s.of[i*wordBits:]
		for ; word != 0; word &= word - 1 {
			n := bits.TrailingZeros64(word)
			each(i*wordBits+n, of[n])
			of[n] = 0
		}
	}
}

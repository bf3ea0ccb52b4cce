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
	starts []uint32 // of each term's part of all, and the end
	all    []uint16
	width  int // of the part of a term of many lines
}

const wordBits = 16

// Read reads the lines of each term from packed: each as the distance from the
// one before. It calls each with all of them; ok is false if packed is cut.
func Read(counts []uint32, packed []byte, lines int, each func(term int, line uint32)) (l Lists, ok bool) {
	if lines > MaxLines {
		return l, false
	}
	l.width = (lines + wordBits - 1) / wordBits
	size := 0
	for _, n := range counts {
		size += min(int(n), l.width)
	}
	l.all, l.starts = make([]uint16, size), make([]uint32, 0, len(counts)+1)
	from := 0
	for term, n := range counts {
		l.starts = append(l.starts, uint32(from))
		part := l.all[from : from+min(int(n), l.width)]
		from += len(part)
		line := uint64(0)
		for i := range n {
			d, read := binary.Uvarint(packed)
			if line += d; read <= 0 || line >= uint64(lines) {
				return l, false
			}
			packed = packed[read:]
			if len(part) == l.width {
				part[line/wordBits] |= 1 << (line % wordBits)
			} else {
				part[i] = uint16(line)
			}
			each(term, uint32(line))
		}
	}
	l.starts = append(l.starts, uint32(from))
	return l, true
}

// of is a term's part of all, and whether it is bits.
func (l *Lists) of(term int) (part []uint16, many bool) {
	part = l.all[l.starts[term]:l.starts[term+1]]
	return part, len(part) == l.width
}

// Of gives the lines of a term, in order.
func (l *Lists) Of(term int) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		part, many := l.of(term)
		for i, word := range part {
			if !many {
				if !yield(uint32(word)) {
					return
				}
				continue
			}
			for ; word != 0; word &= word - 1 {
				if !yield(uint32(i*wordBits + bits.TrailingZeros16(word))) {
					return
				}
			}
		}
	}
}

// Scores are what lines have in common with a question.
type Scores struct {
	Of      []float32 // of each line; all nought between questions
	Touched []uint32  // the lines whose score is not
}

// Room makes room for so many lines.
func (s *Scores) Room(lines int) {
	if n := lines - len(s.Of); n > 0 {
		s.Of = append(s.Of, make([]float32, n)...)
	}
}

// Add adds to the scores of a term's lines; of those that have none yet only
// with touches.
func (s *Scores) Add(l *Lists, term int, w float32, touches bool) {
	part, many := l.of(term)
	switch {
	case !many:
		add(s, part, w, touches)
	case !touches:
		for _, n := range s.Touched {
			if i := int(n / wordBits); i < len(part) && part[i]&(1<<(n%wordBits)) != 0 {
				s.Of[n] += w
			}
		}
	default:
		for i, word := range part {
			for ; word != 0; word &= word - 1 {
				s.add(uint32(i*wordBits+bits.TrailingZeros16(word)), w)
			}
		}
	}
}

// AddTo adds to the scores of lines as Add does.
func (s *Scores) AddTo(lines []uint32, w float32, touches bool) { add(s, lines, w, touches) }

func add[T uint16 | uint32](s *Scores, lines []T, w float32, touches bool) {
	of, touched := s.Of, s.Touched
	if touches {
		for _, n := range lines {
			old := of[n]
			if old == 0 {
				touched = append(touched, uint32(n))
			}
			of[n] = old + w
		}
		s.Touched = touched
		return
	}
	for _, n := range lines {
		if old := of[n]; old != 0 {
			of[n] = old + w
		}
	}
}

func (s *Scores) add(n uint32, w float32) {
	if s.Of[n] == 0 {
		s.Touched = append(s.Touched, n)
	}
	s.Of[n] += w
}

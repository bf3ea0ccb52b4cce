package postings

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"
)

// Terms of few lines and of many give the same lines and the same scores as
// plain lists do, in the same order.
func TestListsAreThePlainOnes(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	const lines = 1003
	var plain [][]uint32
	var counts []uint32
	var packed []byte
	for _, share := range []float64{0, 0.001, 0.05, 0.0626, 0.07, 0.5, 1} {
		var list []uint32
		before := uint32(0)
		for n := range uint32(lines) {
			if rnd.Float64() < share {
				list = append(list, n)
				packed = binary.AppendUvarint(packed, uint64(n-before))
				before = n
			}
		}
		plain, counts = append(plain, list), append(counts, uint32(len(list)))
	}
	seen := make([][]uint32, len(plain))
	l, ok := Read(counts, packed, lines, func(term int, line uint32) { seen[term] = append(seen[term], line) })
	if !ok {
		t.Fatal("cut")
	}
	for term, want := range plain {
		if got := slices.Collect(l.Of(term)); !slices.Equal(got, want) || !slices.Equal(seen[term], want) {
			t.Errorf("term %d of %d lines has %d, and %d were told", term, len(want), len(got), len(seen[term]))
		}
	}
	for range 200 {
		var a, b Scores
		a.Room(lines)
		b.Room(lines)
		for range 4 {
			term, w, touches := rnd.IntN(len(plain)), rnd.Float32()+0.1, rnd.IntN(2) == 0
			a.Add(&l, term, w, touches)
			b.AddTo(plain[term], w, touches)
		}
		want := slices.Clone(b.of)
		if !slices.Equal(a.of, b.of) || !slices.Equal(a.seen, b.seen) {
			t.Fatal("the scores differ")
		}
		a.Take(func(line int, score float32) {
			if score == 0 || score != want[line] {
				t.Fatalf("line %d has %v, told was %v", line, want[line], score)
			}
			want[line] = 0
		})
		if !a.None() || slices.Max(a.of) != 0 || slices.Max(want) != 0 {
			t.Fatal("a score was not told or stayed")
		}
	}
}

func TestCutIsSaid(t *testing.T) {
	if _, ok := Read([]uint32{3}, []byte{1, 1}, 10, func(int, uint32) {}); ok {
		t.Error("two lines were read as three")
	}
	if _, ok := Read([]uint32{2}, []byte{5, 5}, 10, func(int, uint32) {}); ok {
		t.Error("a line beyond the last was read")
	}
	if _, ok := Read(nil, nil, MaxLines+1, func(int, uint32) {}); ok {
		t.Error("more lines were read than a number has bits for")
	}
}

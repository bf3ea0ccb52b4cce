// Package wishes guesses what a message wants of the mentor, where the grammar
// reads nothing for sure: "could you leave me alone on Fridays" is about when
// check-ins come. It owns lines that people wrote, by what they want, and the
// weights learned from them. A guess is a proposal: it never does anything, and
// must not know what is done about it.
package wishes

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"
)

// None is what most messages want: a question answered, or to be heard.
const None = "none"

// Guess is what a message may want.
type Guess struct {
	Names []Name  // the likeliest first
	Any   float64 // how likely it is that anything is wanted, from 0 to 1
}

// Name is the name of a bot.Saying, and how likely it is meant.
type Name struct {
	Name string
	P    float64
}

// table is what bot/wishes/train writes: the number of names, each with its
// length, the weight of a step for each, and for each bucket the number of its
// weights and each with its name's index and its steps.
//
//go:embed table.bin
var table []byte

// either is the same for two: that a message wants anything, or nothing.
//
//go:embed any.bin
var either []byte

// named is how many wishes a guess names.
const named = 3

// buckets is how many rows a table has; a feature's hash picks one.
const buckets = 1 << 16

// Weights is a table as it is used.
type Weights struct {
	names  []string
	steps  []float64 // what a step of each name's weights is
	starts []uint32  // of each bucket's weights in rows
	rows   []byte    // two bytes each: the name's index, the steps as an int8
}

var learned = sync.OnceValue(func() *Weights { return Open(table) })

var eitherLearned = sync.OnceValue(func() *Weights { return Open(either) })

// Any is how likely it is that a whole message wants anything, from 0 to 1.
func Any(features []uint32) float64 { return eitherLearned().Best(features).Any }

// Best is the likeliest wish of features.
func Best(features []uint32) Guess { return learned().Best(features) }

// Open reads what bot/wishes/train writes.
func Open(data []byte) *Weights {
	w := &Weights{}
	for range data[0] {
		n := int(data[1])
		w.names = append(w.names, string(data[2:2+n]))
		data = data[1+n:]
	}
	data = data[1:]
	for range w.names {
		w.steps = append(w.steps, float64(math.Float32frombits(binary.LittleEndian.Uint32(data))))
		data = data[4:]
	}
	counts := data[:buckets]
	w.rows = data[buckets:]
	w.starts = make([]uint32, buckets+1)
	for i, n := range counts {
		w.starts[i+1] = w.starts[i] + 2*uint32(n)
	}
	return w
}

// Best is the likeliest wish of features, and how likely it is.
func (w *Weights) Best(features []uint32) Guess {
	var sums [256]int32 // in steps: whole numbers, by the name's index, which is a byte
	for _, f := range features {
		row := w.rows[w.starts[f]:w.starts[f+1]]
		for i := 1; i < len(row); i += 2 {
			sums[row[i-1]] += int32(int8(row[i]))
		}
	}
	scores := make([]float64, len(w.names))
	scale := 1 / math.Sqrt(float64(max(1, len(features))))
	sum, most := 0.0, math.Inf(-1)
	for i := range scores {
		scores[i] = float64(sums[i]) * (scale * w.steps[i])
		most = max(most, scores[i])
	}
	none := 0.0
	for i, s := range scores {
		sum += math.Exp(s - most)
		if w.names[i] == None {
			none = math.Exp(s - most)
		}
	}
	g := Guess{Names: make([]Name, 0, named), Any: 1 - none/sum}
	for range min(named, len(w.names)-1) {
		best := -1
		for i, s := range scores {
			if w.names[i] != None && (best < 0 || s > scores[best]) {
				best = i
			}
		}
		g.Names = append(g.Names, Name{w.names[best], math.Exp(scores[best]-most) / sum})
		scores[best] = math.Inf(-1)
	}
	return g
}

// Names are the wishes that can be guessed, None among them.
func Names() []string { return learned().names }

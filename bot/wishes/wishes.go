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
	"slices"
	"sync"
)

// None is what most messages want: a question answered, or to be heard.
const None = "none"

// Guess is what a message may want.
type Guess struct {
	Names []Name  // the likeliest first
	Any   float64 // how likely it is that anything is wanted, from 0 to 1
	// Answer is how likely it is that the check-in that waits is answered.
	Answer float64
}

// Name is the name of a bot.Saying, and how likely it is meant.
type Name struct {
	Name string
	P    float64
}

// table is what bot/wishes/train writes: the number of names, each with its
// length, the weight of a step for each, and for each bucket a row: a byte for
// each name, which is its steps and 128, up to a multiple of lanes.
//
//go:embed table.bin
var table []byte

// either is the same for two: that a message wants anything, or nothing.
//
//go:embed any.bin
var either []byte

// answers is the same for the answers to a check-in.
//
//go:embed checkin.bin
var answers []byte

// named is how many wishes a guess names.
const named = 3

// buckets is how many rows a table has; a feature's hash picks one.
const buckets = 1 << 16

// lanes is how many bytes of a row are added at once.
const lanes = 8

// RowLen is how many bytes a row of so many names has.
func RowLen(names int) int { return (names + lanes - 1) / lanes * lanes }

// Weights is a table as it is used.
type Weights struct {
	names []string
	steps []float64 // what a step of each name's weights is
	none  int       // which of the names None is
	rows  []byte
}

var learned = sync.OnceValue(func() *Weights { return Open(table) })

var eitherLearned = sync.OnceValue(func() *Weights { return Open(either) })

var answersLearned = sync.OnceValue(func() *Weights { return Open(answers) })

// awaitedFrom is how likely a message answers the check-in that waits, from which
// it is read as that.
const awaitedFrom = 0.5

// Best is the likeliest wish of features. While a check-in waits, an answer to it
// comes first.
func Best(features []uint32, waits bool) Guess {
	if waits {
		if g := toCheckIn(features); g.Any >= awaitedFrom {
			g.Answer = g.Any
			return g
		}
	}
	return learned().Best(features)
}

// Any is how likely it is that a whole message wants anything, from 0 to 1.
func Any(features []uint32) float64 { return eitherLearned().Best(features).Any }

// toCheckIn is the likeliest answer to a check-in of features: how it goes with a
// goal. It is learned by itself, since words mean something else there.
func toCheckIn(features []uint32) Guess { return answersLearned().Best(features) }

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
	w.none, w.rows = slices.Index(w.names, None), data
	return w
}

// evenly has the even ones of eight bytes, each with room to grow in.
const evenly = 0x00FF00FF00FF00FF

// sums are the steps of features by name, each with the 128 of its rows.
func (w *Weights) sums(features []uint32) (sums [256]int32) {
	n := RowLen(len(w.names))
	for len(features) > 0 {
		some := features[:min(len(features), 1<<8)] // of more a sum might need more than 16 bits
		features = features[len(some):]
		var even, odd [256 / lanes]uint64
		for _, f := range some {
			row := w.rows[int(f)*n : int(f)*n+n]
			for i := range even {
				if len(row) < lanes {
					break
				}
				x := binary.LittleEndian.Uint64(row)
				even[i] += x & evenly
				odd[i] += x >> 8 & evenly
				row = row[lanes:]
			}
		}
		for i := range n / lanes {
			for j := range lanes / 2 {
				sums[lanes*i+2*j] += int32(even[i] >> (16 * j) & 0xFFFF)
				sums[lanes*i+2*j+1] += int32(odd[i] >> (16 * j) & 0xFFFF)
			}
		}
	}
	return sums
}

// Best is the likeliest wish of features, and how likely it is.
func (w *Weights) Best(features []uint32) Guess {
	sums, nothing := w.sums(features), int32(128*len(features))
	scores := make([]float64, len(w.names))
	scale := 1 / math.Sqrt(float64(max(1, len(features))))
	sum, most := 0.0, math.Inf(-1)
	for i := range scores {
		scores[i] = float64(sums[i]-nothing) * (scale * w.steps[i])
		most = max(most, scores[i])
	}
	for _, s := range scores {
		sum += math.Exp(s - most)
	}
	g := Guess{Names: make([]Name, 0, named), Any: 1 - math.Exp(scores[w.none]-most)/sum}
	for range min(named, len(w.names)-1) {
		best := -1
		for i, s := range scores {
			if i != w.none && (best < 0 || s > scores[best]) {
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

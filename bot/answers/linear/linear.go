// Package linear owns the classifiers: how they are learned from examples, kept
// small, and asked. It must not know what a trait or a label stands for.
package linear

import (
	"math"
	"slices"
)

// Trait is one trait of a message, by the hash of its name.
type Trait struct {
	Key    uint32
	Weight float32
}

// Model is a multinomial logistic regression over the traits of a message.
// Most weights of a trait are next to nothing, so only the others are kept:
// two bytes each, the label and the weight as a share of the trait's largest.
type Model struct {
	Labels []string
	Keys   []uint32  // sorted
	Counts []uint16  // of each trait's weights
	Scale  []float32 // of each trait's row
	Bias   []float32
	Size   int // of weights, in bytes

	weights []byte // of all traits in order: the label, and the weight as int8

	places Places
	rows   []row // of each trait, and the end
	byID   map[string]int
}

// row is where a trait's weights begin. Its key and its scale lie beside it, so
// that to look a trait up takes one look at far memory instead of three.
type row struct {
	key, from uint32
	scale     float32
}

// Ready makes what is read from a file fit to be asked.
func (l *Model) Ready() {
	l.places = PlacesOf(l.Keys)
	l.rows = make([]row, len(l.Counts)+1)
	for i, n := range l.Counts {
		l.rows[i].key, l.rows[i].scale = l.Keys[i], l.Scale[i]
		l.rows[i+1].from = l.rows[i].from + weightSize*uint32(n)
	}
	l.byID = make(map[string]int, len(l.Labels))
	for i, s := range l.Labels {
		l.byID[s] = i
	}
}

// weightSize is how many bytes a weight takes; its label's is one of them, so
// that there can be no more than MaxLabels.
const (
	weightSize = 2
	// MaxLabels is how many labels a model can have.
	MaxLabels = 256
)

// Of is the place of a label; ok is false where there is none of that name.
func (l *Model) Of(label string) (i int, ok bool) {
	i, ok = l.byID[label]
	return i, ok
}

// Weights are the weights of all traits, to be written after the rest.
func (l *Model) Weights() []byte { return l.weights }

// Take takes the weights from the beginning of data, which it keeps, and gives
// the rest; ok is false where data is too short.
func (l *Model) Take(data []byte) (rest []byte, ok bool) {
	if l.Size > len(data) {
		return data, false
	}
	l.weights = data[:l.Size]
	return data[l.Size:], true
}

// found are the weights of a trait, and what they are multiplied by.
type found struct {
	weights []byte
	by      float32
}

// Logits scores every label.
func (l *Model) Logits(traits []Trait) []float32 {
	// All traits are looked up before any weights are added: the processor then
	// waits for the memory of many at once, which halves the time.
	var room [128]found
	all := room[:0]
	for _, f := range traits {
		from, to := l.places.near(f.Key)
		for i := from; i < to; i++ {
			if r := &l.rows[i]; r.key == f.Key {
				all = append(all, found{l.weights[r.from:l.rows[i+1].from], f.Weight * r.scale})
				break
			}
		}
	}
	var sums [MaxLabels]float32
	copy(sums[:], l.Bias)
	for _, f := range all {
		for row := f.weights; len(row) >= weightSize; row = row[weightSize:] {
			sums[row[0]] += f.by * float32(int8(row[1]))
		}
	}
	return slices.Clone(sums[:len(l.Bias)])
}

// Probabilities turns logits into what sums to one.
func Probabilities(logits []float32) []float32 {
	top := slices.Max(logits)
	sum := 0.0
	out := make([]float32, len(logits))
	for i, x := range logits {
		v := math.Exp(float64(x - top))
		out[i] = float32(v)
		sum += v
	}
	for i := range out {
		out[i] /= float32(sum)
	}
	return out
}

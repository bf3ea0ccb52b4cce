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

	weights []byte   // of all traits in order: the label, and the weight as int8
	starts  []uint32 // of each trait's weights

	rows Places
	byID map[string]int
}

// Ready makes what is read from a file fit to be asked.
func (l *Model) Ready() {
	l.rows = PlacesOf(l.Keys)
	l.starts = make([]uint32, len(l.Counts)+1)
	for i, n := range l.Counts {
		l.starts[i+1] = l.starts[i] + weightSize*uint32(n)
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

// Logits scores every label.
func (l *Model) Logits(traits []Trait) []float32 {
	out := slices.Clone(l.Bias)
	for _, f := range traits {
		r, ok := l.rows.Of(f.Key)
		if !ok {
			continue
		}
		w := f.Weight * l.Scale[r]
		row := l.weights[l.starts[r]:l.starts[r+1]]
		for len(row) >= weightSize {
			out[row[0]] += w * float32(int8(row[1]))
			row = row[weightSize:]
		}
	}
	return out
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

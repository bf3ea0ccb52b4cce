package answers

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"math"
	"slices"
)

// linear is a multinomial logistic regression over the traits of a message.
// Most weights of a trait are next to nothing, so only the others are kept:
// two bytes each, the label and the weight as a share of the trait's largest.
type linear struct {
	Labels []string
	Keys   []uint32  // sorted
	Counts []uint16  // of each trait's weights
	Scale  []float32 // of each trait's row
	Bias   []float32
	Size   int // of weights, in bytes

	weights []byte   // of all traits in order: the label, and the weight as int8
	starts  []uint32 // of each trait's weights

	rows places
	byID map[string]int
}

func (l *linear) ready() {
	l.rows = placesOf(l.Keys)
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
// that there can be no more than maxLabels.
const (
	weightSize = 2
	maxLabels  = 256
)

// logits scores every label.
func (l *linear) logits(fs []feature) []float32 {
	out := slices.Clone(l.Bias)
	for _, f := range fs {
		r, ok := l.rows.of(f.key)
		if !ok {
			continue
		}
		w := f.weight * l.Scale[r]
		row := l.weights[l.starts[r]:l.starts[r+1]]
		for len(row) >= weightSize {
			out[row[0]] += w * float32(int8(row[1]))
			row = row[weightSize:]
		}
	}
	return out
}

// probabilities turns logits into what sums to one.
func probabilities(logits []float32) []float32 {
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

// model is what is learned from the training lines and the content's ask lines.
type model struct {
	Format  int
	Content string     // the content that it was learned from, as a hash
	Lines   uint32     // and the lines
	About   linear     // what a message is about
	Facet   linear     // which side of a role it asks for
	Unknown []string   // names of jobs that are not known
	Words   [][]string // of the lines, the most used first, in the order of careers.Langs: a map would be written in any order
	Known   []string   // every word of the lines: no typo
	Langs   langs
	Index   index
}

const modelFormat = 4

// write gives the model as the program carries it: the length of what gob
// knows, that, and then the weights. These are most of it; they are read where
// they lie, so that only what questions touch is ever in memory.
func (m *model) write() ([]byte, error) {
	var head bytes.Buffer
	if err := gob.NewEncoder(&head).Encode(m); err != nil {
		return nil, err
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(head.Len()))
	return slices.Concat(out, head.Bytes(), m.About.weights, m.Facet.weights), nil
}

// readModel reads what write gives; the model keeps data.
func readModel(data []byte) (*model, error) {
	const length = 8
	if len(data) < length || binary.LittleEndian.Uint64(data) > uint64(len(data)-length) {
		return nil, errModelCut
	}
	head, weights := data[length:], data[length+int(binary.LittleEndian.Uint64(data)):]
	var m model
	if err := gob.NewDecoder(bytes.NewReader(head)).Decode(&m); err != nil {
		return nil, fmt.Errorf("reading the model: %w", err)
	}
	if m.Format != modelFormat {
		return nil, fmt.Errorf("the model has format %d, this program reads %d", m.Format, modelFormat)
	}
	for _, l := range []*linear{&m.About, &m.Facet} {
		if l.Size > len(weights) {
			return nil, errModelCut
		}
		l.weights, weights = weights[:l.Size], weights[l.Size:]
	}
	m.About.ready()
	m.Facet.ready()
	m.Langs.ready()
	return &m, m.Index.ready()
}

var errModelCut = errors.New("reading the model: it is shorter than it says")

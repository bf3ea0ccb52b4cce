package spans

import (
	"encoding/binary"
	"math"
)

// rows is how many rows a model has; a feature's hash picks one.
const rows = 1 << 16

// Model weighs labels of words in a row.
type Model struct {
	Labels int
	Rows   []int16 // of label b by a feature: Rows[f*Labels+b], for nearly all are known
	After  []int16 // of label b behind a: After[(a+1)*Labels+b]; a is -1 at the beginning
}

// New is a model that knows nothing.
func New(labels int) *Model {
	return &Model{Labels: labels, Rows: make([]int16, rows*labels), After: make([]int16, (labels+1)*labels)}
}

// Open reads what Write writes.
func Open(data []byte, labels int) *Model {
	m := New(labels)
	next := func() int16 {
		v := int16(binary.LittleEndian.Uint16(data))
		data = data[2:]
		return v
	}
	for i := range m.After {
		m.After[i] = next()
	}
	step := math.Float32frombits(binary.LittleEndian.Uint32(data))
	data = data[4:]
	for len(data) > 0 {
		row, n := binary.LittleEndian.Uint16(data), int(data[2])
		data = data[3:]
		weights := m.Row(uint32(row))
		for range n {
			weights[data[0]] = int16(float32(int8(data[1])) * step)
			data = data[2:]
		}
	}
	return m
}

// Row is what a feature weighs for each label.
func (m *Model) Row(f uint32) []int16 { return m.Rows[int(f)*m.Labels:][:m.Labels] }

// Write writes a model in short: each weight in one of 255 steps.
func (m *Model) Write() (data []byte) {
	put := func(v int16) { data = binary.LittleEndian.AppendUint16(data, uint16(v)) }
	for _, w := range m.After {
		put(w)
	}
	most := 1
	for _, w := range m.Rows {
		most = max(most, int(w), -int(w))
	}
	step := float32(most) / math.MaxInt8
	data = binary.LittleEndian.AppendUint32(data, math.Float32bits(step))
	for i := range uint32(rows) {
		var kept []byte
		for label, w := range m.Row(i) {
			if steps := int8(math.Round(float64(float32(w) / step))); steps != 0 {
				kept = append(kept, byte(label), byte(steps))
			}
		}
		if len(kept) > 0 {
			put(int16(uint16(i)))
			data = append(append(data, byte(len(kept)/2)), kept...)
		}
	}
	return data
}

// Best are the labels that weigh most together (Viterbi), as far as follows
// lets one stand behind another.
func (m *Model) Best(features [][]uint32, follows func(before, label int) bool) []int {
	sums := make([]int32, len(features)*m.Labels)
	for i, fs := range features {
		for _, f := range fs {
			m.weigh(sums[i*m.Labels:(i+1)*m.Labels], f)
		}
	}
	return m.best(sums, m.ways(follows))
}

// ways are the labels that each may stand behind.
type ways struct {
	steps []step
	at    []int // of each label, where its own begin, and the end
	first []bool
}

type step struct {
	before uint8
	weight int32
}

// ways are those that follows lets be.
func (m *Model) ways(follows func(before, label int) bool) (w ways) {
	for label := range m.Labels {
		w.at, w.first = append(w.at, len(w.steps)), append(w.first, follows(-1, label))
		for before := range m.Labels {
			if follows(before, label) {
				w.steps = append(w.steps, step{uint8(before), int32(m.After[(before+1)*m.Labels+label])})
			}
		}
	}
	w.at = append(w.at, len(w.steps))
	return w
}

// weighAll adds what some features of words weigh.
func (m *Model) weighAll(sums []int32, words []Word, features func(words []Word, i int, add func(uint32))) {
	var here []int32
	add := func(f uint32) { m.weigh(here, f) }
	for i := range words {
		here = sums[i*m.Labels : (i+1)*m.Labels]
		features(words, i, add)
	}
}

// weigh adds what a feature weighs for each label.
func (m *Model) weigh(sums []int32, f uint32) {
	row := m.Row(f)
	if len(row) > len(sums) { // never: it says so to the compiler
		return
	}
	for label, w := range row {
		sums[label] += int32(w)
	}
}

// best is Best of what the features of each word weigh for each label.
func (m *Model) best(sums []int32, ways ways) []int {
	n := len(sums) / m.Labels
	if n == 0 {
		return nil
	}
	const never = math.MinInt32 / 2
	from := make([]uint8, n*m.Labels)
	last, now := make([]int32, m.Labels), make([]int32, m.Labels)
	for i := range n {
		here := sums[i*m.Labels : (i+1)*m.Labels]
		for label := range m.Labels {
			best, came := int32(never), uint8(0)
			if i == 0 {
				if ways.first[label] {
					best = here[label] + int32(m.After[label])
				}
				now[label] = best
				continue
			}
			for _, s := range ways.steps[ways.at[label]:ways.at[label+1]] {
				if w := last[s.before] + s.weight; w > best {
					best, came = w, s.before
				}
			}
			now[label], from[i*m.Labels+label] = best+here[label], came
		}
		last, now = now, last
	}
	label := 0
	for other := range m.Labels {
		if last[other] > last[label] {
			label = other
		}
	}
	out := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = label
		label = int(from[i*m.Labels+label])
	}
	return out
}

package spans

import (
	"encoding/binary"
	"math"
	"strconv"
)

// rows is how many rows a model has; a feature's hash picks one.
const rows = 1 << 16

// Model weighs labels of words in a row.
type Model struct {
	Labels int
	Rows   [][]int16 // by a feature; nil where nothing is known of it
	After  []int16   // of label b behind a: After[(a+1)*Labels+b]; a is -1 at the beginning
}

// New is a model that knows nothing.
func New(labels int) *Model {
	return &Model{Labels: labels, Rows: make([][]int16, rows), After: make([]int16, (labels+1)*labels)}
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
	all := make([]int16, 0, len(data))
	for len(data) > 0 {
		row, n := binary.LittleEndian.Uint16(data), int(data[2])
		data = data[3:]
		from := len(all)
		all = append(all, make([]int16, labels)...)
		for range n {
			all[from+int(data[0])] = int16(float32(int8(data[1])) * step)
			data = data[2:]
		}
		m.Rows[row] = all[from:len(all):len(all)]
	}
	return m
}

// Write writes a model in short: each weight in one of 255 steps.
func (m *Model) Write() (data []byte) {
	put := func(v int16) { data = binary.LittleEndian.AppendUint16(data, uint16(v)) }
	for _, w := range m.After {
		put(w)
	}
	most := 1
	for _, row := range m.Rows {
		for _, w := range row {
			most = max(most, int(w), -int(w))
		}
	}
	step := float32(most) / math.MaxInt8
	data = binary.LittleEndian.AppendUint32(data, math.Float32bits(step))
	for i, row := range m.Rows {
		var kept []byte
		for label, w := range row {
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
	n := len(features)
	if n == 0 {
		return nil
	}
	const never = math.MinInt32 / 2
	from := make([]uint8, n*m.Labels)
	last, now, here := make([]int32, m.Labels), make([]int32, m.Labels), make([]int32, m.Labels)
	for i, fs := range features {
		clear(here)
		for _, f := range fs {
			for label, w := range m.Rows[f] {
				here[label] += int32(w)
			}
		}
		for label := range m.Labels {
			now[label] = never
			if i == 0 {
				if follows(-1, label) {
					now[label] = here[label] + int32(m.After[label])
				}
				continue
			}
			for before := range m.Labels {
				if w := last[before] + int32(m.After[(before+1)*m.Labels+label]); w > now[label] && follows(before, label) {
					now[label], from[i*m.Labels+label] = w, uint8(before)
				}
			}
			now[label] += here[label]
		}
		last, now = now, last
	}
	at := 0
	for label := range m.Labels {
		if last[label] > last[at] {
			at = label
		}
	}
	out := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = at
		at = int(from[i*m.Labels+at])
	}
	return out
}

// Features are those of each word: itself and its neighbours, its ends, what is
// known of them, and each of the nearest together with the wish of the clause.
func Features(words []Word, wish string) [][]uint32 {
	at := func(i int) Word {
		switch {
		case i < 0:
			return Word{Fold: "^"}
		case i >= len(words):
			return Word{Fold: "$"}
		}
		return words[i]
	}
	out := make([][]uint32, len(words))
	for i := range words {
		fs := make([]uint32, 0, 48)
		add := func(parts ...string) {
			h := uint32(2166136261)
			for _, s := range parts {
				for j := range len(s) {
					h = (h ^ uint32(s[j])) * 16777619
				}
				h = (h ^ ' ') * 16777619
			}
			fs = append(fs, (h^h>>15)%rows)
		}
		w := at(i)
		add("bias", wish)
		for d := -3; d <= 3; d++ {
			o, place := at(i+d), strconv.Itoa(d)
			add(place, o.Fold)
			if d >= -2 && d <= 2 {
				add(place, o.Fold, wish)
				for _, mark := range o.Marks {
					add("m"+place, mark)
					if d >= -1 && d <= 1 {
						add("m"+place, mark, wish)
					}
				}
			}
		}
		add("-1,0", at(i-1).Fold, w.Fold)
		add("0,1", w.Fold, at(i+1).Fold)
		add("-2,-1", at(i-2).Fold, at(i-1).Fold)
		add("1,2", at(i+1).Fold, at(i+2).Fold)
		if n := len(w.Fold); n > 3 {
			add("pre", w.Fold[:3])
			add("suf", w.Fold[n-3:])
		}
		for _, mark := range w.Marks {
			for _, before := range at(i - 1).Marks {
				add("m-1,0", before, mark)
			}
		}
		if i == 0 {
			add("first", wish)
		}
		out[i] = fs
	}
	return out
}

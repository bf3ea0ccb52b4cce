package safety

import (
	_ "embed"
	"encoding/binary"
	"math"
	"strconv"
	"sync"
)

// The score knows what the rules miss: a logistic regression over words, their
// neighbours, letters and the classes of the rules, learned from the lines of
// testdata against those that people write to Mentor. It only adds to the
// rules: what they find, it cannot take away.

// buckets is how many weights a table has; a feature's hash picks one.
const buckets = 1 << 16

// table is what bot/safety/train writes: for each of two questions, "is it
// danger or abuse?" and "is it work?", the weight of a step, the score from
// which the answer is yes, and a weight in steps for each bucket.
//
//go:embed table.bin
var table []byte

type weights struct {
	step, from float64
	steps      []byte
}

var scores = sync.OnceValue(func() (all [2]weights) {
	for i := range all {
		part := table[i*(8+buckets):]
		all[i] = weights{
			step:  float64(math.Float32frombits(binary.LittleEndian.Uint32(part))),
			from:  float64(math.Float32frombits(binary.LittleEndian.Uint32(part[4:]))),
			steps: part[8 : 8+buckets],
		}
	}
	return all
})

// says answers the question that the weights were learned for.
func (w weights) says(features []uint16) bool {
	sum := 0
	for _, f := range features {
		sum += int(int8(w.steps[f]))
	}
	return float64(sum)*w.step/math.Sqrt(float64(len(features))) >= w.from
}

// score reads a text in which no rule found anything.
func (l *language) score(r *reading) Finding {
	features := l.features(r)
	all := scores()
	if !all[0].says(features) {
		return Finding{}
	}
	if all[1].says(features) {
		return Finding{Work, l.name}
	}
	if count(r, l.they) > 0 && count(r, l.first) == 0 {
		return Finding{Other, l.name}
	}
	return Finding{Self, l.name}
}

// Features gives the buckets that a text falls into, each once. It is there for
// bot/safety/train, which learns the weights.
func Features(text string) []uint16 {
	l, r := inItsLanguage(readings(text))
	return l.features(r)
}

// features are the words, pairs and threes of words, the beginnings, ends and
// middles of three to five letters, and the classes with those that follow.
func (l *language) features(r *reading) []uint16 {
	var seen [buckets / 64]uint64
	out := make([]uint16, 0, 64*len(r.words))
	add := func(kind byte, parts ...string) {
		h := uint32(2166136261) ^ uint32(kind)
		h *= 16777619
		for _, s := range parts {
			for i := range len(s) {
				h = (h ^ uint32(s[i])) * 16777619
			}
			h = (h ^ ' ') * 16777619
		}
		f := uint16(h ^ h>>16)
		if bit := uint64(1) << (f % 64); seen[f/64]&bit == 0 {
			seen[f/64] |= bit
			out = append(out, f)
		}
	}
	at := func(i int) string {
		if i < len(r.words) {
			return r.words[i]
		}
		return ""
	}
	for i, w := range r.words {
		add('1', w)
		add('2', w, at(i+1))
		add('3', w, at(i+1), at(i+2))
		add('_', w, at(i+2))
		p := "^" + w + "$"
		for n := 3; n <= 5; n++ {
			for j := 0; j+n <= len(p); j++ {
				add('c', p[j:j+n])
			}
		}
		for _, h := range r.at[i] {
			name := l.label[h.class]
			if name == "" {
				continue
			}
			add('k', name)
			for d := range 3 {
				if next := i + h.length + d; next < len(r.at) {
					for _, g := range r.at[next] {
						if l.label[g.class] != "" {
							add('n', name, l.label[g.class], strconv.FormatBool(d > 0))
						}
					}
				}
			}
		}
	}
	return out
}

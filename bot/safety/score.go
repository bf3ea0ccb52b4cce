package safety

import (
	_ "embed"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The score weighs a whole text where the rules know single phrases: a logistic
// regression over words, their neighbours, letters and the classes of the
// rules, learned from the lines of testdata and training against those that
// people write to Mentor. It finds what no rule does, and it doubts a rule where
// nothing else in the text sounds dangerous.

// buckets is how many weights a table has; a feature's hash picks one.
const buckets = 1 << 17

// table is what bot/safety/train writes: for each of two questions, "is it
// danger or abuse?" and "is it work?", the weight of a step, the score from
// which the answer is yes, and a weight in steps for each bucket.
//
//go:embed table.bin
var table []byte

// doubt is the score below which a rule is not believed. With it, of lines by
// three authors that were left out, 11 of 320 dangerous ones and 17 of 285 of
// abuse are missed, and 4 of 750 harmless ones are taken.
const doubt = -1.0

// surerOfWork is how much higher a text scores that is taken for harassment by its
// score alone: stories of a hard job have its words, and its answer ends the
// question. Of 469 questions that people ask two are taken for any danger.
const surerOfWork = 0.5

// surerOfSentence is the score from which one sentence, or two, say enough in a
// text that does not: of 6,876 dangerous lines that were left out it finds 70
// more, and 16 of 8,385 that were written to sound so.
const surerOfSentence = 1.0

// harmlessAround is how much more a sentence has to score for each step that the
// whole text sounds harmless.
const harmlessAround = 0.35

// surerOfStory is how much higher a text of storyWords scores that is a danger as
// a whole: a sentence of it says so if it is one.
const (
	surerOfStory = 0.35
	storyWords   = 30
)

// doubtSentence is the same for one sentence, which says less.
const doubtSentence = 0.5

// doubtWords and doubtSome are the same for a few words, which say less still.
const (
	doubtWords = 8
	doubtSome  = 3.0
)

// doubtAround is how much more a sentence, or a few words, have to score for each
// step that the whole text sounds less than doubtful. Of 980 dangerous lines and
// 1,150 of abuse by authors who were left out none is missed for it, and 10 fewer
// of 6,405 harmless ones are taken.
const doubtAround = 1.0

// minDoubted is how many words and marks a text has in which the score outweighs
// a rule: in a shorter one the rules know more.
const minDoubted = 11

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

// score weighs features for the question that the weights were learned for.
func (w weights) score(features []uint32) float64 {
	sum := 0
	for _, f := range features {
		sum += int(int8(w.steps[f]))
	}
	return float64(sum) * w.step / math.Sqrt(float64(len(features)))
}

// score reads a text by what was learned alone.
func (l *language) score(r *reading) Finding {
	features := l.features(nil, r, 0, len(r.words))
	all := scores()
	found, from := all[0].score(features), all[0].from
	if len(r.words) >= storyWords {
		from += surerOfStory
	}
	if found < from { // one sentence of a long text may say it
		sentence, whole := make([]uint32, 0, len(features)), min(found, 0)
		r.sentences(func(from, to int) (more bool) {
			sentence = l.features(sentence[:0], r, from, to)
			s := all[0].score(sentence)
			if more = s < surerOfSentence-harmlessAround*whole; !more {
				found, features = s, sentence
			}
			return more
		})
	}
	switch {
	case found < from:
		return Finding{}
	case all[1].score(features) >= all[1].from:
		if found < from+surerOfWork {
			return Finding{}
		}
		return Finding{Work, l.name}
	case count(r, l.they) > 0 && count(r, l.first) == 0:
		return Finding{Other, l.name}
	}
	return Finding{Self, l.name}
}

// doubts reports whether neither a text nor any sentence of it sounds like the
// danger that a rule found.
func (l *language) doubts(r *reading) bool {
	danger := scores()[0]
	words := l.features(nil, r, 0, len(r.words))
	whole := danger.score(words)
	if len(r.words) < minDoubted || whole >= doubt {
		return false
	}
	more := doubtAround * (doubt - whole)
	from := 0
	for i, w := range r.words {
		if w == "." && i > from {
			if words = l.features(words[:0], r, from, i+1); danger.score(words) >= doubtSentence+more {
				return false
			}
			from = i
		}
	}
	for from := 0; from+doubtWords <= len(r.words); from++ { // or some words of one
		if words = l.features(words[:0], r, from, from+doubtWords); danger.score(words) >= doubtSome+more {
			return false
		}
	}
	return true
}

// sentences tells where each sentence is, and each with the one after it, until
// told to stop; none where the whole text is one sentence.
func (r *reading) sentences(found func(from, to int) (more bool)) {
	var ends []int // where sentences end, the first word's place before them
	for i, w := range r.words {
		if w == "." && (len(ends) == 0 || i > ends[len(ends)-1]+1) {
			ends = append(ends, i)
		}
	}
	for i := 1; i < len(ends) && len(ends) > 2; i++ {
		if !found(ends[i-1], ends[i]+1) || i+1 < len(ends) && len(ends) > 3 && !found(ends[i-1], ends[i+1]+1) {
			return
		}
	}
}

// Sentences gives the buckets that each sentence of a text falls into, and each
// two that follow each other. It is there for bot/safety/train.
func Sentences(text string) (out [][]uint32) {
	l, r := inItsLanguage(readings(text))
	r.sentences(func(from, to int) bool {
		out = append(out, l.features(nil, r, from, to))
		return true
	})
	return out
}

// Features gives the buckets that a text falls into, each once. It is there for
// bot/safety/train, which learns the weights.
func Features(text string) []uint32 {
	l, r := inItsLanguage(readings(text))
	return l.features(nil, r, 0, len(r.words))
}

// seenBuckets are the buckets that a text falls into: empty between texts, as it takes
// longer to empty than to fill.
var seenBuckets = sync.Pool{New: func() any { return new([buckets / 64]uint64) }}

// features are the words, pairs and threes of words, the beginnings, ends and
// middles of three to five letters, the classes with those that follow and with the
// words beside them, pairs of the classes for the score in a sentence, and whether
// something is asked. They are put into the room of out.
func (l *language) features(out []uint32, r *reading, from, to int) []uint32 {
	seen := seenBuckets.Get().(*[buckets / 64]uint64)
	defer func() {
		for _, f := range out {
			seen[f/64] = 0
		}
		seenBuckets.Put(seen)
	}()
	out = slices.Grow(out, 64*(to-from))
	add := func(kind byte, parts ...string) {
		h := uint32(2166136261) ^ uint32(kind)
		h *= 16777619
		for _, s := range parts {
			for i := range len(s) {
				h = (h ^ uint32(s[i])) * 16777619
			}
			h = (h ^ ' ') * 16777619
		}
		f := (h ^ h>>15) % buckets
		if bit := uint64(1) << (f % 64); seen[f/64]&bit == 0 {
			seen[f/64] |= bit
			out = append(out, f)
		}
	}
	if from == 0 && to == len(r.words) {
		add('?', strconv.Itoa(min(2, r.questions)))
		if r.asks {
			add('?', "end")
		}
	}
	at := func(i int) string {
		if i >= from && i < to {
			return r.words[i]
		}
		return ""
	}
	var together []uint16 // classes for the score in the sentence so far
	for i := from; i < to; i++ {
		w := r.words[i]
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
		if w == "." {
			together = together[:0]
		}
	hits:
		for _, h := range r.at[i] {
			name := l.label[h.class]
			if name == "" {
				continue
			}
			add('k', name)
			add('x', name, stem(at(i+int(h.length))))
			add('y', stem(at(i-1)), name)
			for d := range 3 {
				if next := i + int(h.length) + d; next < to {
					for _, g := range r.at[next] {
						if l.label[g.class] != "" {
							add('n', name, l.label[g.class], strconv.FormatBool(d > 0))
						}
					}
				}
			}
			if !l.paired[h.class] {
				continue
			}
			for _, c := range together {
				if c == h.class {
					continue hits
				}
			}
			for _, c := range together {
				add('p', min(name, l.label[c]), max(name, l.label[c]))
			}
			together = append(together, h.class)
		}
	}
	return out
}

// stem is how a word begins.
func stem(word string) string { return word[:min(len(word), 5)] }

// pairs reports whether a class counts together with others in its sentence.
func pairs(name string) bool {
	switch name {
	case "first", "they", "want":
		return true
	}
	return strings.HasPrefix(name, "f_")
}

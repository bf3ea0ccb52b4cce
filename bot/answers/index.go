package answers

import (
	"math"
	"slices"
	"strings"

	"mentor/bot/careers"
)

// index finds the lines of the content that are nearest to a question: what
// people ask, how roles are described, and the sentences of the answers.
type index struct {
	topics   []string // ids
	lines    []line
	postings map[uint32][]posting
	idf      map[uint32]float32
}

type line struct {
	topic int32
	norm  float32
	share float32 // how much a hit on it counts: ask lines in full
}

type posting struct {
	line int32
	tf   float32
}

// hit is a topic with how near its nearest line is, 0 to 1.
type hit struct {
	topic string
	score float32
}

// terms are what lines are compared by: stems without small words, and the
// concepts that the words stand for.
func (e *Engine) terms(ts []token, emit func(key uint32, weight float32)) {
	for _, t := range ts {
		if smallWords[t.word] {
			continue
		}
		emit(hash("w:", t.stem), 1)
		for _, c := range e.concepts.of(t) {
			emit(hash("k:", c), 0.8)
		}
	}
}

func (e *Engine) buildIndex() {
	x := &index{postings: map[uint32][]posting{}, idf: map[uint32]float32{}}
	type doc struct {
		topic int32
		share float32
		tf    map[uint32]float32
	}
	var docs []doc
	df := map[uint32]int{}
	var topic int32
	add := func(text string, lang careers.Lang, share float32) {
		d := doc{topic: topic, share: share, tf: map[uint32]float32{}}
		e.terms(tokens(clean(text), lang), func(key uint32, w float32) { d.tf[key] = max(d.tf[key], w) })
		if len(d.tf) == 0 {
			return
		}
		for k := range d.tf {
			df[k]++
		}
		docs = append(docs, d)
	}
	topicLines := func(id string, t careers.Topic) {
		topic = int32(len(x.topics))
		x.topics = append(x.topics, id)
		for _, lang := range careers.Langs {
			for _, ask := range t.Ask.In(lang) {
				add(ask, lang, 1)
			}
			add(t.Title.In(lang), lang, 0.9)
			for _, s := range sentences(t.Text.In(lang)) {
				add(s, lang, 0.75)
			}
		}
	}
	c := e.content
	for _, r := range c.Roles() {
		for _, f := range c.Facets() {
			t, ok := c.Topic(r.ID + "/" + f.ID)
			if !ok {
				continue
			}
			t.Title = careers.Text{}
			topicLines(t.ID, t)
			if f.ID == "overview" {
				for _, lang := range careers.Langs {
					for _, d := range r.Described.In(lang) {
						add(d, lang, 1)
					}
				}
			}
		}
	}
	for _, s := range c.Subjects() {
		for _, name := range s.Order {
			if t, ok := c.Topic(s.ID + "/" + name); ok {
				topicLines(t.ID, t)
			}
		}
	}
	n := float64(len(docs))
	for k, d := range df {
		x.idf[k] = float32(math.Log(1 + n/(float64(d)+0.5)))
	}
	for i, d := range docs {
		sum := float32(0)
		for k, tf := range d.tf {
			w := tf * x.idf[k]
			sum += w * w
			x.postings[k] = append(x.postings[k], posting{int32(i), tf})
		}
		x.lines = append(x.lines, line{d.topic, float32(math.Sqrt(float64(sum))), d.share})
	}
	e.index = x
}

// sentences splits an answer into its bullets and sentences.
func sentences(text string) []string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		l = strings.Trim(l, " -*_")
		for _, s := range strings.Split(l, ". ") {
			if len(s) > 12 {
				out = append(out, s)
			}
		}
	}
	return out
}

// nearest lists the topics by their nearest lines, and how much of the
// question's weight is made of words that the content has at all.
func (e *Engine) nearest(m *message) (hits map[string]float32, covered float32) {
	x := e.index
	q := map[uint32]float32{}
	unknown := float32(0)
	known := float32(0)
	rare := float32(math.Log(1 + float64(len(x.lines))))
	for _, t := range m.tokens {
		if smallWords[t.word] {
			continue
		}
		k := hash("w:", t.stem)
		if w, ok := x.idf[k]; ok {
			known += w
		} else if cs := e.concepts.of(t); len(cs) > 0 {
			known += rare * 0.6
		} else {
			unknown += rare * 0.8
		}
	}
	e.terms(m.tokens, func(key uint32, w float32) {
		if idf, ok := x.idf[key]; ok {
			q[key] = max(q[key], w*idf)
		}
	})
	keys := make([]uint32, 0, len(q))
	norm := float32(0)
	for k, w := range q {
		keys = append(keys, k)
		norm += w * w
	}
	if norm == 0 {
		return nil, 0
	}
	slices.Sort(keys) // sums come out the same every time
	norm = float32(math.Sqrt(float64(norm)))
	scores := make([]float32, len(x.lines))
	for _, k := range keys {
		w := q[k] * x.idf[k]
		for _, p := range x.postings[k] {
			scores[p.line] += w * p.tf
		}
	}
	hits = map[string]float32{}
	best := make([]float32, len(x.topics))
	second := make([]float32, len(x.topics))
	for i, s := range scores {
		if s == 0 {
			continue
		}
		l := x.lines[i]
		s = s / (norm*l.norm + 2) * l.share
		if s > best[l.topic] {
			best[l.topic], second[l.topic] = s, best[l.topic]
		} else if s > second[l.topic] {
			second[l.topic] = s
		}
	}
	for i, s := range best {
		if s > 0 {
			hits[x.topics[i]] = 0.75*s + 0.25*second[i]
		}
	}
	return hits, known / (known + unknown)
}

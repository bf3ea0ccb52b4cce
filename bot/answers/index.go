package answers

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"mentor/bot/careers"
)

// index finds the lines that are nearest to a question: what people ask, how
// roles are described, the sentences of the answers, and the training lines,
// those included that we have no answer to. It is made with the model; lines
// that came later, such as an organisation's, are added when it is loaded.
type index struct {
	Labels []string  // topic:SUBJECT/FACET, facet:FACET, refuse:CATEGORY …
	Ends   []uint32  // of each label's lines, which lie side by side
	Share  []byte    // of each line, in hundredths: how much a hit on it counts
	Norm   []float32 // of each line
	Terms  []uint32  // sorted
	IDF    []float32 // of each term
	Start  []uint32  // of each term's lines in Lines, and the end
	Lines  []uint32
	Texts  []uint32 // hashes of the lines, sorted

	byLabel map[string]int
	late    map[uint32][]uint32 // the lines added after loading, by term
	lateOf  []int               // and the label of each
}

// size is how many lines there are.
func (x *index) size() int { return len(x.Norm) }

// A term is a hash whose last two bits say what it is and so what it weighs.
const (
	wordTerm = iota
	conceptTerm
	smallTerm
)

var termWeight = [4]float32{1, 0.8, 0.55, 0}

func term(kind uint32, parts ...string) uint32 { return hash(parts...)&^3 | kind }

// terms are what lines are compared by: words, and the concepts that they stand for.
func (m *message) terms() []uint32 {
	var out []uint32
	for _, t := range m.weighedTerms() {
		if t.weight >= nearStory { // of the story only what stands next to the question
			out = append(out, t.key)
		}
	}
	slices.Sort(out)
	return out
}

// weighedTerm is a term and what it counts: less in the story around a question.
type weighedTerm struct {
	key    uint32
	weight float32
}

func (m *message) weighedTerms() []weighedTerm {
	out := make([]weighedTerm, 0, 2*len(m.slots)+len(m.aside))
	put := func(k uint32, w float32) {
		for _, t := range out {
			if t.key == k {
				return
			}
		}
		out = append(out, weighedTerm{k, w})
	}
	all := func(s slot, w float32) {
		switch {
		case s.word == "":
			put(term(smallTerm, s.form), w)
		case smallWords[s.word]:
			put(term(smallTerm, "w:", s.form), w)
		default:
			put(term(wordTerm, "w:", s.form), w)
			for _, c := range s.concepts {
				put(term(conceptTerm, "k:", c), w)
			}
		}
	}
	for _, s := range m.slots {
		all(s, 1)
	}
	for _, s := range m.aside {
		if s.word != "" && !smallWords[s.word] {
			all(s, s.weight)
		}
	}
	return out
}

// indexLine is a line before it is in the index.
type indexLine struct {
	label string
	share byte
	text  string
	terms []uint32
}

// contentLines lists the lines of the content itself, less those known already.
func (e *Engine) contentLines(known func(text string) bool) []indexLine {
	var out []indexLine
	add := func(label, text string, lang careers.Lang, share byte) {
		if known(string(lang) + text) {
			return
		}
		m := e.taught(Line{Text: text, Lang: lang})
		out = append(out, indexLine{label, share, string(lang) + text, m.terms()})
	}
	topic := func(t careers.Topic) {
		for _, lang := range careers.Langs {
			for _, ask := range t.Ask.In(lang) {
				add("topic:"+t.ID, ask, lang, 100)
			}
			if title := t.Title.In(lang); title != "" {
				add("topic:"+t.ID, title, lang, 90)
			}
			for _, s := range sentences(t.Text.In(lang)) {
				add("topic:"+t.ID, s, lang, 75)
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
			t.Title = careers.Text{} // "{role}: what sets it apart" says nothing of this role
			topic(t)
			if f.ID == "overview" {
				for _, lang := range careers.Langs {
					for _, d := range r.Described.In(lang) {
						add("topic:"+t.ID, d, lang, 100)
					}
				}
			}
		}
	}
	for _, s := range c.Subjects() {
		for _, name := range s.Order {
			if t, ok := c.Topic(s.ID + "/" + name); ok {
				topic(t)
			}
		}
	}
	return out
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

func buildIndex(lines []indexLine) index {
	slices.SortStableFunc(lines, func(a, b indexLine) int { return cmp.Compare(a.label, b.label) })
	var x index
	df := map[uint32]int{}
	for _, l := range lines {
		for _, t := range l.terms {
			df[t]++
		}
	}
	x.Terms = slices.Sorted(maps.Keys(df))
	at := make(map[uint32]int, len(x.Terms))
	postings := make([][]uint32, len(x.Terms))
	for i, t := range x.Terms {
		at[t] = i
		x.IDF = append(x.IDF, float32(math.Log(1+float64(len(lines))/(float64(df[t])+0.5))))
	}
	for n, l := range lines {
		if n == 0 || l.label != lines[n-1].label {
			x.Labels, x.Ends = append(x.Labels, l.label), append(x.Ends, 0)
		}
		x.Ends[len(x.Ends)-1] = uint32(n + 1)
		x.Share = append(x.Share, l.share)
		for _, t := range l.terms {
			postings[at[t]] = append(postings[at[t]], uint32(n))
		}
		x.Norm = append(x.Norm, x.norm(l.terms))
		x.Texts = append(x.Texts, hash(l.text))
	}
	for _, p := range postings {
		x.Start = append(x.Start, uint32(len(x.Lines)))
		x.Lines = append(x.Lines, p...)
	}
	x.Start = append(x.Start, uint32(len(x.Lines)))
	slices.Sort(x.Texts)
	x.Texts = slices.Compact(x.Texts)
	return x
}

func (x *index) ready() {
	x.byLabel = make(map[string]int, len(x.Labels))
	for i, l := range x.Labels {
		x.byLabel[l] = i
	}
	x.late = map[uint32][]uint32{}
}

func (x *index) idf(t uint32) float32 {
	if i, ok := slices.BinarySearch(x.Terms, t); ok {
		return x.IDF[i]
	}
	if len(x.late[t]) > 0 {
		return float32(math.Log(1 + float64(x.size())/1.5))
	}
	return 0
}

func (x *index) norm(terms []uint32) float32 {
	sum := float32(0)
	for _, t := range terms {
		w := termWeight[t&3] * x.idf(t)
		sum += w * w
	}
	return float32(math.Sqrt(float64(sum)))
}

// has reports whether a line is in the index.
func (x *index) has(text string) bool {
	_, ok := slices.BinarySearch(x.Texts, hash(text))
	return ok
}

// add takes in a line after loading.
func (x *index) add(l indexLine) {
	id, ok := x.byLabel[l.label]
	if !ok {
		id = len(x.Labels)
		x.byLabel[l.label] = id
		x.Labels = append(x.Labels, l.label)
	}
	n := uint32(x.size())
	x.lateOf = append(x.lateOf, id)
	x.Share = append(x.Share, l.share)
	for _, t := range l.terms {
		x.late[t] = append(x.late[t], n)
	}
	x.Norm = append(x.Norm, x.norm(l.terms))
}

// damping keeps a single word in common with a very short line from counting
// as the very same question.
const damping = 2

// scratch holds the lines' scores between questions: they are most of what one needs.
var scratch = sync.Pool{New: func() any { return new([]float32) }}

// nearest are the two lines of a label that are nearest to a question.
type nearest struct{ first, second float32 }

// nearness is how near each label's nearest lines are, 0 to 1, by label.
func (x *index) nearness(terms []weighedTerm) []float32 {
	out := make([]float32, len(x.Labels))
	if len(terms) == 0 {
		return out
	}
	kept := scratch.Get().(*[]float32)
	defer scratch.Put(kept)
	if cap(*kept) < x.size() {
		*kept = make([]float32, x.size())
	}
	scores := (*kept)[:x.size()]
	clear(scores)
	norm, from := x.overlap(scores, terms), 0
	for l, end := range x.Ends {
		var best nearest
		x.look(&best, scores, norm, from, int(end))
		out[l], from = best.share(), int(end)
	}
	if len(x.lateOf) == 0 {
		return out
	}
	late := map[int]nearest{}
	for i, l := range x.lateOf {
		best, ok := late[l]
		if !ok && l < len(x.Ends) {
			x.look(&best, scores, norm, int(x.begin(l)), int(x.Ends[l]))
		}
		x.look(&best, scores, norm, from+i, from+i+1)
		late[l] = best
	}
	for l, best := range late {
		out[l] = best.share()
	}
	return out
}

func (n nearest) share() float32 { return 0.75*n.first + 0.25*n.second }

// begin is the first of a label's lines.
func (x *index) begin(label int) uint32 {
	if label == 0 {
		return 0
	}
	return x.Ends[label-1]
}

// overlap adds to each line's score what it has in common with a question, and
// gives the question's own norm.
func (x *index) overlap(scores []float32, terms []weighedTerm) float32 {
	sum := float32(0)
	for _, t := range terms {
		idf := x.idf(t.key)
		if idf == 0 {
			continue
		}
		w := termWeight[t.key&3] * idf
		w *= w
		sum += w * t.weight * t.weight
		w *= t.weight
		if i, ok := slices.BinarySearch(x.Terms, t.key); ok {
			for _, n := range x.Lines[x.Start[i]:x.Start[i+1]] {
				scores[n] += w
			}
		}
		for _, n := range x.late[t.key] {
			scores[n] += w
		}
	}
	return float32(math.Sqrt(float64(sum)))
}

// look takes the nearest of the lines from..to into best. Every question looks
// at every line: the division waits until a line is known to be nearer.
func (x *index) look(best *nearest, scores []float32, norm float32, from, to int) {
	scores, norms, shares := scores[from:to], x.Norm[from:to], x.Share[from:to]
	for n, s := range scores {
		s *= hundredths[shares[n]]
		far := norm*norms[n] + damping
		if s <= best.second*far {
			continue
		}
		if s /= far; s > best.first {
			best.first, best.second = s, best.first
		} else {
			best.second = s
		}
	}
}

// hundredths are the shares of one that a byte can say.
var hundredths = func() (h [256]float32) {
	for i := range h {
		h[i] = float32(i) / 100
	}
	return h
}()

// covered is which share of a message's words, by how rare they are, the
// lines have at all.
func (x *index) covered(m *message) float64 {
	rare := math.Log(1 + float64(x.size()))
	known, all := 0.0, 0.0
	for _, s := range m.slots {
		if s.word == "" || smallWords[s.word] {
			continue
		}
		if idf := x.idf(term(wordTerm, "w:", s.form)); idf > 0 {
			known += float64(idf)
			all += float64(idf)
		} else {
			if len(s.concepts) > 0 {
				known += rare * 0.6
			}
			all += rare * 0.9
		}
	}
	if all == 0 {
		return 1
	}
	return min(1, known/all)
}

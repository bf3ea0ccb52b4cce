package answers

import (
	"math"
	"slices"
	"strings"
	"sync"

	"mentor/bot/answers/postings"
	"mentor/bot/careers"
)

// index finds the lines that are nearest to a question: what people ask, how
// roles are described, the sentences of the answers, and the training lines,
// those included that we have no answer to. It is made with the model; lines
// that came later, such as an organisation's, are added when it is loaded.
type index struct {
	Labels   []string // topic:SUBJECT/FACET, facet:FACET, refuse:CATEGORY …
	Ends     []uint32 // of each label's lines, which lie side by side
	Share    []byte   // of each line, in hundredths: how much a hit on it counts
	Terms    []uint32 // sorted
	Counts   []uint32 // of each term's lines
	Postings []byte   // each term's lines in order, each as the distance from the one before
	Texts    []uint32 // hashes of the lines, sorted

	// What follows from those.
	marks []mark    // of each line
	idfs  []float32 // of each term
	lines postings.Lists

	byLabel map[string]int
	late    map[uint32][]uint32 // the lines added after loading, by term
}

// size is how many lines there are.
func (x *index) size() int { return len(x.Share) }

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

// ready works out what follows from the lines' terms.
func (x *index) ready() error {
	x.marks, x.idfs = make([]mark, x.size()), make([]float32, 0, len(x.Counts))
	for _, n := range x.Counts {
		x.idfs = append(x.idfs, float32(math.Log(1+float64(x.size())/(float64(n)+0.5))))
	}
	var ok bool
	x.lines, ok = postings.Read(x.Counts, x.Postings, x.size(), func(term int, line uint32) {
		w := termWeight[x.Terms[term]&3] * x.idfs[term]
		x.marks[line].norm += w * w
	})
	if !ok {
		return errModelCut
	}
	x.Postings = nil // read
	for i := range x.marks {
		x.marks[i].norm, x.marks[i].share = float32(math.Sqrt(float64(x.marks[i].norm))), float32(x.Share[i])/100
	}
	from := uint32(0)
	for l, end := range x.Ends {
		for n := from; n < end && int(n) < x.size(); n++ {
			x.marks[n].label = uint16(l)
		}
		from = end
	}
	x.byLabel = make(map[string]int, len(x.Labels))
	for i, l := range x.Labels {
		x.byLabel[l] = i
	}
	x.late = map[uint32][]uint32{}
	return nil
}

func (x *index) idf(t uint32) float32 {
	if i, ok := slices.BinarySearch(x.Terms, t); ok {
		return x.idfs[i]
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
	x.Share = append(x.Share, l.share)
	for _, t := range l.terms {
		x.late[t] = append(x.late[t], n)
	}
	x.marks = append(x.marks, mark{x.norm(l.terms), float32(l.share) / 100, uint16(id)})
}

// damping keeps a single word in common with a very short line from counting
// as the very same question.
const damping = 2

// scratch is most of what a question needs, kept between questions: lines' scores, labels' nearest.
type scratch struct {
	postings.Scores
	best []nearest
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// nearest are the two lines of a label that are nearest to a question, as the
// bits of how near: numbers from 0 to 1 are in their bits' order, and the
// greater of two whole numbers is found without a jump, which the processor
// would guess wrong for every third line.
type nearest struct{ first, second uint32 }

// nearness is how near each label's nearest lines are, 0 to 1, by label.
func (x *index) nearness(terms []weighedTerm) []float32 {
	out := make([]float32, len(x.Labels))
	if len(terms) == 0 {
		return out
	}
	kept := scratches.Get().(*scratch)
	defer scratches.Put(kept)
	kept.Room(x.size())
	norm := x.overlap(&kept.Scores, terms)
	kept.best = append(kept.best[:0], make([]nearest, len(x.Labels))...)
	best := kept.best
	kept.Take(func(line int, s float32) {
		m := &x.marks[line]
		near, b := math.Float32bits(s*m.share/(norm*m.norm+damping)), &best[m.label]
		b.first, b.second = max(b.first, near), max(b.second, min(b.first, near))
	})
	for l, b := range kept.best {
		out[l] = b.share()
	}
	return out
}

// mark is what a line's score is turned into nearness by; that it lies together
// is quicker.
type mark struct {
	norm, share float32
	label       uint16
}

func (n nearest) share() float32 {
	return 0.75*math.Float32frombits(n.first) + 0.25*math.Float32frombits(n.second)
}

// overlap adds to each line's score what it has in common with a question, and
// gives the question's own norm. Small words are in most lines: they count only
// where another word is shared, unless the question has no other.
func (x *index) overlap(kept *postings.Scores, terms []weighedTerm) float32 {
	sum := float32(0)
	for _, small := range []bool{false, true} {
		alone := kept.None()
		for _, t := range terms {
			if (t.key&3 == smallTerm) != small {
				continue
			}
			idf := x.idf(t.key)
			if idf == 0 {
				continue
			}
			w := termWeight[t.key&3] * idf
			w *= w
			sum += w * t.weight * t.weight
			w *= t.weight
			if i, ok := slices.BinarySearch(x.Terms, t.key); ok {
				kept.Add(&x.lines, i, w, !small || alone)
			}
			kept.AddTo(x.late[t.key], w, !small || alone)
		}
	}
	return float32(math.Sqrt(float64(sum)))
}

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

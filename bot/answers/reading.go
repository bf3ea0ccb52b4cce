package answers

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"mentor/bot/answers/linear"
	"mentor/bot/careers"
)

// reading is a message with what the classifiers and the index make of it.
type reading struct {
	message
	e       *Engine
	traits  []feature
	about   []float32
	facets  []float32
	near    []float32 // by the index's labels
	covered float64   // share of its words' weight that the lines know
	weighed []float64 // by the labels of About
	who     people

	titleOwn bool // the first title in the story is the person's own
	unasked  bool // a story in which no question was found
}

func (e *Engine) consider(text string, lang careers.Lang, likely ...careers.Lang) *reading {
	return e.weighed(e.read(text, lang, likely...))
}

// weighed is a message with what the classifiers and the index make of it.
func (e *Engine) weighed(m message) *reading {
	r := &reading{e: e, message: m}
	fs := r.features()
	r.traits = fs
	r.about = linear.Probabilities(e.model.About.Logits(fs))
	if whole, ok := m.inFull(); ok {
		view := linear.Probabilities(e.model.About.Logits(whole.features()))
		for i, p := range view {
			r.about[i] = (1-fullShare)*r.about[i] + fullShare*p
		}
	}
	r.facets = linear.Probabilities(e.model.Facet.Logits(fs))
	r.near = e.index.nearness(r.weighedTerms())
	r.covered = e.index.covered(&r.message)
	r.weigh()
	return r
}

// p is how likely the message is about a label, by the classifier alone.
func (r *reading) p(label string) float64 {
	if i, ok := r.e.model.About.Of(label); ok {
		return float64(r.about[i])
	}
	return 0
}

// pf is how likely it asks for a facet.
func (r *reading) pf(facet string) float64 {
	if i, ok := r.e.model.Facet.Of(facet); ok {
		return float64(r.facets[i])
	}
	return 0
}

// nearTo is how near the message is to the lines of a label.
func (r *reading) nearTo(label string) float64 {
	if i, ok := r.e.index.byLabel[label]; ok {
		return float64(r.near[i])
	}
	return 0
}

// fullShare is what a message as a whole counts, beside its question with the
// story around it, for what it is about: of questions that say little the
// story tells the rest.
const fullShare = 0.45

// gain is how much nearness to a line multiplies what a label weighs: much for
// a short question, which is like the lines, and less for a long message.
func (r *reading) gain(near float64) float64 {
	if len(r.slots)+len(r.aside) >= longMessage {
		return math.Exp(nearLong * (near - nearNeutral))
	}
	return math.Exp(nearWeight * (near - nearNeutral))
}

// weigh gives every label its likelihood, raised where the message is near the
// label's lines and lowered where it is not.
func (r *reading) weigh() {
	w := &r.e.weighing
	at := func(i int) float64 {
		if i < 0 {
			return 0
		}
		return float64(r.near[i])
	}
	side := 0.0
	for j, i := range w.nearFacet {
		side = max(side, float64(r.facets[j])*0.3+0.7*at(i))
	}
	r.weighed = make([]float64, len(w.nearAbout))
	scale, far := r.unbound(), r.gain(0)
	for i, n := range w.nearAbout {
		near := at(n)
		if w.anySide[i] {
			near = max(near, side)
		}
		p := float64(r.about[i])
		if !w.ofNamed[i] {
			p *= scale
		}
		gain := far // of most
		if near > 0 {
			gain = r.gain(near)
		}
		r.weighed[i] = (p + floor) * gain
	}
}

// ofNamed are the labels of what is asked of roles that are named.
var ofNamed = map[string]bool{"facet": true, "compare": true, "path": true}

// mostUnbound is how much other labels gain at most where no role is named.
const mostUnbound = 5

// unbound is what the other labels gain in a message in which no role or title
// is named, of which nothing can be asked then.
func (r *reading) unbound() float64 {
	named := func(x mention) bool { return x.is(aRole) || x.is(aTitle) || x.is(anUnknownRole) }
	if slices.ContainsFunc(r.mentions, named) || slices.ContainsFunc(r.background, named) {
		return 1
	}
	left := 1.0
	for l := range ofNamed {
		left -= r.p(l)
	}
	return min(mostUnbound, 1/max(left, 1.0/mostUnbound))
}

// w is what a label weighs.
func (r *reading) w(label string) float64 {
	if i, ok := r.e.model.About.Of(label); ok {
		return r.weighed[i]
	}
	return 0
}

// sum adds what the labels weigh that start so, and names the heaviest.
func (r *reading) sum(prefix string) (sum float64, top string) {
	return r.all(prefix, func(label int) float64 { return r.weighed[label] })
}

// mass is how likely it is about any label that starts so, and the likeliest.
func (r *reading) mass(prefix string) (sum float64, top string) {
	return r.all(prefix, func(label int) float64 { return float64(r.about[label]) })
}

func (r *reading) all(prefix string, of func(label int) float64) (sum float64, top string) {
	best, at := -1.0, -1
	for _, i := range r.e.weighing.begin[prefix] {
		w := of(i)
		if sum += w; w > best {
			best, at = w, i
		}
	}
	if at >= 0 {
		top = strings.TrimPrefix(r.e.model.About.Labels[at], prefix)
	}
	return sum, top
}

// likeliest names the n labels that the classifier finds likeliest.
func (r *reading) likeliest(n int) []string {
	order := make([]int, len(r.about))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.about[b], r.about[a]) })
	var out []string
	for _, i := range order[:min(n, len(order))] {
		l := r.e.model.About.Labels[i]
		out = append(out, fmt.Sprintf("%s %.2f (near %.2f)", l, r.about[i], r.nearTo(l)))
	}
	return out
}

// content counts the words that say something.
func (r *reading) content() (n int) {
	for _, t := range r.tokens {
		if !smallWords[t.word] {
			n++
		}
	}
	return n
}

var (
	leaning  = words("and et ok okay so but then mais alors also aussi what+about ensuite puis sinon ah oh hmm right cool nice great thanks merci d'accord daccord dac bon well now donc du+coup or ou")
	pronouns = words("it its they them their theirs that those these this there one ones same other others else both two which he she his her ca cela celui celle ceux lequel laquelle y en eux lui elle ils elles leur leurs meme autre autres deux")
)

// leans is how much a message looks as if it leaned on the one before.
func (r *reading) leans() float64 {
	follow, _ := r.mass("follow:")
	lean := follow + r.p("ellipsis") + r.p("next") + r.p("previous")
	if len(r.tokens) > 0 && leaning[r.tokens[0].word] {
		lean += 0.3
	}
	for _, t := range r.tokens {
		if pronouns[t.word] {
			lean += 0.15
			break
		}
	}
	if r.speaksOfIt() {
		lean += 0.15
	}
	if r.content() <= 3 {
		lean += 0.2
	}
	return lean
}

// bestTopic is how likely the likeliest topic is, by the classifier alone.
func (r *reading) bestTopic() (best float64) {
	for _, l := range r.e.weighing.learned {
		best = max(best, float64(r.about[l.label]))
	}
	return best
}

var ofIt = words("it its they them their he she his her il elle ils elles lui leur leurs")

func (r *reading) speaksOfIt() bool {
	for i, t := range r.tokens {
		// "is it worth it": nobody is meant by a first "it is"
		if ofIt[t.word] && !(t.word == "il" && i+1 < len(r.tokens) && (r.tokens[i+1].word == "y" || r.tokens[i+1].word == "faut")) {
			return true
		}
	}
	return false
}

var askingWords = words("how who when why where which comment qui quand pourquoi ou lequel laquelle and et so alors but mais")

// onlyAsks reports whether a message is a word that asks and nothing to ask about: "how?"
func (r *reading) onlyAsks() bool {
	for _, t := range r.tokens {
		if !askingWords[t.word] {
			return false
		}
	}
	return true
}

// headCounts are what nobody can count for the mentor.
var headCounts = listed("head-counts")

// counts reports whether a message asks how many there are of what nobody can
// count for the mentor: people, companies, hours, clients.
func (r *reading) counts() bool {
	for i, t := range r.tokens {
		next := ""
		if i+1 < len(r.tokens) {
			next = r.tokens[i+1].word
		}
		if t.word == "how" && next == "many" || t.word == "combien" && (next == "de" || next == "d") {
			if i+2 < len(r.tokens) && headCounts[r.tokens[i+2].word] {
				return true
			}
		}
	}
	return false
}

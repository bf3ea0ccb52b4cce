package answers

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"mentor/bot/careers"
)

// Line is something people say, with what it means. About and Facet are labels
// of the two classifiers; an empty one teaches nothing there.
type Line struct {
	Text  string
	Lang  careers.Lang
	About string
	Facet string
	Role  string // the role that it belongs to
	Group string // the template that it was made from
}

// Train learns from lines and gives the model as the bytes that New reads.
func Train(c *careers.Content, lines []Line, unknown []string) ([]byte, error) {
	m := &model{Format: modelFormat, Content: c.Hash(), Lines: linesHash(lines), Unknown: unknown}
	m.Langs = learnLangs(lines)
	m.Words, m.Known = vocabulary(lines)
	m.Langs.ready()
	e := &Engine{content: c, model: m, langs: &m.Langs, concepts: readConcepts(conceptsText)}
	e.buildLexicon()
	if m.About, m.Facet = e.learn(lines); len(m.About.Labels) > maxLabels || len(m.Facet.Labels) > maxLabels {
		return nil, fmt.Errorf("the lines have %d labels, a model holds %d", len(m.About.Labels), maxLabels)
	}
	m.Index = buildIndex(append(e.contentLines(func(string) bool { return false }), e.trainingLines(lines)...))
	return m.write()
}

// UpToDate reports whether the model that the program carries was learned from
// this content and these lines.
func UpToDate(c *careers.Content, lines []Line) bool {
	m, err := readModel(modelData)
	return err == nil && m.Content == c.Hash() && m.Lines == linesHash(lines)
}

func linesHash(lines []Line) uint32 {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text + "\x00" + string(l.Lang) + l.About + "\x00" + l.Facet + "\n")
	}
	return hash(b.String(), conceptsText)
}

// example is a line as the classifiers see it.
type example struct {
	fs           []feature
	about, facet string
}

// prepare takes lines apart. A role's line that names the role is about "the
// role that is named"; one that does not is what tells this role from others.
func (e *Engine) prepare(lines []Line) []example {
	out := make([]example, 0, len(lines))
	for _, l := range lines {
		m := e.taught(l)
		about := l.About
		if l.Role != "" && slices.Contains(m.roles(), l.Role) {
			about = "facet"
			if l.Facet == "next-role" {
				about = "next"
			}
		}
		out = append(out, example{m.features(), about, l.Facet})
		if whole, ok := m.inFull(); ok {
			out = append(out, example{whole.features(), about, ""})
		}
	}
	return out
}

// taught is a line as questions are read: what it asks, with the story around it.
func (e *Engine) taught(l Line) message {
	m := e.read(l.Text, l.Lang)
	if parts := m.questions(); len(parts) > 0 {
		in := parts[len(parts)-1]
		return e.part(&m, in, m.story(in))
	}
	return m
}

// trainingLines are the lines that the index holds beside the content's own.
func (e *Engine) trainingLines(lines []Line) []indexLine {
	var out []indexLine
	seen := map[string]bool{}
	for _, l := range lines {
		if l.Role != "" || seen[l.Group] && l.Group != "" {
			continue
		}
		seen[l.Group] = true
		label := l.About
		if label == "facet" || label == "ellipsis" {
			label = "facet:" + l.Facet
		}
		m := e.taught(l)
		out = append(out, indexLine{label, 100, string(l.Lang) + l.Text, m.terms()})
	}
	return out
}

// buildIndex sorts lines by their labels and notes which terms are in which.
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
		x.Texts = append(x.Texts, hash(l.text))
	}
	for _, p := range postings {
		x.Counts = append(x.Counts, uint32(len(p)))
		before := uint32(0)
		for _, n := range p {
			x.Postings = binary.AppendUvarint(x.Postings, uint64(n-before))
			before = n
		}
	}
	slices.Sort(x.Texts)
	x.Texts = slices.Compact(x.Texts)
	return x
}

func (e *Engine) learn(lines []Line) (about, facet linear) {
	examples := twice(e.prepare(lines))
	about = fit(examples, func(x example) string { return x.about })
	facet = fit(examples, func(x example) string {
		if strings.HasPrefix(x.about, "small:") || strings.HasPrefix(x.about, "refuse:") {
			return ""
		}
		return x.facet
	})
	return about, facet
}

// Settings of the training, chosen by cross-validation over the lines.
const (
	epochs     = 14
	rate       = 0.15
	starts     = 3 // from which the lines are learned anew, each in another order, and
	averaged   = 7 // the last turns of each that are averaged, so that the order matters less
	ridge      = 2e-6
	leastWrong = 0.01 // an error of a likelihood that is too small to mend
	leastCount = 5    // a trait of fewer lines teaches little and makes the model larger
)

// manyTraits is how many traits an example has from which it counts twice:
// long messages are fewer than short lines, and harder. On 1,140 messages that
// it had not seen the classifier had 66.4 % right among its first two labels
// so, 65.1 % without.
const manyTraits = 100

// twice lists long examples twice.
func twice(examples []example) []example {
	out := slices.Clone(examples)
	for _, x := range examples {
		if len(x.fs) > manyTraits {
			out = append(out, x)
		}
	}
	return out
}

// fit learns one classifier: stochastic gradient descent with AdaGrad steps.
// The order of the lines is drawn from a fixed seed, so that the same lines
// make the same model.
func fit(examples []example, label func(example) string) linear {
	count := map[uint32]int{}
	byLabel := map[string]int{}
	var use []int
	for i, x := range examples {
		l := label(x)
		if l == "" {
			continue
		}
		use = append(use, i)
		byLabel[l]++
		for _, f := range x.fs {
			count[f.key]++
		}
	}
	var m linear
	for l := range byLabel {
		m.Labels = append(m.Labels, l)
	}
	slices.Sort(m.Labels)
	for k, n := range count {
		if n >= leastCount {
			m.Keys = append(m.Keys, k)
		}
	}
	slices.Sort(m.Keys)
	m.ready()
	n := len(m.Labels)
	rows := make([]row, 0, len(use))
	for _, i := range use {
		r := row{y: m.byID[label(examples[i])]}
		for _, f := range examples[i].fs {
			if at, ok := m.rows.of(f.key); ok {
				r.at = append(r.at, int32(at))
				r.x = append(r.x, f.weight)
			}
		}
		rows = append(rows, r)
	}
	mean, bias := make([]float32, len(m.Keys)*n), make([]float32, n)
	for start := range starts {
		descend(rows, mean, bias, uint64(start))
	}
	m.Bias = bias
	m.quantise(mean)
	return m
}

// row is an example as the descent sees it: its traits' places and weights,
// and its label.
type row struct {
	at []int32
	x  []float32
	y  int
}

// descend goes over the rows in an order of its own and adds its share of the
// weights that it ends with to the mean of all starts.
func descend(rows []row, mean, meanBias []float32, seed uint64) {
	n := len(meanBias)
	w, g := make([]float32, len(mean)), make([]float32, len(mean))
	bias, gb := make([]float32, n), make([]float32, n)
	logits := make([]float32, n)
	wrong := make([]int32, 0, n) // labels whose likelihood is to be mended
	rows = slices.Clone(rows)
	rnd := rand.New(rand.NewPCG(1, 2+seed))
	const share = 1.0 / (starts * averaged)
	for epoch := range epochs {
		rnd.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		for _, r := range rows {
			copy(logits, bias)
			for k, at := range r.at {
				x := r.x[k]
				for j, v := range w[int(at)*n : int(at)*n+n] {
					logits[j] += x * v
				}
			}
			p := probabilities(logits)
			p[r.y]--
			wrong = wrong[:0]
			for j, d := range p {
				if d*d < leastWrong*leastWrong {
					continue
				}
				wrong = append(wrong, int32(j))
				gb[j] += d * d
				bias[j] -= rate * 0.3 * d / (1e-3 + sqrt(gb[j]))
			}
			for k, at := range r.at {
				x := r.x[k]
				ws, gs := w[int(at)*n:int(at)*n+n], g[int(at)*n:int(at)*n+n]
				for _, j := range wrong {
					step := p[j]*x + ridge*ws[j]
					gs[j] += step * step
					ws[j] -= rate * step / (1e-3 + sqrt(gs[j]))
				}
			}
		}
		if epoch >= epochs-averaged {
			for i, v := range w {
				mean[i] += v * share
			}
			for i, v := range bias {
				meanBias[i] += v * share
			}
		}
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// Weights below these shares of a trait's largest, and of all, are dropped:
// chosen so that cross-validation loses nothing.
const (
	leastShare  = 0.26
	leastWeigh  = 0.03
	leastOfRow  = 0.12
	mostOfTrait = 1 << 12
)

// quantise keeps each weight that counts in a byte and drops the others.
func (m *linear) quantise(w []float32) {
	n := len(m.Labels)
	keys := m.Keys
	m.Keys, m.weights, m.Scale, m.Counts = nil, nil, nil, nil
	for i, k := range keys {
		row := w[i*n : i*n+n]
		var top float32
		for _, v := range row {
			top = max(top, v, -v)
		}
		if top < leastOfRow {
			continue
		}
		count := uint16(0)
		for j, v := range row {
			if abs := max(v, -v); abs < leastShare*top || abs < leastWeigh || count == mostOfTrait {
				continue
			}
			m.weights = append(m.weights, byte(j), byte(int8(math.Round(float64(v/top*127)))))
			count++
		}
		m.Keys = append(m.Keys, k)
		m.Counts = append(m.Counts, count)
		m.Scale = append(m.Scale, top/127)
	}
	m.Size = len(m.weights)
	m.ready()
}

func learnLangs(lines []Line) langs {
	type pair struct{ en, fr float64 }
	counts := map[uint32]*pair{}
	var en, fr float64
	for _, l := range lines {
		for _, t := range split(clean(l.Text)) {
			langTraits(strings.ToLower(t.raw), func(key uint32, _ float64) {
				p := counts[key]
				if p == nil {
					p = &pair{}
					counts[key] = p
				}
				if l.Lang == careers.French {
					p.fr++
					fr++
				} else {
					p.en++
					en++
				}
			})
		}
	}
	var out langs
	for key, p := range counts {
		if p.en+p.fr < 2 {
			continue
		}
		odds := math.Log((p.fr+0.5)/(fr+1)) - math.Log((p.en+0.5)/(en+1))
		if math.Abs(odds) < 0.15 {
			continue
		}
		out.Keys = append(out.Keys, key)
		out.Odds = append(out.Odds, int16(max(-400, min(400, odds*100))))
	}
	order := make([]int, len(out.Keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(out.Keys[a], out.Keys[b]) })
	sorted := langs{}
	for _, i := range order {
		sorted.Keys = append(sorted.Keys, out.Keys[i])
		sorted.Odds = append(sorted.Odds, out.Odds[i])
	}
	return sorted
}

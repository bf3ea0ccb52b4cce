package answers

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"mentor/bot/answers/concepts"
	"mentor/bot/answers/langid"
	"mentor/bot/answers/linear"
	"mentor/bot/answers/postings"
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

// Train learns the model as the bytes that New reads; told are lines that ask nothing of the person.
func Train(c *careers.Content, lines, told []Line, unknown []string) ([]byte, error) {
	m := &model{Format: modelFormat, Content: c.Hash(), Lines: linesHash(lines), Unknown: unknown}
	m.Langs = learnLangs(lines)
	m.Words, m.Known = vocabulary(lines)
	m.Langs.Ready()
	e := &Engine{content: c, model: m, langs: &m.Langs, concepts: concepts.Read(concepts.Text, foldWord, stem)}
	e.buildLexicon()
	personally, lines := personal(lines)
	m.Person = e.learnPerson(personally, slices.Concat(lines, told))
	if m.About, m.Facet = e.learn(lines); len(m.About.Labels) > linear.MaxLabels || len(m.Facet.Labels) > linear.MaxLabels {
		return nil, fmt.Errorf("the lines have %d labels, a model holds %d", len(m.About.Labels), linear.MaxLabels)
	}
	m.Index = buildIndex(append(e.contentLines(func(string) bool { return false }), e.trainingLines(lines)...))
	if m.Index.size() > postings.MaxLines {
		return nil, fmt.Errorf("there are %d lines, an index holds %d", m.Index.size(), postings.MaxLines)
	}
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
	return hash(b.String(), concepts.Text)
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

// In how many lines a trait stands at least; of the person's there are few, and
// their traits many.
const leastCount, leastOfPerson = 5, 8

func (e *Engine) learn(lines []Line) (about, facet linear.Model) {
	examples := twice(e.prepare(lines))
	about = linear.Fit(labelledBy(examples, func(x example) string { return x.about }), leastCount)
	facet = linear.Fit(labelledBy(examples, func(x example) string {
		if strings.HasPrefix(x.about, "small:") || strings.HasPrefix(x.about, "refuse:") {
			return ""
		}
		return x.facet
	}), leastCount)
	return about, facet
}

// labelledBy are examples with one of their labels.
func labelledBy(examples []example, label func(example) string) []linear.Example {
	out := make([]linear.Example, len(examples))
	for i, x := range examples {
		out[i] = linear.Example{Traits: x.fs, Label: label(x)}
	}
	return out
}

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

// learnLangs learns to tell languages from the words of lines.
func learnLangs(lines []Line) langid.Langs {
	return langid.Learn(func(yield func(word string, french bool) bool) {
		for _, l := range lines {
			for _, t := range split(clean(l.Text)) {
				if !yield(t.raw, l.Lang == careers.French) {
					return
				}
			}
		}
	})
}

// CrossValidate says how well the classifiers do on lines that they have not
// learned from: four parts in five teach, the fifth is asked. Lines of one
// template stay together.
func CrossValidate(c *careers.Content, lines []Line, unknown []string) string {
	m := &model{Unknown: unknown, Langs: learnLangs(lines)}
	m.Words, m.Known = vocabulary(lines)
	m.Langs.Ready()
	e := &Engine{content: c, model: m, langs: &m.Langs, concepts: concepts.Read(concepts.Text, foldWord, stem)}
	e.buildLexicon()
	all := e.prepare(lines)
	var b strings.Builder
	for _, part := range []struct {
		name  string
		label func(example) string
	}{
		{"about", func(x example) string { return x.about }},
		{"facet", func(x example) string { return x.facet }},
	} {
		right, n := map[string]int{}, map[string]int{}
		const folds = 5
		for fold := range folds {
			var teach []example
			var ask []int
			for i, x := range all {
				key := lines[i].Group
				if key == "" {
					key = lines[i].Text
				}
				if int(hash(key)%folds) == fold {
					ask = append(ask, i)
				} else {
					teach = append(teach, x)
				}
			}
			lin := linear.Fit(labelledBy(teach, part.label), leastCount)
			for _, i := range ask {
				want := part.label(all[i])
				if want == "" {
					continue
				}
				logits := lin.Logits(all[i].fs)
				got := lin.Labels[slices.Index(logits, slices.Max(logits))]
				n[want]++
				if got == want {
					right[want]++
				}
			}
		}
		total, sum := 0, 0
		labels := make([]string, 0, len(n))
		for l := range n {
			labels = append(labels, l)
			total += n[l]
			sum += right[l]
		}
		slices.Sort(labels)
		fmt.Fprintf(&b, "%s: %.1f%% of %d\n", part.name, 100*float64(sum)/float64(total), total)
		for _, l := range labels {
			fmt.Fprintf(&b, "  %-40s %5.1f%% of %d\n", l, 100*float64(right[l])/float64(n[l]), n[l])
		}
	}
	return b.String()
}

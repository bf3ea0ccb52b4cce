package answers

import (
	"fmt"
	"slices"
	"strings"

	"mentor/bot/careers"
)

// CrossValidate says how well the classifiers do on lines that they have not
// learned from: four parts in five teach, the fifth is asked. Lines of one
// template stay together.
func CrossValidate(c *careers.Content, lines []Line, unknown []string) string {
	m := &model{Unknown: unknown, Langs: learnLangs(lines)}
	m.Words, m.Known = vocabulary(lines)
	m.Langs.ready()
	e := &Engine{content: c, model: m, langs: &m.Langs, concepts: readConcepts(conceptsText)}
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
			lin := fit(teach, part.label)
			for _, i := range ask {
				want := part.label(all[i])
				if want == "" {
					continue
				}
				logits := lin.logits(all[i].fs)
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

// Command train learns the weights of bot/wishes/spans from its lines. Run it
// at the root of the repository:
//
//	go run ./bot/wishes/spans/train
//
// The same lines give the same weights. With -try it learns from the other files
// and says how much of each file it finds.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/understanding"
	"mentor/bot/understanding/known"
	"mentor/bot/wishes/spans"
	"mentor/reminders"
)

const (
	dir    = "bot/wishes/spans/"
	rounds = 8
)

// example is a message with the labels of its words, or a clause with its.
type example struct {
	file     string
	wish     string
	words    []spans.Word
	features [][]uint32
	labels   []int
}

func main() {
	log.SetFlags(0)
	try := flag.Bool("try", false, "say how much is found of files that were left out")
	show := flag.Bool("v", false, "with -try: print what is found wrongly")
	flag.Parse()
	clauses, values, err := read()
	if err != nil {
		log.Fatal(err)
	}
	if *try {
		tryOut(clauses, values, *show)
		return
	}
	for name, m := range map[string]*spans.Model{"clauses.bin": learn(clauses, spans.ClauseLabels, spans.FollowsClause), "spans.bin": learn(values, spans.SpanLabels(), spans.FollowsSpan)} {
		if err := os.WriteFile(dir+name, m.Write(), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Printf("%d messages, %d wishes\n", len(clauses), len(values))
}

// about is what the lines are read in.
func about(lang people.Lang) bot.Context {
	return bot.Context{Lang: lang, Now: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC),
		Goals: []bot.GoalName{{Number: 1, Text: "Learn SQL"}, {Number: 2, Text: "Earn a cloud certification"}, {Number: 3, Text: "Speak at a conference"},
			{Number: 4, Text: "Mentor a junior analyst"}, {Number: 5, Text: "Prendre la parole en conférence"}, {Number: 6, Text: "Lead the CDP project"}}}
}

// read reads the lines of bot/wishes/spans/training.
func read() (clauses, values []example, err error) {
	content, err := careers.Load()
	if err != nil {
		return nil, nil, err
	}
	reader := understanding.New(known.From(content, new(reminders.Schedules)))
	files, _ := filepath.Glob(dir + "training/*.txt") // the pattern is well formed
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		lang := people.Lang(filepath.Base(file)[:2])
		for text := range strings.Lines(string(data)) {
			if text = strings.TrimRight(text, "\r\n"); text == "" || text[0] == '#' {
				continue
			}
			l, err := spans.ParseLine(text)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", file, err)
			}
			a, b := examples(reader, lang, l)
			a.file = filepath.Base(file)
			for i := range b {
				b[i].file = a.file
			}
			clauses, values = append(clauses, a), append(values, b...)
		}
	}
	return clauses, values, nil
}

func examples(reader *understanding.Reader, lang people.Lang, l spans.Line) (whole example, values []example) {
	stretches := [][2]int{{0, len(l.Text)}}
	for _, c := range l.Clauses {
		stretches = append(stretches, [2]int{c.From, c.To})
	}
	words, at := reader.Words(l.Text, about(lang), stretches)
	whole = example{words: words[0], features: spans.Features(words[0], "")}
	was := -1
	for _, s := range at[0] {
		in := slices.IndexFunc(l.Clauses, func(c spans.Marked) bool { return s.From >= c.From && s.From < c.To })
		label := 0
		switch c := l.Clauses[max(in, 0)]; {
		case in == was && c.Wish != "":
			label = spans.InWish
		case c.Wish != "":
			label = spans.BeginsWish
		case in == was || was >= 0 && l.Clauses[was].Wish == "":
			label = spans.InTalk
		default:
			label = spans.BeginsTalk
		}
		whole.labels, was = append(whole.labels, label), in
	}
	for i, c := range l.Clauses {
		if c.Wish == "" || len(words[i+1]) == 0 {
			continue
		}
		e := example{wish: c.Wish, words: words[i+1], features: spans.Features(words[i+1], c.Wish)}
		was := -1
		for _, s := range at[i+1] {
			in := slices.IndexFunc(c.Values, func(v spans.Value) bool { return s.From >= v.From && s.From < v.To })
			label := 0
			if in >= 0 {
				if label = 1 + 2*slices.Index(spans.Kinds, c.Values[in].Kind); in == was {
					label++
				}
			}
			e.labels, was = append(e.labels, label), in
		}
		values = append(values, e)
	}
	return whole, values
}

// learn is a structured perceptron with averaged weights.
func learn(all []example, labels int, follows func(before, label int) bool) *spans.Model {
	m := spans.New(labels)
	sum := spans.New(labels)
	age := 0
	touched := map[uint32][]int32{} // of each row, the total of weight times age
	after := make([]int64, len(m.After))
	row := func(f uint32) []int16 {
		if touched[f] == nil {
			touched[f] = make([]int32, labels)
		}
		return m.Row(f)
	}
	change := func(e example, labelled []int, by int) {
		before := -1
		for i, label := range labelled {
			for _, f := range e.features[i] {
				row(f)[label] += int16(by)
				touched[f][label] += int32(by * age)
			}
			k := (before+1)*labels + label
			m.After[k] += int16(by)
			after[k] += int64(by * age)
			before = label
		}
	}
	order := rand.New(rand.NewSource(1))
	for range rounds {
		for _, i := range order.Perm(len(all)) {
			age++
			e := all[i]
			if got := m.Best(e.features, follows); !slices.Equal(got, e.labels) {
				change(e, e.labels, 1)
				change(e, got, -1)
			}
		}
	}
	const scale = 32 // of averaged weights, which are fractions
	average := func(w int16, t int64) int16 {
		return int16(math.Round(scale * (float64(w) - float64(t)/float64(age+1))))
	}
	for f, t := range touched {
		for label := range t {
			sum.Row(f)[label] = average(m.Row(f)[label], int64(t[label]))
		}
	}
	for k := range m.After {
		sum.After[k] = average(m.After[k], after[k])
	}
	return sum
}

// tryOut says how much is found of each file by what the others teach.
func tryOut(clauses, values []example, show bool) {
	var files []string
	for _, e := range clauses {
		if !slices.Contains(files, e.file) {
			files = append(files, e.file)
		}
	}
	for _, file := range files {
		out := func(all []example) (rest, out []example) {
			for _, e := range all {
				if e.file == file {
					out = append(out, e)
				} else {
					rest = append(rest, e)
				}
			}
			return rest, out
		}
		rest, left := out(clauses)
		m := spans.Open(learn(rest, spans.ClauseLabels, spans.FollowsClause).Write(), spans.ClauseLabels)
		whole, labels, right := 0, 0, 0
		for _, e := range left {
			got := m.Best(e.features, spans.FollowsClause)
			if slices.Equal(got, e.labels) {
				whole++
			} else if show {
				fmt.Println("cut:", written(e.words, got, true), "\n   not", written(e.words, e.labels, true))
			}
			for i := range got {
				labels++
				if got[i] == e.labels[i] {
					right++
				}
			}
		}
		fmt.Printf("%s: %d of %d messages cut rightly, %.1f %% of words; ", file, whole, len(left), 100*float64(right)/float64(labels))
		rest, left = out(values)
		m = spans.Open(learn(rest, spans.SpanLabels(), spans.FollowsSpan).Write(), spans.SpanLabels())
		whole = 0
		found, there, both := map[string]int{}, map[string]int{}, map[string]int{}
		for _, e := range left {
			got := m.Best(e.features, spans.FollowsSpan)
			if slices.Equal(got, e.labels) {
				whole++
			} else if show {
				fmt.Println(e.wish, written(e.words, got, false), "\n   not", written(e.words, e.labels, false))
			}
			a, b := m.Spanned(got), m.Spanned(e.labels)
			for _, s := range a {
				found[s.Kind]++
				if slices.Contains(b, s) {
					both[s.Kind]++
				}
			}
			for _, s := range b {
				there[s.Kind]++
			}
		}
		fmt.Printf("%d of %d wishes have all values", whole, len(left))
		for _, kind := range spans.Kinds {
			fmt.Printf("; %s %d of %d (%d found)", kind, both[kind], there[kind], found[kind])
		}
		fmt.Println()
	}
}

// written shows the words with their labels.
func written(words []spans.Word, labels []int, clauses bool) string {
	var b strings.Builder
	for i, w := range words {
		label := labels[i]
		switch {
		case clauses && (label == spans.BeginsWish || label == spans.BeginsTalk):
			b.WriteString(map[int]string{spans.BeginsWish: " || WISH: ", spans.BeginsTalk: " || -: "}[label])
		case !clauses && label%2 == 1:
			b.WriteString(" {" + spans.Kinds[(label-1)/2])
		}
		b.WriteString(" " + w.Fold)
		if !clauses && label > 0 && (i+1 == len(labels) || labels[i+1] != 2*((label+1)/2)) {
			b.WriteString("}")
		}
	}
	return b.String()
}

package bench

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"

	"mentor/bot/answers"
	"mentor/bot/careers"
)

func questions(b *testing.B) []string {
	b.Helper()
	f, err := os.Open("../testdata/own.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var out []string
	for scan := bufio.NewScanner(f); scan.Scan(); {
		var q struct {
			Q string `json:"q"`
		}
		if err := json.Unmarshal(scan.Bytes(), &q); err != nil {
			b.Fatal(err)
		}
		out = append(out, q.Q)
	}
	return out
}

func content(b *testing.B) *careers.Content {
	b.Helper()
	c, err := careers.Default()
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// fill indexes every topic's texts and ask lines, one document a language.
func fill(b *testing.B, c *careers.Content) bleve.Index {
	b.Helper()
	index, err := bleve.NewMemOnly(bleve.NewIndexMapping())
	if err != nil {
		b.Fatal(err)
	}
	batch := index.NewBatch()
	for _, id := range c.Topics() {
		t, _ := c.Topic(id)
		for _, lang := range careers.Langs {
			doc := map[string]any{"title": t.Title.In(lang), "text": t.Text.In(lang), "ask": t.Ask.In(lang)}
			if err := batch.Index(string(lang)+"/"+id, doc); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := index.Batch(batch); err != nil {
		b.Fatal(err)
	}
	return index
}

func measure(b *testing.B, ask func(q string)) {
	qs := questions(b)
	took := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		start := time.Now()
		ask(qs[i%len(qs)])
		took = append(took, time.Since(start))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// BenchmarkMentor is one answer of the mentor: language, names, topic, wording.
func BenchmarkMentor(b *testing.B) {
	e, err := answers.New(content(b))
	if err != nil {
		b.Fatal(err)
	}
	measure(b, func(q string) { e.Ask(answers.Query{Text: q}) })
}

// BenchmarkBleve is one search for the best topic in a bleve index of the same texts.
func BenchmarkBleve(b *testing.B) {
	index := fill(b, content(b))
	defer index.Close()
	measure(b, func(q string) {
		if _, err := index.Search(bleve.NewSearchRequestOptions(bleve.NewMatchQuery(q), 3, 0, false)); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkRatio asks both the same question in turn and reports how many
// times as long bleve takes.
func BenchmarkRatio(b *testing.B) {
	c := content(b)
	e, err := answers.New(c)
	if err != nil {
		b.Fatal(err)
	}
	index := fill(b, c)
	defer index.Close()
	qs := questions(b)
	var ours, theirs time.Duration
	i := 0
	for b.Loop() {
		q := qs[i%len(qs)]
		start := time.Now()
		e.Ask(answers.Query{Text: q})
		middle := time.Now()
		if _, err := index.Search(bleve.NewSearchRequestOptions(bleve.NewMatchQuery(q), 3, 0, false)); err != nil {
			b.Fatal(err)
		}
		ours += middle.Sub(start)
		theirs += time.Since(middle)
		i++
	}
	b.ReportMetric(float64(theirs)/float64(ours), "bleve/mentor")
}

func BenchmarkStartBleve(b *testing.B) {
	c := content(b)
	for b.Loop() {
		fill(b, c).Close()
	}
}

func BenchmarkStartMentor(b *testing.B) {
	c := content(b)
	for b.Loop() {
		if _, err := answers.New(c); err != nil {
			b.Fatal(err)
		}
	}
}

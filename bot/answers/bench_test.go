package answers_test

import (
	"bufio"
	"encoding/json"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"mentor/bot/answers"
	"mentor/bot/careers"
)

func engine(tb testing.TB) *answers.Engine {
	tb.Helper()
	c, err := careers.Default()
	if err != nil {
		tb.Fatal(err)
	}
	e, err := answers.New(c)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// questions are the project's own set, without what was said before.
func questions(tb testing.TB) []string {
	tb.Helper()
	f, err := os.Open("testdata/own.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []string
	for scan := bufio.NewScanner(f); scan.Scan(); {
		var q struct {
			Q string `json:"q"`
		}
		if err := json.Unmarshal(scan.Bytes(), &q); err != nil {
			tb.Fatal(err)
		}
		out = append(out, q.Q)
	}
	return out
}

// BenchmarkAsk is one answer, on one core; the time for one at the median and
// at the 99th percentile is reported beside the mean.
func BenchmarkAsk(b *testing.B) {
	e, qs := engine(b), questions(b)
	took := make([]time.Duration, 0, 1<<16)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		start := time.Now()
		e.Ask(answers.Query{Text: qs[i%len(qs)]})
		took = append(took, time.Since(start))
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "answers/s")
}

// BenchmarkStart is what the program does before it can answer.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		c, err := careers.Load()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := answers.New(c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMemory is what content and engine hold once they are loaded.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		c, err := careers.Load()
		if err != nil {
			b.Fatal(err)
		}
		e, err := answers.New(c)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
		runtime.KeepAlive(e)
	}
}

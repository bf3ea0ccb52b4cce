package grammar

import (
	"testing"
)

// BenchmarkLoad is what the first message waits for: reading and compiling
// the grammar.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		g, err := load(files)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(g.Main.States()), "states")
	}
}

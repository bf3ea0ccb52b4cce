package people

import (
	"testing"
	"time"
)

func TestInQuiet(t *testing.T) {
	p := Person{Zone: "UTC"}
	at := func(h int) time.Time { return time.Date(2026, 11, 23, h, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		from, to, hour int
		want           bool
	}{{1200, 480, 21, true}, {1200, 480, 7, true}, {1200, 480, 8, false}, {1200, 480, 20, true}, {540, 600, 9, true}, {540, 600, 10, false}, {0, 0, 3, false}} {
		p.QuietFrom, p.QuietTo = c.from, c.to
		if got := p.InQuiet(at(c.hour)); got != c.want {
			t.Errorf("%d-%d at %d: %v", c.from, c.to, c.hour, got)
		}
	}
}

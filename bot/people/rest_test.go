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

// Go gives the end of a leap year's winter a day too early, from 2040 on: there
// Instant went round in a circle for ever.
func TestInstantAtTheEndOfALeapYear(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/New_York", "Australia/Sydney", "UTC", "Asia/Kolkata"} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for wall := time.Date(2040, 12, 29, 0, 30, 0, 0, time.UTC); wall.Year() < 2042; wall = wall.Add(7 * time.Hour) {
			want := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, loc)
			if got := Instant(wall, loc); !got.Equal(want) && want.Hour() == wall.Hour() {
				t.Fatalf("%s, %v: %v, want %v", name, wall, got, want)
			}
		}
	}
}

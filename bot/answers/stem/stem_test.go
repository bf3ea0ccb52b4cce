package stem

import (
	"sync"
	"testing"
)

// What is kept is what is asked for anew, in each language, from many goroutines.
func TestOf(t *testing.T) {
	want := map[string][2]string{"managing": {"manag", "managing"}, "certifications": {"certif", "certif"}, "ga4": {"ga4", "ga4"}, "4000": {"4000", "4000"}}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 100 {
				for word, w := range want {
					if en, fr := Of(word, false), Of(word, true); en != w[0] || fr != w[1] {
						t.Errorf("%s: %s and %s, want %v", word, en, fr, w)
					}
				}
			}
		})
	}
	all.Wait()
}

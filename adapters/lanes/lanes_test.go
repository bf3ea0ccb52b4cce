package lanes

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestOrderAndSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New(Limits{Lane: 10, Under: 100})
		hold := make(chan struct{})
		l.Do("slow", func() { <-hold })
		var mu sync.Mutex
		var got []int
		for i := range 5 {
			l.Do("quick", func() { mu.Lock(); got = append(got, i); mu.Unlock() })
		}
		synctest.Wait()
		if want := []int{0, 1, 2, 3, 4}; !slices.Equal(got, want) {
			t.Errorf("beside a slow conversation the other ran %v; want %v", got, want)
		}
		close(hold)
		l.Drain(time.Minute)
	})
}

func TestBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		wait := func() { <-hold }
		l := New(Limits{Lane: 2, Under: 4})
		l.Do("a", wait)
		synctest.Wait() // it runs, and waits in its queue no more
		for i, taken := range []bool{true, true, false} {
			if l.Do("a", wait) != taken {
				t.Errorf("job %d behind the first: taken is not %v", i+1, taken)
			}
		}
		if !l.Do("b", wait) || l.Do("c", wait) {
			t.Error("four jobs in all were not taken, or five were")
		}
		waiting := New(Limits{Lane: 2, Under: 1, Wait: true})
		waiting.Do("a", wait)
		done := false
		go func() { done = waiting.Do("b", func() {}) }()
		synctest.Wait()
		if done {
			t.Error("a job began although there was no room; want it to wait")
		}
		began := time.Now()
		l.Drain(time.Minute)
		if waited := time.Since(began); waited != time.Minute {
			t.Errorf("draining jobs that do not end took %v; want a minute", waited)
		}
		close(hold)
		synctest.Wait()
		if !done {
			t.Error("a job that waited for room was not taken")
		}
	})
}

package main

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// What the collector is told of memory. After a load the mentor holds 27 MB,
// nearly all of it what it knows, and an answer makes 0.1 MB of garbage.
const (
	// garbagePercent is how much garbage may lie beside what is held before it
	// is collected. Measured by BenchmarkAnswer: at Go's own 100 the heap grows
	// to twice what is held; at 60 an answer costs 3 % more, at 40 8 %.
	garbagePercent = 60
	// quiet is how long nothing happens before memory goes back to the system,
	// which Go by itself would keep for the next load.
	quiet = time.Second
	// stir is the most that is allocated in that time while nothing happens:
	// heartbeats, a scrape of the metrics.
	stir = 1 << 20
	// worth is what has to be allocated since the last time for it to be worth
	// a collection, which takes about 30 ms.
	worth = 16 << 20
)

// rest gives memory back to the system whenever a load is over, until ctx
// ends. GOGC in the environment says otherwise what the collector is told.
func rest(ctx context.Context, getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	tick := time.NewTicker(quiet)
	defer tick.Stop()
	var r rests
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if r.begin(allocated()) {
			debug.FreeOSMemory()
		}
	}
}

// allocated is how many bytes have ever been allocated; reading it stops nothing.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// rests tells when a load is over by what had been allocated at each tick.
type rests struct{ last, given uint64 }

// begin reports whether nothing has happened since the tick before, and enough
// since memory was given back.
func (r *rests) begin(now uint64) bool {
	still := now-r.last < stir && now-r.given >= worth
	r.last = now
	if still {
		r.given = now
	}
	return still
}

package main

import "testing"

func TestMemoryGoesBackOnceAfterALoad(t *testing.T) {
	var r rests
	for i, tick := range []struct {
		allocated uint64
		back      bool
	}{
		{40 << 20, false},         // it has started
		{40<<20 + 1000, true},     // and nothing came since
		{40<<20 + 2000, false},    // once is enough
		{56<<20 + 2000, false},    // a load
		{90 << 20, false},         // which goes on
		{90<<20 + stir - 1, true}, // and is over
		{90<<20 + 2*stir - 2, false},
		{100 << 20, false},
		{100<<20 + 1, false}, // too little for a collection
	} {
		if back := r.begin(tick.allocated); back != tick.back {
			t.Errorf("tick %d: %v", i, back)
		}
	}
	if before := allocated(); before == 0 || allocated() < before {
		t.Error("what was allocated is not known")
	}
}

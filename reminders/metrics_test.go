package reminders

import (
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"mentor/bot/people"
)

// Every kind and state of a delivery is at 0 before the first.
func TestMetricsAreThereBeforeTheFirst(t *testing.T) {
	reg := prometheus.NewRegistry()
	newMetrics(reg)
	for name, want := range map[string]int{"mentor_deliveries_total": 3 * len(people.Kinds), "mentor_outbox_deliveries": 3, "mentor_deliveries_retried_total": 1, "mentor_checkins_missed_total": 1} {
		if got, err := testutil.GatherAndCount(reg, name); err != nil || got != want {
			t.Errorf("%s has %d series at the start, want %d (%v)", name, got, want, err)
		}
	}
}

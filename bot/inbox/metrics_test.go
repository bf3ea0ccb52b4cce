package inbox

import (
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"mentor/bot/people"
)

// What is known to come is at 0 before the first: increase() misses the first of
// what was not there.
func TestMetricsAreThereBeforeTheFirst(t *testing.T) {
	reg := prometheus.NewRegistry()
	newMetrics(reg, []people.Platform{people.Slack, people.Discord})
	for name, want := range map[string]int{
		"mentor_events_total": 2 * len(eventKinds), "mentor_events_refused_total": 2, "mentor_events_failed_total": 2,
		"mentor_answers_total": len(answerKinds), "mentor_event_handling_seconds": 2, "mentor_reply_seconds": 2,
	} {
		if got, err := testutil.GatherAndCount(reg, name); err != nil || got != want {
			t.Errorf("%s has %d series at the start, want %d (%v)", name, got, want, err)
		}
	}
}

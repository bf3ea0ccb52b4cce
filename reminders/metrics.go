package reminders

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mentor/bot"
	"mentor/bot/people"
)

// metrics is what operators watch. Names follow Prometheus' conventions.
type metrics struct {
	due        prometheus.Counter
	deliveries *prometheus.CounterVec // finished, by kind and state
	retried    prometheus.Counter
	late       prometheus.Counter
	missed     prometheus.Counter
	duplicates prometheus.Counter
	lag        prometheus.Histogram
	oldest     prometheus.Gauge
	outbox     *prometheus.GaugeVec
	audit      prometheus.Gauge
	mismatches prometheus.Counter
}

func newMetrics(reg prometheus.Registerer) *metrics {
	if reg == nil {
		reg = prometheus.NewRegistry() // nobody looks
	}
	counter := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
		reg.MustRegister(c)
		return c
	}
	gauge := func(name, help string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
		reg.MustRegister(g)
		return g
	}
	m := &metrics{
		due:        counter("mentor_deliveries_due_total", "Check-ins, follow-ups and notes that have come due."),
		retried:    counter("mentor_deliveries_retried_total", "Tries that did not succeed and were put off."),
		late:       counter("mentor_deliveries_late_total", "Check-ins planned more than 15 minutes after their time."),
		missed:     counter("mentor_checkins_missed_total", "Local dates whose check-in was left out because of downtime."),
		duplicates: counter("mentor_deliveries_duplicate_total", "Check-ins that were planned for their date already."),
		oldest:     gauge("mentor_outbox_oldest_due_seconds", "Age of the oldest delivery that may be sent; 0 where none waits."),
		audit:      gauge("mentor_audit_difference", "Due less sent, parked, skipped and pending in the last audited day; not 0 means a loss."),
		mismatches: counter("mentor_audit_mismatches_total", "Audited days whose books did not balance."),
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "mentor_deliveries_total", Help: "Deliveries that were finished, by how."}, []string{"kind", "state"}),
		outbox:     prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "mentor_outbox_deliveries", Help: "Deliveries in the outbox, by state."}, []string{"state"}),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "mentor_delivery_lag_seconds", Help: "From when a delivery might be sent to when it was.",
			Buckets: []float64{.1, .5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 4 * 3600, 24 * 3600}}),
	}
	reg.MustRegister(m.deliveries, m.outbox, m.lag)
	// From the start, so that increase() sees the first of each.
	for _, kind := range people.Kinds {
		for _, state := range []bot.DeliveryState{bot.Sent, bot.Parked, bot.Skipped} {
			m.deliveries.WithLabelValues(string(kind), string(state))
		}
	}
	for _, state := range []bot.DeliveryState{bot.Pending, bot.Claimed, bot.Parked} {
		m.outbox.WithLabelValues(string(state))
	}
	return m
}

// planned counts what a planning did. What it parked or skipped is finished with that.
func (m *metrics) planned(p Planned, kind people.Kind) {
	m.due.Add(float64(p.Sent + p.Skipped + p.Parked))
	m.duplicates.Add(float64(p.Duplicates))
	for state, n := range map[bot.DeliveryState]int{bot.Skipped: p.Skipped, bot.Parked: p.Parked} {
		if n > 0 {
			m.deliveries.WithLabelValues(string(kind), string(state)).Add(float64(n))
		}
	}
}

func (m *metrics) finished(d bot.Outgoing, how bot.Outcome) {
	if how.State == bot.Pending {
		m.retried.Inc()
		return
	}
	m.deliveries.WithLabelValues(string(d.Kind), string(how.State)).Inc()
	if how.State == bot.Sent {
		m.lag.Observe(max(0, how.At.Sub(d.NotBefore).Seconds()))
	}
}

func (m *metrics) backlog(b Backlog, now time.Time) {
	m.outbox.WithLabelValues(string(bot.Pending)).Set(float64(b.Pending))
	m.outbox.WithLabelValues(string(bot.Claimed)).Set(float64(b.Claimed))
	m.outbox.WithLabelValues(string(bot.Parked)).Set(float64(b.Parked))
	m.oldest.Set(0)
	if !b.Oldest.IsZero() {
		m.oldest.Set(max(0, now.Sub(b.Oldest).Seconds()))
	}
}

func (m *metrics) audited(a Audit) {
	m.audit.Set(float64(a.Difference()))
	if a.Difference() != 0 {
		m.mismatches.Inc()
	}
}

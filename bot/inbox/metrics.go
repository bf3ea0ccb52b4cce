package inbox

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mentor/bot"
	"mentor/bot/people"
)

// metrics counts what comes in and how it is answered, by no person and in no
// words.
type metrics struct {
	events, floods, failures *prometheus.CounterVec
	answers                  *prometheus.CounterVec
	handling, waiting        *prometheus.HistogramVec

	mu    sync.Mutex
	asked map[people.UserRef]bool // who has asked since the start, up to bot.Discreet
}

// newMetrics registers what is counted. All that is known to come is there from
// the start, so that increase() sees the first of each; topics are not: there
// are hundreds, and most are asked of nobody.
func newMetrics(reg prometheus.Registerer, platforms []people.Platform) *metrics {
	if reg == nil {
		reg = prometheus.NewRegistry() // nobody looks
	}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
		reg.MustRegister(c)
		return c
	}
	seconds := func(name, help string, buckets ...float64) *prometheus.HistogramVec {
		h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{"platform"})
		reg.MustRegister(h)
		return h
	}
	m := &metrics{
		asked:    map[people.UserRef]bool{},
		events:   counter("mentor_events_total", "Events taken, by what they are.", "platform", "kind"),
		floods:   counter("mentor_events_refused_total", "Events not taken because one person wrote too many.", "platform"),
		failures: counter("mentor_events_failed_total", "Events answered with an apology.", "platform"),
		answers:  counter("mentor_answers_total", "Questions, by how they were answered and by topic; without a topic for personal subjects, and until ten people have asked.", "kind", "topic"),
		handling: seconds("mentor_event_handling_seconds", "From an event's turn to its reply's row, without sending.", .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5),
		waiting:  seconds("mentor_reply_seconds", "From when something was said, by the platform's clock, to its answer's being sent.", .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
	}
	for _, p := range platforms {
		for _, kind := range eventKinds {
			m.events.WithLabelValues(string(p), kind)
		}
		for _, c := range []*prometheus.CounterVec{m.floods, m.failures} {
			c.WithLabelValues(string(p))
		}
		for _, h := range []*prometheus.HistogramVec{m.handling, m.waiting} {
			h.WithLabelValues(string(p))
		}
	}
	for _, kind := range answerKinds {
		m.answers.WithLabelValues(kind, "")
	}
	return m
}

// answerKinds is every Kind of bot.Answered.
var answerKinds = []string{"answered", "near", "unanswered", "helped", "missed", "optout", "outcome-reached", "outcome-partly", "outcome-missed", "outcome-unwanted"}

// eventKinds is all that kindOf says.
var eventKinds = []string{"message", "command", "press", "submit", "opened", "other"}

// kindOf names an event's body for metrics.
func kindOf(b bot.Body) string {
	switch b.(type) {
	case bot.Message:
		return "message"
	case bot.Command:
		return "command"
	case bot.Press:
		return "press"
	case bot.Submit:
		return "submit"
	case bot.Opened:
		return "opened"
	}
	return "other"
}

func (m *metrics) taken(ev bot.Event) {
	m.events.WithLabelValues(string(ev.From.Platform), kindOf(ev.Body)).Inc()
}

func (m *metrics) refused(ev bot.Event) {
	m.floods.WithLabelValues(string(ev.From.Platform)).Inc()
}

func (m *metrics) handled(ev bot.Event, out bot.Taken, took time.Duration) {
	platform := string(ev.From.Platform)
	m.handling.WithLabelValues(platform).Observe(took.Seconds())
	if out.Failed {
		m.failures.WithLabelValues(platform).Inc()
	}
	if a := out.Answered; a.Kind != "" {
		m.answers.WithLabelValues(a.Kind, m.topic(ev.User, a.Topic)).Inc()
	}
}

// topic is a topic as it may be shown.
func (m *metrics) topic(user people.UserRef, topic string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.asked) < bot.Discreet {
		m.asked[user] = true
	}
	if len(m.asked) < bot.Discreet {
		return ""
	}
	return topic
}

func (m *metrics) replied(ev bot.Event, now time.Time) {
	m.waiting.WithLabelValues(string(ev.From.Platform)).Observe(max(0, now.Sub(ev.At).Seconds()))
}

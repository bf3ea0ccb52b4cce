package answers

import "slices"

// further keeps an answer from being given twice in a row: it goes on to what
// follows from it and was not told yet, or says that this is all there is.
func (e *Engine) further(d decision, q Query, m Memory) decision {
	if d.kind != Answered || !d.onward || d.near || len(d.compare) > 0 || len(d.topics) != 1 || len(m.Topics) == 0 || m.Topics[0] != d.topics[0] {
		return d
	}
	if m.Text == shorten(q.Text, 120) { // asked again in the very words
		return d
	}
	t, ok := e.content.Topic(d.topics[0])
	if !ok {
		return d
	}
	told := append(slices.Clone(m.Topics), m.Earlier...)
	for _, id := range t.Next {
		if _, known := e.content.Topic(id); known && !slices.Contains(told, id) {
			d.because("told just before: goes on to %s", id)
			d.topics, d.beyond = []string{d.topics[0], id}, true
			return d
		}
	}
	d.because("told just before, and there is no more")
	d.allTold = true
	return d
}

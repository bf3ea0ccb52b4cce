package answers

import (
	"strings"

	"mentor/bot/answers/linear"
)

// Some questions only what is known of the person answers: "what's holding me
// back?". A classifier of its own tells them apart, so that what is said to
// somebody of whom nothing is known hangs on no line of theirs.

// ofPerson begins the labels of lines that ask of the person; the rest is what
// they ask, and the name that Answer.Personal gives.
const ofPerson = "me."

// notPersonal is the label of every other line.
const notPersonal = "none"

// eitherWay are labels of lines that somebody may mean personally or not; they
// teach nothing here.
var eitherWay = []string{"next", "ladder", "path", "ellipsis", "question", "follow:", "command:", "topic:plan/", "topic:certification-choice/which-first", "topic:privacy/what-is-kept"}

// personal parts the lines that ask of the person from the others.
func personal(lines []Line) (of, others []Line) {
	for _, l := range lines {
		if strings.HasPrefix(l.About, ofPerson) {
			of = append(of, l)
		} else {
			others = append(others, l)
		}
	}
	return of, others
}

// learnPerson learns what asks of the person from such lines and from others.
func (e *Engine) learnPerson(of, others []Line) linear.Model {
	var examples []example
	add := func(l Line, label string) {
		m := e.taught(l)
		examples = append(examples, example{m.features(), label, ""})
	}
	for _, l := range of {
		add(l, l.About)
	}
	for _, l := range others {
		teaches := l.About != "" && l.Role == "" && l.Group == "" // of one template there are enough elsewhere
		for _, p := range eitherWay {
			teaches = teaches && !strings.HasPrefix(l.About, p)
		}
		if teaches {
			add(l, notPersonal)
		}
	}
	return linear.Fit(labelledBy(examples, func(x example) string { return x.about }))
}

// personal is what a message most likely asks of the person, and how likely it
// asks anything of them.
func (r *reading) personal() (name string, sure float64) {
	labels := r.e.model.Person.Labels
	best, any := 0, 0.0
	asked := r.traits
	if r.before > 0 { // what was told in the message before is another matter
		bare := r.message
		bare.aside = nil
		asked = bare.features()
	}
	ps := linear.Probabilities(r.e.model.Person.Logits(asked))
	for i, p := range ps {
		if labels[i] == notPersonal {
			continue
		}
		any += float64(p)
		if labels[best] == notPersonal || p > ps[best] {
			best = i
		}
	}
	return labels[best], any
}

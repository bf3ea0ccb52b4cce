package answers

import (
	"strings"

	"mentor/bot/answers/forms"
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
		if whole, ok := m.inFull(); ok {
			examples = append(examples, example{whole.features(), label, ""})
		}
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
	return linear.Fit(labelledBy(examples, func(x example) string { return x.about }), leastOfPerson)
}

// bareShare is what a question cut out of its story counts, beside the message
// with its story: "any ideas?" says little of what is asked.
const bareShare = 0.9

// mostBare is how many questions of a story are looked at by themselves, the last first.
const mostBare = 3

// personal is what a message most likely asks of the person, and how likely it
// asks anything of them: as a whole, or by one of its sentences alone.
func (r *reading) personal(whole *message) (name string, sure float64) {
	take := func(traits []feature, share float64) {
		if n, s := r.e.asksOfPerson(traits); share*s > sure {
			name, sure = n, share*s
		}
	}
	full, story := r.inFull()
	switch {
	case story && r.before > 0: // what was told in the message before is another matter
		take(r.alone(), 1)
	case story:
		take(full.features(), 1)
		fallthrough
	default:
		take(r.traits, 1)
	}
	if all := whole.sentences(); len(all) > 1 || len(whole.tokens) != len(r.tokens) {
		for _, in := range all[max(0, len(all)-mostBare):] {
			m := r.e.part(whole, in, 0)
			take(m.alone(), bareShare)
		}
	}
	return name, sure
}

// alone are the traits of a message without its story.
func (m message) alone() []feature {
	m.aside = nil
	return m.features()
}

// mostBareWords is how many words a message has at most that asks for more of what was said last.
const mostBareWords = 8

// asksMore is how a message asks for more of what was said last, and of nothing that
// it names: "why" or "more"; empty where it does not.
func (r *reading) asksMore() string {
	for _, how := range []string{"why", "more"} {
		if len(r.tokens) <= mostBareWords && r.ofContent() <= 1 && len(r.mentions) == 0 && forms.Of(r.tokens).Has(how) {
			return how
		}
	}
	return ""
}

// sentences are the sentences of a message that ask, and its last.
func (m *message) sentences() (all []span) {
	from := 0
	for i := range m.tokens {
		end := len(m.text)
		if i+1 < len(m.tokens) {
			end = m.tokens[i+1].at
		}
		stop := strings.IndexAny(m.text[m.tokens[i].at:end], ".!?\n")
		if stop < 0 && i+1 < len(m.tokens) {
			continue
		}
		if i+1 == len(m.tokens) || stop >= 0 && m.text[m.tokens[i].at+stop] == '?' {
			all = append(all, span{from: from, to: i + 1})
		}
		from = i + 1
	}
	return all
}

func (e *Engine) asksOfPerson(traits []feature) (name string, sure float64) {
	most := float32(0)
	for i, p := range linear.Probabilities(e.model.Person.Logits(traits)) {
		if label := e.model.Person.Labels[i]; label != notPersonal {
			if sure += float64(p); p > most {
				name, most = label, p
			}
		}
	}
	return name, sure
}

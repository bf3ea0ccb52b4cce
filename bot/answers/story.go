package answers

import (
	"cmp"
	"slices"
	"strings"

	"mentor/bot/answers/forms"
)

// leastOfTwo is how sure each of several questions in one message must be.
const leastOfTwo = 0.45

// maxQuestions is how many questions of one message are looked at.
const maxQuestions = 4

// decideMessage decides on a message: on what it asks where that stands in a
// story, else on the whole of it. It gives the reading that was decided on.
func (e *Engine) decideMessage(whole *message, q Query, m Memory, explains bool) (*reading, decision) {
	parts, who := whole.questions(), whole.whoIsWho()
	who.own = cmp.Or(who.own, m.Own)
	if len(parts) == 0 {
		alone := e.withoutSpeakers(whole)
		r := e.weighed(alone)
		r.who, r.titleOwn = who, whole.ownTitle()
		x := &asked{e, r, whole, span{to: len(whole.tokens)}, q, m, who, forms.Of(r.tokens)}
		if !e.goesOn(r, m) {
			if d, ok := x.byRule(decision{lang: r.lang, explains: explains, named: r.roles()}); ok {
				return r, d
			}
		}
		if whole.tellsStory() {
			r.unasked = true
			return r, e.decideStory(r, q, m, explains)
		}
		return r, e.decideRead(r, q, m, explains)
	}
	var readings []*reading
	var decided []decision
	for _, in := range parts[:min(len(parts), maxQuestions)] {
		r, d := e.decidePart(whole, in, q, m, explains)
		readings, decided = append(readings, r), append(decided, d)
		if d.kind == Answered {
			m.Topics = d.topics // the next may lean on this one
		}
	}
	best := 0
	for i, d := range decided {
		if worth(d) > worth(decided[best]) && !(i > best && decided[best].title != "" && readings[i].speaksOfIt()) { // "what's a data steward, and is it a dead end?"
			best = i
		}
	}
	if several, ok := e.severalOf(decided); ok {
		return readings[best], besideDeclined(several, decided)
	}
	if _, ok := decided[best].declinable(); ok { // and what is asked beside it
		for i, d := range decided {
			if d.kind == Answered && d.confidence >= leastOfTwo && (i == best || decided[best].kind != Answered || d.confidence > decided[best].confidence) {
				best = i
			}
		}
	}
	return readings[best], besideDeclined(decided[best], decided)
}

// decidePart decides on one question of a message.
func (e *Engine) decidePart(whole *message, in span, q Query, m Memory, explains bool) (*reading, decision) {
	r := e.weighed(e.part(whole, in, whole.story(in)))
	r.who, r.titleOwn = whole.whoIsWho(), whole.ownTitle()
	r.who.own = cmp.Or(r.who.own, m.Own)
	x := &asked{e, r, whole, in, q, m, r.who, forms.Of(r.tokens)}
	d, ok := x.byRule(decision{lang: r.lang, explains: explains, named: r.roles()})
	if !ok {
		backed, known := e.backed(r, whole, q, m)
		d = e.decideStory(r, backed, known, explains)
	}
	d.because("asked in %q", whole.plainText(in))
	return r, d
}

// refusalSure is how sure a refusal must be to beat a less sure answer to
// another question of the same message.
const refusalSure = 0.8

func worth(d decision) float64 {
	switch d.kind {
	case Answered:
		return 1 + d.confidence
	case Clarify, Command:
		return 0.5
	case Unknown:
		if d.speech == "unknown" {
			return 0
		}
		if d.confidence > refusalSure {
			return 1.55
		}
		return 0.4
	}
	return 0.1
}

// severalOf answers several questions of one message, each in brief.
func (e *Engine) severalOf(decided []decision) (decision, bool) {
	var both decision
	for _, d := range decided {
		if d.kind != Answered || d.confidence < leastOfTwo || len(d.compare) > 0 || d.near {
			continue
		}
		if len(both.topics) == 0 {
			both = d
			both.topics = nil
		}
		if !slices.Contains(both.topics, d.topics[0]) && len(both.topics) < 3 {
			both.topics = append(both.topics, d.topics[0])
		}
		both.candidates = append(both.candidates, d.candidates...)
		both.named = append(both.named, d.named...)
	}
	if len(both.topics) < 2 {
		return both, false
	}
	both.because("several questions")
	return both.several(both.topics), true
}

// goesOn reports whether a message is no question of its own: it picks one of
// what was offered, asks for the last answer again, or is a command.
func (e *Engine) goesOn(r *reading, m Memory) bool {
	if _, ok := e.picked(r, m); ok || len(r.tokens) == 0 {
		return true
	}
	if _, _, ok := r.again(m); ok {
		return true
	}
	command, _ := r.mass("command:")
	return command > commandSure && r.p("question") < 0.2
}

// asksOfOwn is how likely a question is one about the role that somebody has
// (what is next, what is hard in it) for that role to be its subject.
const asksOfOwn = 0.3

// backed adds what a story says to what is known: the role that somebody says
// they hold, and the one that it is about.
func (e *Engine) backed(r *reading, whole *message, q Query, m Memory) (Query, Memory) {
	about := r.who.target
	for _, x := range r.background {
		if x.is(aRole) && about == "" && whole.whose(x) == nobody {
			about = x.names[0].id
		}
	}
	if about == "" && (r.asksOfThe() || r.p("next")+r.p("ladder")+r.p("follow:next")+r.p("path") > asksOfOwn) {
		about = r.who.own
	}
	if about != "" && len(r.roles()) == 0 && (len(m.Topics) == 0 || r.speaksOfIt() || r.who.target != "") {
		m.Topics = []string{about + "/overview"}
	}
	if q.Role == "" {
		q.Role = r.who.own
	}
	return q, m
}

// Weights of what a question says beside its words' likeness to known lines.
const (
	ofBackground = 0.5  // a role in the story, for a question that leans on it
	besideRole   = 1.0  // a topic that the question is about beside the role that it names
	ofEntry      = 3.0  // an entry of the catalogue that is asked for by name
	ofTerm       = 2.0  // a term, in a question of the form "what is"
	toldBeaten   = 0.4  // likelihood of a topic that a title in the story says nothing against
	nearBelow    = 0.45 // posterior below which an answer is said to be near
	nearShort    = 0.2  // the same for short messages, which are like the lines that were learned
	tooRefused   = 0.35 // share of refusals from which a short message is not answered as near
	leastStory   = 0.2  // posterior that is enough where the words are known
	tooFar       = 0.2  // share of the best below which a topic is not told
	runnerUp     = 0.1  // share of the best from which a second topic is told too
	closeFeeling = 0.3  // the same for a feeling, which then is told first
	storySmall   = 0.7  // likelihood of small talk that is small talk
	storyCommand = 0.85
)

// decideStory decides on a question with a story around it. Everything that it
// may ask for is weighed against everything else: topics by the words, sides
// of the roles that are named, entries of the catalogue, and reasons to refuse.
func (e *Engine) decideStory(r *reading, q Query, m Memory, explains bool) decision {
	d := decision{lang: r.lang, explains: explains}
	if len(r.tokens) == 0 {
		return d.refuse("noise", 0.9)
	}
	if explains {
		d.because("language %s; about: %s", r.lang, strings.Join(r.likeliest(6), ", "))
	}
	for _, x := range r.mentions {
		d.because("names %s %q (%.2f)", thingNames[x.names[0].thing], x.names[0].id, x.score)
	}
	for _, x := range r.background {
		d.because("in the story: %s %q", thingNames[x.names[0].thing], x.names[0].id)
	}
	d.because("is %s, wants %s", r.who.own, r.who.target)
	d.named = r.roles()
	if small, talk := r.mass("small:"); small > storySmall && len(d.named) == 0 {
		d.kind, d.speech, d.confidence = SmallTalk, "small-"+talk, small
		return d
	}
	if command, path := r.mass("command:"); command > storyCommand && r.p("question") < 0.2 {
		d.kind, d.intent, d.confidence = Command, strings.Fields(path), command
		return d
	}
	if r.counts() {
		return d.refuse("statistics", 0.9)
	}
	if len(d.named) == 0 && r.trivia() {
		return d.refuse("trivia", 0.9)
	}
	c := &candidates{e: e, at: map[string]int{}}
	refusal, why := e.weighAll(r, q, m, c, &d)
	slices.SortStableFunc(c.list, func(a, b candidate) int { return cmp.Compare(b.Score, a.Score) })
	c.roleFirst(d.named)
	total := refusal + 1e-9
	for _, x := range c.list {
		total += x.Score
	}
	for i := range c.list {
		c.list[i].Score /= total
	}
	for _, x := range c.list[:min(6, len(c.list))] {
		d.candidates = append(d.candidates, x.Candidate)
		d.because("  %-44s %.3f", x.Topic, x.Score)
	}
	d.because("refusal %.2f (%s), covered %.2f", refusal/total, why, r.covered)
	if len(c.list) == 0 || refusal/total > refuseOpen {
		for _, x := range c.list[:min(2, len(c.list))] {
			d.options = append(d.options, x.Topic)
		}
		return d.refuse(cmp.Or(why, "unknown"), refusal/total)
	}
	top := c.list[0]
	subject, _, _ := strings.Cut(top.Topic, "/")
	same := 0.0
	for _, x := range c.list {
		if s, _, _ := strings.Cut(x.Topic, "/"); s == subject {
			same += x.Score
		}
	}
	d.near, d.title, d.compare = top.near, top.title, top.compare
	topics := []string{top.Topic}
	if len(top.compare) > 0 {
		topics = nil
		for _, id := range top.compare {
			topics = append(topics, id+"/differences")
		}
	}
	sure := 0.5*top.Score + 0.5*same
	if len(top.compare) == 0 && len(c.list) > 1 && !top.near {
		least := runnerUp
		if strings.HasPrefix(c.list[1].Topic, subject+"/") {
			least = runnerUp / 2 // another side of the same subject
		}
		if comforts(c.list[1].Topic) { // met first, so no less than close
			least = closeFeeling
		}
		if second := c.list[1]; second.Score > least*top.Score && len(second.compare) == 0 && !second.near {
			topics = append(topics, second.Topic)
			d.also = true
			if comforts(second.Topic) { // feelings first
				slices.Reverse(topics)
			}
		}
	}
	if sure < leastLong || sure < leastStory && r.covered < wellCovered {
		d.options = topics
		return d.refuse("unknown-near", 1-sure)
	}
	if sure < nearBelow && len(d.compare) == 0 && !(comforts(top.Topic) && sure > closeFeeling) { // a feeling is met, never nearly
		d.near, d.also = true, false
		topics = closest(c.list, 3)
		if len(topics) == 0 {
			d.near = false
			return d.refuse("unknown", 1-sure)
		}
	}
	return d.answer(sure, topics...)
}

// closest are the first topics of a list that weigh enough to be told.
func closest(list []candidate, n int) (ids []string) {
	for i, x := range list {
		if i > 0 && comforts(x.Topic) { // to somebody who did not say so
			continue
		}
		if len(ids) < n && len(x.compare) == 0 && (len(ids) == 0 || x.Score > tooFar*list[0].Score) {
			ids = append(ids, x.Topic)
		}
	}
	return ids
}

// withoutNames reads a question as if the roles and titles in it stood in the
// story: "do directors need an MBA" is about the MBA. ok is false where little
// else is said.
func (e *Engine) withoutNames(r *reading) (*reading, bool) {
	m, ok := r.plain()
	if !ok {
		return nil, false
	}
	return e.weighed(m), true
}

// plain is a message with the roles and titles in it moved to its story.
func (r *reading) plain() (message, bool) {
	m := r.message
	m.slots, m.mentions = nil, nil
	m.aside = slices.Clone(r.aside)
	left := 0
	in := func(i int) bool {
		return slices.ContainsFunc(r.mentions, func(x mention) bool { return (x.is(aRole) || x.is(aTitle)) && x.from <= i && i < x.to })
	}
	for _, s := range r.slots {
		if in(s.at) {
			if s.word != "" {
				s.weight = nearStory
				m.aside = append(m.aside, s)
			}
			continue
		}
		if s.word != "" && !smallWords[s.word] {
			left++
		}
		m.slots = append(m.slots, s)
	}
	for _, x := range r.mentions {
		if !x.is(aRole) && !x.is(aTitle) {
			m.mentions = append(m.mentions, x)
		}
	}
	return m, left >= 2
}

package answers

import (
	"slices"
	"strings"

	"mentor/bot/answers/forms"
	"mentor/bot/careers"
)

// Most people's titles are no role that is known. Where such a title is what a
// question is about, the answer is that of the nearest role, said to be near;
// said in passing, the title changes nothing.

// asRole gives the reading of a message with the nearest role in the place of
// a title.
func (e *Engine) asRole(r *reading, title mention) (*reading, *careers.JobTitle, bool) {
	x, ok := e.content.JobTitle(title.names[0].id)
	if !ok {
		return nil, nil, false
	}
	role := ""
	for _, id := range x.Nearest {
		if _, ok := e.content.Role(id); ok && role == "" {
			role = id
		}
	}
	if role == "" {
		return nil, x, false
	}
	m := r.message
	m.mentions = slices.Clone(m.mentions)
	for i, y := range m.mentions {
		if y.from == title.from && y.is(aTitle) {
			m.mentions[i].names = []name{{thing: aRole, id: role, words: y.to - y.from, score: 0.8}}
		}
	}
	m.slots = e.slots(m.tokens, m.mentions)
	return e.weighed(m), x, true
}

// asksOfRole is how likely a message asks something of the role that it names.
func (r *reading) asksOfRole() float64 {
	return r.p("facet") + r.p("next") + r.p("path") + r.p("compare") + r.p("previous") + r.p("ladder") + r.p("roadmap-to") + r.p("follow:same-facet-other-role")
}

// Limits of what makes a title the object of a question.
const (
	titleAsked  = 0.35 // likelihood that the question is about a role
	titleBeaten = 0.60 // likelihood of a topic that the question is about instead
	manyHold    = 0.30 // … where the title is said of many
)

// leastSide is how sure a side of the role nearest to a title must be to be
// told instead of what the role is.
const leastSide = 0.45

// titleSaid is a title's id with the name by which a message calls it, where
// that is another than its own: "privacy-manager|data steward".
func (e *Engine) titleSaid(m *message, x mention) string {
	id := x.names[0].id
	t, ok := e.content.JobTitle(id)
	if !ok {
		return id
	}
	var said []string
	for _, w := range m.tokens[x.from:x.to] {
		said = append(said, canonical(w.word)...)
	}
	key := strings.Join(said, " ")
	for _, name := range slices.Concat([]string{t.Name.In(m.lang)}, t.Aliases.In(m.lang), t.Aliases.En) {
		if strings.Join(nameWords(name), " ") == key {
			return id + "|" + name
		}
	}
	return id
}

// decideTitle decides on a message that asks about a title.
func (e *Engine) decideTitle(r *reading, d decision, m Memory) (decision, bool) {
	title, ok := r.first(aTitle)
	if !ok {
		return d, false
	}
	as, x, ok := e.asRole(r, title)
	if !ok {
		return d, false
	}
	asks, topic := as.asksOfRole(), r.bestTopic()
	if plain, ok := e.withoutNames(r); ok {
		if topic = max(topic, plain.bestTopic()); strings.HasSuffix(r.tokens[title.from].word, "s") && topic > manyHold { // "meetings of web analysts"
			return d, false
		}
	}
	d.because("title %s: asks of it %.2f, best topic %.2f", x.ID, asks, topic)
	whose := r.whose(title)
	if whose == own && len(m.Topics) > 0 && r.says("that", "there", "it", "this", "ca", "cela", "y", "celui", "celle") { // of what was spoken of, by somebody who holds it
		return d, false
	}
	if role, _, ok := e.lastRole(m); ok && e.isRole(role) && r.p("compare")+r.pf("differences") > 0.5 && r.speaksOfIt() { // "what sets it apart from a project manager?"
		if e.content.Has(role + "/differences") {
			d.named = []string{role}
			return d.answer(0.6, role+"/differences"), true
		}
	}
	introduced := whose == own && r.content()-(title.to-title.from) <= 2 // "I'm a web analyst": what is near to it
	if (asks < titleAsked || topic > titleBeaten) && whose != target && !introduced {
		return d, false
	}
	roles := as.roles()
	d.named = roles
	out := e.decideNamed(as, d, m, roles)
	if out.kind != Answered {
		out = d.answer(0.6, roles[0]+"/overview")
	}
	if (out.confidence < leastSide || forms.Of(r.tokens).Has("verdict")) && len(out.compare) == 0 {
		out.topics = []string{roles[0] + "/overview"}
	}
	out.title, out.near = e.titleSaid(&r.message, title), true
	if overview := roles[0] + "/overview"; !slices.Contains(out.topics, overview) && len(out.compare) == 0 { // what it is, of which a side is told
		out.topics = append(out.topics[:1:1], overview)
	}
	for _, id := range x.Nearest { // the others that are near, after what answers
		_, facet, _ := strings.Cut(out.topics[0], "/")
		if t, ok := e.content.NearestTopic(id, facet); ok && !slices.Contains(out.topics, t) && len(out.topics) < 3 && len(out.compare) == 0 {
			out.topics = append(out.topics, t)
		}
	}
	return out, true
}

// ofPair answers which of two jobs with the topic that weighs them.
func (x *asked) ofPair(d decision) (decision, bool) {
	if x.cues.Has("either") && len(x.m.Topics) > 0 && x.r.ofContent() <= 1 && slices.Contains(topicLists["weighs"], x.m.Topics[0]) {
		return d.answer(0.7, x.m.Topics[0]).toldAgain(x.m), true
	}
	if !x.cues.Has("whichof") && !x.cues.Has("versus") && !x.cues.Has("apart") && !x.cues.Has("which") && !x.cues.Has("same") && !forms.Of(x.whole.tokens).Has("whichof") {
		return d, false
	}
	var jobs []string
	for _, y := range x.whole.mentions {
		if y.is(aRole) || y.is(aTitle) {
			jobs = appendNew(jobs, y.names[0].id)
		}
	}
	if len(jobs) != 2 {
		return d, false
	}
	slices.Sort(jobs) // as topics.txt has them
	for _, id := range topicLists["pair/"+strings.Join(jobs, "+")] {
		if x.e.content.Has(id) {
			return d.answer(0.8, id), true
		}
	}
	return d, false
}

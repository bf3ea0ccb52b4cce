package answers

import (
	"slices"
	"strings"
)

// explains answers "what is X" with X, whatever else is named beside it.
func (x *asked) explains(d decision) (decision, bool) {
	var ids []string
	if x.r.says("difference", "differences", "vs", "versus", "diff") && x.r.count(aTerm)+len(x.r.roles()) > 1 { // of both
		return d, false
	}
	for _, y := range x.r.mentions {
		if x.r.explained(y) {
			ids = appendNew(ids, entryOf(x.e.content, y))
		}
	}
	if len(ids) == 0 {
		y, ok := x.meantBefore()
		if id, plainly := x.asksWhatIs(); plainly {
			d.named = []string{id}
			return d.answer(0.9, id+"/overview"), true
		}
		if !ok {
			return x.explainsRole(d)
		}
		ids = []string{entryOf(x.e.content, y)}
	}
	if x.r.count(aRole) > 0 && len(x.r.roles()) > 0 && x.r.p("compare") > 0.5 {
		return d, false
	}
	ids = ids[:min(2, len(ids))]
	if id, ok := x.besideName(); ok && len(ids) == 1 {
		ids = appendNew(ids, id)
	}
	return d.several(ids), true
}

// asksWhatIs is the role of a question that is no more than "what is a …?".
func (x *asked) asksWhatIs() (role string, ok bool) {
	ts := x.r.tokens
	n := len(x.r.mentions)
	if n == 0 || len(x.r.roles()) != 1 || x.r.brought || !x.r.mentions[n-1].is(aRole) || x.r.mentions[n-1].to != len(ts) {
		return "", false
	}
	y := x.r.mentions[n-1]
	for i := range y.from {
		if end, opened := opens(definesBy, ts, i); opened && end <= y.from && (ts[i].broken || contentOf(ts[:i]) == 0) && contentOf(ts[end:y.from]) == 0 {
			return y.names[0].id, true
		}
	}
	return "", false
}

// explainsRole answers what a role is, or does, that the story names: "I'm to
// be the process owner. Nobody could say what that is."
func (x *asked) explainsRole(d decision) (decision, bool) {
	roles := x.whole.roles()
	if len(roles) != 1 || x.whole.count(aTitle) > 0 || !x.whole.tellsStory() || x.r.ofContent() > 3 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	d.named = roles
	if x.cues.Has("thatjob") && x.r.p("facet") > asksOfRoleLeast {
		var side decision
		facet, _ := x.r.facetOf(roles[0], &side)
		return d.answer(0.6, roles[0]+"/"+facet), true
	}
	for _, y := range x.whole.mentions {
		if isEntry(y) && y.score > 0.9 {
			return d, false
		}
	}
	switch {
	case x.cues.Has("nextstep") || x.cues.Has("after") || x.cues.Has("above") || x.cues.Has("way"):
	case x.cues.Has("define"):
		return d.answer(0.8, roles[0]+"/overview"), true
	case x.cues.Has("does"):
		return d.answer(0.8, roles[0]+"/responsibilities"), true
	}
	return d, false
}

// asksOfRoleLeast is how likely a question must be one about a side of a role
// for "that job" to be the role that the story names.
const asksOfRoleLeast = 0.15

// besideName is what a question asks beside the meaning of a name: "what is a
// CDP, and do I have to learn it?"
func (x *asked) besideName() (id string, ok bool) {
	ts := x.r.tokens
	for i := 2; i+3 < len(ts); i++ {
		if !joiners[ts[i].word] || contentOf(ts[i:]) < 2 || !asksAt(ts, i+1, len(ts), true) {
			continue
		}
		r := x.e.weighed(x.e.part(&x.r.message, span{from: i + 1, to: len(ts)}, nearStory))
		d := x.e.decideStory(r, x.q, x.m, false)
		if d.kind == Answered && d.confidence > leastOfTwo {
			return d.topics[0], true
		}
		return "", false
	}
	return "", false
}

// meantBefore is the name before a question that asks what something means and
// does not say what: "they want a QBR. No idea what they mean."
func (x *asked) meantBefore() (mention, bool) {
	entries := 0
	for _, y := range x.whole.mentions {
		if isEntry(y) {
			entries++
		}
	}
	// A story that asks by no question: "no idea what they mean".
	all := x.in.to-x.in.from == len(x.whole.tokens) && x.whole.tellsStory() && entries == 1
	if !x.cues.Has("define") || x.r.ofContent() > 2 && !all {
		return mention{}, false
	}
	for _, y := range x.r.mentions {
		if !y.is(anUnknownRole) && !x.r.brought && !all {
			return mention{}, false
		}
	}
	var best mention
	found := false
	for _, y := range x.whole.mentions { // the last before, else the first after
		if !isEntry(y) || !all && y.from >= x.in.from && y.to <= x.in.to {
			continue
		}
		if y.to <= x.in.from || !found {
			best, found = y, true
		}
	}
	return best, found
}

// ofEntry answers what is asked about a certification or an association that
// is named: how long it lasts, whether it is worth it.
func (x *asked) ofEntry(d decision) (decision, bool) {
	y, ok := x.entryMeant()
	if !ok {
		return d, false
	}
	ids := []string{entryOf(x.e.content, y)}
	if y.is(aCertification) {
		if beside, ok := x.worthOf(); ok {
			d.also = true
			return d.answer(0.85, beside, ids[0]), true
		}
		if beside, ok := x.likeliestOf("certification-choice/", topicOf("others/certification")); ok {
			ids = append(ids, beside)
			d.also = true
		}
	}
	return d.answer(0.85, ids...), true
}

// entryMeant is the one certification or association that a question is about.
func (x *asked) entryMeant() (mention, bool) {
	var found []mention
	for _, y := range x.r.mentions {
		switch {
		case y.is(aRole) || y.is(aTitle):
			if !x.r.brought {
				return mention{}, false
			}
		case y.is(aCertification) || y.is(anAssociation):
			if !x.r.ownName(y) && !slices.ContainsFunc(found, func(z mention) bool { return z.names[0].id == y.names[0].id }) {
				found = append(found, y)
			}
		}
	}
	cues := x.cues
	if len(found) == 0 && (cues.Has("entry") && x.r.ofContent() <= 6 || x.r.p("cert") > surelyEntry && x.r.ofContent() <= 7) {
		for _, y := range x.r.background {
			if (y.is(aCertification) || y.is(anAssociation)) && !x.whole.ownName(y) && !slices.ContainsFunc(found, func(z mention) bool { return z.names[0].id == y.names[0].id }) {
				found = append(found, y)
			}
		}
	}
	if len(found) != 1 {
		return mention{}, false
	}
	y := found[0]
	rest := 0
	for i, t := range x.r.tokens {
		if (i < y.from || i >= y.to) && !smallWords[t.word] && !askWords[t.word] && !saysLittle[t.word] {
			rest++
		}
	}
	kind := "cert"
	if y.is(anAssociation) {
		kind = "association"
	}
	return y, (cues.Has("entry") || cues.Has("worth")) && rest <= 6 || rest <= 1 && x.r.p(kind) > 0.1 || x.r.p(kind) > surelyEntry
}

// surelyEntry is how likely a question must be one about an entry for the only
// one in its story to be meant.
const surelyEntry = 0.5

// ofEntries answers which of two entries of the catalogue with both.
func (x *asked) ofEntries(d decision) (decision, bool) {
	var ids []string
	for _, y := range x.r.mentions {
		switch {
		case y.is(aRole) || y.is(aTitle):
			return d, false
		case (y.is(aCertification) || y.is(anAssociation)) && !x.r.ownName(y):
			ids = appendNew(ids, entryOf(x.e.content, y))
		}
	}
	if len(ids) != 2 || !x.cues.Has("whichof") {
		return d, false
	}
	return d.several(ids), true
}

// ofHeld answers what is asked about the entry that was spoken of last: "and
// where is it?"
func (x *asked) ofHeld(d decision) (decision, bool) {
	if len(x.m.Topics) > 0 && strings.HasPrefix(x.m.Topics[0], "term/") && x.cues.Has("workswith") { // its roles
		d.onward = true
		return d.answer(0.6, x.m.Topics[0]), true
	}
	at := slices.IndexFunc(x.m.Topics, isEntryTopic)
	if at < 0 || at > 0 && !slices.Contains(topicLists["worth"], x.m.Topics[0]) || len(x.r.mentions) > 0 || x.r.ofContent() > 4 {
		return d, false
	}
	if at == 0 && len(x.m.Topics) > 1 && isEntryTopic(x.m.Topics[1]) && x.cues.Has("which") { // of both, without a verdict
		d.near = true
		return d.answer(0.5, x.m.Topics[:2]...), true
	}
	if !x.cues.Has("held") && !x.cues.Has("entry") && !x.cues.Has("worth") && !x.cues.Has("preptime") {
		return d, false
	}
	if beside, ok := x.worthOf(); ok {
		d.also = true
		return d.answer(0.8, beside, x.m.Topics[at]), true
	}
	d.near = x.cues.Has("preptime") // of which an entry says nothing
	return d.answer(0.8, x.m.Topics[at]).toldAgain(x.m), true
}

// worthOf is the topic on what a certification is worth, where a question asks that.
func (x *asked) worthOf() (id string, ok bool) {
	list := topicLists["worth"]
	return list[0], x.cues.Has("worth") && x.e.content.Has(list[0])
}

// ofTerms answers what several terms are that are set against each other, or
// named in a row: "MMM, attribution, incrementality: I need a crib."
func (x *asked) ofTerms(d decision) (decision, bool) {
	versus := x.cues.Has("versus")
	list := x.r.mentions
	if x.cues.Has("apart") && x.r.count(aTerm) == 0 && x.r.ofContent() <= 1 { // "everybody says A and B. The difference?"
		list = x.r.background
	}
	var ids []string
	row, last := 0, -1
	for _, y := range list {
		if !y.is(aTerm) {
			return d, false
		}
		if y.score < 0.9 {
			continue
		}
		ids = appendNew(ids, entryOf(x.e.content, y))
		if last < 0 || last <= y.from && y.from-last <= 1 {
			row++
		}
		last = y.to
	}
	if len(ids) < 2 || len(ids) > 3 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	inRow := row >= 3 && x.r.ofContent() <= 8 && x.r.p("refuse:tool-howto") < tooRefused && !x.cues.Has("which")
	if !inRow && !(versus && x.r.ofContent() <= 5) {
		return d, false
	}
	return d.several(ids), true
}

// isEntryTopic reports whether a topic is that of a certification or an association.
func isEntryTopic(id string) bool {
	return strings.HasPrefix(id, "certification/") || strings.HasPrefix(id, "association/")
}

// issued are the certifications of a house that the message names, where they
// are few: "is there something for Tealium?"
func (x *asked) issued() (ids []string) {
	for i, c := range x.e.content.Certifications() {
		if slices.ContainsFunc(x.whole.tokens, func(t token) bool { return len(t.word) > 4 && t.word == x.e.houses[i] }) {
			ids = append(ids, "certification/"+c.ID)
		}
	}
	if len(ids) > 2 {
		return nil
	}
	return ids
}

// ofOtherCert answers whether there is a certification for something that is
// not known with those that are.
func (x *asked) ofOtherCert(d decision) (decision, bool) {
	if !x.cues.Has("certfor") || x.r.count(aCertification) > 0 || len(x.r.roles()) > 0 || x.r.ofContent() > 5 {
		return d, false
	}
	unheard := x.cues.Has("tool") || slices.ContainsFunc(x.r.tokens, func(t token) bool {
		return len(t.word) > 3 && !smallWords[t.word] && !x.e.index.explains(term(wordTerm, "w:", t.stem))
	})
	if ids := x.issued(); len(ids) > 0 {
		if beside, ok := x.worthOf(); ok {
			d.also = true
			return d.answer(0.8, beside, ids[0]), true
		}
		return d.several(ids), true
	}
	if !x.e.content.Has(topicOf("unheard-certification")) || !unheard {
		return d, false
	}
	d.near = true
	return d.answer(0.5, topicLists["unheard-certification"]...), true
}

// likeliestOf is the topic that the classifier finds likeliest of those that
// start so, where it is likely at all.
func (x *asked) likeliestOf(prefixes ...string) (id string, ok bool) {
	best := 0.08
	for _, l := range x.e.weighing.learned {
		if p := float64(x.r.about[l.label]); p > best && slices.ContainsFunc(prefixes, func(s string) bool { return strings.HasPrefix(x.e.weighing.topics[l.topic], s) }) {
			best, id = p, x.e.weighing.topics[l.topic]
		}
	}
	return id, id != ""
}

// isEntry reports whether a name is one of the catalogue: no job.
func isEntry(x mention) bool { return x.is(aCertification) || x.is(anAssociation) || x.is(aTerm) }

// ofContent counts the words of a question that say what it is about, names aside.
func (r *reading) ofContent() (n int) {
	for i, t := range r.tokens {
		if !smallWords[t.word] && !saysLittle[t.word] && !askWords[t.word] &&
			!slices.ContainsFunc(r.mentions, func(x mention) bool { return isEntry(x) && x.from <= i && i < x.to }) {
			n++
		}
	}
	return n
}

// explained reports whether a question wants a name explained.
func (r *reading) explained(x mention) bool {
	if !isEntry(x) || x.score < 0.85 {
		return false
	}
	if r.defines(x) {
		return r.ends(x)
	}
	if x.to < len(r.tokens) { // "CDP, what is that"
		_, ok := opens(definesAfter, r.tokens, x.to)
		return ok
	}
	return false
}

// ends reports whether a name ends what is said of it, or little follows: in
// "what can martech offer them" it is no word to be explained.
func (r *reading) ends(x mention) bool {
	if x.to >= len(r.tokens) {
		return true
	}
	next := r.tokens[x.to]
	return next.broken || smallWords[next.word] || joiners[next.word] || saysLittle[next.word] || askWords[next.word]
}

// definesAfter are words behind a name by which it is to be explained.
var definesAfter = phrases("defines-after")

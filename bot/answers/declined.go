package answers

import (
	"slices"
	"strings"

	"mentor/bot/answers/forms"
)

// A message may ask for two things of which one is declined: "which skills do
// they want, and what does it pay?" Then the refusal is said in a sentence, and
// the other is answered.

// declinable is what a decision declines that may stand beside an answer.
func (d decision) declinable() (speech string, ok bool) {
	why, refused := strings.CutPrefix(d.speech, "refuse-")
	return d.speech, refused && d.kind == Unknown && slices.Contains(topicLists["declined-part"], why)
}

// besideDeclined is an answer to one part of a message with what is declined of
// another part.
func besideDeclined(d decision, parts []decision) decision {
	for _, part := range parts {
		if speech, ok := part.declinable(); ok && d.kind == Answered && d.confidence >= leastOfTwo && d.declined == "" {
			d.declined = speech
			d.because("beside what is declined: %s", speech)
		}
	}
	return d
}

// halves decides on each question of a short message that asks twice, where
// one of them is declined: the answer to the other.
func (e *Engine) halves(whole *message, d decision, q Query, m Memory) (decision, *reading, bool) {
	found := slices.DeleteFunc(asking(whole.tokens, whole.stops()), func(c clause) bool { return !c.plainly || c.to-c.from < 2 || tellers[whole.tokens[c.from].word] }) // "I'm a product owner, would I …"
	if len(found) < 2 || len(found) > mostBare {
		return d, nil, false
	}
	if _, ok := d.declinable(); !ok && !slices.ContainsFunc(found, func(c clause) bool { return forms.Of(whole.tokens[c.from:c.to]).First("decline:") != "" }) {
		return d, nil, false
	}
	found[0].from = found[0].start // "I'm hiring a head of analytics: which skills …"
	decided, best := []decision(nil), -1
	var read *reading
	for i, c := range found {
		r, part := e.decidePart(whole, span{from: c.from, to: c.to}, q, m, d.explains)
		if decided = append(decided, part); part.kind == Answered && (best < 0 || part.confidence > decided[best].confidence) {
			best, read = i, r
		}
	}
	if best < 0 {
		return d, nil, false
	}
	out := besideDeclined(decided[best], decided)
	return out, read, out.declined != ""
}

// firstSentence is a text without what follows its first sentence.
func firstSentence(text string) string {
	if i := strings.IndexAny(text, ".!?"); i >= 0 {
		return text[:i+1]
	}
	return text
}

// ofPrice answers what an entry of the catalogue costs: with the entry, which
// says so where it is free, else by declining and what is known of it.
func (x *asked) ofPrice(d decision) (decision, bool) {
	if !x.cues.Has("price") || len(x.r.roles()) > 0 {
		return d, false
	}
	id := ""
	for _, y := range x.r.mentions {
		if (y.is(aCertification) || y.is(anAssociation)) && !x.r.ownName(y) {
			if id != "" {
				return d, false
			}
			id = entryOf(x.e.content, y)
		}
	}
	if id == "" && len(x.r.mentions) == 0 && len(x.m.Topics) > 0 && isEntryTopic(x.m.Topics[0]) && x.r.ofContent() <= 4 {
		id = x.m.Topics[0]
	}
	switch {
	case id == "":
		return d, false
	case slices.Contains(topicLists["free"], id):
		return d.answer(0.85, id).toldAgain(x.m), true
	}
	return x.e.nearEntry(d.refuse("price", 0.9), id), true
}

// toldAgain says in brief what was told just before, of which something is asked.
func (d decision) toldAgain(m Memory) decision {
	if len(m.Topics) > 0 && m.Topics[0] == d.topics[0] {
		d.short, d.again = true, true
	}
	return d
}

// nearEntry tells with a refusal the entry that a message names.
func (e *Engine) nearEntry(d decision, id string) decision {
	if e.content.Has(id) {
		d.near, d.topics = true, []string{id}
	}
	return d
}

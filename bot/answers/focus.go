package answers

import (
	"slices"
	"strings"
)

// The story around a question says whom and what it is about, so its words
// count too, but less: those of the sentence before more than the rest, and
// all of them more where the question says little by itself ("is it worth it?").
const (
	nearStory    = 0.35
	farStory     = 0.22
	leanStory    = 0.70 // for a question that leans on the sentence before
	farLean      = 0.50 // and what the rest of the story counts for it
	oneSentence  = 20   // words from which one sentence may be a story with a question
	maxAside     = 60   // words of a story that count at all
	twoSentences = 11   // words from which two sentences are a story
)

// span is a run of tokens; a tag ("what would you do?") stood behind it.
type span struct {
	from, to int
	tag      bool
}

// part gives a message that is one part of another, with the rest as its story.
func (e *Engine) part(m *message, in span, before float32) message {
	p := message{lang: m.lang, sure: m.sure}
	p.text = m.text[m.tokens[in.from].at:m.end(in.to)]
	p.tokens = slices.Clone(m.tokens[in.from:in.to])
	offset := m.tokens[in.from].at
	for i := range p.tokens {
		p.tokens[i].at -= offset
	}
	p.tokens[0].broken = false
	for _, x := range m.mentions {
		if x.is(aCertification) && m.ownName(x) {
			continue
		}
		if x.from >= in.from && x.to <= in.to && !m.speaks(x) {
			x.from, x.to = x.from-in.from, x.to-in.from
			p.mentions = append(p.mentions, x)
		} else {
			p.background = append(p.background, x)
		}
	}
	if !p.pointsAtRole() && !e.pointsByPart(&p) {
		e.bringIn(m, in, &p)
	}
	p.slots = e.slots(p.tokens, p.mentions)
	p.aside = e.aside(m, in, before)
	return p
}

// end is the byte at which the words before token i end, with their stop.
func (m *message) end(i int) int {
	if i < len(m.tokens) {
		return m.tokens[i].at
	}
	return len(m.text)
}

// aside are the words around a part, with what they count.
func (e *Engine) aside(m *message, in span, before float32) []slot {
	st := m.stops()
	sentence := in.from // the sentence before begins here
	for sentence > 0 && st[sentence] < sentenceStop {
		sentence--
	}
	if sentence > 0 && in.from-sentence < 4 {
		for sentence--; sentence > 0 && st[sentence] < sentenceStop; {
			sentence--
		}
	}
	first := max(0, in.from-maxAside)
	var out []slot
	for _, s := range e.slots(m.tokens[first:], shifted(m.mentions, first)) {
		at := s.at + first
		if at >= in.from && at < in.to || at >= in.to+maxAside {
			continue
		}
		if s.word == "" || smallWords[s.word] { // scenery: who is in it, and how it is told
			continue
		}
		s.weight = farStory
		if before == leanStory {
			s.weight = farLean
		}
		if at >= sentence && at < in.from {
			s.weight = before
		}
		out = append(out, s)
	}
	return out
}

func shifted(list []mention, by int) (out []mention) {
	for _, x := range list {
		if x.from >= by {
			x.from, x.to = x.from-by, x.to-by
			out = append(out, x)
		}
	}
	return out
}

func (m *message) stops() []stop {
	if m.stopsAt == nil {
		m.stopsAt = stops(m.text, m.tokens)
	}
	return m.stopsAt
}

// leansBack are words by which a question leans on what stands before it.
var leansBack = listed("leans-back")

// saysLittle are words of questions that do not say what they are about:
// "how would you go about it", "does she have a point".
var saysLittle = listed("says-little")

// story is how much the sentence before a question counts.
func (m *message) story(c span) float32 {
	ts := m.tokens[c.from:c.to]
	content := 0
	for _, t := range ts {
		if !smallWords[t.word] && !saysLittle[t.word] {
			content++
		}
	}
	if content <= 1 || c.tag {
		return leanStory
	}
	for _, t := range ts {
		if leansBack[t.word] && t.lang == "en" && content <= 4 {
			return leanStory
		}
	}
	if content <= 2 {
		return leanStory
	}
	return nearStory
}

// tellsStory reports whether a message is long enough, or has sentences enough,
// that there may be a story around its question.
func (m *message) tellsStory() bool {
	if len(m.tokens) >= oneSentence {
		return true
	}
	if len(m.tokens) < twoSentences {
		return false
	}
	for i, s := range m.stops()[1:max(1, len(m.tokens)-1)] {
		if s >= sentenceStop && i >= 2 {
			return true
		}
	}
	return false
}

// questions are the parts of a message that ask something: nothing where it is
// short, or asks nothing. A tag ("is that true?") gives the sentence before it.
func (m *message) questions() []span {
	st := m.stops()
	story := m.tellsStory() || m.before > 0
	if !story && strings.Count(m.text, "?") < 2 {
		return nil
	}
	found := slices.DeleteFunc(asking(m.tokens, st), func(c clause) bool { return c.to <= m.before })
	if m.before > 0 && len(found) == 0 {
		return []span{{from: m.before, to: len(m.tokens)}}
	}
	if several := 0; !story { // short, and asks but once
		for _, c := range found {
			if c.marked && c.to-c.from >= 3 {
				several++
			}
		}
		if several < 2 {
			return nil
		}
	}
	marked := -1 // the last that a question mark ends
	for i, c := range found {
		if c.marked && (c.tag || contentOf(m.tokens[c.from:c.to]) > 0) {
			marked = i
		}
	}
	var out []span
	for i, c := range found {
		if marked >= 0 && !c.marked && !(i > marked && m.asksOutright(c)) {
			continue
		}
		in := span{from: c.from, to: c.to}
		if ts := m.tokens[c.from:c.to]; auxiliary[ts[0].word] && contentOf(ts) == 0 && len(ts) <= 4 { // "Nobody told me. Can you?"
			c.tag = true
		}
		switch {
		case !c.tag && c.from > c.start && (m.namesRole(c.start, c.from) && !m.namesRole(c.from, c.to) || contentOf(m.tokens[c.from:c.to]) == 0):
			in.from = c.start // "an architect or an orchestrator, which for somebody who likes data?"
		case c.tag:
			if i > 0 && !found[i-1].tag && found[i-1].to >= c.start-1 { // asked just before
				continue
			}
			if c.from > c.start+3 { // "he says I need one, is that true?"
				in = span{c.start, c.from, true}
			} else if c.start > 0 {
				from := c.start - 1
				for from > 0 && (st[from] < sentenceStop || m.quoted(from) || contentOf(m.tokens[from:c.start]) < leastOfTag) {
					from--
				}
				if from > 0 && reports(m.tokens[from:c.start]) { // "Twelve badges. My friend says it looks desperate. Is she right?"
					for from--; from > 0 && st[from] < sentenceStop; {
						from--
					}
				}
				in = span{from, c.start, true}
			}
		}
		out = append(out, in)
	}
	if len(out) > 1 { // "Are we? What does it mean?"
		if left := slices.DeleteFunc(slices.Clone(out), func(in span) bool { return contentOf(m.tokens[in.from:in.to]) == 0 }); len(left) > 0 {
			out = left
		}
	}
	return out
}

// reports reports whether a sentence is what somebody says of "it".
func reports(ts []token) bool {
	said := false
	for _, t := range ts {
		if said && (t.word == "it" || t.word == "its" || t.word == "that" || t.word == "ca" || t.word == "c" || t.word == "cela") {
			return true
		}
		said = said || speechCues[t.word]
	}
	return false
}

// relative are question words that as often only join.
var relative = words("when who whom whose why quand qui que qu ou quoi")

// asksOutright reports whether a clause asks by a question word with which its
// sentence begins, so that it needs no question mark: "where do they meet now".
func (m *message) asksOutright(c clause) bool {
	ts := m.tokens[c.start:c.to]
	for len(ts) > 2 && openers[ts[0].word] {
		ts = ts[1:]
	}
	if n := len(ts); orWords[ts[max(0, n-2)].word] && (ts[n-1].word == "not" || ts[n-1].word == "pas" || ts[n-1].word == "non") {
		return true
	}
	return askWh[ts[0].word] && !relative[ts[0].word] && contentOf(ts) >= 2
}

// leastOfTag is how many words that say something a tag refers to at least:
// "He swears by it. So I should too. Right?"
const leastOfTag = 3

// quoted reports whether a quotation is open before a token.
func (m *message) quoted(i int) bool {
	text := m.text[:m.tokens[i].at]
	return strings.Count(text, "\"")%2 == 1 || strings.Count(text, "“") > strings.Count(text, "”") || strings.Count(text, "«") > strings.Count(text, "»")
}

// namesRole reports whether a role is named between two tokens.
func (m *message) namesRole(from, to int) bool {
	return slices.ContainsFunc(m.mentions, func(x mention) bool { return x.is(aRole) && x.from >= from && x.to <= to })
}

// plainText is a part's words, for explanations.
func (m *message) plainText(s span) string {
	return strings.TrimSpace(m.text[m.tokens[s.from].at:m.end(s.to)])
}

// speaks reports whether a name is of somebody who only says something:
// "our lawyer asks me what the RFP is about".
func (m *message) speaks(x mention) bool {
	return (x.is(aRole) || x.is(aTitle) || x.is(anUnknownRole) || x.is(anAssociation)) && x.to < len(m.tokens) && speechCues[m.tokens[x.to].word] && !m.tokens[x.to].broken
}

// withoutSpeakers is a message in which those who only say something are scenery.
func (e *Engine) withoutSpeakers(m *message) message {
	who := m.whoIsWho()
	scenery := func(x mention) bool {
		if m.speaks(x) {
			return true
		}
		whose := m.whose(x)
		return (x.is(aRole) || x.is(aTitle)) && (whose == own && who.target == "" || whose == third) && m.tellsStory()
	}
	out := *m
	out.mentions = nil
	for _, x := range m.mentions {
		if x.is(aCertification) && m.ownName(x) {
			continue
		}
		if scenery(x) {
			out.background = append(out.background, x)
		} else {
			out.mentions = append(out.mentions, x)
		}
	}
	out.slots = e.slots(out.tokens, out.mentions)
	return out
}

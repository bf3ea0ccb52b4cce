package answers

import (
	"slices"

	"mentor/bot/answers/forms"
)

// A question may name a role by pointing at it: "our CMT leaves. What is hard
// in that role?" Such words are read as the name.
var (
	pointers   = words("this that such ce cet cette")
	pointedAt  = words("role job post position seat chair function title rung poste role metier fonction place boulot siege job taf echelon")
	pointsBack = 2 // words from the one that points to what it points at: "ce fichu poste"
)

// pointsAtRole puts the one role of the story in the place of the words by
// which a question points at it; it reports whether there are any.
func (m *message) pointsAtRole() bool {
	if slices.ContainsFunc(m.mentions, func(x mention) bool { return x.is(aRole) || x.is(aTitle) || x.is(anUnknownRole) }) {
		return false
	}
	var role mention
	for _, x := range m.background {
		switch {
		case x.is(aTitle) || x.is(anUnknownRole): // it may be that one
			return false
		case !x.is(aRole):
		case role.names != nil && role.names[0].id != x.names[0].id:
			return false
		default:
			role = x
		}
	}
	if role.names == nil {
		return false
	}
	for i, t := range m.tokens {
		if !pointedAt[t.word] {
			continue
		}
		for j := i - 1; j >= max(0, i-pointsBack); j-- {
			if pointers[m.tokens[j].word] {
				m.mentions = append(m.mentions, mention{names: role.names, from: j, to: i + 1, score: role.score})
				slices.SortFunc(m.mentions, func(a, b mention) int { return a.from - b.from })
				m.brought = true
				return true
			}
		}
	}
	return false
}

// pointsByPart puts the one role of the story that a part of its name tells in
// the place of that: "a tracking manager and a senior one; what does the senior
// one do that the other doesn't?"
func (e *Engine) pointsByPart(m *message) bool {
	if len(m.mentions) > 0 {
		return false
	}
	for i := 1; i+1 < len(m.tokens); i++ {
		if !telling[m.tokens[i].word] || !ofPart[m.tokens[i+1].word] {
			continue
		}
		var role mention
		for _, x := range m.background {
			if x.is(aRole) && slices.Contains(e.parts[m.tokens[i].word], x.names[0].id) {
				if role.names != nil && role.names[0].id != x.names[0].id {
					return false
				}
				role = x
			}
		}
		if role.names != nil {
			m.mentions, m.brought = append(m.mentions, mention{names: role.names, from: i, to: i + 2, score: role.score}), true
			return true
		}
	}
	return false
}

// ofPart are words behind a part of a name that stand for the rest of it.
var ofPart = words("one ones role job level version title post")

// farBack is how many sentences back a question may look for what it means.
const farBack = 3

// pointing are words by which a question means somebody who was named before.
var pointing = words("it that they he she him her them il elle ils elles lui celui celle gets personne person")

// askedWho are words by which a question asks for a person.
var askedWho = words("who whos")

// bringIn puts the name that a question means ("what is it?") in front of it.
func (e *Engine) bringIn(m *message, in span, p *message) {
	for _, x := range p.mentions {
		if !x.is(anUnknownRole) {
			return
		}
	}
	points, personal, asksEntry, content := false, false, true, 0
	for _, t := range p.tokens {
		points = points || pointing[t.word]
		personal = personal || pointing[t.word] && t.word != "it" && t.word != "that" && t.word != "gets"
		asksEntry = asksEntry && (smallWords[t.word] || askWords[t.word])
		if !smallWords[t.word] {
			content++
		}
	}
	if cues := forms.Of(p.tokens); asksEntry && !points && !cues.Has("define") && !cues.Has("entry") {
		asksEntry = false
	}
	headed := slices.ContainsFunc(m.mentions, func(x mention) bool { return x.is(aRole) && (x.to == in.from || m.heads(x, in)) })
	if !asksEntry && (!points || content > 5) && !headed {
		return
	}
	person := askedWho[p.tokens[0].word] // "who's that?" means somebody
	st, back := m.stops(), 0
	for i := in.from - 1; i >= 0 && back < farBack; i-- {
		if st[i+1] >= sentenceStop && i+1 < in.from {
			back++
		}
		for _, x := range m.mentions {
			heading := x.is(aRole) && (x.from == 0 || st[x.from] >= sentenceStop) && x.to == in.from
			if (heading || back == 0 && m.heads(x, in)) && x.to-1 == i {
				m.bring(x, p)
				return
			}
			if x.to-1 != i || person && isEntry(x) || x.is(anUnknownRole) || x.is(aTitle) && !points || !x.is(aRole) && !asksEntry || x.is(aRole) && !(points && (asksEntry || personal)) || x.is(aCertification) && m.ownName(x) {
				continue
			}
			m.bring(x, p)
			return
		}
	}
}

// heads reports whether the sentence before a question says no more than the
// name of a role: "The solutions architect one then. What changes?"
func (m *message) heads(x mention, in span) bool {
	st, from := m.stops(), in.from
	if !x.is(aRole) || x.to > from || from == 0 || st[from] < sentenceStop {
		return false
	}
	for from--; from > 0 && st[from] < sentenceStop; {
		from--
	}
	if x.from < from || m.whose(x) == own || m.whose(x) == third {
		return false
	}
	left := 0
	for i := from; i < in.from; i++ {
		if (i < x.from || i >= x.to) && !smallWords[m.tokens[i].word] && !saysLittle[m.tokens[i].word] {
			left++
		}
	}
	return left == 0
}

// bring puts a name in front of a part.
func (m *message) bring(x mention, p *message) {
	p.brought = true
	name := slices.Clone(m.tokens[x.from:x.to])
	n, start, last := len(name), name[0].at, name[len(name)-1]
	said := m.text[start:min(len(m.text), last.at+len(last.raw))] + " "
	for j := range name {
		name[j].at -= start
	}
	for j := range p.tokens {
		p.tokens[j].at += len(said)
	}
	p.text = said + p.text
	p.tokens = append(name, p.tokens...)
	for j := range p.mentions {
		p.mentions[j].from, p.mentions[j].to = p.mentions[j].from+n, p.mentions[j].to+n
	}
	x.from, x.to = 0, n
	p.mentions = append([]mention{x}, p.mentions...)
}

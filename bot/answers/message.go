package answers

import (
	"slices"
	"strings"

	"mentor/bot/answers/spelling"
	"mentor/bot/careers"
)

// message is a person's words, taken apart.
type message struct {
	text     string // cleaned
	lang     careers.Lang
	sure     float64 // of the language
	tokens   []token
	mentions []mention
	slots    []slot

	aside      []slot    // the words of the story around it
	background []mention // and the names in that
	stopsAt    []stop
	brought    bool // its first name comes from the story
	before     int  // tokens of the message before, which told what this one asks about
}

// slot is a word of a message, or a name in place of its words, so that what
// is asked about one role is understood about every role.
type slot struct {
	form string // the stem, or <role>, <cert>, <xrole>
	word string // folded; empty for names
	at   int    // the first token

	weight   float32 // of a story's word; a question's own count in full
	concepts []string
}

// read takes a message apart. lang may be empty: then it is found out.
func (e *Engine) read(text string, lang careers.Lang, likely ...careers.Lang) message {
	m := message{text: clean(text), lang: lang, sure: 1}
	if lang == "" {
		m.lang, m.sure = e.language(m.text, likely...)
	}
	m.tokens = tokens(m.text, m.lang)
	inNames := e.mend(m.tokens, m.lang)
	m.mentions = e.lexicon.find(m.tokens)
	if m.count(aRole) > 0 { // "sociologie" is no mistyped job where another is named
		m.mentions = slices.DeleteFunc(m.mentions, func(x mention) bool { return x.is(anUnknownRole) && x.typos > 0 && x.to-x.from == 1 })
	}
	m.mentions = append(m.mentions, e.unknownRoles(m.tokens, m.mentions)...)
	for i, better := range inNames { // not part of a name that stands for its words
		if !slices.ContainsFunc(m.mentions, func(x mention) bool { return x.from <= i && i < x.to && !x.is(aTerm) && !x.is(anAssociation) }) {
			m.tokens[i].word, m.tokens[i].stem = better, stem(better, m.lang)
		}
	}
	m.slots = e.slots(m.tokens, m.mentions)
	return m
}

// mend puts the words that were meant in the place of mistyped ones, except
// where the typo may be in a name, which the lexicon knows better: those are
// given back by their place.
func (e *Engine) mend(ts []token, lang careers.Lang) (inNames map[int]string) {
	for i, t := range ts {
		if t.word == "cmt" && lang == careers.French && i+1 < len(ts) && (frPronouns[ts[i+1].word] || strings.HasSuffix(ts[i+1].word, "er") || strings.HasSuffix(ts[i+1].word, "ir")) { // and no Chief Marketing Technologist
			ts[i].word, ts[i].stem = "comment", stem("comment", lang)
			continue
		}
		if heads[t.word] || titleWords[t.word] {
			continue
		}
		better, typos := e.speller.Mend(t.word, lang)
		if better == "" || e.lexicon.known(t.word) {
			continue
		}
		if name, ok := e.lexicon.mend(t.word); ok && spelling.Distance(t.word, name, 2) <= typos {
			if inNames == nil {
				inNames = map[int]string{}
			}
			inNames[i] = better
			continue
		}
		ts[i].word, ts[i].stem = better, stem(better, lang)
	}
	return inNames
}

func (e *Engine) slots(ts []token, mentions []mention) []slot {
	in := make(map[int]mention, len(mentions))
	for _, x := range mentions {
		in[x.from] = x
	}
	out := make([]slot, 0, len(ts))
	for i := 0; i < len(ts); {
		if x, ok := in[i]; ok {
			form := ""
			switch x.names[0].thing {
			case aRole:
				form = "<role>"
			case aCertification:
				form = "<cert>"
			case anUnknownRole:
				form = "<xrole>"
			}
			if form != "" {
				out = append(out, slot{form: form, at: i})
				i = x.to
				continue
			}
		}
		out = append(out, slot{form: ts[i].stem, word: ts[i].word, at: i, concepts: e.concepts.Of(ts[i].word, ts[i].stem, ts[i].lang)})
		i++
	}
	return out
}

// roles lists the ids of the roles that the message names, in order, each once.
func (m *message) roles() []string {
	var ids []string
	for _, x := range m.mentions {
		if !x.is(aRole) {
			continue
		}
		id := x.names[0].id
		seen := false
		for _, old := range ids {
			seen = seen || old == id
		}
		if !seen {
			ids = append(ids, id)
		}
	}
	return ids
}

func (m *message) first(what thing) (mention, bool) {
	for _, x := range m.mentions {
		if x.is(what) {
			return x, true
		}
	}
	return mention{}, false
}

func (m *message) count(what thing) (n int) {
	for _, x := range m.mentions {
		if x.is(what) {
			n++
		}
	}
	return n
}

// titleWords open or fill the title of a job beside its head.
var titleWords = listed("title-words")

// unknownRoles finds titles of jobs that are no name we know: a head such as
// "designer" with the words of a title before it (in French after it).
func (e *Engine) unknownRoles(ts []token, known []mention) []mention {
	taken := make([]bool, len(ts))
	for _, x := range known {
		if x.names[0].thing != aTerm && x.names[0].thing != anAssociation {
			for i := x.from; i < x.to; i++ {
				taken[i] = true
			}
		}
	}
	var out []mention
	for i, t := range ts {
		if taken[i] || !heads[t.word] && !heads[strings.TrimSuffix(t.word, "s")] {
			continue
		}
		from, to := i, i+1
		for from > 0 && !taken[from-1] && !ts[from].broken && titleWords[ts[from-1].word] {
			from--
		}
		for to < len(ts) && !taken[to] && !ts[to].broken && (titleWords[ts[to].word] && ts[to].lang == string(careers.French) ||
			(to+1 < len(ts) && (ts[to].word == "de" || ts[to].word == "of" || ts[to].word == "des" || ts[to].word == "d") && titleWords[ts[to+1].word] && !taken[to+1])) {
			to++
		}
		if to-from < 2 && !lonely[t.word] {
			continue // "manager" alone is part of many names
		}
		out = append(out, mention{names: []name{{thing: anUnknownRole, id: "x", words: to - from, score: 0.6}}, from: from, to: to, score: 0.6})
		for j := from; j < to; j++ {
			taken[j] = true
		}
	}
	if x, ok := e.becomes(ts, taken); ok {
		out = append(out, x)
	}
	return out
}

// becoming are words before a title that somebody wants to hold.
var becoming = words("become becoming devenir deviens devient")

// becomes finds a job that no line speaks of in "become a …": a word that is
// no typo of a known one is the name of a job that is not known.
func (e *Engine) becomes(ts []token, taken []bool) (mention, bool) {
	for i, t := range ts {
		if !becoming[t.word] {
			if x, ok := e.farAway(ts, taken, i); ok {
				return x, true
			}
			continue
		}
		j := i + 1
		for j < len(ts) && (skipped[ts[j].word] || ts[j].word == "un" || ts[j].word == "une") {
			j++
		}
		if j < len(ts) && !taken[j] && len(ts[j].word) > 3 && !e.speller.Known(ts[j].word) && !e.lexicon.known(ts[j].word) {
			return mention{names: []name{{thing: anUnknownRole, id: "x", words: 1, score: 0.6}}, from: j, to: j + 1, score: 0.6}, true
		}
	}
	return mention{}, false
}

// farAway finds such a job behind a known one: "from TAM to VC investor".
func (e *Engine) farAway(ts []token, taken []bool, i int) (mention, bool) {
	if i < 2 || i+1 >= len(ts) || ts[i].word != "to" && ts[i].word != "vers" || !taken[i-1] {
		return mention{}, false
	}
	for j := i + 1; j < min(len(ts), i+3) && !taken[j] && !ts[j].broken; j++ {
		if len(ts[j].word) > 3 && !e.speller.Known(ts[j].word) && !e.lexicon.known(ts[j].word) {
			return mention{names: []name{{thing: anUnknownRole, id: "x", words: 1, score: 0.6}}, from: j, to: j + 1, score: 0.6}, true
		}
	}
	return mention{}, false
}

// lonely are heads that name a job by themselves.
var lonely = listed("lonely")

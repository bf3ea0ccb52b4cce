// Package safety recognises what must be met before anything else that a
// message asks: danger to oneself, the same said of somebody else, and
// harassment, violence or discrimination at work. It owns the rules
// (rules.en.yaml, rules.fr.yaml) and the numbers to call by country
// (numbers.yaml).
//
// A rule says what is meant by classes of words: who wants, what, how soon;
// who does what to whom. What only sounds like it is taken out first. A score,
// learned before from labelled lines (bot/safety/train), finds what no rule says
// and doubts a rule where the text sounds like work. Both are fixed while the
// program runs: they read words, keep nothing and learn nothing. A message that
// they find is not stored, counted or quoted, so a caller asks them first. The
// package must not know people, commands, wording or any other package of the
// project.
package safety

import (
	"slices"
	"strings"
)

// Kind is what was found. None is nothing.
type Kind string

// The kinds, the most urgent first.
const (
	None  Kind = ""
	Self  Kind = "self"  // the person is in danger, from themselves or from somebody near
	Other Kind = "other" // somebody else is
	Work  Kind = "work"  // harassment, threats, violence or discrimination at work
)

// Finding is what a text was found to say, and the language it says it in.
type Finding struct {
	Kind Kind
	Lang string // "en" or "fr"; empty with None
}

// Found reports whether there is anything to meet.
func (f Finding) Found() bool { return f.Kind != None }

// Or returns the more urgent of two findings, f where they are alike.
func (f Finding) Or(g Finding) Finding {
	if rank[g.Kind] > rank[f.Kind] {
		return g
	}
	return f
}

var rank = map[Kind]int{Work: 1, Other: 2, Self: 3}

// Read reads the person's own words. Lines that quote somebody ("> …") are
// read as somebody else's.
func Read(text string) Finding {
	own, quoted := split(text)
	f := read(own)
	if quoted != "" {
		f = f.Or(ReadOther(quoted))
	}
	return f
}

// ReadOther reads words that are somebody else's: a message that is pointed
// at, a quotation. Danger to oneself in them is somebody else's danger.
func ReadOther(text string) Finding {
	f := read(text)
	if f.Kind == Self {
		f.Kind = Other
	}
	return f
}

// Misread reports whether words say that the person was misread. It means
// something only right after an answer to a finding.
func Misread(text string) (misread bool) {
	all := words(text)
	for _, l := range languages() {
		l.lexicon.read(l.spell(all)).find(l.misread, func(int, int, pattern) bool { misread = true; return false })
	}
	return misread
}

// read looks in both languages, in that of the text first. What the rules do
// not find may still score, with and without what is harmless in it; what they
// find may score so low that they are not believed.
func read(text string) Finding {
	all := readings(text)
	l, r := inItsLanguage(all)
	scored := l.score(r)
	found, sure := byRules(all, l) // takes out what is harmless where a rule matches
	switch {
	case scored.Found() && found.Found():
		return found // the rules know better whose danger it is
	case scored.Found():
		switch short := len(r.words) < minDoubted; {
		case !l.mask(r):
			return scored
		case short: // what is left says too little
			return Finding{}
		}
		return l.score(r)
	case found.Found() && !sure:
		if l, r := inItsLanguage(readings(text)); l.doubts(r) {
			return Finding{}
		}
	}
	return found
}

// byRules is what the rules find, those of the first language first, and whether
// one of them did that is believed whatever the text scores.
func byRules(all []*reading, first *language) (f Finding, sure bool) {
	for i, l := range languages() {
		if l == first {
			if f, sure := l.find(all[i]); f.Found() {
				return f, sure
			}
		}
	}
	for i, l := range languages() {
		if l != first {
			if f, sure := l.find(all[i]); f.Found() {
				return f, sure
			}
		}
	}
	return Finding{}, false
}

// ByRules is what the rules alone find in a text. It is there for
// bot/safety/train.
func ByRules(text string) Finding {
	all := readings(text)
	l, _ := inItsLanguage(all)
	f, _ := byRules(all, l)
	return f
}

// readings are those of a text in each language.
func readings(text string) (readings []*reading) {
	all := words(text)
	questions, asks := strings.Count(text, "?"), strings.HasSuffix(strings.TrimSpace(text), "?")
	for _, l := range languages() {
		r := l.lexicon.read(l.spell(all))
		r.questions, r.asks = questions, asks
		readings = append(readings, r)
	}
	return readings
}

// inItsLanguage gives the language that a text is most likely in, and its reading.
func inItsLanguage(readings []*reading) (*language, *reading) {
	best, most, known := 0, -1, -1
	for i, l := range languages() {
		n, k := count(readings[i], l.tongue), 0
		for _, hits := range readings[i].at {
			k += len(hits)
		}
		if n > most || n == most && k > known { // a few words: that which knows more of them
			best, most, known = i, n, k
		}
	}
	return languages()[best], readings[best]
}

// count is how often a class is in a text.
func count(r *reading, class int) (n int) {
	for i := range r.words {
		if r.is(class, i) {
			n++
		}
	}
	return n
}

// find looks for the most urgent kind first.
func (l *language) find(r *reading) (f Finding, sure bool) {
	if f, _ := l.match(r); !f.Found() {
		return f, false // nearly every message: what is harmless needs no look
	}
	l.mask(r)
	return l.match(r)
}

// mask takes out what only sounds dangerous, and reports whether any was there.
func (l *language) mask(r *reading) bool {
	type span struct{ start, end int }
	var harmless []span
	r.find(l.harmless, func(start, end int, _ pattern) bool {
		harmless = append(harmless, span{start, end})
		return true
	})
	for _, s := range harmless {
		r.mask(s.start, s.end)
	}
	return slices.Contains(r.words, masked)
}

// match gives the most urgent kind that a rule finds, and whether a rule found
// anything that is believed whatever the text scores.
func (l *language) match(r *reading) (best Finding, sure bool) {
	found := func(k Kind, by pattern) bool {
		best, sure = best.Or(Finding{k, l.name}), sure || !by.doubtful
		return best.Kind != Self || !sure
	}
	r.stop = l.they // "I want him to die" is not of oneself
	r.find(l.self, func(start, end int, by pattern) bool { return found(l.who(r, start, end), by) })
	r.stop = -1
	if best.Kind != Self {
		threat := Self
		if count(r, l.atwork) > 0 && count(r, l.athome) == 0 {
			threat = Work // by a boss or a colleague
		}
		r.find(l.threat, func(_, _ int, by pattern) bool { return found(threat, by) })
	}
	if !best.Found() {
		r.find(l.work, func(_, _ int, by pattern) bool { found(Work, by); return !sure })
	}
	return best, sure
}

// who says whose danger it is: that of the last person named before what was
// found, or in it; the writer's where none is.
func (l *language) who(r *reading, start, end int) Kind {
	third, they, first := false, false, false
	for i := start; i < end; i++ {
		third = third || r.is(l.third, i)
		they = they || r.ends(l.they, i)
		first = first || r.is(l.first, i)
	}
	if they && !first { // "might hurt himself"
		return Other
	}
	from := start - 1
	if r.is(l.first, start) || r.is(l.they, start) {
		from = end - 1
	}
	for i := from; i >= 0 && r.words[i] != "."; i-- {
		switch {
		case i < start && r.words[i] == "," && !third:
			return l.reported(r, i+1) // "my job is awful, want to die"
		case r.ends(l.say, i): // "he told me"
		case r.ends(l.they, i):
			return Other
		case r.is(l.first, i):
			return l.reported(r, i)
		}
	}
	return Self
}

// reported reports the danger of whoever said it, where words in the first
// person are somebody else's: she wrote: "I want to die".
func (l *language) reported(r *reading, first int) Kind {
	i := first - 1
	for i > 0 && (r.words[i] == "," || r.words[i] == `"`) {
		i--
	}
	if !r.ends(l.say, i) {
		return Self
	}
	for n := 0; n < 8 && i > 0 && r.words[i] != "."; n, i = n+1, i-1 {
		if r.ends(l.they, i) {
			return Other
		}
		if n > 0 && r.words[i] == "i" || r.words[i] == "je" {
			return Self
		}
	}
	return Self
}

// ends reports whether a class ends with a word, or goes across it.
func (r *reading) ends(class, i int) bool {
	for from := i; from >= max(0, i-4); from-- {
		for _, h := range r.at[from] {
			if int(h.class) == class && from+int(h.length) > i {
				return true
			}
		}
	}
	return false
}

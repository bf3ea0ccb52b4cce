// Package safety recognises what must be met before anything else that a
// message asks: danger to oneself, the same said of somebody else, and
// harassment, violence or discrimination at work. It owns the rule (rules.yaml,
// in English and French) and the numbers to call by country (numbers.yaml).
//
// The rule is fixed and deliberately simple: it reads words, keeps nothing and
// learns nothing. A message that it finds is not stored, counted or quoted, so
// a caller asks it first. It must not know people, commands, wording or any
// other package of the project.
package safety

import "strings"

// Kind is what was found. None is nothing.
type Kind string

// The kinds, the most urgent first.
const (
	None  Kind = ""
	Self  Kind = "self"  // the person is in danger from themselves
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
func Misread(text string) bool {
	r := rules()
	t := normal(text, r.spelling)
	for _, l := range r.langs {
		if _, _, ok := l.misread.find(t); ok {
			return true
		}
	}
	return false
}

// read looks in both languages, for the most urgent kind first. What a text
// says of others is read by the same patterns as what it says of oneself: the
// others' names and pronouns are put in the first person for it.
func read(text string) Finding {
	r := rules()
	words := strings.Fields(normal(text, r.spelling))
	var best Finding
	for _, l := range r.langs {
		best = best.Or(l.read(words))
	}
	return best
}

func (l *langRules) read(words []string) Finding {
	if near := l.selfCues.around(words); near != "" {
		masked := l.mask(near)
		// Others are a mark that no pattern reaches across: "I think @ wants to die".
		self := l.others.mark(masked)
		if before, match, ok := l.self.find(self); ok {
			if l.saying.MatchString(before+" ") || ofOther(before, match) { // @ said: "I want to die"
				return Finding{Other, l.lang}
			}
			return Finding{Self, l.lang}
		}
		if strings.Contains(self, "@") {
			if _, _, ok := l.self.find(l.others.first(masked)); ok {
				return Finding{Other, l.lang}
			}
		}
	}
	if near := l.workCues.around(words); near != "" {
		if _, _, ok := l.work.find(l.others.mark(l.mask(near))); ok {
			return Finding{Work, l.lang}
		}
	}
	return Finding{}
}

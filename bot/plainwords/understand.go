// Package plainwords reads the arguments of commands out of plain words, by
// patterns: where package understanding reads nothing, and for what is typed
// into fields and after a command's name. Features use its dates and horizons.
// It must not know any feature, and nothing new belongs here.
package plainwords

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
)

// Understand reads a command's arguments out of plain words. intent is what
// the answers took the words for: it tells "show my profile" from "set it".
// What cannot be read is left out, and the command asks for it.
func Understand(t *bot.Turn, s *bot.Spec, intent []string, text string) bot.Args {
	show := len(intent) > 0 && strings.HasSuffix(intent[len(intent)-1], "show")
	if show && s.Name() == "profile" {
		return bot.Args{}
	}
	u := hearing{t: t, s: s, show: show, text: Polite(text), args: bot.Args{}}
	if read, ok := readers[s.Name()]; ok {
		read(&u)
	} else if len(s.Args) > 0 {
		u.args = Parse(s, u.text)
	}
	for name, v := range u.args {
		if v = strings.TrimSpace(v); v == "" {
			delete(u.args, name)
		} else {
			u.args[name] = v
		}
	}
	return u.args
}

// hearing is one message being read for one command.
type hearing struct {
	t    *bot.Turn
	s    *bot.Spec
	show bool
	text string
	args bot.Args
}

// readers read the arguments of commands that show something, that ask before
// they do anything, or that are proposed with what was read; all others are the
// grammar's.
var readers map[string]func(*hearing)

func init() {
	none := func(*hearing) {}
	readers = map[string]func(*hearing){
		"ask":         func(u *hearing) { u.args["question"] = u.text },
		"goal.add":    (*hearing).goalAdd,
		"goal.list":   (*hearing).onlyHorizon,
		"goal.drop":   func(u *hearing) { u.goalNumber(dropLead, dropTrail) },
		"cert.add":    (*hearing).certAdd,
		"cert.list":   none,
		"cert.remove": (*hearing).certRemove,
		"cert.find":   func(u *hearing) { u.args["words"] = TrimName(TrimWords(u.text, findLead, findTrail)) },
		"checkin":     (*hearing).onlyHorizon,
		"progress":    (*hearing).onlyHorizon,
		"stop":        none,
		"profile":     (*hearing).profile,
		"compare":     (*hearing).compare,
		"roadmap":     (*hearing).roadmap,
		"interview":   (*hearing).interview,
		"help":        (*hearing).help,
		"start":       none, "quiz": none, "export": none, "forget": none, "unlink": none,
	}
}

// set gives an argument by its type, whatever the command calls it.
func (u *hearing) set(t bot.ArgType, value string) {
	if name := u.s.Has(t); name != "" && value != "" {
		u.args[name] = value
	}
}

// heard is words with a folded twin to search in, whose places lead back to
// the words as they were written.
type heard struct {
	text string
	Fold string
	at   []int // for each byte of fold its place in text, and the end
}

func Hear(text string) heard {
	var b strings.Builder
	h := heard{text: text, at: make([]int, 0, len(text)+1)}
	for i, r := range text {
		f := foldRune(r)
		b.WriteString(f)
		for range len(f) {
			h.at = append(h.at, i)
		}
	}
	h.at = append(h.at, len(text))
	h.Fold = b.String()
	return h
}

// foldRune is Fold for one character. What people type in the two languages is
// folded beforehand: doing it anew for each character of a long message takes seconds.
func foldRune(r rune) string {
	switch {
	case unicode.IsSpace(r):
		return " "
	case r < rune(len(latin)):
		return latin[r]
	case r >= punctuationFrom && r < punctuationFrom+rune(len(punctuation)):
		return punctuation[r-punctuationFrom]
	}
	return string(unicode.ToLower(r))
}

const punctuationFrom = 0x2000 // Unicode's General Punctuation: quotes and dashes

var latin, punctuation = func() (l [0x250]string, p [0x70]string) {
	for r := range l {
		l[r] = bot.Fold(string(rune(r)))
	}
	for i := range p {
		p[i] = bot.Fold(string(rune(punctuationFrom + i)))
	}
	return l, p
}()

// cut is the words between two places of the folded twin.
func (h heard) cut(from, to int) string { return strings.TrimSpace(h.text[h.at[from]:h.at[to]]) }

// without is the words with a stretch taken out.
func (h heard) without(from, to int) string {
	return strings.Join(strings.Fields(h.text[:h.at[from]]+" "+h.text[h.at[to]:]), " ")
}

// matcher is a regexp over folded words.
type matcher interface {
	FindStringSubmatchIndex(string) []int
}

// match gives what the groups of re hold, as it was written; nil: no match.
func match(re matcher, text string) []string {
	h := Hear(text)
	m := re.FindStringSubmatchIndex(h.Fold)
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = h.cut(m[2*i], m[2*i+1])
		}
	}
	return out
}

// strip cuts the first match of each of res off text; hit tells whether any did.
func strip(text string, res ...matcher) (rest string, hit bool) {
	for _, re := range res {
		h := Hear(text)
		if m := re.FindStringSubmatchIndex(h.Fold); m != nil && m[1] > m[0] {
			text, hit = h.without(m[0], m[1]), true
		}
	}
	return text, hit
}

// Polite takes away what is said for courtesy before and after a wish.
func Polite(text string) string {
	text = strings.TrimSpace(text)
	for range 4 {
		rest, hit := strip(text, courtesyBefore, courtesyAfter)
		if !hit || strings.TrimSpace(rest) == "" {
			break
		}
		text = rest
	}
	return text
}

// Capital begins a sentence of plain words with a capital letter, for lists.
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

package advice

import (
	"regexp"
	"regexp/syntax"
	"slices"
)

// pattern is a way to put a question. Before it is looked for, which takes
// microseconds, it is asked whether any word begins as one of its own does: of
// fifty patterns two or three are left.
type pattern struct {
	*regexp.Regexp
	heads []uint32 // of the letters that it can begin with, headLong at most; none: any
}

// headLong is how many letters of a word are looked at.
const headLong = 4

// patternOf compiles what is found as whole words.
func patternOf(words string) pattern {
	p := pattern{Regexp: regexp.MustCompile(`\b(` + words + `)\b`)}
	parsed, err := syntax.Parse(words, syntax.Perl)
	if err != nil {
		return p
	}
	open, heads := headsOf(parsed, []string{""})
	heads = append(heads, open...)
	slices.Sort(heads)
	if heads = slices.Compact(heads); heads[0] == "" {
		return p
	}
	for _, letters := range heads {
		h := noLetter
		for i := range len(letters) {
			h = longer(h, letters[i])
		}
		p.heads = append(p.heads, h)
	}
	return p
}

// headsOf continues beginnings with what re finds: those that still lack a
// letter and go on, and those that are done, shorter where any letter may follow.
func headsOf(re *syntax.Regexp, before []string) (open, done []string) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, b := range before {
			if b += string(re.Rune); len(b) >= headLong {
				done = append(done, b[:headLong])
			} else {
				open = append(open, b)
			}
		}
	case syntax.OpConcat, syntax.OpCapture:
		open = before
		for _, sub := range re.Sub {
			var more []string
			open, more = headsOf(sub, open)
			done = append(done, more...)
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			o, d := headsOf(sub, before)
			open, done = append(open, o...), append(done, d...)
		}
	case syntax.OpQuest:
		open, done = headsOf(re.Sub[0], before)
		open = append(open, before...)
	case syntax.OpEmptyMatch:
		open = before
	default:
		done = before
	}
	return open, done
}

// longer makes the number of a beginning that is one letter longer.
func longer(head uint32, c byte) uint32 { return (head ^ uint32(c)) * 16777619 }

const noLetter = uint32(2166136261)

// beginnings are how the words of a text begin: a bit for each beginning of one
// to headLong letters. Two may share a bit: then a pattern is looked for in vain.
type beginnings [128]uint64

func (b *beginnings) has(head uint32) bool { return b[head>>6%128]&(1<<(head%64)) != 0 }

func (b *beginnings) of(text string) {
	for i := range len(text) {
		if !isWord(text[i]) || i > 0 && isWord(text[i-1]) {
			continue
		}
		h := noLetter
		for j := i; j < min(len(text), i+headLong); j++ {
			h = longer(h, text[j])
			b[h>>6%128] |= 1 << (h % 64)
		}
	}
}

// isWord reports whether \b holds a byte to be of a word.
func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '_'
}

// in reports whether a text whose words begin so may have the pattern.
func (p pattern) in(b *beginnings) bool {
	return p.heads == nil || slices.ContainsFunc(p.heads, b.has)
}

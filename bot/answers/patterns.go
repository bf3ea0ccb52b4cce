package answers

import (
	_ "embed"
	"strings"
)

//go:embed patterns.txt
var patternsText string

// patternGap is how many words may stand where a pattern has a ~.
const patternGap = 6

// pattern is a form of words; patterns.txt explains how it is written.
type pattern struct {
	name  string
	steps []step
	never map[string]bool
}

type step struct {
	any map[string]bool
	gap bool // other words may stand before it
}

// patterns are all forms, by a word with which one begins.
var patterns = readPatterns(patternsText)

func readPatterns(text string) map[string][]*pattern {
	out := map[string][]*pattern{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		at := strings.LastIndex(line, ": ")
		if at < 0 || line[0] == '#' {
			continue
		}
		form, never, _ := strings.Cut(line[at+2:], "!")
		p := &pattern{name: line[:at], never: words(never)}
		gap := false
		for _, f := range strings.Fields(form) {
			if f == "~" {
				gap = true
				continue
			}
			p.steps = append(p.steps, step{words(strings.ReplaceAll(f, "|", " ")), gap})
			gap = false
		}
		for w := range p.steps[0].any {
			out[w] = append(out[w], p)
		}
	}
	return out
}

// evidence are the words of which a message must hold one for a refusal to
// count, and, under its name with a "!", those that speak against it.
var evidence = readEvidence(patterns)

// aNumber stands in a list of words for any number.
const aNumber = "#"

func readEvidence(all map[string][]*pattern) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for w, list := range all {
		for _, p := range list {
			kind, ok := strings.CutPrefix(p.name, "speaks:")
			if not, against := strings.CutPrefix(p.name, "against:"); against {
				kind, ok = "!"+not, true
			}
			if !ok {
				continue
			}
			if out[kind] == nil {
				out[kind] = map[string]bool{}
			}
			out[kind][w] = true
		}
	}
	return out
}

// at reports whether a pattern stands at a word.
func (p *pattern) at(ts []token, i int) bool {
	if !p.follow(ts, i+1, p.steps[1:]) {
		return false
	}
	for _, t := range ts {
		if p.never[t.word] {
			return false
		}
	}
	return true
}

func (p *pattern) follow(ts []token, i int, steps []step) bool {
	if len(steps) == 0 {
		return true
	}
	last := i
	if steps[0].gap {
		last += patternGap
	}
	for ; i <= last && i < len(ts); i++ {
		if steps[0].any[ts[i].word] && p.follow(ts, i+1, steps[1:]) {
			return true
		}
	}
	return false
}

// cues are the names of the patterns that a run of words holds, in order.
type cues []string

func cuesOf(ts []token) (out cues) {
	for i, t := range ts {
		for _, p := range patterns[t.word] {
			if !out.has(p.name) && p.at(ts, i) {
				out = append(out, p.name)
			}
		}
	}
	return out
}

func (c cues) has(name string) bool {
	for _, x := range c {
		if x == name {
			return true
		}
	}
	return false
}

// bare reports whether a form is one word: alone it says little of a long question.
func bare(name string, ts []token) bool {
	for i, t := range ts {
		for _, p := range patterns[t.word] {
			if p.name == name && len(p.steps) > 1 && p.at(ts, i) {
				return false
			}
		}
	}
	return true
}

// first is the first cue that begins so, without that beginning.
func (c cues) first(prefix string) string {
	for _, x := range c {
		if rest, ok := strings.CutPrefix(x, prefix); ok {
			return rest
		}
	}
	return ""
}

package answers

import (
	"math"
	"slices"
	"strconv"

	"mentor/bot/answers/linear"
)

// feature is one trait of a message, by the hash of its name.
type feature = linear.Trait

// hash is FNV-1a over the parts.
func hash(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, p := range parts {
		for i := 0; i < len(p); i++ {
			h ^= uint32(p[i])
			h *= 16777619
		}
	}
	return h
}

// hashOn goes on with a hash.
func hashOn(h uint32, with []byte) uint32 {
	for _, c := range with {
		h ^= uint32(c)
		h *= 16777619
	}
	return h
}

var lettersHash = hash("c:")

// The shares of each sort of trait in a message.
const (
	wordShare    = 1.0
	pairShare    = 0.8
	letterShare  = 0.6
	flagShare    = 0.45
	conceptShare = 0.8
)

// features lists the traits of a message: its words, its pairs of words, the
// runs of four letters in its words (which forgive typos), and what it names.
// The words of a story count by their weight.
func (m *message) features() []feature {
	out := make([]feature, 0, (len(m.slots)+len(m.aside))*8+8)
	total := float32(0) // of a group: each trait counts one, those of the story less
	group := func(share float64, add func()) {
		start := len(out)
		total = 0
		add()
		if total > 0 {
			w := float32(share / math.Sqrt(float64(total)))
			for i := start; i < len(out); i++ {
				out[i].Weight *= w
			}
		}
	}
	put := func(key uint32, w float32) { out, total = append(out, feature{Key: key, Weight: w}), total+1 }
	told := func(key uint32, w float32) { out, total = append(out, feature{Key: key, Weight: w}), total+w*w }
	group(wordShare, func() {
		for _, s := range m.slots {
			put(hash("w:", s.form), 1)
		}
		for _, s := range m.aside {
			told(hash("w:", s.form), s.weight)
		}
	})
	group(pairShare, func() {
		last := "^"
		for _, s := range m.slots {
			put(hash("p:", last, " ", s.form), 1)
			last = s.form
		}
		put(hash("p:", last, " $"), 1)
		for i := 2; i < len(m.slots); i++ {
			put(hash("s:", m.slots[i-2].form, " ", m.slots[i].form), 0.5)
		}
		for i := 1; i < len(m.aside); i++ {
			told(hash("p:", m.aside[i-1].form, " ", m.aside[i].form), m.aside[i].weight)
		}
	})
	group(letterShare, func() {
		var bounded [64]byte // most words are shorter
		letters := func(s slot, add func(uint32, float32), weight float32) {
			if len(s.word) < 4 {
				return
			}
			w := append(append(append(bounded[:0], '^'), s.word...), '$')
			for i := 0; i+4 <= len(w); i++ {
				add(hashOn(lettersHash, w[i:i+4]), weight)
			}
		}
		for _, s := range m.slots {
			letters(s, put, 1)
		}
		for _, s := range m.aside {
			letters(s, told, s.weight)
		}
	})
	group(conceptShare, func() {
		from := len(out)
		concept := func(c string, w float32, add func(uint32, float32)) {
			key := hash("k:", c)
			if !slices.ContainsFunc(out[from:], func(f feature) bool { return f.Key == key }) {
				add(key, w)
			}
		}
		last := "^"
		for _, s := range m.slots {
			cs := s.concepts
			for _, c := range cs {
				concept(c, 1, put)
			}
			form := s.form
			if len(cs) > 0 {
				form = cs[0]
				put(hash("q:", last, " ", form), 0.6)
			} else if s.word == "" || smallWords[s.word] {
				put(hash("q:", last, " ", form), 0.6)
			} else {
				form = "*"
			}
			last = form
		}
		for _, s := range m.aside {
			for _, c := range s.concepts {
				concept(c, s.weight, told)
			}
		}
	})
	group(flagShare, func() {
		for _, f := range m.flags() {
			put(hash("f:", f), 1)
		}
	})
	return out
}

// flags are traits of the message as a whole.
func (m *message) flags() []string {
	out := []string{"always"}
	switch n := len(m.slots); {
	case n <= 1:
		out = append(out, "one")
	case n <= 3:
		out = append(out, "short")
	case n <= 6:
		out = append(out, "brief")
	case n <= 12:
		out = append(out, "middle")
	default:
		out = append(out, "long")
	}
	add := func(name string, n int) {
		switch {
		case n == 1:
			out = append(out, name)
		case n == 2:
			out = append(out, name+"2")
		case n > 2:
			out = append(out, name+"3")
		}
	}
	add("role", len(m.roles()))
	add("xrole", m.count(anUnknownRole))
	add("cert", m.count(aCertification))
	add("association", m.count(anAssociation))
	add("term", m.count(aTerm))
	for _, x := range m.mentions {
		covered := x.to - x.from
		rest := 0
		for i, t := range m.tokens {
			if (i < x.from || i >= x.to) && !smallWords[t.word] {
				rest++
			}
		}
		if rest == 0 && covered > 0 {
			switch x.names[0].thing {
			case aRole:
				out = append(out, "onlyrole")
			case aCertification:
				out = append(out, "onlycert")
			case anAssociation:
				out = append(out, "onlyassociation")
			case aTerm:
				out = append(out, "onlyterm")
			}
		}
	}
	return append(out, horizons(m.tokens)...)
}

// smallWords say nothing about the subject of a message.
var smallWords = listed("small-words")

// horizons finds spans of time and says on which horizon they fall: h01, h13, h35.
func horizons(ts []token) []string {
	var out []string
	add := func(h string) {
		for _, old := range out {
			if old == h {
				return
			}
		}
		out = append(out, h)
	}
	for i, t := range ts {
		unit := timeUnits[t.word]
		if unit == 0 {
			continue
		}
		for _, j := range []int{i - 1, i + 1, i - 2} {
			if j < 0 || j >= len(ts) {
				continue
			}
			n, ok := number(ts[j].word)
			if !ok || (j == i+1 && unit != 12) { // "year 3" but not "months 3"
				continue
			}
			months := n * unit
			if i > 0 && past[ts[i-1].word] { // "after year 3"
				months++
			}
			switch {
			case months <= 0 || months > 240:
			case months <= 12:
				add("h01")
			case months <= 36:
				add("h13")
			default:
				add("h35")
			}
			break
		}
	}
	for i := 0; i+1 < len(ts); i++ {
		switch ts[i].word + "-" + ts[i+1].word {
		case "0-1":
			add("h01")
		case "1-3":
			add("h13")
		case "3-5":
			add("h35")
		}
	}
	return out
}

// past are words before a time by which what comes after it is meant.
var past = words("after beyond past apres")

var timeUnits, numbers = numbered("months/"), numbered("number/")

// numbered are words that stand for numbers.
func numbered(prefix string) map[string]int {
	out := map[string]int{}
	for n, list := range listsOf(prefix) {
		for w := range list {
			out[w], _ = strconv.Atoi(n)
		}
	}
	return out
}

func number(w string) (int, bool) {
	if n, ok := numbers[w]; ok {
		return n, true
	}
	n := 0
	for i := 0; i < len(w); i++ {
		if w[i] < '0' || w[i] > '9' || i > 3 {
			return 0, false
		}
		n = n*10 + int(w[i]-'0')
	}
	return n, len(w) > 0
}

// inFull is a part whose story counts as much as its question, which is how
// such a message reads as a whole. ok is false where there is no story.
func (m *message) inFull() (whole message, ok bool) {
	if len(m.aside) == 0 {
		return whole, false
	}
	whole = *m
	whole.aside = slices.Clone(m.aside)
	for i := range whole.aside {
		whole.aside[i].weight = 1
	}
	return whole, true
}

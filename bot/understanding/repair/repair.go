// Package repair finds what a message takes back while it is being said: "at
// 10, no make that 10:30", "the CSM … wait no, the CSPO". It owns where such
// words stand and what they stand for; it must not know what a value means.
package repair

import "strings"

// Message is a message as repairs look at it, token by token.
type Message interface {
	Len() int
	Word(at int) string                 // as it is folded
	Sign(at int) bool                   // a sign or a break between phrases
	Quoted(at int) bool                 // somebody else's words
	Content(at int) bool                // a word that says something by itself
	Marker(at int) (to int)             // where words that take something back end; 0 where none begin
	Value(kind string, at int) (to int) // where the longest value of a kind ends; 0 where none begins
	Speaks(at int) bool                 // "I", "it": a clause of its own goes on
	Adds(at int) bool                   // "too", "as well": what stands before it comes besides
}

// Repair is what was taken back: the tokens of Old are meant as those of New,
// and those of Gone fall away. Sure is whether a value stands for one of its
// kind, with nothing between but the words that take it back.
type Repair struct {
	Old, New, Gone [2]int
	Sure           bool
}

// kinds are the kinds of values that are looked for, the strictest first.
var kinds = []string{"horizon", "cert", "role", "clock", "date", "span", "goals", "name"}

// soft are words of markers that say what is preferred as often as what is
// taken back: "not on Wednesdays please, rather on Tuesdays".
var soft = map[string]bool{"rather": true, "better": true, "actually": true, "make": true, "it": true, "that": true, "mean": true, "meant": true, "i": true, "or": true,
	"plutot": true, "en": true, "fait": true, "enfin": true, "euh": true, "ou": true, "je": true, "veux": true, "voulais": true, "dire": true}

// How far apart the words of a repair stand, in tokens.
const (
	strong       = 2  // words in a marker that may be followed by a reason ("no wait, I have a call, 3:30")
	longestWhy   = 6  // such a reason
	before       = 12 // from the value that is taken back to the words that do so
	beforeWeak   = 5  // the same of a single word
	longestValue = 8  // of a value that is taken back
	longestEcho  = 5  // words said again with another among them
)

// Find is the first repair of a message.
func Find(m Message) (r Repair, ok bool) {
	for at := 1; at < m.Len()-1; at++ {
		end := 0
		if !m.Quoted(at) {
			end = m.Marker(at)
		}
		if end == 0 || end >= m.Len() {
			continue
		}
		words, hard := 0, 0
		for i := at; i < end; i++ {
			if m.Sign(i) {
				continue
			}
			if words++; !soft[m.Word(i)] {
				hard++
			}
		}
		begins := at
		for begins > 0 && m.Sign(begins-1) {
			begins--
		}
		sure := words >= strong && hard > 0
		if r, ok = byValue(m, begins, begins < at && hard > 0, end, sure); !ok {
			r, ok = byEcho(m, begins, end, sure || hard > 0 && begins < at && (m.Sign(end) || m.Sign(end-1)))
		}
		if ok {
			r.Gone[0] = begins
			r.Gone[1] = explained(m, r, r.New[1])
			return r, true
		}
		at = end - 1
	}
	return r, false
}

// Unsettled reports whether words take something back, apart and by two words at
// least, without saying what is meant instead: "no wait, I'm in a training then".
func Unsettled(m Message) bool {
	for at := 1; at < m.Len()-1; at++ {
		if m.Quoted(at) || !m.Sign(at-1) {
			continue
		}
		end, words, hard := m.Marker(at), 0, 0
		for i := at; i < end; i++ {
			if !m.Sign(i) {
				words++
			}
			if !m.Sign(i) && !soft[m.Word(i)] {
				hard++
			}
		}
		if words >= strong && hard > 0 && end < m.Len() && (m.Sign(end) || m.Sign(end-1)) {
			return true
		}
	}
	return false
}

// byValue is a repair in which a value of the same kind stands on either side.
// A single word takes back what stands right before it, or, where it stands
// apart behind a sign, what stands near: in "the data team rather in May" it
// does not.
func byValue(m Message, begins int, apart bool, end int, sure bool) (r Repair, ok bool) {
	back, far, signs := beforeWeak, end, 0
	if sure {
		back, far = before, end+longestWhy
	}
	for at := end; at <= far && at < m.Len(); at++ {
		if m.Quoted(at) {
			break
		}
		longest := 0
		for _, kind := range kinds {
			if to := m.Value(kind, at); !parted(m, at, to) {
				longest = max(longest, to)
			}
		}
		if longest > 0 && longest < m.Len() && m.Speaks(longest) { // "no, on Monday I'm in a training"
			return r, false
		}
		for _, kind := range kinds {
			to := m.Value(kind, at)
			if ok || to == 0 || to < longest || parted(m, at, to) || kind == "name" && !sure || to < m.Len() && m.Adds(to) {
				continue
			}
			old, found := last(m, kind, begins, back)
			if found && !same(m, old, [2]int{at, to}) && (sure || old[1] == begins || apart) {
				ok = true
				r.Old, r.New, r.Sure = old, [2]int{at, to}, at-end == signs && kind != "name"
				if kind == "date" {
					r.Old, r.New = dayOnly(m, r.Old, r.New)
				}
			}
		}
		if ok {
			return r, true
		}
		if !m.Sign(at) && !sure {
			break
		}
		if m.Sign(at) {
			far, signs = far+1, signs+1
		}
	}
	return r, false
}

// last is the last value of a kind before a place.
func last(m Message, kind string, before, back int) (old [2]int, ok bool) {
	for at := max(0, before-back-longestValue); at < before; at++ {
		if to := m.Value(kind, at); to > at && to <= before && !m.Quoted(at) {
			if before-to > back {
				continue
			}
			old, ok = [2]int{at, to}, true
			at = to - 1
		}
	}
	return old, ok
}

// parted reports whether a sign stands within a stretch: "the 12th, the 10th
// was …" are two days, not the days between.
func parted(m Message, from, to int) bool {
	for at := from + 1; at < to-1; at++ {
		if m.Sign(at) && m.Word(at) == "," {
			return true
		}
	}
	return false
}

// dayOnly narrows two days to their figures where the second names no month:
// "on 10 February … no, the 12th".
func dayOnly(m Message, old, now [2]int) (a, b [2]int) {
	figure := func(s [2]int) (at, words int) {
		at = -1
		for i := s[0]; i < s[1]; i++ {
			if w := m.Word(i); w != "" && w[0] >= '0' && w[0] <= '9' && at < 0 {
				at = i
			} else if m.Content(i) {
				words++
			}
		}
		return at, words
	}
	i, named := figure(old)
	j, more := figure(now)
	if i < 0 || j < 0 || named == 0 || more > 0 {
		return old, now
	}
	return [2]int{i, i + 1}, [2]int{j, j + 1}
}

// byEcho is a repair that says some words again, with another among them: "head
// of marketing … no wait, head of data".
func byEcho(m Message, begins, end int, sure bool) (r Repair, ok bool) {
	from := end
	for from < m.Len() && m.Sign(from) {
		from++
	}
	to := from
	for to < m.Len() && !m.Sign(to) && !m.Quoted(to) && to-from <= longestEcho {
		to++
	}
	if n := to - from; !sure || n < 2 || m.Speaks(from+1) || n > longestEcho || to < m.Len() && m.Adds(to) {
		return r, false
	}
	first, final := m.Word(from), m.Word(to-1)
	for i := begins - 1; i >= max(0, begins-before); i-- {
		if m.Sign(i) || m.Quoted(i) {
			continue
		}
		switch w := m.Word(i); {
		case w == final && m.Content(i): // "senior web analyst", "lead web analyst"
			start := i
			for start > 0 && i-start < to-from-1 && !m.Sign(start-1) {
				start--
			}
			for start < i && !m.Content(start) && m.Word(start) != first {
				start++
			}
			r = Repair{Old: [2]int{start, i + 1}, New: [2]int{from, to}}
		case w == first && m.Content(i): // "directrice marketing", "directrice data"
			stop := i
			for stop < begins && !m.Sign(stop) && stop-i < longestEcho {
				stop++
			}
			r = Repair{Old: [2]int{i, stop}, New: [2]int{from, to}}
		default:
			continue
		}
		return r, !same(m, r.Old, r.New)
	}
	return r, false
}

// explained is where what explains a repair ends: a phrase behind it that names
// again what was taken back ("…, the 10th was the mock").
func explained(m Message, r Repair, end int) int {
	at := end
	for at < m.Len() && m.Sign(at) {
		at++
	}
	if at == end || at >= m.Len() {
		return end
	}
	to, again := at, false
	for to < m.Len() && !m.Sign(to) {
		if m.Word(to) == m.Word(r.Old[1]-1) && m.Content(to) || r.Old[1]-r.Old[0] == 1 && m.Word(to) == m.Word(r.Old[0]) {
			again = true
		}
		to++
	}
	if again && to-at <= before {
		return to
	}
	return end
}

func same(m Message, a, b [2]int) bool {
	words := func(s [2]int) string {
		var out []string
		for i := s[0]; i < s[1]; i++ {
			out = append(out, m.Word(i))
		}
		return strings.Join(out, " ")
	}
	return words(a) == words(b)
}

// Refuses reports whether words begin with a plain no, which takes back what was
// said before them: "… done. Hmm, actually no, leave that one open".
func Refuses(m Message, from int) bool {
	for at := max(from, 0); at < min(m.Len(), from+longestLead); at++ {
		switch {
		case m.Quoted(at):
			return false
		case no[m.Word(at)]:
			return at+1 == m.Len() || m.Sign(at+1)
		case !m.Sign(at) && !beforeNo[m.Word(at)]:
			return false
		}
	}
	return false
}

const longestLead = 6 // tokens before a plain no

var (
	no       = map[string]bool{"no": true, "nope": true, "nah": true, "non": true, "nan": true, "nn": true}
	beforeNo = map[string]bool{"hmm": true, "hm": true, "mmh": true, "oh": true, "ah": true, "euh": true, "uh": true, "er": true, "um": true, "well": true, "actually": true, "wait": true, "sorry": true, "but": true,
		"mais": true, "enfin": true, "en": true, "fait": true, "finalement": true, "attends": true, "attendez": true, "pardon": true, "ou": true, "plutot": true, "bon": true}
)

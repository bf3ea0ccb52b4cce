package answers

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"strings"

	"mentor/bot/answers/spelling"
)

// sort of thing that a name stands for.
type thing byte

const (
	aRole thing = iota
	aCertification
	anAssociation
	aTerm
	aTitle // known by what is nearest to it
	anUnknownRole
)

// name is one way to call a thing.
type name struct {
	thing thing
	id    string
	words int
	caps  bool    // counts only where typed in capitals: SA, which in French is "sa"
	score float64 // 1 for a whole name; less for a part of one
}

// lexicon finds the names of things in a message.
type lexicon struct {
	exact    map[string][]name // by its words in order
	any      map[string][]name // by its words sorted
	vocab    map[string]bool   // every word of a name
	buckets  [24][]entry       // the vocabulary by length
	parts    map[string][]string
	longest  int
	familiar func(word string) bool // words that are no typo of a name's word
}

type entry struct {
	word string
	mask uint64
}

func newLexicon(familiar func(string) bool) *lexicon {
	return &lexicon{
		exact: map[string][]name{}, any: map[string][]name{}, vocab: map[string]bool{},
		parts: map[string][]string{}, familiar: familiar,
	}
}

// nameWords brings a name to the words under which it is kept.
func nameWords(s string) []string {
	var out []string
	for _, t := range split(clean(s)) {
		out = append(out, canonical(t.word)...)
	}
	return out
}

// canonical is the form of a word in names; none where names skip it.
func canonical(word string) []string {
	if skipped[word] {
		return nil
	}
	if form, ok := sameAs[word]; ok {
		if strings.IndexByte(form, ' ') >= 0 {
			return strings.Fields(form)
		}
		if form == "" {
			return nil
		}
		return []string{form}
	}
	if n := len(word); n > 4 && word[n-1] == 's' && word[n-2] != 's' {
		return []string{word[:n-1]}
	}
	return []string{word}
}

// add takes a name into the lexicon.
func (l *lexicon) add(what thing, id, text string, score float64) {
	list := nameWords(text)
	if len(list) == 0 {
		return
	}
	n := name{thing: what, id: id, words: len(list), score: score}
	abbr := strings.TrimSpace(text)
	n.caps = len(abbr) <= 3 && abbr == strings.ToUpper(abbr) && shortWords[foldWord(abbr)]
	put := func(m map[string][]name, key string) {
		for _, old := range m[key] {
			if old.thing == n.thing && old.id == n.id {
				return
			}
		}
		m[key] = append(m[key], n)
	}
	put(l.exact, strings.Join(list, " "))
	if len(list) > 1 {
		sorted := slices.Clone(list)
		slices.Sort(sorted)
		put(l.any, strings.Join(sorted, " "))
	}
	l.longest = max(l.longest, len(list))
	for _, w := range list {
		if !l.vocab[w] {
			l.vocab[w] = true
			l.spelling(w)
			for _, other := range spellings[w] {
				l.spelling(other)
			}
		}
	}
}

// spelling takes in a way to write a word of a name, for typos to be mended to.
func (l *lexicon) spelling(w string) {
	n := min(len(w), len(l.buckets)-1)
	l.buckets[n] = append(l.buckets[n], entry{w, spelling.Letters(w)})
}

// spellings are the words that stand for a word of names, by that word.
var spellings = func() map[string][]string {
	m := map[string][]string{}
	for w, form := range sameAs {
		if form != w && len(w) > 4 && !strings.Contains(form, " ") {
			m[form] = append(m[form], w)
		}
	}
	for _, list := range m {
		slices.Sort(list)
	}
	return m
}()

// shortWords are short words of either language that are also abbreviations.
var shortWords = words("sa po map pm it cat das ma son nos vos ses mes ete est as do go us an if mm aim cap pot ssp se ce si ta te la le de et ou un or my me he we so no be by in on at to am")

// known reports whether a word can be part of a name.
func (l *lexicon) known(word string) bool {
	return slices.ContainsFunc(canonical(word), func(w string) bool { return l.vocab[w] })
}

// forms are the words of names that a word stands for, typos mended.
func (l *lexicon) forms(word string) []string {
	if list := canonical(word); len(list) != 1 || l.vocab[list[0]] {
		return list
	}
	if better, ok := l.mend(word); ok {
		return canonical(better)
	}
	return canonical(word)
}

// mend gives the word of a name that a mistyped word stands for.
func (l *lexicon) mend(word string) (string, bool) {
	limit := spelling.Tolerance(word)
	if limit == 0 || l.familiar(word) {
		return "", false
	}
	mask := spelling.Letters(word)
	best, at, ties := "", limit+1, 0
	for n := max(4, len(word)-limit); n <= min(len(word)+limit, len(l.buckets)-1); n++ {
		for _, e := range l.buckets[n] {
			if bits.OnesCount64(mask^e.mask) > 2*limit {
				continue
			}
			d := spelling.Distance(word, e.word, limit)
			if d > limit || (d == 2 || len(word) < 6) && e.word[0] != word[0] { // CSPO is no PSPO
				continue
			}
			switch {
			case d < at:
				best, at, ties = e.word, d, 0
			case d == at && e.word != best:
				ties++
				if e.word[0] == word[0] && (best[0] != word[0] || e.word < best) {
					best = e.word
				}
			}
		}
	}
	return best, best != ""
}

// mention is a name found in a message.
type mention struct {
	names    []name // what it may stand for, best first
	from, to int    // tokens
	score    float64
	typos    int
}

func (m mention) is(what thing) bool { return len(m.names) > 0 && m.names[0].thing == what }

// find lists the names in a message, longest first where they overlap, in the
// order of mention.
func (l *lexicon) find(ts []token) []mention {
	type unit struct {
		word  string
		at    int // token
		mends int
	}
	units := make([]unit, 0, len(ts)+4)
	for i, t := range ts {
		list := canonical(t.word)
		if len(list) == 1 && !l.vocab[list[0]] {
			if w, ok := l.mend(t.word); ok {
				for _, form := range canonical(w) {
					units = append(units, unit{form, i, 1})
				}
				continue
			}
		}
		for _, w := range list {
			units = append(units, unit{w, i, 0})
		}
	}
	var found []mention
	var key strings.Builder
	list := make([]string, 0, 8)
	for i := range units {
		for n := min(l.longest, len(units)-i); n >= 1; n-- {
			span := units[i : i+n]
			// "martech" is two words of a name but one word of a message.
			if i > 0 && units[i-1].at == span[0].at || i+n < len(units) && units[i+n].at == span[n-1].at {
				continue
			}
			list = list[:0]
			mends, known := 0, true
			for _, u := range span {
				list = append(list, u.word)
				mends += u.mends
				known = known && l.vocab[u.word]
			}
			if !known || gap(ts, span[0].at, span[n-1].at) {
				continue
			}
			key.Reset()
			for j, w := range list {
				if j > 0 {
					key.WriteByte(' ')
				}
				key.WriteString(w)
			}
			names, penalty := l.exact[key.String()], 0.0
			apart := joined(ts, span[0].at, span[n-1].at)
			if n == 2 && apart { // "owner and process" is no "propriétaire du processus"
				continue
			}
			if names == nil && n > 1 && !apart {
				slices.Sort(list)
				names, penalty = l.any[strings.Join(list, " ")], 0.05
			}
			if n > 1 && manyCerts[ts[span[n-1].at].word] && l.isRole(span[0].at, ts[:span[n-1].at]) {
				continue // "product owner certs": those of the role, not the one that is called so
			}
			names = permitted(names, ts[span[0].at])
			if len(names) == 0 || (n == 1 && mends > 0 && len(span[0].word) < 5) {
				continue
			}
			m := mention{names: slices.Clone(names), from: span[0].at, to: span[n-1].at + 1, typos: mends}
			m.score = names[0].score - penalty - 0.06*float64(mends)
			slices.SortStableFunc(m.names, func(a, b name) int {
				return cmp.Or(int(a.thing)-int(b.thing), cmp.Compare(b.score, a.score))
			})
			found = append(found, m)
			break
		}
	}
	// The longer of two that overlap wins, then the surer.
	order := make([]int, len(found))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := found[order[a]], found[order[b]]
		if d := (x.to - x.from) - (y.to - y.from); d != 0 {
			return d > 0
		}
		return x.score > y.score
	})
	taken := make([]bool, len(ts))
	var out []mention
	for _, i := range order {
		m := found[i]
		free := true
		for t := m.from; t < m.to; t++ {
			free = free && !taken[t]
		}
		if !free {
			continue
		}
		for t := m.from; t < m.to; t++ {
			taken[t] = true
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b mention) int { return a.from - b.from })
	return out
}

// manyCerts ask for the certifications of a role rather than for one of a name.
var manyCerts = words("certs certifs certifications certificates certificats")

// isRole reports whether the tokens from one on are the whole name of a role.
func (l *lexicon) isRole(from int, ts []token) bool {
	var list []string
	for _, t := range ts[from:] {
		list = append(list, canonical(t.word)...)
	}
	names := l.exact[strings.Join(list, " ")]
	return slices.ContainsFunc(names, func(n name) bool { return n.thing == aRole })
}

// gap reports whether a sentence or a clause ends between two tokens.
func gap(ts []token, from, to int) bool {
	for i := from; i < to; i++ {
		if ts[i+1].broken {
			return true
		}
	}
	return false
}

// joining are words that stand between two names, or inside one only in its
// own order.
var joining = words("and et to a & vs or ou versus vers into with avec against contre")

func joined(ts []token, from, to int) bool {
	return slices.ContainsFunc(ts[from:to], func(t token) bool { return joining[t.word] })
}

// permitted drops the names that only capitals make into one.
func permitted(names []name, t token) []name {
	for i, n := range names {
		if n.caps && t.raw != strings.ToUpper(t.raw) {
			kept := slices.Clone(names[:i])
			for _, m := range names[i:] {
				if !m.caps {
					kept = append(kept, m)
				}
			}
			return kept
		}
	}
	return names
}

package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/own"
	"mentor/bot/understanding/values"
)

// Knowledge is what the reader looks names up in.
type Knowledge struct {
	Roles, Certifications []language.Name
	// Zone resolves a city or a zone's name; near are zones that it may mean.
	// NearZone also takes one that is misspelt, and may take long.
	Zone, NearZone func(words string) (zone string, near []string)

	roles, certs *language.Names
}

// nameEdges reads a role or a certification by its name, and where own is set
// also by words that the catalogue lacks.
func (m *message) nameEdges(kind string, at, to int, own bool) (edges []slotEdge) {
	t := m.k.certs
	if kind == "role" {
		t = m.k.roles
	}
	plural := kind == "certs"
	start := at
	for start < to && start < at+2 && m.is(grammar.ArticleWord, start) {
		start++
	}
	brand := start // "Snowflake SnowPro Core": whose certification it is may stand before
	for kind != "role" && start < to && start < brand+2 && m.ids[start] == none && m.tokens[start].Kind == language.Word && !m.begun(t, start, to) {
		start++
	}
	if start < to && start > brand && !m.begun(t, start, to) {
		start = brand
	}
	best := 0
	t.Find(m.tokens, start, to, func(end int, ids []string) {
		other := kind != "role" && end < to && higher[m.tokens[end].Fold] // "PSM II" is another than PSM
		if other {
			end++
		}
		v := m.value(brand, end, nil)
		n := bot.Named{Name: v.Text}
		switch {
		case other:
		case len(ids) == 1:
			n.ID = ids[0]
		default:
			n.Near = ids
		}
		v.Of = n
		if plural {
			v.Of = []bot.Named{n}
		}
		for kind != "role" && end < to && m.is(grammar.ExamWord, end) && !m.tokens[end].Quoted {
			end++
		}
		best = max(best, end)
		edges = append(edges, slotEdge{to: end, value: v, fuzzy: start > brand && !language.Capital(m.tokens[brand].Text)})
	})
	initials := min(start, to-1) // articles may end the words
	if own, ok := m.byInitials(initials); kind != "role" && ok && len(edges) == 0 {
		v := m.value(initials, initials+1, nil)
		n := bot.Named{ID: own.Catalog, Name: own.Name}
		if v.Of = n; plural {
			v.Of = []bot.Named{n}
		}
		edges = append(edges, slotEdge{to: initials + 1, value: v})
	}
	if own {
		known, first, as := m.firstName(t, start, to), m.nextText(), values.AsName
		if m.texts = append(m.texts, edges...); plural {
			as = values.AsNames
		}
		m.openWords(brand, to, false, func(from, until, end int, cost int32) {
			if end >= known {
				return // a name that is known has words around it that are none of it
			}
			v := m.value(from, until, nil)
			if end > brand+1 && m.is(grammar.ArticleWord, end-1) || !strings.ContainsFunc(v.Text, language.Letter) {
				return
			}
			m.texts = append(m.texts, slotEdge{to: end, value: v, cost: cost, text: true, kept: as})
		})
		edges = m.texts[first:len(m.texts):len(m.texts)]
	}
	return edges
}

// higher are the levels of a certification above the first.
var higher = map[string]bool{"ii": true, "iii": true, "iv": true}

// longestJob is the words of a job's title.
const longestJob = 7

// jobEdges reads a role by its name, or a title in one's own words: it has to
// name a job.
func (m *message) jobEdges(at, to int) []slotEdge {
	edges := m.nameEdges("role", at, to, false)
	start := at
	for start < to && start < at+2 && m.is(grammar.ArticleWord, start) {
		start++
	}
	m.openWords(start, to, false, func(from, until, end int, cost int32) {
		first, last := m.is(grammar.JobWord, start) && from == start, m.is(grammar.JobWord, end-1)
		if !first && !last || end-start > longestJob || m.datedWithin(start+1, end, to) || slices.ContainsFunc(edges, func(k slotEdge) bool { return k.to == end }) || m.courteous(start, to) {
			return
		}
		v := m.value(from, until, nil)
		v.Of = bot.Named{Name: v.Text}
		edges = append(edges, slotEdge{to: end, value: v, cost: cost, text: true})
	})
	return edges
}

// datedWithin reports whether a day begins among tokens: it is no part of a title.
func (m *message) datedWithin(from, end, to int) bool {
	for i := from; i < end; i++ {
		if m.dated(i, to) {
			return true
		}
	}
	return false
}

// certEdges reads a certification that the person has logged.
func (m *message) certEdges(at, to int) (edges []slotEdge) {
	start := at
	for start < to && start < at+3 && (m.is(grammar.ArticleWord, start) || m.is(grammar.ExamWord, start) || m.tokens[start].Fold == "#") {
		start++
	}
	if start >= to {
		return nil
	}
	if n, end := m.number(start, to); end > 0 && (m.tokens[start].Kind != language.Word || start > at || m.ordinal(start)) { // a bare "one" is no certification
		c := bot.CertChoice{}
		if slices.ContainsFunc(m.c.Certifications, func(x bot.CertName) bool { return x.Number == n }) {
			c.Numbers = []int{n}
		} else {
			c.Unknown = []int{n}
		}
		for end < to && m.is(grammar.ExamWord, end) {
			end++
		}
		edges = append(edges, slotEdge{to: end, value: m.value(at, end, c)})
	}
	longest := 0
	var choice bot.CertChoice
	m.k.certs.Find(m.tokens, start, to, func(end int, ids []string) {
		var c bot.CertChoice
		for _, x := range m.c.Certifications {
			if slices.Contains(ids, x.Catalog) {
				c.Numbers = append(c.Numbers, x.Number)
			}
		}
		if len(c.Numbers) > 0 && end > longest {
			longest, choice = end, c
		}
	})
	if c, ok := m.byInitials(start); ok {
		longest, choice = start+1, bot.CertChoice{Numbers: []int{c.Number}}
	}
	m.cutCerts()
	for i, x := range m.c.Certifications { // by the words of its own name
		words := m.certs[i].Words
		end, hit := start, false
		for end < to && m.tokens[end].Kind == language.Word && slices.Contains(words, m.tokens[end].Fold) {
			end, hit = end+1, true
		}
		switch {
		case hit && end > longest:
			longest, choice = end, bot.CertChoice{Numbers: []int{x.Number}}
		case hit && end == longest && !slices.Contains(choice.Numbers, x.Number):
			choice.Numbers = append(choice.Numbers, x.Number)
		}
	}
	if longest > 0 {
		choice.Several = len(choice.Numbers) > 1
		for longest < to && m.is(grammar.ExamWord, longest) {
			longest++
		}
		edges = append(edges, slotEdge{to: longest, value: m.value(at, longest, choice)})
	}
	return edges
}

// longestWho is the words of a person's name.
const longestWho = 3

// whoEdges reads a person's name: a few words that are none of the grammar's, or
// are written as a name is.
func (m *message) whoEdges(at, to int) (edges []slotEdge) {
	for end := at + 1; end <= min(to, at+longestWho); end++ {
		t := &m.tokens[end-1]
		if t.Kind != language.Word || t.Quoted || m.is(grammar.JobWord, end-1) || m.ids[end-1] != none && !language.Capital(t.Text) || m.operatorAt(end-1, to) {
			break
		}
		edges = append(edges, slotEdge{to: end, value: m.value(at, end, nil), cost: fillerCost})
	}
	return edges
}

// begun reports whether a known name begins at a place.
func (m *message) begun(t *language.Names, at, to int) (ok bool) {
	t.Find(m.tokens, at, to, func(int, []string) { ok = true })
	return ok
}

// byInitials finds the one certification of one's own that initials mean: "GA".
func (m *message) byInitials(at int) (found bot.CertName, ok bool) {
	w := m.tokens[at].Fold
	if len(w) < 2 || m.ids[at] != none || m.tokens[at].Kind != language.Word {
		return found, false
	}
	n := 0
	m.cutCerts()
	for i, c := range m.c.Certifications {
		if m.certs[i].Initials == w {
			found, n = c, n+1
		}
	}
	return found, n == 1
}

// cutCerts cuts the names of the certifications into words, once.
func (m *message) cutCerts() {
	if m.certs == nil {
		m.certs = own.Certs(m.c.Certifications, func(w string) bool { return m.g.IsWord(grammar.ExamWord, w) || m.g.IsWord(grammar.SmallWord, w) })
	}
}

// firstName is where the first known name ends of those that begin among the
// next tokens.
func (m *message) firstName(t *language.Names, from, to int) int {
	first := len(m.tokens) + 1
	for i := from; i < min(to, from+maxNameTokens); i++ {
		t.Find(m.tokens, i, to, func(end int, _ []string) { first = min(first, end) })
	}
	return first
}

package understanding

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/values"
)

// zoneEdges reads a city, a country or the name of a zone.
func (m *message) zoneEdges(at, to int) (edges []slotEdge) {
	if m.k.Zone == nil || m.tokens[at].Kind == language.Punct {
		return nil
	}
	if m.tokens[at].Fold == "reunion" && m.tokens[at].Text == "réunion" { // in a meeting, not on the island
		return nil
	}
	last := min(to, at+longestPlace)
	for i := at + 1; i < last; i++ { // "Portland, Maine", but not "Warsaw, I want to …"
		if m.tokens[i].Fold == "," {
			m.walk(m.g.Subjects, i+1, to, func(int, int32) { last = min(last, i) })
		}
	}
	for end := last; end > at; end-- {
		if t := &m.tokens[end-1]; t.Kind == language.Punct && t.Fold != ")" && !(t.Fold >= "0" && t.Fold <= "9") {
			continue
		}
		v := m.value(at, end, nil)
		if n := utf8.RuneCountInString(v.Text); end == at+1 && strings.ToUpper(v.Text) != v.Text && (n < leastPlace || n == leastPlace && end < to && m.tokens[end].Kind == language.Word) { // "la" is no Los Angeles, "est un …" no Eastern Time
			continue
		}
		if id := m.ids[end-1]; end > at+1 && id != none && m.g.Function[id] != "" && m.tokens[end-1].Text == m.tokens[end-1].Fold { // "et" is no Eastern Time
			continue
		}
		zone, near := m.place(at, end, false)
		if zone == "" && len(near) == 0 && m.unknownPlace(at, end, to) {
			zone, near = m.place(at, end, true)
		}
		if zone == "" && len(near) == 0 {
			continue
		}
		if end < to && m.ids[end] == none && len(m.tokens[end].Fold) == stateCode && m.tokens[end].Kind == language.Word { // "austin tx"
			end++
			v = m.value(at, end, nil)
		}
		v.Of = bot.ZoneChoice{Zone: zone, Near: near}
		edges = append(edges, slotEdge{to: end, value: v})
		break
	}
	return edges
}

// longestPlace is how many tokens a place has, as it is looked for.
const longestPlace = 6

// placed is what was found for tokens as a place.
type placed struct {
	zone string
	near []string
}

// place looks tokens up, once for each stretch whatever clause is read: as they
// are written, or perhaps misspelt, which takes long.
func (m *message) place(at, end int, misspelt bool) (string, []string) {
	i, find := 2*(longestPlace*at+end-at-1), m.k.Zone
	if misspelt {
		i, find = i+1, m.k.NearZone
	}
	if len(m.placeAt) == 0 {
		n := 2 * longestPlace * len(m.tokens)
		m.placeAt = slices.Grow(m.placeAt, n)[:n]
		clear(m.placeAt)
	}
	switch known := m.placeAt[i]; {
	case known > 0:
		return m.places[known-1].zone, m.places[known-1].near
	case known < 0:
		return "", nil
	}
	span := m.span(at, end)
	zone, near := find(m.text[span.From:span.To])
	if zone == "" && len(near) == 0 {
		m.placeAt[i] = -1
	} else {
		m.places = append(m.places, placed{zone, near})
		m.placeAt[i] = int32(len(m.places))
	}
	return zone, near
}

// unknownPlace reports whether tokens may be the misspelt name of a place: one
// word that the grammar lacks, or some with capitals, up to one without.
func (m *message) unknownPlace(at, end, to int) bool {
	if m.k.NearZone == nil || end-at > maxPlaceWords {
		return false
	}
	if m.c.Expect.Kind == bot.ExpectZone {
		return true
	}
	capital := func(i int) bool { r, _ := utf8.DecodeRuneInString(m.tokens[i].Text); return unicode.IsUpper(r) }
	for i := at; i < end; i++ {
		if m.tokens[i].Kind != language.Word || m.tokens[i].Quoted || m.ids[i] != none && (!capital(i) || end == at+1 && m.g.Function[m.ids[i]] != "") { // "Could you …" is no town
			return false
		}
	}
	return end == at+1 && len(m.tokens) <= maxPlaceTokens || capital(at) && (end == to || !capital(end))
}

const (
	maxPlaceWords  = 3 // of the name of a misspelt place
	maxPlaceTokens = 8 // of a message in which one without a capital may be
)

// wordless reports whether tokens are figures and signs only.
func (m *message) wordless(from, to int) bool {
	return !slices.ContainsFunc(m.tokens[from:to], func(t language.Token) bool { return t.Kind == language.Word })
}

// figureless reports whether a stretch of time is said in words, but for its
// year: "end of june", "end of march 2028".
func (m *message) figureless(from, to int) bool {
	if values.NamesYear(m.tokens[to-1].Text) {
		to--
	}
	return !slices.ContainsFunc(m.tokens[from:to], func(t language.Token) bool { return t.Kind == language.Figure })
}

// turned reports whether a word that turns a meaning round stands among tokens:
// none of those by which one day is told from another ("the day after tomorrow").
func (m *message) turned(from, to int) bool {
	mood := m.moodOf(from, to, func(i int) bool { return relative[m.tokens[i].Fold] })
	return mood == bot.Limited || mood == bot.Negated || mood == bot.Hypothetical
}

// relative are words between two days of which one tells the other.
var relative = map[string]bool{"after": true, "before": true, "later": true, "apres": true, "avant": true}

func (m *message) isHorizon(from, to int) bool {
	return slices.ContainsFunc(m.slot("horizon", from), func(e slotEdge) bool { return e.to == to })
}

// onHorizon reports whether a rhythm has a horizon among its words: "le 1-3
// chaque lundi" is not on the first three days of a month.
func (m *message) onHorizon(from, to int) bool {
	for at := from; at+3 < to && at <= from+1; at++ {
		if m.tokens[at].Kind == language.Figure && m.tokens[at+1].Fold == "-" && m.isHorizon(at, at+3) {
			return true
		}
	}
	return false
}

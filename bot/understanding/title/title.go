// Package title finds the title of a job in a sentence: "I'm now Lead Analyst",
// "they made me head of data". It owns which words lead to a title and where one
// ends; it must not know roles, or what is done with a title.
package title

import (
	"strings"

	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
)

// Text is a message as titles are looked for, token by token.
type Text interface {
	Tokens() []language.Token
	Is(w grammar.Class, at int) bool
	Titles(at, to int, found func(end int, mark int32)) // words that lead to a title or end it, with their mark
	Dated(at, to int) bool                              // a day begins at a place
	Since(from, to int) bool                            // a day is named
	HasJob(from, to int) bool                           // a word of titles, or a role that is known
	OfOthers(from, lead, end int) bool                  // what leads to it is about somebody else
}

// Marks of the automaton of titles.
const (
	isHas int32 = iota
	isIs
	isAims
	isNews
	isStop
	isNew
	isJob
)

const (
	longest = 8 // words
	near    = 2 // words between a title and the day since when
)

// Title is where one stands. Aims is true where it is wanted rather than held.
type Title struct {
	From, To int
	Aims     bool
}

type text struct {
	Text
	tokens []language.Token
}

// News reports whether words say that there is a new title.
func News(t Text, from, to int) bool { return text{t, t.Tokens()}.hears(isNews, from, to) }

// Find is where a sentence names one. news: something before it says that there
// is a new one.
func Find(t Text, begin, end int, news bool) (Title, bool) {
	m := text{t, t.Tokens()}
	for i := begin; i < end; i++ {
		lead, at := int32(-1), i
		m.Titles(i, end, func(end int, mark int32) {
			if mark <= isAims && (end > at || lead == isIs) {
				lead, at = mark, end
			}
		})
		if lead < 0 || m.OfOthers(begin, i, at) {
			continue
		}
		from, to, ok := m.titleAt(at, end)
		if !ok {
			continue
		}
		job := m.HasJob(from, to)
		since := false
		if lead == isIs {
			since = m.Since(to, min(end, to+near))
			since = since || to < end && m.Is(grammar.NowWord, to) || news
		}
		if lead == isIs && (!job || !since) || lead != isIs && !job && !(m.titleCase(from, to) && m.hears(isJob, i, at)) {
			continue
		}
		return Title{from, to, lead == isAims}, true
	}
	if news { // "they're keeping me! junior analyst from 1 June"
		if from, to, ok := m.titleAt(begin, end); ok && m.HasJob(from, to) {
			return Title{From: from, To: to}, m.Since(to, end) || to == end
		}
	}
	return Title{}, false
}

// titleAt is the title that begins at a place, behind an article.
func (m text) titleAt(at, to int) (from, end int, ok bool) {
	for more := true; more && at < to; {
		more = false
		m.Titles(at, to, func(e int, mark int32) {
			if mark == isNew && e > at {
				at, more = e, true
			}
		})
		if at < to && (m.tokens[at].Fold == ":" || m.tokens[at].Kind == language.Emoji) {
			at, more = at+1, true
		}
	}
	end = at
	for end < to && end-at < longest {
		t := &m.tokens[end]
		if t.Kind == language.Punct && (t.Fold == "-" || t.Fold == "&" || t.Fold == "/" || t.Fold == "'") && end > at && end+1 < to && m.tokens[end+1].Kind == language.Word {
			end++
			continue
		}
		if end > at && end+1 < to && m.Is(grammar.AndWord, end) && (m.Is(grammar.DoesWord, end+1) || m.Is(grammar.ArticleWord, end+1)) { // "as their analyst and gives me no support"
			break
		}
		if t.Kind != language.Word || end > at && m.hears(isStop, end, end+1) || m.Dated(end, to) || m.hearsFrom(isStop, end, to) {
			break
		}
		end++
	}
	for end > at && (m.Is(grammar.ArticleWord, end-1) || m.Is(grammar.AndWord, end-1) || m.Is(grammar.PlaceWord, end-1) || m.tokens[end-1].Kind == language.Punct) {
		end--
	}
	return at, end, end > at
}

// hears reports whether something of titles begins within tokens; hearsFrom
// whether it begins at the first of them.
func (m text) hears(mark int32, from, to int) bool {
	for i := from; i < to; i++ {
		if m.hearsFrom(mark, i, to) {
			return true
		}
	}
	return false
}

func (m text) hearsFrom(mark int32, at, to int) bool {
	hit := false
	m.Titles(at, to, func(_ int, k int32) { hit = hit || k == mark })
	return hit
}

// titleCase reports whether tokens are written as a title is: with a capital.
func (m text) titleCase(from, to int) bool {
	return to > from && m.tokens[from].Text != "" && m.tokens[from].Text[0] >= 'A' && m.tokens[from].Text[0] <= 'Z' && (len(m.tokens[from].Text) < 4 || strings.ToUpper(m.tokens[from].Text) != m.tokens[from].Text)
}

// Start is where a title begins that was found from a place on: what stands
// between an article and it is a part of it, "a marketing ops specialist".
func Start(t Text, kind string, at, from int) int {
	if kind != "title" {
		return at
	}
	tokens := t.Tokens()
	for i := at - 1; i >= max(from, at-modifiers); i-- {
		if t.Is(grammar.ArticleWord, i) {
			return i + 1
		}
		if tokens[i].Kind != language.Word || noModifier[tokens[i].Fold] {
			break
		}
	}
	return at
}

// modifiers is how many words of a title, the article among them, may stand
// before what was found of it.
const modifiers = 3

var noModifier = map[string]bool{"as": true, "of": true, "to": true, "in": true, "at": true, "is": true, "am": true, "are": true, "job": true, "role": true, "title": true, "position": true,
	"target": true, "comme": true, "de": true, "en": true, "est": true, "poste": true, "titre": true, "cible": true, "for": true, "be": true, "become": true, "devenir": true, "etre": true}

package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
)

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
	longestTitle = 8    // words
	nearTitle    = 2    // words between a title and the day since when
	sureTitle    = 0.95 // how likely a wish is that a title was found for
)

// titled makes the title that a message names the first of its guesses: as the
// person wrote it, without the date and the words around it.
func (m *message) titled(u *bot.Understood) {
	for _, p := range u.Parts {
		if p.Acts() && !m.shows(p.Name) || p.Kind == bot.QuotedPart {
			return
		}
	}
	if len(m.tokens) < leastWords || u.Supposed != nil || u.Corrects != nil {
		return
	}
	news := false
	for _, s := range m.split() {
		if s.quoted || s.asked {
			continue
		}
		from, to, aims, ok := m.title(s, news)
		if m.hears(isNews, s.from, s.to) {
			news = true
		}
		if !ok {
			continue
		}
		name, slot := "role.new", "role"
		if aims {
			name, slot = "target.set", "target"
		}
		v := m.value(from, to, nil)
		v.Of = bot.Named{Name: v.Text} // as it was written
		p := bot.Part{Kind: bot.CommandPart, Name: name, Clause: m.span(s.from, s.to), Span: v.Span, Slots: map[string]bot.Value{slot: v}}
		if on, ok := m.dayFrom(to, s.to); ok && !aims {
			p.Slots["on"] = on
		}
		all := []bot.Guess{{Part: p, Likely: sureTitle}}
		for _, g := range u.Guesses {
			if about, _, _ := strings.Cut(g.Name, "."); about != "role" && about != "target" && about != "fact" && about != "profile" && about != "cert" {
				all = append(all, g)
			}
		}
		u.Guesses, u.Wants = all, max(u.Wants, sureTitle)
		if n := slices.IndexFunc(u.Each, func(g bot.Guess) bool {
			return g.Name == name && g.Clause.From < p.Clause.To && p.Clause.From < g.Clause.To
		}); n >= 0 {
			u.Each[n].Slots[slot] = v
		}
		return
	}
}

// title is where a sentence names one; aims is true where it is wanted rather
// than held. news: something before it says that there is a new one.
func (m *message) title(s sentence, news bool) (from, to int, aims, ok bool) {
	for i := s.from; i < s.to; i++ {
		lead, at := int32(-1), i
		m.walk(m.g.Titles, i, s.to, func(end int, mark int32) {
			if mark <= isAims && (end > at || lead == isIs) {
				lead, at = mark, end
			}
		})
		if lead < 0 || m.about(s.from, i, at) {
			continue
		}
		if from, to, ok = m.titleAt(at, s.to); !ok {
			continue
		}
		job := m.hasJob(from, to)
		since := false
		if lead == isIs {
			_, since = m.dayFrom(to, min(s.to, to+nearTitle))
			since = since || to < s.to && m.is(grammar.NowWord, to) || news
		}
		if lead == isIs && (!job || !since) || lead != isIs && !job && !(m.titleCase(from, to) && m.hears(isJob, i, at)) {
			continue
		}
		return from, to, lead == isAims, true
	}
	if news { // "they're keeping me! junior analyst from 1 June"
		if from, to, ok = m.titleAt(s.from, s.to); ok && m.hasJob(from, to) {
			_, dated := m.dayFrom(to, s.to)
			return from, to, false, dated || to == s.to
		}
	}
	return 0, 0, false, false
}

// about reports whether the clause that leads to a title is about somebody else:
// "my sister was promoted to …", but not "my boss promoted me to …".
func (m *message) about(from, lead, end int) bool {
	at := lead
	for at > from && !m.separates(at-1) && m.tokens[at-1].Fold != ":" {
		at--
	}
	other := false
	for i := at; i < end; i++ {
		if m.mine(i) || strings.HasPrefix(m.tokens[i].Fold, "m'") {
			return false
		}
		other = other || i <= lead && m.hearsOther(i, end)
	}
	return other || at < lead && m.namedAt(at, len(m.tokens))
}

// titleAt is the title that begins at a place, behind an article.
func (m *message) titleAt(at, to int) (from, end int, ok bool) {
	for more := true; more && at < to; {
		more = false
		m.walk(m.g.Titles, at, to, func(e int, mark int32) {
			if mark == isNew && e > at {
				at, more = e, true
			}
		})
		if at < to && (m.tokens[at].Fold == ":" || m.tokens[at].Kind == language.Emoji) {
			at, more = at+1, true
		}
	}
	end = at
	for end < to && end-at < longestTitle {
		t := &m.tokens[end]
		if t.Kind == language.Punct && (t.Fold == "-" || t.Fold == "&" || t.Fold == "/" || t.Fold == "'") && end > at && end+1 < to && m.tokens[end+1].Kind == language.Word {
			end++
			continue
		}
		if t.Kind != language.Word || end > at && m.hears(isStop, end, end+1) || m.dated(end, to) || m.hearsFrom(isStop, end, to) {
			break
		}
		end++
	}
	for end > at && (m.is(grammar.ArticleWord, end-1) || m.is(grammar.AndWord, end-1) || m.is(grammar.PlaceWord, end-1) || m.tokens[end-1].Kind == language.Punct) {
		end--
	}
	return at, end, end > at
}

// hears reports whether something of titles begins within tokens; hearsFrom
// whether it begins at the first of them.
func (m *message) hears(mark int32, from, to int) bool {
	for i := from; i < to; i++ {
		if m.hearsFrom(mark, i, to) {
			return true
		}
	}
	return false
}

func (m *message) hearsFrom(mark int32, at, to int) bool {
	hit := false
	m.walk(m.g.Titles, at, to, func(_ int, k int32) { hit = hit || k == mark })
	return hit
}

// dated reports whether a day begins at a place.
func (m *message) dated(at, to int) bool {
	for _, kind := range []string{"date+", "date-", "span"} {
		for _, e := range m.timeEdges(kind, at, to) {
			if r, ok := e.value.Of.(language.Reading); ok && r.Problem == "" {
				return true
			}
		}
	}
	return false
}

// dayFrom is the first day that is named behind a title.
func (m *message) dayFrom(from, to int) (v bot.Value, ok bool) {
	m.scope = [2]int{0, len(m.tokens)}
	for i := from; i < to && !m.separates(i); i++ {
		for _, kind := range []string{"date+", "date-", "span"} {
			if e, found := longest(m.slot(kind, i)); found {
				if r, is := e.value.Of.(language.Reading); is && r.Problem == "" {
					_, length := r.Value.(language.Duration)
					if span, is := r.Value.(language.Range); !length && !(is && span.Bound == language.By) {
						return e.value, true
					}
				}
			}
		}
	}
	return v, false
}

// hasJob reports whether a word that titles have stands among tokens, or a role
// that is known.
func (m *message) hasJob(from, to int) bool {
	for i := from; i < to; i++ {
		if m.is(grammar.JobWord, i) {
			return true
		}
	}
	return m.roleID(from, to) != "" || m.k.roles != nil && m.firstName(m.k.roles, from, to) <= to
}

// roleID is the role that tokens are the name of, whole.
func (m *message) roleID(from, to int) (id string) {
	m.k.roles.Find(m.tokens, from, to, func(end int, ids []string) {
		if end == to && len(ids) == 1 {
			id = ids[0]
		}
	})
	return id
}

// titleCase reports whether tokens are written as a title is: with a capital.
func (m *message) titleCase(from, to int) bool {
	return to > from && m.tokens[from].Text != "" && m.tokens[from].Text[0] >= 'A' && m.tokens[from].Text[0] <= 'Z' && (len(m.tokens[from].Text) < 4 || strings.ToUpper(m.tokens[from].Text) != m.tokens[from].Text)
}

package understanding

import (
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/title"
	"mentor/bot/understanding/values"
)

// titled makes the title that a message names the first of its guesses: as the
// person wrote it, without the date and the words around it.
func (m *message) titled(u *bot.Understood) {
	for _, p := range u.Parts {
		if p.Acts() && !m.shows(p.Name) && !values.Untitled(p) || p.Kind == bot.QuotedPart {
			return
		}
	}
	if len(m.tokens) < leastWords || u.Supposed != nil || u.Corrects != nil {
		return
	}
	news, both := false, []bot.Guess(nil)
	for _, s := range m.split() {
		if s.quoted || s.asked {
			continue
		}
		for from := s.from; len(both) < 2; {
			found, ok := title.Find(entitled{m}, from, s.to, news)
			news = news || title.News(entitled{m}, s.from, s.to)
			g := m.entitles(found, s, news)
			if !ok || len(both) > 0 && (both[0].Name == "target.set") == found.Aims {
				break
			}
			both, from = append(both, g), found.To
		}
	}
	values.Entitle(u, both)
}

// entitles is the wish that a title in a sentence makes: as it was written.
func (m *message) entitles(found title.Title, s sentence, news bool) bot.Guess {
	name, slot := "role.new", "role"
	if found.Aims {
		name, slot = "target.set", "target"
	}
	v := m.value(found.From, found.To, nil)
	v.Of = bot.Named{Name: v.Text}
	p := bot.Part{Kind: bot.CommandPart, Name: name, Clause: m.span(s.from, s.to), Span: v.Span, Slots: map[string]bot.Value{slot: v}}
	if on, ok := m.dayFrom(found.To, s.to); ok && !found.Aims {
		p.Slots["on"] = on
	} else if m.c.Role == "" && !news && !found.Aims { // the first that is told
		p.Name = "fact.role"
	}
	return bot.Guess{Part: p, Likely: values.SureTitle}
}

// entitled is a message as titles are looked for in it.
type entitled struct{ *message }

func (m entitled) Tokens() []language.Token        { return m.tokens }
func (m entitled) Is(w grammar.Class, at int) bool { return m.is(w, at) }
func (m entitled) Titles(at, to int, found func(end int, mark int32)) {
	m.walk(m.g.Titles, at, to, found)
}
func (m entitled) Dated(at, to int) bool             { return m.dated(at, to) }
func (m entitled) HasJob(from, to int) bool          { return m.hasJob(from, to) }
func (m entitled) OfOthers(from, lead, end int) bool { return m.ofOthersTitle(from, lead, end) }
func (m entitled) Since(from, to int) bool           { _, ok := m.dayFrom(from, to); return ok }

// ofOthersTitle reports whether the clause that leads to a title is about somebody else:
// "my sister was promoted to …", but not "my boss promoted me to …".
func (m *message) ofOthersTitle(from, lead, end int) bool {
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

package understanding

import (
	"cmp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/mistake"
	"mentor/bot/understanding/pattern"
	"mentor/bot/understanding/repair"
	"mentor/bot/understanding/values"
)

// Reader reads messages. It is safe for use by several goroutines.
type Reader struct{ k Knowledge }

var _ bot.Reader = (*Reader)(nil)

// New returns a reader that knows names.
func New(k Knowledge) *Reader {
	k.roles, k.certs = language.NewNames(k.Roles), language.NewNames(k.Certifications)
	return &Reader{k}
}

// Read reads a message.
func (r *Reader) Read(text string, c bot.Context) bot.Understood {
	list, told := r.listed(text, c)
	m, repaired, sure := r.repaired(cmp.Or(list, text), c)
	u := m.readAll()
	u.Guesses, u.Each, u.Wants = m.guess(u.Parts)
	u.Supposed = m.supposed(u)
	if last := c.Last; last == nil || !last.Asked || last.Args != nil {
		u.Corrects = mistake.Corrects(correcting{m}, u)
	} else if mistake.Any(correcting{m}) {
		p := m.gather(last.Verb, 0, len(m.tokens))
		u.Again = &p
	}
	m.withoutOthers(&u)
	m.titled(&u)
	if repaired || list != "" {
		u.Said = m.text
	}
	if told { // the heading asks for nothing: the goals are asked about at once
		u.Each = values.Sure(u.Parts)
		u.Guesses, u.Wants, u.Parts = u.Each[:1], 1, []bot.Part{{Kind: bot.UnreadPart, Clause: m.span(0, len(m.tokens))}}
	}
	if repaired || !sure {
		m.doubtRepaired(u.Parts, sure)
	}
	m.free()
	return u
}

// open makes the tokens of a message.
func (r *Reader) open(text string, c bot.Context) *message {
	m := &message{g: grammar.Compiled(), k: &r.k, c: c, text: text, tokens: grammar.Compiled().Part(language.Unwrap(language.Tokenize(text)), c.Lang)}
	m.room = rooms.Get().(*room)
	m.memo.Reset(len(m.tokens))
	m.ids = make([]pattern.Symbol, len(m.tokens))
	for i := range m.tokens {
		m.ids[i] = none
		if meant, ok := m.g.Spellings[m.tokens[i].Fold]; ok && m.tokens[i].Kind == language.Word {
			m.tokens[i].Fold = meant
		}
		if m.tokens[i].Fold == "j'" && i+1 < len(m.tokens) && !strings.ContainsAny(m.tokens[i+1].Fold[:1], "aeiouyh") { // "j'suis"
			m.tokens[i].Fold = "je"
		}
		if id, ok := m.g.Words[m.tokens[i].Fold]; ok {
			m.ids[i] = id
		}
	}
	return m
}

// read reads a message as it stands.
func (r *Reader) read(text string, c bot.Context) (*message, bot.Understood) {
	m := r.open(text, c)
	return m, m.readAll()
}

func (m *message) readAll() bot.Understood {
	sentences := m.split()
	m.sentences = len(sentences)
	u := bot.Understood{}
	if whole, ok := m.answerInWords(sentences); ok {
		u.Parts = []bot.Part{whole}
	} else {
		for _, s := range sentences {
			if read, goesOn := m.followUp(u.Parts, s); !goesOn {
				u.Parts = append(u.Parts, m.sentence(s, read)...)
			}
		}
	}
	m.takeBack(u.Parts)
	u.Parts = m.rejoinParts(u.Parts)
	m.ownNews(u.Parts)
	m.theirDeeds(u.Parts)
	values.Hush(u.Parts)
	u.Lang = m.language()
	for _, p := range u.Parts {
		u.Leftover = append(u.Leftover, p.Leftover...)
	}
	return u
}

// answerInWords takes a whole message as the text that was asked for, unless it
// is a command or leaves the form.
func (m *message) answerInWords(sentences []sentence) (bot.Part, bool) {
	kind := m.c.Expect.Kind
	if kind != bot.ExpectPlan && kind != bot.ExpectText || len(sentences) == 0 {
		return bot.Part{}, false
	}
	first := sentences[0]
	if path, _, upTo := m.covering(first.from, first.to, map[int][]reading{}, onePart); upTo == first.to && len(path) > 0 {
		k := path[0].rule.Kind
		if (k == bot.CommandPart || k == bot.TalkPart) && len(sentences) == 1 {
			return bot.Part{}, false
		}
	}
	v := m.value(0, len(m.tokens), nil)
	v.Of = v.Text
	p := bot.Part{Kind: bot.StatementPart, Name: "answer." + string(kind), Clause: v.Span, Span: v.Span, Exact: true, Slots: map[string]bot.Value{"text": v}}
	for i := range m.tokens {
		for _, e := range m.timeEdges("when+", i, len(m.tokens)) {
			p.Slots["when"] = e.value
			return p, true
		}
	}
	return p, true
}

// sentence gives the parts of one sentence, of which all has what was read already.
func (m *message) sentence(s sentence, all map[int][]reading) []bot.Part {
	if s.quoted {
		return []bot.Part{m.quotation(s)}
	}
	path, others, upTo := m.covering(s.from, s.to, all, onePart)
	if upTo == s.to && len(path) > 0 {
		return m.whole(s, path, others, all)
	}
	if m.onlyCourtesy(s) {
		return []bot.Part{{Kind: bot.TalkPart, Name: "talk.courtesy", Clause: m.span(s.from, s.to), Span: m.span(s.from, s.to), Exact: true}}
	}
	if m.mend(s) {
		if path, others, to := m.covering(s.from, s.to, map[int][]reading{}, onePart); to == s.to && len(path) > 0 {
			return m.whole(s, path, others, map[int][]reading{})
		}
	}
	if parts := m.afterStory(s); parts != nil {
		return parts
	}
	if parts := m.questions(s); parts != nil {
		return parts
	}
	if upTo > s.from && len(path) > 0 && m.ownClause(path, upTo, s.to) {
		parts := m.whole(sentence{from: s.from, to: upTo, asked: s.asked && s.to-upTo <= longestTag}, path, others, all)
		return append(parts, m.rest(path, sentence{from: upTo, to: s.to, asked: s.asked})...)
	}
	return []bot.Part{m.partly(s)}
}

// whole makes the parts of a sentence that was read to its end.
func (m *message) whole(s sentence, path []reading, others []*reading, all map[int][]reading) []bot.Part {
	text := slices.ContainsFunc(path, func(r reading) bool { return r.text })
	var extra []reading
	if text && len(all) > 0 {
		kept := map[int][]reading{}
		for at, list := range all {
			for _, r := range list {
				if r.text {
					r.cost *= 10 // words that another rule reads are rather that rule's
				}
				kept[at] = append(kept[at], r)
			}
		}
		if other, more, upTo := m.covering(s.from, s.to, kept, partCost); upTo == s.to && len(other) > len(path) {
			onlyTalk := true
			for _, r := range other {
				if r.rule.Name != path[0].rule.Name && r.rule.Kind != bot.TalkPart {
					onlyTalk = false
					extra = append(extra, r)
				}
			}
			if onlyTalk && len(other) > 0 {
				path, others = other, more
			}
		}
	}
	var parts []bot.Part
	asked := s.asked
	for i := len(path) - 1; i >= 0; i-- {
		r := path[i]
		p := m.part(r, s, asked)
		if r.rule.Kind != bot.TalkPart && r.rule.Name != "question.tag" {
			asked = false // the question mark was this part's
		}
		if others[i] != nil {
			p.Alternatives = append(p.Alternatives, m.part(*others[i], s, asked))
		}
		for _, x := range extra {
			if x.from >= r.from && x.from < r.to {
				p.Alternatives = append(p.Alternatives, m.part(x, s, false))
			}
		}
		for _, v := range p.Slots {
			switch of := v.Of.(type) {
			case bot.GoalChoice:
				if of.Several {
					p.Alternatives = append(p.Alternatives, m.eachGoal(p, of)...)
				}
			case bot.CertChoice:
				if of.Several {
					p.Exact = false
				}
			}
		}
		parts = append(parts, values.Narrowed(p))
	}
	slices.Reverse(parts)
	return parts
}

// eachGoal gives a part once for each goal that its words fit.
func (m *message) eachGoal(p bot.Part, c bot.GoalChoice) (out []bot.Part) {
	for _, n := range c.Numbers {
		q := p
		q.Alternatives, q.Slots = nil, map[string]bot.Value{}
		for k, v := range p.Slots {
			if g, ok := v.Of.(bot.GoalChoice); ok && g.Several {
				v.Of = bot.GoalChoice{Numbers: []int{n}, ByWords: true}
			}
			q.Slots[k] = v
		}
		out = append(out, q)
	}
	return out
}

// part makes a part of a reading.
func (m *message) part(r reading, s sentence, asked bool) bot.Part {
	p := bot.Part{Kind: r.rule.Kind, Name: r.rule.Name, Slots: r.slots, Mood: r.rule.Mood,
		Clause: m.span(r.from, min(max(r.next, r.to), s.to)), Span: m.span(r.from, r.to), Exact: !r.fuzzy}
	if v, ok := p.Slots["text"]; ok && m.holdsAside(p, v) {
		p.Exact = false
	}
	if asked && !r.request && !r.rule.Shows && (p.Kind == bot.CommandPart || p.Kind == bot.StatementPart) {
		p.Kind, p.Mood = bot.QuestionPart, bot.AskedAbout
	}
	return p
}

// holdsAside reports whether words that are kept as they are say more than one
// thing: a further wish, a sign that was dictated ("comma and"), a horizon
// besides the one that was read or where none is part of a text.
func (m *message) holdsAside(p bot.Part, v bot.Value) bool {
	_, horizon := p.Slots["horizon"]
	if p.Kind != bot.CommandPart || !horizon && p.Name != "goal.edit" && p.Name != "goal.add" {
		return false
	}
	if name := strings.ReplaceAll(p.Name, ".", " "); strings.HasPrefix(strings.ToLower(m.text[p.Span.From:]), name) {
		return false // a command by its name takes its text as it stands
	}
	from, to := -1, 0
	for i, t := range m.tokens {
		if t.Span.From >= v.Span.From && t.Span.To <= v.Span.To && !t.Quoted {
			if from < 0 {
				from = i
			}
			to = i + 1
		}
	}
	for i := max(from, 0); i < to; i++ {
		if len(m.valueEdges("aside", i, to)) > 0 || i == from && p.Name == "goal.edit" && m.is(grammar.AndWord, i) { // "change goal 1 and 2"
			return true
		}
		if horizon || p.Name == "goal.edit" {
			if slices.ContainsFunc(m.slot("horizon", i), func(e slotEdge) bool { return e.to-i >= 3 }) {
				return true
			}
		}
	}
	return false
}

// quotation is a stretch of somebody else's words.
func (m *message) quotation(s sentence) bot.Part {
	p := m.partly(s)
	p.Kind, p.Mood, p.Exact, p.Leftover, p.Span = bot.QuotedPart, bot.ReportedMood, false, nil, p.Clause
	return p
}

// takeBack doubts what was said before "just kidding" or "no, wait", and what
// only means anything as the whole message.
func (m *message) takeBack(parts []bot.Part) {
	at := -1
	for i, p := range parts { // a few words that nothing reads may take it back too
		if p.Name == "talk.retract" || i > 0 && (p.Name == "no" || m.few(p)) {
			at = i
		}
	}
	for i := range parts {
		p := &parts[i]
		if p.Mood != bot.PlainMood || p.Kind != bot.CommandPart && p.Kind != bot.StatementPart {
			continue
		}
		alone := len(parts) > 1 && m.g.WholeOnly(p.Name) && slices.ContainsFunc(parts, func(o bot.Part) bool { return o.Kind != bot.TalkPart && o.Name != p.Name })
		if at >= 0 && i < at || alone {
			p.Mood = bot.Doubted
		}
	}
}

// few reports whether an unread part has no more words than a retraction, or
// turns a meaning round with hardly more; whether any begins with a plain no.
func (m *message) few(p bot.Part) bool {
	n, s, most := 0, p.Clause, shortTag
	if p.Mood != bot.PlainMood {
		most = longestTag
	}
	for i := range m.tokens {
		if m.tokens[i].Kind == language.Word && m.tokens[i].Span.From >= s.From && m.tokens[i].Span.To <= s.To {
			n++
		}
	}
	from, _ := m.tokensOf(s)
	return n > 0 && n <= most && p.Kind == bot.UnreadPart || repair.Refuses(repairing{m}, from)
}

// language is what most words of a message are in.
func (m *message) language() people.Lang { return m.g.Language(m.tokens, m.ids, m.c.Lang) }

package understanding

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
)

// longestStory is the tokens of what may stand before a wish in one sentence.
const longestStory = 80

// afterStory reads a wish behind words that tell something: "been ill all week,
// so drop goal 2". The wish has to be read to its end, and the story may turn
// nothing round; nil where it is not so.
func (m *message) afterStory(s sentence) []bot.Part {
	if s.to-s.from > longestStory {
		return nil
	}
	for i := s.from + 1; i < s.to-1; i++ {
		at, ok := m.turn(i, s.to)
		sure := m.tells(s.from, i)
		if !ok || !sure && !m.chats(s.from, i) {
			continue
		}
		all := map[int][]reading{}
		path, others, upTo := m.covering(at, s.to, all, onePart)
		if len(path) == 0 || upTo < s.to && !m.ownClause(path, upTo, s.to) || onlyTalk(path) || m.halfWish(path, s.from, i) {
			continue
		}
		story := bot.Part{Kind: bot.TalkPart, Name: "talk.story", Clause: m.span(s.from, i), Span: m.span(s.from, i), Exact: true}
		parts := m.whole(sentence{from: at, to: upTo, asked: s.asked}, path, others, all)
		for j := range parts {
			parts[j].Exact = parts[j].Exact && (sure || parts[j].Kind == bot.TalkPart)
		}
		if upTo < s.to {
			parts = append(parts, m.rest(path, sentence{from: upTo, to: s.to, asked: s.asked})...)
		}
		return append([]bot.Part{story}, parts...)
	}
	return nil
}

// onlyCourtesy reports whether a sentence says nothing but good day, thanks or
// a name under a letter.
func (m *message) onlyCourtesy(s sentence) bool {
	if m.courtesy(s.from, s.to) {
		return true
	}
	for to := s.to; to > s.from && to >= s.to-2; to-- {
		if end, ok := m.closing(s.from, to); ok && end == to {
			return true
		}
		if m.ids[to-1] != none || m.tokens[to-1].Kind != language.Word {
			return false
		}
	}
	return false
}

// turn reports where a wish may begin behind a place: after a sign or a word
// that leads from a story to it.
func (m *message) turn(i, to int) (at int, ok bool) {
	at = i
	for at < to && (m.separates(at) && m.tokens[at].Kind == language.Punct || m.tokens[at].Kind == language.Emoji || m.dash(at)) {
		at++
	}
	m.walk(m.g.Turns, at, to, func(end int, _ int32) { at, ok = max(at, end), true })
	return at, ok || at > i
}

// dash reports whether a token parts two clauses as a dash does.
func (m *message) dash(i int) bool {
	return m.tokens[i].Kind == language.Punct && (m.tokens[i].Fold == "-" || m.tokens[i].Fold == "–" || m.tokens[i].Fold == "—" || m.tokens[i].Fold == ")")
}

// tells reports whether tokens tell something of which nothing hangs on what
// follows: they have somebody who does something, and no condition, doubt,
// question, exception, goal or other person's words.
func (m *message) tells(from, to int) bool {
	own := false
	for at := from; at < to && !own; at++ {
		m.walk(m.g.Subjects, at, to, func(int, int32) { own = true })
		if !own && !m.courteous(at, to) {
			break
		}
	}
	return own && m.only(from, to, bot.Negated) && m.first(from, to)
}

// chats reports whether tokens turn nothing round, though nobody does anything in
// them: what follows is asked about ("two things: drop goal 2").
func (m *message) chats(from, to int) bool {
	return m.moodOf(from, to, func(int) bool { return false }) == bot.PlainMood && m.first(from, to)
}

// only reports whether no word turns a meaning round but in these moods.
func (m *message) only(from, to int, moods ...bot.Mood) bool {
	ok := true
	for i := from; i < to; i++ {
		if m.operatorAt(i, to) {
			m.walk(m.g.Operators, i, to, func(_ int, mark int32) { ok = ok && slices.Contains(moods, m.g.Moods[mark]) })
		}
	}
	return ok
}

// dates reports whether tokens hold a figure or words of time.
func (m *message) dates(from, to int) bool {
	for i := from; i < to; i++ {
		if m.tokens[i].Kind == language.Figure || len(m.timeEdges("span", i, to)) > 0 {
			return true
		}
	}
	return false
}

// courteous reports whether a token may stand before somebody tells something.
func (m *message) courteous(at, to int) bool {
	hit := m.skippable(at) || m.is(grammar.FillerWord, at)
	m.walk(m.g.Before, at, to, func(int, int32) { hit = true })
	return hit
}

// first reports whether a stretch names none of the goals, so that what it
// denies is something else than the wish beside it.
func (m *message) first(from, to int) bool {
	for i := from; i < to; i++ {
		if m.tokens[i].Kind == language.Figure || m.is(grammar.GoalWord, i) {
			return false
		}
		if m.mayBegin(i)&m.g.Begin.Goals != 0 && len(m.wordedGoal(i, i, to)) > 0 {
			return false
		}
	}
	return true
}

// halfWish reports whether words are a wish or fact that was read in part, or
// name a time where the reading beside them does.
func (m *message) halfWish(path []reading, from, to int) bool {
	if r, ok := m.inside(from, to); ok && r.matched > 2 && (r.rule.Kind == bot.CommandPart || r.rule.Kind == bot.StatementPart) {
		return true
	}
	return timed(path) && m.dates(from, to)
}

// timed reports whether readings hold words of time.
func timed(path []reading) bool {
	for _, r := range path {
		for _, v := range r.slots {
			if _, ok := v.Of.(language.Reading); ok {
				return true
			}
		}
	}
	return false
}

func onlyTalk(path []reading) bool {
	return !slices.ContainsFunc(path, func(r reading) bool { return r.rule.Kind != bot.TalkPart })
}

// rest makes parts of what follows a wish in its sentence: a reason is words
// that nobody acts on.
func (m *message) rest(path []reading, s sentence) []bot.Part {
	if m.reason(s.from, s.to) || path[len(path)-1].rule.Refuses {
		return []bot.Part{{Kind: bot.TalkPart, Name: "talk.story", Clause: m.span(s.from, s.to), Span: m.span(s.from, s.to), Exact: true}}
	}
	return m.sentence(s, map[int][]reading{})
}

// reason reports whether the reason of what stands before begins at a place.
func (m *message) reason(from, to int) bool {
	hit := false
	m.walk(m.g.Reasons, from, to, func(int, int32) { hit = true })
	return hit
}

// ownClause reports whether what follows a wish is a clause of its own: it
// begins with somebody who does something, and turns no meaning round.
func (m *message) ownClause(path []reading, from, to int) bool {
	own := m.reason(from, to)
	if own {
		return true
	}
	m.walk(m.g.Subjects, from, to, func(int, int32) { own = true })
	last := path[len(path)-1].rule
	if !own && !(m.comments(from, to) && m.first(from, to)) || strings.HasPrefix(last.Name, "cert.") && (m.dates(from, to) || last.Name == "cert.sat" || last.Name == "cert.booked") || m.halfWish(path, from, to) {
		return false
	}
	mood := m.moodOf(from, to, func(int) bool { return false })
	return mood == bot.PlainMood || last.Refuses && m.only(from, to, bot.Negated, bot.Planned) && m.first(from, to)
}

// shortestComment is the words of a comment behind a comma: fewer may take back
// what was said.
const shortestComment = 3

// comments reports whether words behind a comma or dash are a comment: a few
// words at least, with nothing in them that could change a wish.
func (m *message) comments(from, to int) bool {
	words := 0
	for i := from; i < to; i++ {
		switch t := &m.tokens[i]; {
		case t.Kind == language.Word:
			words++
		case t.Kind == language.Figure || t.Quoted:
			return false
		}
	}
	return words >= shortestComment && from > 0 && m.parts(from-1)
}

package understanding

import (
	"slices"
	"sort"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
)

// deedsOfLife are what people tell of themselves, and of others just as well:
// the families of verbs, and those among other families.
var (
	deedsOfLife = []string{"cert", "role", "fact", "target", "job", "moved", "leave", "away", "achievement", "pause", "stop", "rest", "resume"}
	goalsOfLife = []string{"goal.done", "goal.add", "goal.going", "goal.stuck", "goal.almost", "goal.undone", "goal.drop"}
)

// theirDeeds marks what was half read of somebody else's deeds as theirs.
func (m *message) theirDeeds(parts []bot.Part) {
	for i := range parts {
		p := &parts[i]
		family, _, _ := strings.Cut(p.Name, ".")
		if (p.Mood == bot.PlainMood || p.Mood == bot.Limited) && !p.Acts() && (slices.Contains(deedsOfLife, family) || slices.Contains(goalsOfLife, p.Name)) && m.ofOthers(p.Clause) {
			p.Mood = bot.ReportedMood
		}
	}
}

// theirsFrom is how likely a guess is at least from which a message tells of
// somebody else's deed and nothing besides.
const theirsFrom = 0.2

// withoutOthers takes out the guesses that are somebody else's deeds: "my
// flatmate got her PMP". What is asked for in the same message stays.
func (m *message) withoutOthers(u *bot.Understood) {
	theirs := func(g bot.Guess) bool {
		family, _, _ := strings.Cut(g.Name, ".")
		return (slices.Contains(deedsOfLife, family) || slices.Contains(goalsOfLife, g.Name)) && m.ofOthers(g.Clause)
	}
	u.Each = slices.DeleteFunc(u.Each, theirs)
	if len(u.Guesses) == 0 {
		return
	}
	if theirs(u.Guesses[0]) { // what is less likely is no more wanted
		u.Theirs = u.Guesses[0].Likely >= theirsFrom
		u.Guesses, u.Wants = nil, 0
		return
	}
	u.Guesses = slices.DeleteFunc(u.Guesses, theirs)
}

// ownNews takes what only seems to be somebody else's for the person's own, where
// the clause begins with nobody else and has the person in it: "after a walk with
// my wife I have concluded …", "they let me go".
func (m *message) ownNews(parts []bot.Part) {
	for i := range parts {
		p := &parts[i]
		if p.Mood != bot.ReportedMood || p.Exact && len(p.Leftover) == 0 || p.Kind != bot.StatementPart && p.Kind != bot.QuotedPart {
			continue
		}
		from, to := m.tokensOf(p.Clause)
		if from < 0 || m.tokens[from].Quoted || m.quotedLine(from) {
			continue
		}
		mine := p.Name == "manager.new"
		for j := from; j < to; j++ {
			mine = mine || m.mine(j) || slices.Contains([]string{"g", "ma", "mon", "mes", "my"}, m.tokens[j].Fold)
		}
		if !mine || m.ofOthers(p.Clause) || m.saidBy(from, to) {
			continue
		}
		if p.Kind == bot.QuotedPart {
			p.Kind, p.Name, p.Slots = bot.UnreadPart, "", nil
		}
		p.Exact = false // asked about at most
		p.Mood = m.moodOf(from, to, func(j int) bool { return m.reports(j, to) })
	}
}

// saidBy reports whether somebody says or wants something in a clause: what
// follows is theirs.
func (m *message) saidBy(from, to int) bool {
	hit := false
	for i := from; i < to; i++ {
		m.walk(m.g.Saying, i, to, func(int, int32) { hit = true })
	}
	return hit
}

// reports reports whether words of somebody else's begin at a place.
func (m *message) reports(at, to int) bool {
	hit := false
	m.walk(m.g.Operators, at, to, func(_ int, mark int32) { hit = hit || m.g.Moods[mark] == bot.ReportedMood })
	return hit
}

// tokensOf are the tokens of a stretch; from is -1 for none.
func (m *message) tokensOf(span language.Span) (from, to int) {
	from = sort.Search(len(m.tokens), func(i int) bool { return m.tokens[i].Span.From >= span.From })
	to = sort.Search(len(m.tokens), func(i int) bool { return m.tokens[i].Span.To > span.To })
	if from >= to {
		return -1, 0
	}
	return from, to
}

// ofOthers reports whether a stretch is about somebody else alone: it begins
// with them, and nothing in the clause is the person's own.
func (m *message) ofOthers(clause language.Span) bool {
	from, to := m.tokensOf(clause)
	if from < 0 {
		return false
	}
	at := from
	for at < to && (m.skippable(at) || m.is(grammar.FillerWord, at) || m.courteous(at, to) && !m.hearsOther(at, to)) {
		at++
	}
	if at >= to || !m.hearsOther(at, to) && !m.namedAt(at, to) {
		return false
	}
	for i := at; i < to && !(i > at+1 && m.separates(i)); i++ {
		if m.mine(i) {
			return false
		}
	}
	for i := at; i < to; i++ { // a goal of one's own, or a wish at the end, is more than their deed
		if m.tokens[i].Kind == language.Figure && i > at && m.is(grammar.GoalWord, i-1) {
			return false
		}
	}
	return true
}

// hearsOther reports whether somebody else begins at a place.
func (m *message) hearsOther(at, to int) bool {
	hit := false
	m.walk(m.g.Others, at, to, func(int, int32) { hit = true })
	return hit
}

// mine reports whether a token is the person: "me", "m'", "nous".
func (m *message) mine(i int) bool {
	return m.is(grammar.IWord, i) || m.is(grammar.MeWord, i) || slices.Contains([]string{"m'", "us", "nous"}, m.tokens[i].Fold)
}

// does reports whether a verb begins at a place, behind another name at most.
func (m *message) does(at, to int) bool {
	if language.Capital(m.tokens[at].Text) && at+1 < to {
		at++
	}
	return m.is(grammar.DoesWord, at)
}

// namedAt reports whether a name begins at a place: a word with a capital that
// the grammar lacks, before what somebody does ("Ana got her PMP").
func (m *message) namedAt(at, to int) bool {
	t := &m.tokens[at]
	return t.Kind == language.Word && language.Capital(t.Text) && strings.ToUpper(t.Text) != t.Text && m.ids[at] == none && at+1 < to &&
		m.tokens[at+1].Kind == language.Word && m.does(at+1, to) && len(m.slot("cert", at)) == 0 && len(m.slot("role", at)) == 0 && !slices.ContainsFunc(m.slot("zone", at), func(e slotEdge) bool {
		z, ok := e.value.Of.(bot.ZoneChoice)
		return ok && z.Zone != "" && strings.EqualFold(bot.Fold(values.City(z.Zone)), t.Fold)
	})
}

package understanding

import (
	"cmp"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/understanding/grammar"
	"mentor/bot/understanding/values"
	"mentor/bot/wishes"
)

const (
	leastWords      = 2    // of a message in which something is guessed
	longestGuess    = 160  // tokens
	leastLikely     = 0.25 // that a message wants anything; below it no clause is looked at
	perValue        = 0.2  // how much likelier a wish is for each of its values that was found
	swallowedLikely = 0.50 // of a wish among words that are kept as they are
	alsoLikely      = 0.30 // of a wish in another clause
	bareLikely      = 0.70 // the same of one without a value
	mostWishes      = 6    // in one message

	longestClause = 45 // tokens
	mostCuts      = 14 // places where a clause may begin; of more only those that are learned count
	unlikely      = 1e-3
	oneMore       = 1.3 // what a further wish gains, so that one is not read over two
	asCut         = 0.7 // what a cut gains where people make one
	notCut        = 0.6 // what it costs elsewhere
)

// ofHeld are the wishes that are about something that is there already.
var ofHeld = map[string]bool{"cert.expires": true, "cert.edit": true, "cert.remove": true, "cert.renewed": true, "goal.due": true, "goal.move": true, "goal.edit": true, "goal.undone": true}

// ofNothing is how much less likely they are where nothing of the kind is there.
const ofNothing = 0.5

// guessed is a run of tokens with what it may want.
type guessed struct {
	from, to int
	wishes.Guess
}

// guess says what a message may want where none of its parts acts: the
// classifier proposes, and the values that such a wish has are looked for among
// the words. Each has what each clause wants, beside parts that act as well.
func (m *message) guess(parts []bot.Part) (all, each []bot.Guess, wants float64) {
	if len(m.tokens) >= leastWords && len(m.tokens) <= longestGuess {
		m.swallowed(parts)
	}
	if len(m.tokens) < leastWords || len(m.tokens) > longestGuess || m.allRead(parts) || slices.ContainsFunc(parts, func(p bot.Part) bool {
		return p.Kind == bot.QuotedPart && slices.ContainsFunc(m.tokens, func(t language.Token) bool { return t.Quoted })
	}) {
		return nil, nil, 0
	}
	// A clause of a long question may look like a wish: whether anything is
	// wanted is read off the message as a whole.
	features := m.features(0, len(m.tokens), parts)
	whole := guessed{0, len(m.tokens), m.best(features)}
	wants = max(wishes.Any(features), whole.Answer)
	var clauses []guessed
	joined := false
	if wants >= leastLikely {
		clauses = m.clauses(parts)
		each = m.each(clauses)
		joined = len(each) == 1 && len(clauses) > 1
		for i := range each {
			values.Own(&each[i], each[:i], parts)
			values.AsRead(&each[i].Part, parts)
		}
	}
	if slices.ContainsFunc(parts, bot.Part.Acts) {
		return nil, each, wants
	}
	best := whole
	for _, s := range m.split() { // a wish often stands at the end of a story
		clauses = append(clauses, guessed{s.from, s.to, m.best(m.features(s.from, s.to, parts))})
	}
	for _, s := range clauses {
		if s.Names[0].P > best.Names[0].P {
			best = s
		}
	}
	if len(each) < 2 && best.Names[0].Name == whole.Names[0].Name && len(m.tokens) <= longestClause { // its values may stand anywhere
		best.from, best.to = whole.from, whole.to
	}
	for _, name := range best.Names {
		if wants < leastLikely { // nobody asks for the values of what is not wanted
			all = append(all, bot.Guess{Part: bot.Part{Kind: bot.CommandPart, Name: name.Name, Clause: m.span(best.from, best.to), Span: m.span(0, len(m.tokens))}, Likely: name.P})
			continue
		}
		p := m.gather(name.Name, best.from, best.to)
		if rhythms[p.Name] { // "once a quarter is plenty": how often is said
			if s := m.gather("schedule", best.from, best.to); has(s, "when") {
				p = s
			}
		}
		values.AsRead(&p, parts)
		likely := min(1, name.P*(1+perValue*float64(len(p.Slots))))
		if family, _, _ := strings.Cut(p.Name, "."); ofHeld[p.Name] && (family == "cert" && len(m.c.Certifications) == 0 && !has(p, "cert") || family == "goal" && len(m.c.Goals) == 0) {
			likely *= ofNothing
		}
		all = append(all, bot.Guess{Part: p, Likely: likely})
	}
	slices.SortStableFunc(all, func(a, b bot.Guess) int { return cmp.Compare(b.Likely, a.Likely) })
	if i := slices.IndexFunc(all, func(g bot.Guess) bool { return g.Name == "step.add" && has(g.Part, "text") }); i > 0 && all[0].Name == "goal.steps" && all[i].Likely >= alsoLikely {
		all[0], all[i] = all[i], all[0] // "I have to ask Karim first, note that as a step": the step stands before it
	}
	if i := slices.IndexFunc(all, func(g bot.Guess) bool { return g.Name == "goal.add" && has(g.Part, "text") && has(g.Part, "due") }); i > 0 && all[i].Likely >= alsoLikely && (all[0].Name == "step.add" || all[0].Name == "goal.steps") && !has(all[0].Part, "goal") {
		all[0], all[i] = all[i], all[0] // steps of a goal that is said here
	}
	if len(each) == 1 && all[0].Name == each[0].Name { // what was found in the clause that says it
		maps.Copy(all[0].Slots, each[0].Slots)
	}
	if joined { // what several clauses say together is more than the likeliest of them
		one := each[0]
		one.Likely = max(one.Likely, all[0].Likely)
		all = append(each, slices.DeleteFunc(all, func(g bot.Guess) bool { return g.Name == one.Name })...)
		all[0] = one
	}
	return all, each, wants
}

// best is the likeliest wish of features.
func (m *message) best(features []uint32) wishes.Guess {
	return wishes.Best(features, m.c.Expect.Kind == bot.ExpectCheckIn)
}

// swallowed doubts parts whose words that are kept as they are hold another wish
// behind a sign or an "and": it is asked about then.
func (m *message) swallowed(parts []bot.Part) {
	for i := range parts {
		p := &parts[i]
		v, ok := p.Slots["text"]
		name := strings.ReplaceAll(p.Name, ".", " ")
		if !ok || !p.Acts() || p.Name != "remind" && strings.HasPrefix(strings.ToLower(m.text[p.Span.From:]), name) {
			continue
		}
		from, to := m.tokensOf(language.Span{From: v.Span.From, To: max(v.Span.To, p.Clause.To)})
		cuts, _ := m.breaks()
		for _, at := range cuts {
			if at <= from+1 || at >= to-2 || m.tokens[at].Quoted {
				continue
			}
			g := m.best(m.features(at, to, nil))
			if g.Names[0].P >= swallowedLikely && g.Any >= 0.8 && g.Names[0].Name != p.Name || p.Name == "remind" && has(m.gathered(p.Name, at, to, false), "when") {
				p.Exact = false // "…, and on the 19th about the review"
			}
		}
	}
}

// allRead reports whether every part was read to its end, or is talk.
func (m *message) allRead(parts []bot.Part) bool {
	acts := false
	for _, p := range parts {
		if !p.Acts() && p.Kind != bot.TalkPart && p.Kind != bot.FeelingPart {
			return false
		}
		acts = acts || p.Acts()
	}
	return acts
}

// clauses are the clauses that want something: of all ways to cut a message
// where a clause may begin, the one in which what its pieces want is likeliest.
// Where people cut such messages counts as well.
func (m *message) clauses(parts []bot.Part) (out []guessed) {
	cuts, learned := m.breaks()
	n := len(cuts) - 1
	type way struct {
		score float64
		from  int
		wish  *guessed
	}
	best := make([]way, n+1)
	for j := 1; j <= n; j++ {
		best[j].score = math.Inf(-1)
		cut := 0.0
		if j < n {
			if cut = -notCut; learned[cuts[j]] {
				cut = asCut
			}
		}
		for i := j - 1; i >= 0 && (i == j-1 || cuts[j]-cuts[i] <= longestClause); i-- {
			if oneMore+cut+best[i].score <= best[j].score { // whatever it wants, it is no better
				continue
			}
			g := m.best(m.features(cuts[i], cuts[j], parts))
			w := way{score: math.Log(max(1-g.Any, unlikely)), from: i}
			if wish := math.Log(max(g.Names[0].P, unlikely)) + oneMore; wish > w.score && cuts[j]-cuts[i] >= leastWords {
				w.score, w.wish = wish, &guessed{cuts[i], cuts[j], g}
			}
			w.score += cut
			if w.score += best[i].score; w.score > best[j].score {
				best[j] = w
			}
		}
	}
	for j := n; j > 0; j = best[j].from {
		if w := best[j].wish; w != nil {
			out = append(out, *w)
		}
	}
	slices.Reverse(out)
	return out[:min(len(out), mostWishes)]
}

// breaks are the places where a clause may begin, the ends among them; learned
// has those where people cut such messages.
func (m *message) breaks() (all []int, learned map[int]bool) {
	learned = map[int]bool{}
	at := []int{0}
	for _, c := range m.looked(0, len(m.tokens)).Clauses() {
		if c.From > 0 && m.is(grammar.AndWord, c.From-1) { // no clause ends in "and"
			continue
		}
		if learned[c.From] = true; c.From > 0 {
			at = append(at, c.From)
		}
	}
	for i := 1; i < len(m.tokens); i++ {
		t, before := &m.tokens[i], &m.tokens[i-1]
		sign := before.Kind == language.Break || before.Kind == language.Punct && !t.Glued || before.Kind == language.Emoji
		if (sign && t.Kind != language.Punct || m.is(grammar.SeparatorWord, i) && t.Kind == language.Word || t.Kind == language.Bullet) && !t.Quoted && !learned[i] {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	if len(at) > mostCuts {
		at = slices.DeleteFunc(at, func(i int) bool { return i > 0 && !learned[i] })
	}
	return append(at, len(m.tokens)), learned
}

// rhythms are the wishes for another rhythm that name none.
var rhythms = map[string]bool{"schedule.less": true, "schedule.more": true}

// features are those of tokens, for the classifier: their words, and what the
// grammar knows of them. The next ones take their room.
func (m *message) features(from, to int, parts []bot.Part) []uint32 {
	span := m.span(from, to)
	marks := make([]string, 0, 24)
	mark := func(name string) {
		if !slices.Contains(marks, name) {
			marks = append(marks, name)
		}
	}
	for _, p := range parts {
		if p.Name != "" && p.Span.From >= span.From && p.Span.To <= span.To {
			mark("rule " + p.Name)
			mark("mood " + string(p.Mood))
		}
	}
	m.scope = [2]int{0, len(m.tokens)} // the same for every clause: what was found is found once
	done := uint64(0)
	for at := from; at < to; at++ {
		for kinds := m.g.Marks &^ done & m.mayBegin(at); kinds != 0; kinds &= kinds - 1 { // once it is marked, where else it stands says nothing
			kind := grammar.KindID(bits.TrailingZeros64(kinds))
			if slices.ContainsFunc(m.slotOf(kind, at), func(e slotEdge) bool { return e.to <= to }) {
				mark(m.g.KindNamed[kind])
				done |= 1 << kind
			}
		}
		m.walk(m.g.Kinds, at, to, func(_ int, class int32) { mark(m.g.KindNames[class]) })
	}
	slices.Sort(marks)
	m.traits = wishes.Features(m.traits[:0], m.text[span.From:span.To], marks)
	return m.traits
}

// Features are a message's features for the classifier. They are there for
// bot/wishes/train, which learns their weights.
func (r *Reader) Features(text string, c bot.Context) []uint32 {
	m, u := r.read(text, c)
	defer m.free()
	return slices.Clone(m.features(0, len(m.tokens), u.Parts))
}

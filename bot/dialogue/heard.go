package dialogue

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// contextOf is what the meaning of a message hangs on besides its words.
func contextOf(t *bot.Turn) (bot.Context, error) {
	c := bot.Context{Now: t.Now.In(people.Location(t.Person.Zone)), Lang: t.Lang, Role: t.Person.Role, Target: t.Person.Target, Platform: t.Event.From.Platform}
	c.Last = t.Talk.Last.Correctable(t.Now)
	if o := t.Talk.Offer; o != nil && !o.Past && o.Verb != "" && o.Verb != putRight {
		c.Last = &people.Act{Verb: o.Verb, Asked: true}
	}
	if t.Person.ID == 0 {
		return c, nil
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return c, fmt.Errorf("read goals: %w", err)
	}
	for _, g := range goals {
		if g.State == people.Open {
			c.Goals = append(c.Goals, bot.GoalName{Number: g.Number, Text: g.Text, Horizon: g.Horizon})
		}
	}
	certs, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return c, fmt.Errorf("read certifications: %w", err)
	}
	for _, x := range certs {
		c.Certifications = append(c.Certifications, bot.CertName{Number: x.Number, Catalog: x.Catalog, Name: x.Name})
	}
	for _, expects := range t.Bot.Expects {
		e, err := expects(t, goals)
		if err != nil {
			return c, err
		}
		if e.Kind != bot.ExpectNothing {
			c.Expect = e
		}
	}
	return c, nil
}

// read gives the message as it is understood: what was read before the
// transaction, where nothing has moved since, else read anew.
func read(t *bot.Turn, text string) (bot.Understood, error) {
	c, err := contextOf(t)
	if err != nil {
		return bot.Understood{}, err
	}
	var u bot.Understood
	if h, ok := t.Thought.(*thought); ok && h != nil && h.text == text && reflect.DeepEqual(h.context, c) {
		u = h.read
	} else {
		u = t.Bot.Reader().Read(text, c)
	}
	asks := func(p bot.Part) bool { return p.Name == "ask" }
	if slices.ContainsFunc(u.Parts, asks) && !byItsName(t, text) { // "I want to ask my boss for a raise" asks somebody else
		u.Parts = slices.DeleteFunc(slices.Clone(u.Parts), asks)
	}
	if c.Expect.Kind == bot.ExpectCheckIn {
		return awaited(t, text, u, len(c.Expect.Goals)), nil
	}
	return u, nil
}

// understood does what a message says, as far as it was read for sure, and asks
// about the rest; ok is false where the message is a question or a story, for
// the answers.
func understood(t *bot.Turn, text string, u bot.Understood) (r bot.Reply, ok bool, err error) {
	parts := slices.DeleteFunc(slices.Clone(u.Parts), func(p bot.Part) bool {
		helped := p.Name == "help" && slices.ContainsFunc(u.Parts, func(o bot.Part) bool { return o.Acts() && t.Bot.Saying(o.Name).Status != "" }) // how it goes is met with help on that
		return helped || p.Kind == bot.TalkPart && p.Name != "no" && p.Name != "keep" && t.Bot.Saying(p.Name).Together == nil || p.Kind == bot.FeelingPart && len(u.Parts) > 1
	})
	if r, ok, err := corrected(t, text, u); ok || err != nil {
		return r, ok, err
	}
	var replies, confirms []bot.Reply
	var heard []language.Span
	if u.Supposed != nil { // what is only asked about is told, never proposed
		r, ok, err := whatIf(t, text, *u.Supposed)
		if err != nil {
			return bot.Reply{}, true, err
		}
		if ok {
			if parts = slices.DeleteFunc(parts, func(p bot.Part) bool { return !p.Acts() || t.Bot.Saying(p.Name).Shows }); len(parts) == 0 {
				return r, true, nil
			}
			replies = append(replies, r)
			heard = append(heard, u.Supposed.Clause)
		}
	}
	if len(parts) == 0 {
		return heardTalk(t, u)
	}
	if rather(t, text, u, parts) { // the whole of it says more than the words that were read
		if r, ok, err := propose(t, text, u); ok || err != nil {
			return r, ok, err
		}
	}
	each := u.Each
	if len(each) > 1 || slices.ContainsFunc(parts, bot.Part.Acts) { // what was half read of a clause is asked about as a whole
		parts = slices.DeleteFunc(parts, func(p bot.Part) bool {
			return halfRead(t, p) && slices.ContainsFunc(each, func(g bot.Guess) bool { return p.Clause.Overlaps(g.Clause) })
		})
	} else if len(each) == 1 && len(u.Parts) > 0 && each[0].Likely >= likelyFrom && u.Wants >= surely && !slices.ContainsFunc(parts, func(p bot.Part) bool {
		return !halfRead(t, p) || len(p.Alternatives) > 0 || p.Name == each[0].Name || !p.Clause.Within(each[0].Clause)
	}) { // one wish holds all that was half read
		if r, ok, err := propose(t, text, bot.Understood{Guesses: each}); ok || err != nil {
			return r, ok, err
		}
	}
	once := func(p bot.Part) bool { // "ping me tomorrow at 4": no rhythm has one day
		return p.Name == "schedule" && ArgsOf(t, text, p)["when.day"] != "" && slices.ContainsFunc(each, func(g bot.Guess) bool {
			return g.Name == "remind" && g.Likely >= besidesFrom && p.Clause.Overlaps(g.Clause)
		})
	}
	if slices.ContainsFunc(parts, once) {
		if r, ok, err := propose(t, text, bot.Understood{Guesses: each, Each: each}); ok || err != nil {
			return r, ok, err
		}
	}
	var asked, offered []string
	howItGoes := slices.ContainsFunc(parts, func(p bot.Part) bool { return p.Acts() && t.Bot.Saying(p.Name).Status != "" })
	theirs := true // all that is answered is what somebody else says or wants
	for _, group := range answersFirst(t, parts) {
		p := group[0]
		if turned(p) && slices.ContainsFunc(each, func(g bot.Guess) bool { return g.Name == p.Name && g.Likely >= surely && p.Clause.Overlaps(g.Clause) }) {
			continue // "for the 23rd, no, the 24th": what is wanted is asked below
		}
		about := t.Bot.Saying(p.Name)
		var said bot.Reply
		switch {
		case about.Alone && len(parts) > 1:
			ok = false
		case about.Together != nil:
			said, ok, err = about.Together(t, group)
		case p.Acts():
			said, ok, err = DoPart(t, text, p)
		case (p.Kind == bot.CommandPart || p.Kind == bot.StatementPart) && len(p.Leftover) > 0 && (p.Mood == bot.PlainMood || p.Mood == bot.Limited || p.Mood == bot.Doubted && asksElse(u)) && u.Wants > 0 && u.Wants < nothingBelow && !byItsName(t, text):
			ok = false // a few words of a story
		case p.Kind == bot.CommandPart && len(p.Leftover) > 0 && len(p.Slots) == 0 && asksElse(u):
			ok = false // "I'd like to help out at start-ups, is it good for my career?"
		case p.Kind == bot.CommandPart || p.Kind == bot.StatementPart:
			said, ok, err = notDone(t, text, p)
		case (p.Kind == bot.QuotedPart || p.Mood == bot.ReportedMood) && len(p.Leftover) > 0 && (long(text) || asksOf(text, p.Leftover)):
			ok = false // somebody in a story, or what to make of it
		case p.Kind == bot.QuotedPart && p.Name != "":
			said, ok, err = quoted(t, text, p)
		case p.Kind == bot.QuestionPart && p.Name != "":
			said, ok, err = askedAbout(t, text, p)
		case p.Kind == bot.TalkPart:
			said, ok, err = heardTalk(t, bot.Understood{Parts: []bot.Part{p}})
		case p.Kind == bot.UnreadPart && p.Mood == bot.ReportedMood && endsInCommand(t, CutSpan(text, p.Clause)):
			said, ok = bot.Reply{Text: t.Say("heard.theirs.command"), Private: !t.Event.DM}, true
		default:
			ok = false
		}
		if ok && about.Offers && slices.Contains(offered, p.Name) {
			continue // said twice in one message: met once
		}
		offered = append(offered, p.Name)
		if about.AboutMe && p.Kind == bot.QuestionPart && len(u.Parts) > 1 && ok {
			ok = false // a question at the end of a story is about the story
		}
		if err != nil {
			return bot.Reply{}, true, err
		}
		if ok {
			heard = append(heard, p.Clause)
			theirs = theirs && (p.Kind == bot.QuotedPart || p.Mood == bot.ReportedMood)
		}
		if ok && p.Acts() && about.Confirms {
			confirms = append(confirms, said)
		} else if ok {
			replies = append(replies, said)
		} else if words := CutSpan(text, p.Clause); p.Kind == bot.QuestionPart && (!howItGoes || strings.Contains(CutSpan(text, language.Span{From: p.Clause.From, To: len(text)}), "?")) { // "going fine, did the intro" asks nothing
			asked = append(asked, words)
		}
	}
	if theirs && len(asked) > 0 { // "they want me to …, how is that to work?" is a question
		return bot.Reply{}, false, nil
	}
	if len(replies)+len(confirms) > 0 { // the clauses that none of them is about
		each = slices.DeleteFunc(slices.Clone(each), func(g bot.Guess) bool {
			return slices.ContainsFunc(heard, func(s language.Span) bool { return s.Overlaps(g.Clause) })
		})
		intro := "heard.several"
		if len(replies) > 0 {
			intro = "heard.several.more"
		}
		r, more, err := several(t, text, confirms, each, intro)
		if err != nil {
			return bot.Reply{}, true, err
		}
		if more {
			confirms = []bot.Reply{r}
		}
	} else if len(each) > 1 {
		return several(t, text, nil, each, "heard.several")
	}
	if replies = append(replies, confirms...); len(replies) == 0 { // what asks comes last: its choices are shown
		return bot.Reply{}, false, nil
	}
	var all []bot.Reply
	asked = slices.DeleteFunc(asked, pointsBack)
	for _, q := range asked { // what was asked beside it is answered as well, before: the last one's choices are shown
		said, err := answeredBeside(t, text, q)
		if err != nil {
			return bot.Reply{}, true, err
		}
		all = append(all, said)
	}
	return say.Together(append(all, replies...)), true, nil
}

// asksOf reports whether some words of a text ask something.
func asksOf(text string, spans []language.Span) bool {
	return slices.ContainsFunc(spans, func(s language.Span) bool {
		return slices.ContainsFunc(strings.Fields(bot.Fold(CutSpan(text, s))), func(w string) bool { return askWords[strings.Trim(w, ",.!?")] })
	})
}

var askWords = plainwords.Words("how what why which comment pourquoi quoi lequel laquelle")

// halfRead reports whether a part is asked about since not all of its clause
// was read, or only shows something of what the clause is about.
func halfRead(t *bot.Turn, p bot.Part) bool {
	if p.Mood != bot.PlainMood && p.Mood != bot.Limited || p.Kind != bot.CommandPart && p.Kind != bot.StatementPart && p.Kind != bot.UnreadPart {
		return false
	}
	return !p.Acts() || t.Bot.Saying(p.Name).Shows && p.Span.To-p.Span.From < (p.Clause.To-p.Clause.From)/2
}

// turned reports whether a word turns what a part says round.
func turned(p bot.Part) bool {
	return (p.Kind == bot.CommandPart || p.Kind == bot.StatementPart) && (p.Mood == bot.Negated || p.Mood == bot.Doubted) && len(p.Leftover) > 0
}

// rather reports whether a guess tells more than the parts of a message, none
// of which was read to its end.
func rather(t *bot.Turn, text string, u bot.Understood, parts []bot.Part) bool {
	if len(u.Guesses) == 0 || u.Wants < wantsFrom || u.Guesses[0].Likely < proposeFrom {
		return false
	}
	if strong(t, u) && !byItsName(t, text) && !slices.ContainsFunc(parts, func(p bot.Part) bool {
		whole := p.Name != "" && len(p.Leftover) == 0 && (p.Mood == bot.PlainMood || p.Mood == bot.Limited) && p.Kind != bot.TalkPart && (p.Exact || !t.Bot.Saying(p.Name).Whole)
		return p.Acts() || whole || t.Bot.Saying(p.Name).Together != nil
	}) {
		return true
	}
	half := false
	for _, p := range parts {
		switch {
		case p.Kind == bot.QuestionPart && p.Name == "" && u.Guesses[0].Likely < overMood: // the question wins over a word of its story
			return false
		case p.Name == u.Guesses[0].Name && p.Mood == bot.Hypothetical: // "if I became head of data …"
			return false
		case p.Kind == bot.QuotedPart && p.Name == u.Guesses[0].Name: // "he is travelling on the 20th"
			return false
		case p.Kind == bot.QuotedPart || p.Mood == bot.ReportedMood: // somebody is spoken of; the wish may be the person's own
			if g := u.Guesses[0]; g.Likely < likelyFrom || t.Bot.Saying(g.Name).Fact && (g.Likely < surely || u.Wants < nothingBelow*2 || p.Name != g.Name) { // what is somebody else's is no guess
				return false
			}
			half = true
		case p.Acts() || t.Bot.Saying(p.Name).Together != nil || len(p.Alternatives) > 0:
			return false
		case p.Name != "" && p.Name != u.Guesses[0].Name && p.Mood != bot.PlainMood && p.Mood != bot.Limited && p.Mood != bot.AskedAbout && u.Guesses[0].Likely < overMood:
			return false
		case p.Name != "" && len(p.Leftover) == 0 && (p.Exact || p.Mood != bot.PlainMood): // read whole
			return false
		case len(parts) == 1 && p.Name == u.Guesses[0].Name && p.Mood != bot.PlainMood && p.Mood != bot.Limited && u.Guesses[0].Likely >= overMood && u.Wants >= surely: // "I'm off next week, so don't expect much": what is not, is something else
			half = true
		case len(parts) == 1 && p.Name == u.Guesses[0].Name && len(u.Guesses[0].Slots) <= len(p.Slots) && !finds(u.Guesses[0], p): // it adds nothing
			return false
		case p.Name != "":
			half = true
		}
	}
	return half
}

// strong reports whether a guess is so likely that it is asked about whatever
// seems to turn the words round: the moods of its words are among what it was
// learned from.
func strong(t *bot.Turn, u bot.Understood) bool {
	return u.Guesses[0].Likely >= strongly && u.Wants >= strongly && !t.Bot.Saying(u.Guesses[0].Name).Offers
}

// strongly is how likely such a guess is, and that anything is wanted.
const strongly = 0.7

// finds reports whether a likely guess has a value where a part was not read.
func finds(g bot.Guess, p bot.Part) bool {
	if g.Likely >= surely {
		for _, v := range g.Slots {
			if slices.ContainsFunc(p.Leftover, func(s language.Span) bool { return v.Span.Overlaps(s) }) {
				return true
			}
		}
	}
	return false
}

// nothingBelow is how likely a message wants anything at least where what was
// half read of it is asked about.
const nothingBelow = 0.3

// byItsName reports whether a message begins with a command's name.
func byItsName(t *bot.Turn, text string) bool {
	_, _, ok := t.Bot.LookUp(strings.TrimPrefix(text, "/"))
	return ok
}

// overMood is how likely a guess is that counts more than what turns half-read
// words round.
const overMood = 0.35

// surely is how likely a guess is, and that anything is wanted, where a "not"
// stands in what it was made of.
const surely = 0.8

// mostPointing is how many words a question has that asks for nothing but what
// a statement before it means.
const mostPointing = 8

// leastAsking is up to how many words a question asks nothing by itself: "can I?"
const leastAsking = 2

// pointsBack reports whether a question only points at what was said before it,
// in the same message ("my boss is leaving, what does that mean for me?"): the
// answer to that is the answer.
func pointsBack(question string) bool {
	words := strings.Fields(plainwords.Spaced(bot.Fold(question)))
	return len(words) <= leastAsking || len(words) <= mostPointing && slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains([]string{"that", "this", "it", "ca", "cela"}, w)
	})
}

// answersFirst groups the parts that are one answer to what was sent.
func answersFirst(t *bot.Turn, parts []bot.Part) (groups [][]bot.Part) {
	var answers []bot.Part
	for _, p := range parts {
		if t.Bot.Saying(p.Name).Together != nil {
			answers = append(answers, p)
		} else {
			groups = append(groups, []bot.Part{p})
		}
	}
	if len(answers) > 0 {
		groups = append([][]bot.Part{answers}, groups...)
	}
	return groups
}

// DoPart does what a part says for sure.
func DoPart(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	do := t.Bot.Saying(p.Name).Do
	if s := t.Bot.Spec(p.Name); do == nil && s != nil && s.Shows { // a command that nothing more can be said of
		do = s.Run
	}
	if do == nil {
		return bot.Reply{}, false, nil
	}
	r, err := do(t, ArgsOf(t, text, p))
	if !t.Event.DM {
		r.Private = r.Private || !open2all(t, p.Name)
	}
	return r, true, err
}

// open2all reports whether what a verb says tells nothing of the person.
func open2all(t *bot.Turn, name string) bool {
	s := t.Bot.Spec(strings.Split(name, ".")...)
	return s != nil && !s.Personal
}

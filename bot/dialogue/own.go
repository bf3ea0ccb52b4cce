package dialogue

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
	"mentor/bot/wishes"
)

// What asks for one's own facts is answered from these, however it is put: told
// with a story, terse, or by what it takes for granted. bot/wishes tells it by
// its words; what it is to be held against is how likely anything is to be done,
// and how sure the answers are of theirs.

// How likely a message asks for one's own facts from which these answer it.
const (
	ownFirst  = 0.45 // before what else it may ask of the person
	ownElse   = 0.15 // where the answers are not sure of theirs
	ownOfCase = 0.30 // where they decline it, or tell how one makes one's case
	ownSure   = 0.50 // where they are sure
	ownKept   = 0.60 // where they know who can read what is kept
	ownNamed  = 0.70 // where a role or a certification is named
	ownTouch  = 0.20 // and from which an answer has at its end the one that is touched
)

// mostAnswered is how long an answer is at most with that at its end, in characters.
const mostAnswered = 900

// asksOwn is which of one's own facts a message asks for, as it was found ahead of
// the transaction where answers were.
func asksOwn(t *bot.Turn, text string) wishes.Guess {
	if h, ok := t.Thought.(*thought); ok && h != nil && h.text == text && len(h.own.Names) > 0 {
		return h.own
	}
	return wishes.Own(text)
}

// ownArgs say how likely a message touches each kind of fact, for the feature
// that has them: "touch.goal" and the like.
func ownArgs(text string, g wishes.Guess) bot.Args {
	a := bot.Args{"clause": text}
	for _, n := range g.Names {
		a["touch."+n.Name] = strconv.FormatFloat(n.P, 'f', 3, 64)
	}
	return a
}

// fits says which questions of the person ask for what shows it: of these, what
// they hold and achieved is told already.
var fits = map[string]string{
	wishes.OwnCert: "me.held me.cert me.record me.know",
	wishes.OwnWin:  "me.strong me.lately me.record me.know me.case",
}

// ownUnlike is how likely another question of the person is asked at most where
// what they hold or achieved is meant all the same.
const ownUnlike = 0.7

// mayBeOwn reports whether a message may ask for one's own facts: it is no
// command, nothing of it is done, and it is not about somebody else's words.
func mayBeOwn(t *bot.Turn, text string, u bot.Understood) bool {
	if t.Person.ID == 0 || t.Others != "" || !t.Event.DM || text[0] == '/' || strings.Contains(text, "\n") || u.Supposed != nil || u.Corrects != nil || u.Again != nil || u.Theirs {
		return false
	}
	if s, rest, ok := t.Bot.LookUp(text); ok && (strings.Trim(rest, " ?!.") == "" || len(s.Path) > 1) {
		return false
	}
	return !slices.ContainsFunc(u.Parts, func(p bot.Part) bool {
		most := mostShown*(p.Span.To-p.Span.From) > len(text)
		if p.Acts() { // "…, help" at the end of a story shows nothing
			return !t.Bot.Saying(p.Name).Shows || most
		}
		return most && p.Kind != bot.TalkPart && p.Kind != bot.QuotedPart && p.Name != "" && len(p.Leftover) == 0 // a rule knows what is asked
	})
}

// mostShown is which part of a message at least asks for something to be shown
// that is not asked in passing: a third.
const mostShown = 3

// asksSome reports whether a message asks something, by its mark or by a word
// that stands first or last in one of its sentences: "wot slips", "jdis koi".
func asksSome(text string) bool {
	return strings.Contains(text, "?") || slices.ContainsFunc(wishes.Sentences(bot.Fold(text)), func(s string) bool {
		words := strings.Fields(plainwords.Spaced(s))
		return len(words) > 0 && (someAsk[words[0]] || someAsk[words[len(words)-1]])
	})
}

var someAsk = plainwords.Words("how what wot which why comment cmt quoi koi lequel laquelle lekel quel quelle pourquoi combien")

// askedWish is what a wish counts in a question, beside what it asks for.
const askedWish = 0.6

// ownWish is how likely a message wants something done.
func ownWish(text string, u bot.Understood) float64 {
	if len(u.Guesses) == 0 {
		return 0
	}
	if asksSome(text) && !requesting.MatchString(bot.Fold(text)) || recalling.MatchString(bot.Fold(text)) {
		return askedWish * u.Wants * u.Guesses[0].Likely
	}
	return u.Wants * u.Guesses[0].Likely
}

// ofOwn answers what asks for one's own facts from these. first is true before
// all else that a message may ask of the person: then one kind of them has to be
// meant, and none of the other questions fit it.
func ofOwn(t *bot.Turn, text string, u bot.Understood, first bool) (r bot.Reply, ok bool, err error) {
	if !mayBeOwn(t, text, u) {
		return r, false, nil
	}
	g, a := asksOwn(t, text), find(t, query(t, text))
	if first && a.PersonalSure >= personalFirst {
		of, shows := fits[g.Names[0].Name]
		if !shows || a.PersonalSure >= ownUnlike || slices.Contains(strings.Fields(of), a.Personal) {
			return r, false, nil
		}
	}
	if s, _ := plainwords.Plainly(t, text); s != nil || a.Kind == answers.Command && (a.Confidence >= commandSure || !long(text)) {
		return r, false, nil
	}
	least := ownLeast(t, a)
	if first || !asksSome(text) && !recalling.MatchString(bot.Fold(text)) { // what asks nothing tells something
		least = max(least, ownFirst)
	}
	about := t.Bot.Saying("me.own")
	if g.Any < least || ownWish(text, u) > g.Any || about.Do == nil {
		return r, false, nil
	}
	r, err = about.Do(t, ownArgs(text, g))
	return r, err == nil && r.Text != "", err
}

// ownLeast is how likely a message asks for one's own facts from which these
// answer it, by what the answers know of it.
func ownLeast(t *bot.Turn, a answers.Answer) float64 {
	subject := ""
	if a.Kind == answers.Answered && len(a.Topics) > 0 {
		subject, _, _ = strings.Cut(a.Topics[0], "/")
	}
	_, role := t.Bot.Careers().Role(subject)
	switch {
	case subject == "privacy" && !a.Near:
		return ownKept
	case subject != "" && makesCase[a.Topics[0]], a.Kind == answers.Unknown && !a.Vague && a.PersonalSure < personalElse:
		return ownOfCase
	case (role || subject == "certification") && outweighs(t, a): // what is named is asked about
		return ownNamed
	case subject != "" && !a.Near && a.Confidence >= answersSure:
		return ownSure
	}
	return ownElse
}

// touching puts at the end of an answer the fact of one's own that was asked
// for, where the answer has none of them. own is true where the answer is of the
// person already.
func touching(t *bot.Turn, text string, u bot.Understood, r bot.Reply, own bool) (bot.Reply, error) {
	about := t.Bot.Saying("me.touch")
	if r.Text == "" || about.Do == nil || !mayBeOwn(t, text, u) {
		return r, nil
	}
	g, a := asksOwn(t, text), find(t, query(t, text))
	least := ownTouch
	if declined := a.Kind == answers.Unknown && !a.Vague; declined || len(a.Topics) > 0 && strings.HasPrefix(a.Topics[0], "work-life/") { // whoever is worn out is told of no work
		least = ownSure
	}
	if g.Any < least || ownWish(text, u) > g.Any || own && a.PersonalSure >= g.Any && fits[g.Names[0].Name] == "" || a.Kind == answers.Command {
		return r, nil
	}
	args := ownArgs(text, g)
	args["answered"] = string(r.Text)
	if own {
		args["own"] = "yes"
	}
	said, err := about.Do(t, args)
	if err == nil && said.Text != "" && utf8.RuneCountInString(string(r.Text+said.Text)) < mostAnswered {
		r.Text += "\n\n" + said.Text
	}
	return r, err
}

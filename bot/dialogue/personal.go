package dialogue

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
)

// How likely a message asks of the person from which that is answered: before
// what the message was half read as, and where nothing was read of it.
const (
	personalFirst  = 0.45
	personalElse   = 0.15
	personalUnsure = 0.05  // … and the answers are not sure of theirs, or know nothing that fits
	personalHalf   = 0.3   // … up to which all that is known of them says more than what they most likely ask
	personalHardly = 0.008 // … from which, if what they know is only near, all that is known of the person says more
	personalMost   = 0.7   // from which it is, though the answers hear how somebody is
	personalAll    = 0.9   // and from which it is, whatever was half read
)

// answersSure is how sure the answers are from which they know it better than
// what is hardly asked of the person.
const answersSure = 0.65

// asking is how a message without a mark asks all the same: "spend it on what",
// "… but how is that to work".
var asking = regexp.MustCompile(`(?i)\b(?:how|what|why|which|comment|quoi|lequel|laquelle)\W*$|\b(?:but|so|mais|donc|alors)\b[^.!]{0,20}\b(?:how|what|why|which|comment|quoi|pourquoi)\b`)

// personal answers what is asked of the person from what is known of them; ok
// is false where nothing is known, or the message hardly asks for that.
func personal(t *bot.Turn, a answers.Answer, text string, least float64) (r bot.Reply, ok bool, err error) {
	if t.Person.ID == 0 || t.Others != "" || t.Person.Role == "" && t.Person.Target == "" && a.Personal != "me.know" {
		return r, false, nil
	}
	if len(a.Topics) > 0 && a.Personal != "me.know" && a.Personal != "me.back" {
		if subject, _, _ := strings.Cut(a.Topics[0], "/"); subject == "privacy" && !a.Near || subject == "work-life" && !a.Near && a.PersonalSure < personalMost && !(a.Personal == "me.help" && a.PersonalSure > personalFirst) { // who sees it, and how somebody is
			return r, false, nil
		}
	}
	switch {
	case a.Personal == "me.back" && supposing.MatchString(text), outweighs(t, a), ofAnybody(text) && a.PersonalSure < personalMost:
		return r, false, nil
	case ofOtherRole(t, a):
		least = max(least, personalElse)
	case a.Personal == "me.record": // a list is no answer to what hardly asks for it
	case least == personalElse && (a.Vague || a.Near || a.Confidence < answersSure): // better what is known of them than what is nearest
		least = personalUnsure
	}
	about := t.Bot.Saying(a.Personal)
	if a.PersonalSure < least || about.Do == nil || !about.AboutMe {
		return r, false, nil
	}
	if a.PersonalSure < personalHalf && least < personalElse && a.Personal != "me.know" && a.Personal != "me.back" { // all that is known of them says more
		if asksOfSelf(text) {
			about = t.Bot.Saying("me.case")
		} else if a.PersonalSure < personalElse {
			return r, false, nil
		}
	}
	args := bot.Args{"clause": text}
	if named := t.Bot.Answers().RolesIn(text); len(named) > 0 {
		args["role"] = named[len(named)-1].ID
	}
	if r, err = about.Do(t, args); err != nil || r.Text == "" {
		return r, err != nil, err
	}
	if a.Personal == "me.said" {
		atHand(t, a, &r)
	}
	return r, true, nil
}

// ofRole are the questions of the person that may be asked of any role.
var ofRole = map[string]bool{"me.ready": true, "me.gap": true, "me.aim": true}

// ofOtherRole reports whether the answers hear of a role that is neither the
// person's nor the one they want.
func ofOtherRole(t *bot.Turn, a answers.Answer) bool {
	if len(a.Topics) == 0 || ofRole[a.Personal] && !a.Near {
		return false
	}
	subject, _, _ := strings.Cut(a.Topics[0], "/")
	_, role := t.Bot.Careers().Role(subject)
	return role && subject != t.Person.Role && subject != t.Person.Target
}

// atHand puts what is known on it in general under a reply about the person.
func atHand(t *bot.Turn, a answers.Answer, r *bot.Reply) {
	if a.Kind != answers.Answered || len(a.Topics) == 0 {
		return
	}
	more := bot.Choice{Label: t.Bot.Careers().Title(a.Topics[0], t.Lang), Action: "topic", Value: a.Topics[0]}
	for i, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			c.Items = append(slices.Clone(c.Items), more)
			r.Blocks[i] = c
			return
		}
	}
	r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{more}})
}

// mirrored answers what somebody asks of themselves, and of which the answers
// know nothing that fits, from what is known of them; ok is false where that is
// nothing, or it is asked of no person.
func mirrored(t *bot.Turn, a answers.Answer, text string) (r bot.Reply, ok bool, err error) {
	about := t.Bot.Saying("me.case")
	own := a.Kind == answers.Unknown && plainwords.OfOwnCase(text) // what was refused may be of what they keep here
	if !asksOfSelf(text) || !own && !a.Vague && !a.Near && (a.Kind != answers.Answered || a.Confidence >= answersSure) || ofOtherRole(t, a) || about.Do == nil || t.Person.ID == 0 || t.Others != "" || a.Bare != "" {
		return r, false, nil
	}
	args := bot.Args{"clause": text}
	if !a.Vague && (!a.Near || a.PersonalSure < personalHardly) {
		args["only"] = "own" // where they speak of their own case
	}
	if r, err = about.Do(t, args); err != nil || r.Text == "" {
		return r, false, err
	}
	atHand(t, a, &r)
	return r, true, nil
}

// besideTold puts behind what holds for anybody what of the person's own bears
// on it. before are the topics that the conversation had answered.
func besideTold(t *bot.Turn, r bot.Reply, a answers.Answer, text string, before answers.Memory) (bot.Reply, error) {
	about := t.Bot.Saying("me.beside")
	topics, declined := a.Topics, ""
	if a.Kind == answers.Unknown && !a.Vague && len(a.Options) > 0 { // pay is declined, and making one's case offered
		topics, declined = []string{a.Options[0].Topic}, "yes"
	}
	if about.Do == nil || t.Person.ID == 0 || t.Others != "" || len(topics) == 0 || !t.Event.DM || a.Bare != "" {
		return r, nil
	}
	said, err := about.Do(t, bot.Args{"clause": text, "topic": topics[0], "declined": declined, "before": strings.Join(append(before.Topics, before.Earlier...), " ")})
	if err == nil && said.Text != "" {
		r.Text += "\n\n" + said.Text
	}
	return r, err
}

// askedOfPerson answers first of all what is surely asked of the person, unless
// some of the message is to be done, or it is a command by its name.
func askedOfPerson(t *bot.Turn, text string, u bot.Understood) (bot.Reply, bool, error) {
	if does(t.Bot, u) {
		return bot.Reply{}, false, nil
	}
	a := meant(t, find(t, query(t, text)), text)
	whole := func(p bot.Part) bool { // read to its end, or most of it, as something else
		if !p.Acts() && a.PersonalSure > personalFirst && (p.Kind == bot.QuestionPart || p.Mood == bot.Doubted || len(p.Leftover) > 0) {
			return false
		}
		read := p.Name != "" && (len(p.Leftover) == 0 || 2*(p.Span.To-p.Span.From) > p.Clause.To-p.Clause.From)
		return p.Acts() || read && p.Kind != bot.TalkPart
	}
	if (a.Personal == "me.know" || a.Personal == "me.back" && !supposing.MatchString(text)) && a.PersonalSure > personalAll && !slices.ContainsFunc(u.Parts, bot.Part.Acts) { // it shows, whatever else it might be
		return personal(t, a, text, personalAll)
	}
	if told(t, a, text, u) {
		return bot.Reply{}, false, nil
	}
	if tells(t, text, u) && u.Wants > a.PersonalSure {
		return bot.Reply{}, false, nil
	}
	if a.Personal == "me.cert" && choosesCert.MatchString(text) && text[0] != '/' {
		if r, ok, err := personal(t, a, text, personalFirst); ok || err != nil {
			return r, ok, err
		}
	}
	if r, ok, err := ofOneGoal(t, a, text, u); ok || err != nil {
		return r, ok, err
	}
	if r, ok, err := ofOwn(t, text, u, true); ok || err != nil {
		return r, ok, err
	}
	if slices.ContainsFunc(u.Parts, whole) || text[0] == '/' || strings.Contains(text, "\n") {
		return bot.Reply{}, false, nil
	}
	asks := a.PersonalSure > personalAll && strings.HasSuffix(text, "?") // "mes objectifs vont-ils avec ma cible ?" begins as a command does
	if s, rest, ok := t.Bot.LookUp(text); ok && !asks && (rest == "" || len(s.Path) > 1) {
		return bot.Reply{}, false, nil
	}
	if len(u.Guesses) > 0 && !t.Bot.Saying(u.Guesses[0].Name).Shows { // something is to be done
		if wish := u.Wants * u.Guesses[0].Likely; wish > max(personalFirst, a.PersonalSure) || wish >= surely && !strings.Contains(text, "?") {
			return bot.Reply{}, false, nil
		}
	}
	r, ok, err := personal(t, a, text, personalFirst)
	if ok && err == nil && a.Personal != "me.know" && a.Personal != "me.back" {
		r, err = touching(t, text, u, r, true)
	}
	return r, ok, err
}

// told reports whether a message tells what is to be kept, and asks nothing of
// one's own list: "renewed the PMP on 12 February".
func told(t *bot.Turn, a answers.Answer, text string, u bot.Understood) bool {
	return a.Personal == "me.record" && !strings.Contains(text, "?") && len(u.Guesses) > 0 && u.Wants >= surely && u.Guesses[0].Likely >= overMood && !t.Bot.Saying(u.Guesses[0].Name).Shows
}

// does reports whether some of a message is to be done.
func does(b *bot.Bot, u bot.Understood) bool {
	return slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return p.Acts() && !b.Saying(p.Name).Shows })
}

// ofOneGoal answers a question about one goal of the person's own from that
// goal.
func ofOneGoal(t *bot.Turn, a answers.Answer, text string, u bot.Understood) (bot.Reply, bool, error) {
	one := t.Bot.Saying("me.goal").Propose
	if one == nil || t.Person.ID == 0 || t.Others != "" || text[0] == '/' || strings.Contains(text, "\n") {
		return bot.Reply{}, false, nil
	}
	if u.Supposed != nil { // of what is only asked about the deed itself tells
		return one(t, text, bot.Args{"only": "supposed"})
	}
	if s, _, ok := t.Bot.LookUp(text); ok && len(s.Path) > 1 {
		return bot.Reply{}, false, nil
	}
	wants := 0.0
	if len(u.Guesses) > 0 && !t.Bot.Saying(u.Guesses[0].Name).Shows {
		wants = u.Wants * u.Guesses[0].Likely
	}
	low := slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return strings.HasPrefix(p.Name, "feeling.") }) // is met, and nothing done
	if wants >= surely*surely && !low {                                                                         // "not realistic any more. Drop that goal"
		return bot.Reply{}, false, nil
	}
	figure := func(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
	if otherwise(a) { // of what the list holds it may ask all the same
		return one(t, text, bot.Args{"only": "record"})
	}
	args := bot.Args{"asks": a.Personal, "sure": figure(a.PersonalSure), "wants": figure(wants)}
	if outweighs(t, a) {
		args["field"] = "yes"
	}
	for _, p := range u.Parts {
		shown := t.Bot.Saying(p.Name).Shows && (p.Kind == bot.QuestionPart || 2*(p.Clause.To-p.Clause.From) < len(text)) // "which of my wins backs up goal 1?" asks more than for the list
		switch {
		case p.Name == "" || shown || strings.HasPrefix(p.Name, "me.") || len(p.Leftover) > 0 || p.Kind == bot.TalkPart || p.Kind == bot.QuotedPart:
		case p.Kind == bot.QuestionPart && args["read"] == "":
			args["read"] = "asked"
		case p.Kind != bot.QuestionPart:
			args["read"] = "whole"
		}
	}
	return one(t, text, args)
}

// otherwise reports whether the answers know that a message asks for something
// else: who reads along, or what is declined.
func otherwise(a answers.Answer) bool {
	if a.Kind == answers.Answered && !a.Near && len(a.Topics) > 0 && strings.HasPrefix(a.Topics[0], "privacy/") {
		return true
	}
	return a.Kind == answers.Unknown && !a.Vague && a.PersonalSure < personalElse
}

// leastTold is up to how many words a question says too little by itself where
// something is told before it: "what are the usual suspects?"
const leastTold = 5

// answeredBeside answers a question that stands beside something that was done;
// what stands before it in the message is its story, where that is known better.
func answeredBeside(t *bot.Turn, text, question string) (bot.Reply, error) {
	a, before, whole := find(t, query(t, question)), t.Talk.Memory, find(t, query(t, text))
	if outweighs(t, whole) { // the story says what the clause leaves out
		return besideTold(t, Told(t, whole), whole, text, before)
	}
	if r, ok, err := ofOneGoal(t, a, question, bot.Understood{}); ok || err != nil {
		return r, err
	}
	if r, ok, err := personal(t, a, question, personalElse); ok || err != nil {
		return r, err
	}
	if whole.Kind == answers.Answered && len(strings.Fields(question)) <= leastTold || whole.Kind == answers.Answered && !whole.Near && (a.Kind != answers.Answered || a.Near || whole.Confidence > a.Confidence) {
		a = whole
	}
	return besideTold(t, Told(t, a), a, question, before)
}

package dialogue

import (
	"regexp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
)

// A question that the facts of a person do not change is answered as anybody's:
// whose it is hangs on what the answers know of it, and on who is spoken of where
// it is asked.

// nearSure is how sure the answers are of what comes nearest from which they
// know a title, and only not this name for it.
const nearSure = 0.75

// ofField reports whether the answers know for sure what a message asks, and it
// is no matter of the person's own way, which their facts always change.
func ofField(t *bot.Turn, a answers.Answer) bool {
	switch {
	case a.Kind != answers.Answered || len(a.Topics) == 0 || ofAnyway[a.Personal]:
		return false
	case a.Near:
		return a.Confidence >= nearSure
	case a.Confidence < nearSure && roleUnsaid(t, a):
		return false
	}
	return a.Confidence >= answersSure && !ownWay(t, a.Topics[0])
}

// outweighs reports whether what holds for anybody answers a message, whatever it
// may ask of the person: it is known better.
func outweighs(t *bot.Turn, a answers.Answer) bool {
	if !ofField(t, a) || a.PersonalSure > a.Confidence || a.Personal == "me.plan" && a.PersonalSure > personalFirst {
		return false
	}
	shows := (a.Personal == "me.strong" || a.Personal == "me.help") && makesCase[a.Topics[0]] // "help me find my arguments"
	return !shows || a.PersonalSure < personalElse
}

// makesCase are topics about making one's case, to which what one can show belongs.
var makesCase = map[string]bool{"tips/demonstrate-value": true, "job/negotiation-basis": true, "job/cv-results": true, "job/interview-preparation": true, "promotion/making-the-case": true}

// roleUnsaid reports whether the answers are about a role that nobody named.
func roleUnsaid(t *bot.Turn, a answers.Answer) bool {
	subject, _, _ := strings.Cut(a.Topics[0], "/")
	_, role := t.Bot.Careers().Role(subject)
	m, said := t.Event.Body.(bot.Message)
	return role && said && !slices.ContainsFunc(t.Bot.Answers().RolesIn(m.Text), func(x answers.Match) bool { return x.ID == subject })
}

// ofAnyway are what asks for nothing that the answers could know.
var ofAnyway = map[string]bool{"me.said": true, "me.know": true, "me.back": true, "me.why": true}

// ownWays are the topics, by their ids or subjects, that say of anybody what the
// facts of a person say of them.
var ownWays = map[string]bool{"plan": true, "certification-choice/which-first": true, "education/certifications": true, "tips/goals": true, "tips/proactive": true}

// ownWay reports whether a topic is about the way of the person: from their
// role, to their target, or through the years.
func ownWay(t *bot.Turn, topic string) bool {
	subject, facet, _ := strings.Cut(topic, "/")
	if ownWays[topic] || ownWays[subject] || subject == t.Person.Role || subject == t.Person.Target {
		return true
	}
	from, to, ok := strings.Cut(facet, "..")
	return subject == "paths" && ok && (from == t.Person.Role || to == t.Person.Target)
}

// ofAnybody reports whether a message asks what something is, of nobody.
func ofAnybody(text string) bool { return defining.MatchString(text) && !asksOfSelf(text) }

var defining = regexp.MustCompile(`(?i)\b(?:difference|différence|definition|définition|what(?: is|'s|’s) an?|what are|c['’]est quoi|qu['’]est-ce qu['’]un|signifie|stands? for)\b`)

// asksOfSelf reports whether a message asks of the one who writes it: where it
// asks, and not only in its story.
func asksOfSelf(text string) bool {
	return slices.ContainsFunc(plainwords.Asking(text), func(s string) bool { return plainwords.OfSelf(s) || plainwords.OfList(s) })
}

// onlyIf reports whether what a message most likely wants stands under an "if".
func onlyIf(u bot.Understood) bool {
	return slices.ContainsFunc(u.Parts, func(p bot.Part) bool {
		return len(u.Guesses) > 0 && p.Name == u.Guesses[0].Name && p.Mood == bot.Hypothetical
	})
}

// falls puts under the offer of a time in peace what of the person's own has its
// day in it.
func falls(t *bot.Turn, r bot.Reply) (bot.Reply, error) {
	o, about := t.Talk.Offer, t.Bot.Saying("me.falls")
	if o == nil || o.Past || o.Verb != "away" || o.Args["span.from"] == "" || o.Args["span.to"] == "" || about.Do == nil || !t.Event.DM {
		return r, nil
	}
	said, err := about.Do(t, bot.Args{"from": o.Args["span.from"], "to": o.Args["span.to"]})
	if err == nil && said.Text != "" {
		r.Text += "\n\n" + said.Text
	}
	return r, err
}

// asksElse reports whether a message asks something beside what was half read of it.
func asksElse(u bot.Understood) bool {
	return slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return p.Kind == bot.QuestionPart && p.Name == "" })
}

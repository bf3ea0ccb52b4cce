package dialogue

import (
	"regexp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
	"mentor/bot/say"
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
	m, _ := t.Event.Body.(bot.Message)
	named := len(t.Bot.Answers().RolesIn(m.Text)) // from one to another, by their names: anybody's
	return subject == "paths" && ok && named < 2 && (from == t.Person.Role || to == t.Person.Target)
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

// winning is how somebody tells that they or theirs won something, which sounds
// like a question of pay in French; money is what does ask for that.
var (
	winning = regexp.MustCompile(`(?i)^\W*(?:(?:ça y est|enfin|hourra|yes|super|finally|guess what)\W+)?(?:on|nous|j['’]|je|we|i|(?:notre|mon|l['’]|our|my|the) ?(?:équipe|equipe|team|boîte|agence|agency))\s*(?:a|ai|avons|est|have|has|['’]ve)?\s*(?:juste |enfin |finally |just )?(?:gagné|gagne|remporté|remporte|décroché|decroche|won)(?:\PL|$)`)
	money   = regexp.MustCompile(`(?i)€|\$|£|\b(?:euros?|k€|salaire|brut|net|augmentation|par an|par mois|pounds|dollars|salary|a year|bien ma vie)\b|\?`)
)

// won offers what somebody won as an achievement, where the answers take it for
// something that is declined or hardly know it.
func won(t *bot.Turn, a answers.Answer, text string) (bot.Reply, bool, error) {
	keep := t.Bot.Saying("achievement").Propose
	if keep == nil || t.Others != "" || a.Kind == answers.Answered && !a.Near && a.Confidence >= answersSure || !winning.MatchString(text) || money.MatchString(text) {
		return bot.Reply{}, false, nil
	}
	return keep(t, text, bot.Args{})
}

// withAnswer puts the answer to a question before what is asked about the news
// beside it: "they made me team lead, which certification would matter?"
func withAnswer(t *bot.Turn, text string, u bot.Understood, r bot.Reply) (bot.Reply, error) {
	o := t.Talk.Offer
	if o == nil || o.Past || o.Verb != "role.new" && o.Verb != "profile.set" || t.Talk.Memory.At.Equal(t.Now) || t.Others != "" {
		return r, nil
	}
	asks := strings.Contains(text, "?") || asking.MatchString(text) || slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return p.Kind == bot.QuestionPart })
	a, before := find(t, query(t, text)), t.Talk.Memory
	if all := plainwords.Asking(text); asks && a.Kind != answers.Answered && len(all) > 0 { // the story may hide it
		a = find(t, query(t, all[len(all)-1]))
	}
	if !asks || a.Kind != answers.Answered {
		return r, nil
	}
	said, err := besideTold(t, Told(t, a), a, text, before)
	if onlyIf(u) { // it is no news
		t.Talk.Offer = nil
		return said, err
	}
	said.Blocks = slices.DeleteFunc(said.Blocks, func(b bot.Block) bool { _, choices := b.(bot.Choices); return choices }) // what is asked has them
	return say.Together([]bot.Reply{said, r}), err
}

// wishesSurely reports whether a message wants one thing for sure, and rather
// than not: "make lines for my CV out of it".
func wishesSurely(u bot.Understood) bool {
	return len(u.Guesses) > 0 && u.Guesses[0].Likely >= surely && u.Wants > personalFirst
}

// supposing begins what is only asked about: who says it is not back.
var supposing = regexp.MustCompile(`(?i)^\W*(?:(?:and|et|but|mais)\s+)?(?:if|what if|suppose|si|mettons|imaginons|quand)\b`)

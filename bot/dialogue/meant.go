package dialogue

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
)

// What is asked of the person stands in one part of a message, and what is told
// beside it leads astray: "looking at all you have on me, what am I missing?"

// leastAsked is how many words a clause has at least that asks by itself.
const leastAsked = 4

// meant is what a message asks of the person, by the part of it that asks where
// that says otherwise than the whole.
func meant(t *bot.Turn, a answers.Answer, text string) answers.Answer {
	if choosesCert.MatchString(text) && !ofHeld.MatchString(text) && a.Personal != "me.held" && plainwords.OfSelf(text) && !slices.ContainsFunc(t.Bot.Answers().RolesIn(text), func(m answers.Match) bool { return m.ID != t.Person.Role && m.ID != t.Person.Target }) {
		a.Personal, a.PersonalSure = "me.cert", max(a.PersonalSure, personalAll)
		return a
	}
	if a.Personal != "me.know" || !strings.Contains(text, "?") {
		return a
	}
	for _, s := range wholeClauses(text) {
		if b := find(t, query(t, s)); b.Personal != "" && b.Personal != "me.know" && b.PersonalSure > personalFirst {
			a.Personal, a.PersonalSure = b.Personal, b.PersonalSure
			return a
		}
	}
	return a
}

// wholeClauses are the parts of a text between its commas that may ask by
// themselves, the last first.
func wholeClauses(text string) (all []string) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;:.?!", r) }) {
		if s = strings.TrimSpace(s); len(strings.Fields(s)) >= leastAsked && utf8.RuneCountInString(s) < utf8.RuneCountInString(text)-leastAsked {
			all = append(all, s+"?")
		}
	}
	slices.Reverse(all)
	return all
}

// choosesCert is how somebody asks which certification to take, where ofHeld,
// how they ask of those that they have, does not hold.
var (
	choosesCert = regexp.MustCompile(`(?i)\b(?:which|what|quel(?:le)?s?)\s+(?:\pL+\s+)?(?:certs?|certifications?|certificates?|exams?|badges?|certifs?|certificats?|examens?)\b`)
	ofHeld      = regexp.MustCompile(`(?i)\b(?:expir\pL*|renew\pL*|renouvel\pL*|lapse\pL*|run(?:s|ning)? out|périm\pL*|do i (?:have|hold)|have i (?:got|earned)|ai-je|j['’]ai (?:obtenu|eu|passé|déjà)e?s?|date|when|quand|last|dernière|latest|oldest|valid\pL*|valable\pL*)\b`)
)

// returns is how a message begins of somebody who comes back from being away:
// they are to be met with what they left off, and no time in peace is wanted.
var returns = regexp.MustCompile(`(?i)^\W*(?:(?:hello|hi|bonjour|salut|bon|ok|et voilà|voilà)\W+)?(?:(?:i['’]?m|je suis|me revoil[àa]|just|tout juste)\s+)*(?:back (?:from|after)|returning from|retour (?:de|d['’]|après)|de retour|rentrée? de|reprise après|je (?:rentre|reviens|reprends))(?:\PL|$)`)

// returned takes a time in peace out of what was understood, where somebody is
// back from it and asks for something.
func returned(text string, u bot.Understood) bot.Understood {
	if !returns.MatchString(text) || !asksSome(text) && !requesting.MatchString(bot.Fold(text)) && !recalling.MatchString(bot.Fold(text)) {
		return u
	}
	away := func(name string) bool { return name == "away" || name == "pause" || name == "schedule.pause" }
	u.Parts = slices.DeleteFunc(slices.Clone(u.Parts), func(p bot.Part) bool { return away(p.Name) })
	u.Guesses = slices.DeleteFunc(slices.Clone(u.Guesses), func(g bot.Guess) bool { return away(g.Name) })
	u.Each = slices.DeleteFunc(slices.Clone(u.Each), func(g bot.Guess) bool { return away(g.Name) })
	return u
}

// recalling asks to be reminded of what was, and of no day.
var recalling = regexp.MustCompile(`\b(?:remind me (?:what|where|who|why|which)\b|rappel(?:le|ez)[ -]moi (?:ce qu|(?:ou|qui|pourquoi|quel|quelle|mon|ma|mes)\b)|redi(?:s|tes)[ -]moi|tell me again)`)

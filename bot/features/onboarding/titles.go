package onboarding

import (
	"regexp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/features/profile"
)

// bothIn finds a job and the one that somebody wants in what answers the question
// for the first, where these are not read as two statements.
func bothIn(t *bot.Turn, said string) (job, aim string, ok bool) {
	m := aimSaid.FindStringSubmatchIndex(said)
	if m == nil {
		return "", "", false
	}
	u := t.Bot.Reader().Read(said, bot.Context{Lang: t.Lang, Now: t.Now})
	has := func(names ...string) bool {
		return slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return slices.Contains(names, p.Name) })
	}
	if has("fact.role", "role.new", "profile.set") && has("target.set", "target.within", "profile.set") {
		return "", "", false
	}
	aim = strings.Trim(aimEnds.ReplaceAllString(said[m[2]:m[3]], ""), " .!,")
	if found := t.Bot.Answers().Roles(aim); aim == "" || (len(found) == 0 || found[0].Score < profile.SureOfRole) && !title.MatchString(bot.Fold(aim)) {
		return "", "", false
	}
	job, ok = jobIn(t, strings.Trim(said[:m[0]], " ,;.–-"))
	if !ok {
		job, ok = jobIn(t, strings.Trim(said[m[1]:], " ,;.–-"))
	}
	return job, aim, ok
}

var (
	// aimSaid is the job that somebody says they want, after the words that say so.
	aimSaid = regexp.MustCompile(`(?i)(?:\band\s+|\bet\s+|\bbut\s+|\bmais\s+)?(?:\b(?:heading|headed|aiming|going) (?:for|to be|to become|at|towards?)|\bi(?:['’]d)? (?:want|would like|like|hope) to (?:be|become)|\bwant(?:ing)? to (?:be|become)|\bhop(?:e|ing) to (?:be|become)|\btarget(?:ing)?:?|\b(?:je |j['’])?(?:vise|visant|(?:veux|voudrais|aimerais|souhaite) (?:devenir|[êe]tre)|compte devenir)|\ben route vers|\bcible ?:?|→|->)\s+(?:(?:an?|the|une?|le|la|l['’]|un poste de|le poste de)\s+)?([^,;.!?]+)`)
	// aimEnds is what tells by when.
	aimEnds = regexp.MustCompile(`(?i)\s+(?:(?:in|within|by|one day|some ?day|eventually|dans|d['’]ici|un jour|à terme|avant)(?:\s.*)?)$`)
)

// before and after what names the job: "I'm a web analyst at a bank".
var (
	beforeJob = regexp.MustCompile(`(?i)^(hi|hello|hey|bonjour|salut)?[,. !]*(i['’ ]?m|i am|i work as|i['’]ve been|my (job|role|title) is|currently|actually|je suis|j['’]occupe un poste de|je travaille (comme|en tant que)|mon (poste|métier|titre),? c['’]est|(?:today|for now|right now|aujourd['’]hui)[ ,]*(?:i['’ ]?m|i am|je suis)?)?( (currently|now|actuellement))?( (an?|une?|the|le|la|l['’]))? *`)
	afterJob  = regexp.MustCompile(`(?i)[,;.(]| (at|in|for|chez|dans|depuis|since|with|au sein) .*$`)
)

// longestJob is how many words a title has at most: "senior manager, marketing
// technology and operations" has six.
const (
	longestJob = 7
	likelyWish = 0.5
	// perhapsWish is enough where something is wanted for sure.
	perhapsWish, surelyWanted = 0.3, 0.8
	fewWords                  = 3 // that may be a title which nobody knows
	// longestValue is how many bytes of a title a choice can carry.
	longestValue = 70
)

// somebodys begins with whose it is: somebody who is spoken of.
var somebodys = regexp.MustCompile(`^(my|our|his|her|their|mon|ma|mes|notre|nos|son|sa|ses|leur|leurs) `)

// title is a word that titles have, in either language, without accents.
var title = regexp.MustCompile(`\b(analyst|manager|director|developer|engineer|specialist|consultant|lead|leader|head|designer|marketer|officer|coordinator|assistant|associate|administrator|admin|architect|owner|strategist|executive|expert|technician|trainee|intern|student|founder|freelancer?|planner|buyer|editor|writer|teacher|scientist|vp|c[a-z]o|` +
	`analyste|directeur|directrice|developpeur|developpeuse|ingenieure?|specialiste|consultante|responsable|chefe?|cheffe|charge|chargee|coordinateur|coordinatrice|assistante|administrateur|administratrice|architecte|redacteur|redactrice|technicien|technicienne|alternante?|stagiaire|etudiante?|fondateur|fondatrice|gestionnaire|conseiller|conseillere|traffic)\b`)

// jobIn finds a job in what answers the question for it.
func jobIn(t *bot.Turn, said string) (job string, ok bool) {
	said = strings.TrimSpace(said)
	if at := strings.IndexByte(said, '\n'); at >= 0 {
		said = said[:at]
	}
	job = beforeJob.ReplaceAllString(said, "")
	if at := afterJob.FindStringIndex(job); at != nil {
		job = job[:at[0]]
	}
	job = strings.Trim(job, " .!,")
	words := len(strings.Fields(job))
	if words == 0 || words > longestJob || strings.HasSuffix(said, "?") || somebodys.MatchString(bot.Fold(job)) {
		return "", false
	}
	u := t.Bot.Reader().Read(said, bot.Context{Lang: t.Lang, Now: t.Now})
	for _, p := range u.Parts {
		if p.Kind != bot.UnreadPart && p.Kind != bot.TalkPart && p.Name != "fact.role" {
			return "", false // it says or asks for something else
		}
	}
	if m := t.Bot.Answers().Roles(job); len(m) > 0 && m[0].Score >= profile.SureOfRole || title.MatchString(bot.Fold(job)) {
		return job, true
	}
	// A word or two that are about nothing else: "falconer".
	if slices.ContainsFunc(u.Guesses, func(g bot.Guess) bool {
		return (g.Likely >= likelyWish || u.Wants >= surelyWanted && g.Likely >= perhapsWish) && g.Name != "role.new" && g.Name != "profile.set"
	}) {
		return "", false
	}
	a := t.Bot.Answers().Ask(answers.Query{Text: said, Lang: t.Lang, At: t.Now})
	_, _, command := t.Bot.LookUp(said)
	return job, words <= fewWords && a.Kind == answers.Unknown && !command && !strings.ContainsAny(job, "0123456789?")
}

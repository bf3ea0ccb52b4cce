package onboarding

import (
	"regexp"
	"slices"
	"strings"

	"mentor/bot"
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

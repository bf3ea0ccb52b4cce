package plainwords

import (
	"regexp"
	"strings"

	"mentor/bot"
	"mentor/bot/say"
)

var (
	speaks   = regexp.MustCompile(`\b(?:speak|switch|language|langue|lang|answer|reply|respond|talk|write|parle[rz]?|passe[rz]?|reponds|repondez|ecris|change)\b`)
	tongue   = regexp.MustCompile(`\b(english|french|anglais|francais)\b`)
	anyLang  = regexp.MustCompile(`\b(?:language|langue)\b.*\b(?:auto|automatic|automatique|both|les deux)\b`)
	zoneSaid = regexp.MustCompile(`\b(?:time ?zone|fuseau(?: horaire)?)\b(?:\s*(?:to|is|as|sur|a|en|est|:|=|on))*\s+(.+)$`)
	livesIn  = regexp.MustCompile(`\b(?:i'm|i am|i live|i've moved|i moved|moved|i'm based|i am based|based|je suis|j'habite|je vis|j'ai demenage)(?: now| maintenant)?\s+(?:in|to|a|au|en|aux)\s+(.+?)(?:,.*|\s+(?:now|maintenant))?$`)

	targetSaid = compile(
		`\b(?:put|make|set|save|mets|mettre|note)\s+(?:(?:un|une|a|an|the)\s+)?(.+?)\s+(?:as (?:my |the )?(?:target|goal)(?: role)?|my (?:target|goal)(?: role)?|(?:comme|en) (?:ma )?cible)`,
		`\b(?:target(?: role)?|goal role|cible|poste vise|objectif de poste)\b(?:\s*(?:is|to|now|est|c'est|pour|en|desormais|maintenant|a|sur|:|=))*\s+(.+)$`,
		`\b(?:aiming for|aim for|heading for|headed for|working towards|want to (?:be|become)|would like to (?:be|become)|je vise|viser|veux (?:etre|devenir)|voudrais (?:etre|devenir)|aimerais (?:etre|devenir))\s+(.+)$`,
	)
	roleSaid = compile(
		`\b(?:set|change|update|correct|fix|mets|change[rz]?|corrige[rz]?|mets a jour|modifie[rz]?)\s+(?:my|mon|the|le)\s+(?:current |actuel )?(?:role|position|job|poste|metier)(?:\s*(?:to|as|is|en|a|au|pour|sur|:|=))+\s+(.+)$`,
		`\b(?:my|mon)\s+(?:current |actual )?(?:role|position|job|poste|metier)(?: actuel)?(?:\s*(?:is|now|est|c'est|maintenant|:|=))+\s+(.+)$`,
		`\b(?:promoted to|promue?|save me as|note me as|put me down as|note[rz]?[- ]moi comme|i work as|i'm working as|je (?:bosse|travaille) comme|became|devenue?)\s+(.+)$`,
		`\b(?:i'm|i am|je suis|j'suis)\s+(?:now |currently |actuellement |maintenant |un |une |an? )*(.+)$`,
	)
	profileOf = regexp.MustCompile(`\bprofile?[:,]?\s+(?:role|poste|metier|target|cible|zone|timezone|fuseau|language|lang|langue|nudges|rappels|fallback|secours)\b`)
	roleEnd   = regexp.MustCompile(`(?:[,;.!?:]|\s(?:now|currently|maintenant|actuellement|and (?:i )?(?:want|would|aim|hope)|et (?:je )?(?:veux|voudrais|vise|souhaite)|save that|enregistre|target|cible|and target)\b).*$`)
	// somewhere keeps "I'm in Paris" from becoming a role; it looks at the words
	// as written, since à and a differ.
	somewhere = regexp.MustCompile(`(?i)\b(?:i'm|i am|je suis)\s+(?:now |maintenant )?(?:in|at|from|à|au|aux|en|chez|de)\s`)
	articles  = Words("a an the un une le la l' du de d' now currently actuellement maintenant desormais")

	fromTo = regexp.MustCompile(`\b(?:from|de|depuis|du|start|depart|starting (?:at|from))\s+(.+?)\s+(?:to|a|au|vers|jusqu'(?:a|au)|end|arrivee|towards|-+>?|→)\s+(.+)$`)
	toOnly = regexp.MustCompile(`\b(?:to|towards|vers|jusqu'(?:a|au)|pour|for)\s+(.+)$`)

	linkCode5 = regexp.MustCompile(`\b([A-Za-z2-7]{5}-[A-Za-z2-7]{5}|[A-Z2-7]{10})\b`)
)

// profile reads what is to change of the profile.
func (u *hearing) profile() {
	folded := bot.Fold(u.text)
	if h := Hear(u.text); profileOf.MatchString(h.Fold) { // "update profile role … target …", as the command has it
		m := profileOf.FindStringIndex(h.Fold)
		u.args = Parse(u.s, h.cut(m[0]+len("profil"), len(h.Fold)))
		return
	}
	if FallbackWish.MatchString(folded) {
		u.args["fallback"] = "here"
		if noFallback.MatchString(folded) {
			u.args["fallback"] = "off"
		}
		return
	}
	if m := tongue.FindString(folded); m != "" && speaks.MatchString(folded) {
		u.args["language"] = m
	} else if anyLang.MatchString(folded) {
		u.args["language"] = "auto"
	}
	if m := match(zoneSaid, u.text); m != nil {
		u.args["zone"] = TrimName(m[1])
	} else if m := match(livesIn, u.text); m != nil && u.t.Bot.Schedules != nil {
		if zone, _ := u.t.Bot.Schedules.Zone(TrimName(m[1])); zone != "" {
			u.args["zone"] = zone
		}
	}
	text := u.text
	for _, re := range targetSaid {
		h := Hear(text)
		if m := re.FindStringSubmatchIndex(h.Fold); m != nil {
			if role := u.role(h.cut(m[2], m[3])); role != "" {
				u.args["target"] = role
				text = h.without(m[0], len(h.Fold))
				break
			}
		}
	}
	if u.args["zone"] != "" || u.args["language"] != "" {
		return // "I'm in Paris" names no role
	}
	for _, re := range roleSaid {
		if m := match(re, text); m != nil && !somewhere.MatchString(text) {
			if role := u.role(m[1]); role != "" {
				u.args["role"] = role
				return
			}
		}
	}
}

// role is the role that words begin with: its id where it is known, else the
// words up to where the sentence goes on.
func (u *hearing) role(said string) string {
	said, _ = strip(said, roleEnd)
	said = TrimName(TrimWords(said, articles, articles))
	if found := u.t.Bot.Answers().RolesIn(said); len(found) > 0 {
		return found[0].ID
	}
	if len(strings.Fields(said)) > 6 {
		return "" // a sentence, not a role
	}
	return said
}

// compare hands the words on, with the person's own roles named.
func (u *hearing) compare() {
	text := u.text
	folded := " " + bot.Fold(text) + " "
	for _, own := range []struct{ words, role string }{
		{" my role ", u.t.Person.Role}, {" my current role ", u.t.Person.Role}, {" mon role ", u.t.Person.Role}, {" mon poste ", u.t.Person.Role},
		{" my target ", u.t.Person.Target}, {" ma cible ", u.t.Person.Target}} {
		if own.role != "" && strings.Contains(folded, own.words) {
			text += ", " + say.RoleName(u.t, own.role)
		}
	}
	if len(u.t.Bot.Answers().RolesIn(text)) > 0 {
		u.args["a"] = text
		return
	}
	u.args["a"] = TrimName(TrimWords(text, Words("compare comparer comparez fais une comparaison de run a comparison of put mets show these ces the les roles metiers something two deux"), nil))
}

// roadmap reads where the way begins and ends.
func (u *hearing) roadmap() {
	one := func(s string) string {
		if found := u.t.Bot.Answers().RolesIn(s); len(found) > 0 {
			return found[0].ID
		}
		return ""
	}
	if m := match(fromTo, u.text); m != nil {
		if from, to := one(m[1]), one(m[2]); from != "" && to != "" {
			u.args["from"], u.args["to"] = from, to
			return
		}
	}
	found := u.t.Bot.Answers().RolesIn(u.text)
	switch {
	case len(found) >= 2:
		u.args["from"], u.args["to"] = found[0].ID, found[1].ID
	case len(found) == 1:
		name := "from"
		if m := match(toOnly, u.text); m != nil && one(m[1]) != "" {
			name = "to"
		}
		u.args[name] = found[0].ID
	}
}

// interview reads which role the other person holds.
func (u *hearing) interview() {
	if found := u.t.Bot.Answers().RolesIn(u.text); len(found) > 0 {
		u.args["role"] = found[0].ID
	}
}

// link reads a one-time code.
func (u *hearing) link() {
	if m := linkCode5.FindStringSubmatch(u.text); m != nil {
		u.args["code"] = m[1]
	}
}

// help reads which command is to be explained: the longest name in the words.
func (u *hearing) help() {
	f := strings.Fields(strings.Trim(u.text, "?!. "))
	for n := min(3, len(f)); n > 0; n-- {
		for i := len(f) - n; i >= 0; i-- {
			name := TrimName(strings.Join(f[i:i+n], " "))
			if s, left, _ := u.t.Bot.LookUp(name); s != nil && left == "" && s != u.s && !(n == 1 && (s.Name() == "ask" || s.Name() == "start")) {
				u.args["command"] = strings.Join(s.Path, " ")
				return
			}
		}
	}
}

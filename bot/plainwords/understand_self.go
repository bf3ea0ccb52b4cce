package plainwords

import (
	"regexp"
	"strings"

	"mentor/bot"
	"mentor/bot/say"
)

var (
	fromTo = regexp.MustCompile(`\b(?:from|de|depuis|du|start|depart|starting (?:at|from))\s+(.+?)\s+(?:to|a|au|vers|jusqu'(?:a|au)|end|arrivee|towards|-+>?|→)\s+(.+)$`)
	toOnly = regexp.MustCompile(`\b(?:to|towards|vers|jusqu'(?:a|au)|pour|for)\s+(.+)$`)
)

// profile reads where a word is left where direct messages are closed.
func (u *hearing) profile() {
	folded := bot.Fold(u.text)
	if !FallbackWish.MatchString(folded) {
		return
	}
	u.args["fallback"] = "here"
	if noFallback.MatchString(folded) {
		u.args["fallback"] = "off"
	}
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

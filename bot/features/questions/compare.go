package questions

import (
	"regexp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/dialogue"
	"mentor/bot/features/profile"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// mostCompared is how many roles stand side by side: more is no table to read on a phone.
const mostCompared = 3

// compare puts two or three roles side by side. What it does not know it says,
// and offers the nearest in its place.
func compare(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	var roles []*careers.Role
	var unknown []string
	for _, arg := range []string{"a", "b", "c"} {
		ids, names := rolesNamed(t, a[arg])
		unknown = append(unknown, names...)
		for _, id := range ids {
			if r, ok := t.Bot.Careers().Role(id); ok && !slices.Contains(roles, r) && len(roles) < mostCompared {
				roles = append(roles, r)
			}
		}
	}
	if len(roles) < 2 {
		return bot.Reply{}, compareWhat(t, roles, unknown)
	}
	var ids []string
	table := bot.Table{Head: []bot.Markup{t.Say("compare.head")}}
	need, do := []bot.Markup{t.Say("compare.needs")}, []bot.Markup{t.Say("compare.does")}
	for _, r := range roles {
		ids = append(ids, r.ID)
		table.Head = append(table.Head, bot.Escape(r.Name.In(t.Lang)))
		do = append(do, bot.Markup(r.Facets["responsibilities"].Brief.In(t.Lang)))
		need = append(need, bot.Markup(r.Facets["requirements"].Brief.In(t.Lang)))
	}
	table.Rows = [][]bot.Markup{do, need}
	answer, ok := t.Bot.Answers().Compare(ids, t.Lang)
	if !ok {
		return bot.Reply{}, t.Problem("compare.which")
	}
	r := dialogue.Told(t, answer)
	lead := bot.Markup("")
	if len(unknown) > 0 {
		lead = t.Say("compare.without", "n", len(unknown), "said", bot.Brief(strings.Join(unknown, ", "), profile.MaxName)) + "\n\n"
		r.Text = lead + r.Text
		if near := nearRoles(t, unknown, ids); len(near) > 0 && len(ids) < mostCompared && len(r.Blocks) > 0 {
			c := bot.Choices{}
			for _, id := range near {
				c.Items = append(c.Items, bot.Choice{Label: t.Plain("compare.add", "role", say.RoleName(t, id)), Action: "compare", Value: strings.Join(append(ids[:len(ids):len(ids)], id), " ")})
			}
			for i, b := range r.Blocks {
				if old, ok := b.(bot.Choices); ok {
					old.Items = append(c.Items, old.Items...)
					r.Blocks[i] = old
				}
			}
		}
	}
	r.Blocks = append([]bot.Block{bot.Section{Text: lead + bot.Markup(t.Bot.Careers().Relation(ids, t.Lang))}, table}, r.Blocks...)
	return r, nil
}

// compareWhat asks for what is missing where fewer than two roles are known.
func compareWhat(t *bot.Turn, roles []*careers.Role, unknown []string) *bot.Problem {
	var known []string
	for _, r := range roles {
		known = append(known, r.ID)
	}
	near := nearRoles(t, unknown, known)
	p := t.Problem("compare.which")
	if len(known) == 1 {
		p = t.Problem("compare.with", "role", say.RoleName(t, known[0]))
	}
	if len(unknown) > 0 {
		p.Text = t.Say("compare.unknown", "n", len(unknown), "said", bot.Brief(strings.Join(unknown, ", "), profile.MaxName)) + "\n\n" + p.Text
	}
	if len(known) == 1 && len(near) == 0 {
		near = neighbours(t, known[0])
	}
	for _, id := range near {
		p.Choices = append(p.Choices, bot.Choice{Label: say.RoleName(t, id), Action: "compare", Value: strings.Join(append(known[:len(known):len(known)], id), " ")})
	}
	return p
}

// besides is what stands between roles that are named side by side.
var besides = regexp.MustCompile(`(?i)\s+(?:and|et|vs\.?|versus|with|avec|against|contre|ou|or)\s+|\s*[,;/]\s*`)

// comparing are words around the names of what is compared.
var comparing = plainwords.Words(`compare comparer comparez comparaison comparison between entre the a an le la les l' un une des du de of please pls stp svp merci thanks
	and et side by by side cote a roles role metiers metier jobs job both two three deux trois difference differences put mets show for me moi`)

// mostNameWords is how many words a name has at most that is said to be not
// known: what is longer is a sentence.
const mostNameWords = 5

// rolesNamed finds the roles in words in the order of mention, and the names
// beside them that are no role it knows.
func rolesNamed(t *bot.Turn, said string) (ids, unknown []string) {
	if r, ok := t.Bot.Careers().Role(said); ok {
		return []string{r.ID}, nil
	}
	for _, m := range t.Bot.Answers().RolesIn(said) {
		ids = append(ids, m.ID)
	}
	for _, part := range besides.Split(said, 8) {
		name := plainwords.TrimName(plainwords.TrimWords(part, comparing, comparing))
		if name != "" && len(strings.Fields(name)) <= mostNameWords && len(t.Bot.Answers().RolesIn(part)) == 0 {
			unknown = append(unknown, name)
		}
	}
	return ids, unknown
}

// mostNear is how many roles are offered in the place of one that is not known.
const mostNear = 3

// nearRoles are the roles whose names are nearest to those that are not known, less those at hand.
func nearRoles(t *bot.Turn, unknown, less []string) (ids []string) {
	for _, name := range unknown {
		for _, m := range t.Bot.Answers().Roles(name) {
			if len(ids) < mostNear && !slices.Contains(ids, m.ID) && !slices.Contains(less, m.ID) {
				ids = append(ids, m.ID)
			}
		}
	}
	return ids
}

// neighbours are the roles that one is most often held against: those beside
// it on its ladder, else the other archetypes.
func neighbours(t *bot.Turn, id string) []string {
	onLadder := map[string]bool{}
	var beside []string
	for _, l := range t.Bot.Careers().Ladders() {
		all := append(append([]string{}, l.Rungs...), l.Tops...)
		for i, rung := range all {
			onLadder[rung] = true
			if (i > 0 && all[i-1] == id) || (i+1 < len(all) && all[i+1] == id) {
				beside = append(beside, rung)
			}
		}
	}
	if onLadder[id] {
		return beside
	}
	for _, r := range t.Bot.Careers().Roles() {
		if r.ID != id && !onLadder[r.ID] {
			beside = append(beside, r.ID)
		}
	}
	return beside
}

package bot

import (
	"regexp"
	"slices"
	"strings"

	"mentor/bot/careers"
)

// mostCompared is how many roles stand side by side: more is no table to read on a phone.
const mostCompared = 3

// compare puts two or three roles side by side. What it does not know it says,
// and offers the nearest in its place.
func (t *Turn) compare(a Args) (Reply, error) {
	var roles []*careers.Role
	var unknown []string
	for _, arg := range []string{"a", "b", "c"} {
		ids, names := t.rolesNamed(a[arg])
		unknown = append(unknown, names...)
		for _, id := range ids {
			if r, ok := t.b.Careers().Role(id); ok && !slices.Contains(roles, r) && len(roles) < mostCompared {
				roles = append(roles, r)
			}
		}
	}
	if len(roles) < 2 {
		return Reply{}, t.compareWhat(roles, unknown)
	}
	var ids []string
	table := Table{Head: []Markup{t.say("compare.head")}}
	need, do := []Markup{t.say("compare.needs")}, []Markup{t.say("compare.does")}
	for _, r := range roles {
		ids = append(ids, r.ID)
		table.Head = append(table.Head, Escape(r.Name.In(t.lang)))
		do = append(do, Markup(r.Facets["responsibilities"].Brief.In(t.lang)))
		need = append(need, Markup(r.Facets["requirements"].Brief.In(t.lang)))
	}
	table.Rows = [][]Markup{do, need}
	answer, ok := t.b.Answers().Compare(ids, t.lang)
	if !ok {
		return Reply{}, t.problem("compare.which")
	}
	r := t.told(answer)
	if len(unknown) > 0 {
		r.Text = t.say("compare.without", "n", len(unknown), "said", brief(strings.Join(unknown, ", "), maxName)) + "\n\n" + r.Text
		if near := t.nearRoles(unknown, ids); len(near) > 0 && len(ids) < mostCompared && len(r.Blocks) > 0 {
			c := Choices{}
			for _, id := range near {
				c.Items = append(c.Items, Choice{Label: t.plain("compare.add", "role", t.roleName(id)), Action: "compare", Value: strings.Join(append(ids[:len(ids):len(ids)], id), " ")})
			}
			if old, ok := r.Blocks[len(r.Blocks)-1].(Choices); ok {
				c.Items = append(c.Items, old.Items...)
				r.Blocks = r.Blocks[:len(r.Blocks)-1]
			}
			r.Blocks = append(r.Blocks, c)
		}
	}
	r.Blocks = append([]Block{Section{Text: without(r.Text, append(do, need...))}, table}, r.Blocks...)
	return r, nil
}

// without is text less the items of its lists that stand in a table beside it.
func without(text Markup, cells []Markup) Markup {
	var kept []string
	for line := range strings.Lines(string(text)) {
		if item, is := strings.CutPrefix(strings.TrimSpace(line), "- "); is && slices.Contains(cells, Markup(item)) {
			continue
		}
		kept = append(kept, line)
	}
	return Markup(strings.Join(kept, ""))
}

// compareWhat asks for what is missing where fewer than two roles are known.
func (t *Turn) compareWhat(roles []*careers.Role, unknown []string) *Problem {
	var known []string
	for _, r := range roles {
		known = append(known, r.ID)
	}
	near := t.nearRoles(unknown, known)
	p := t.problem("compare.which")
	if len(known) == 1 {
		p = t.problem("compare.with", "role", t.roleName(known[0]))
	}
	if len(unknown) > 0 {
		p.Text = t.say("compare.unknown", "n", len(unknown), "said", brief(strings.Join(unknown, ", "), maxName)) + "\n\n" + p.Text
	}
	if len(known) == 1 && len(near) == 0 {
		near = t.neighbours(known[0])
	}
	for _, id := range near {
		p.Choices = append(p.Choices, Choice{Label: t.roleName(id), Action: "compare", Value: strings.Join(append(known[:len(known):len(known)], id), " ")})
	}
	return p
}

// besides is what stands between roles that are named side by side.
var besides = regexp.MustCompile(`(?i)\s+(?:and|et|vs\.?|versus|with|avec|against|contre|ou|or)\s+|\s*[,;/]\s*`)

// comparing are words around the names of what is compared.
var comparing = words(`compare comparer comparez comparaison comparison between entre the a an le la les l' un une des du de of please pls stp svp merci thanks
	and et side by by side cote a roles role metiers metier jobs job both two three deux trois difference differences put mets show for me moi`)

// mostNameWords is how many words a name has at most that is said to be not
// known: what is longer is a sentence.
const mostNameWords = 5

// rolesNamed finds the roles in words in the order of mention, and the names
// beside them that are no role it knows.
func (t *Turn) rolesNamed(said string) (ids, unknown []string) {
	if r, ok := t.b.Careers().Role(said); ok {
		return []string{r.ID}, nil
	}
	for _, m := range t.b.Answers().RolesIn(said) {
		ids = append(ids, m.ID)
	}
	for _, part := range besides.Split(said, 8) {
		name := trimName(trimWords(part, comparing, comparing))
		if name != "" && len(strings.Fields(name)) <= mostNameWords && len(t.b.Answers().RolesIn(part)) == 0 {
			unknown = append(unknown, name)
		}
	}
	return ids, unknown
}

// mostNear is how many roles are offered in the place of one that is not known.
const mostNear = 3

// nearRoles are the roles whose names are nearest to those that are not known, less those at hand.
func (t *Turn) nearRoles(unknown, less []string) (ids []string) {
	for _, name := range unknown {
		for _, m := range t.b.Answers().Roles(name) {
			if len(ids) < mostNear && !slices.Contains(ids, m.ID) && !slices.Contains(less, m.ID) {
				ids = append(ids, m.ID)
			}
		}
	}
	return ids
}

// neighbours are the roles that one is most often held against: those beside
// it on its ladder, else the other archetypes.
func (t *Turn) neighbours(id string) []string {
	onLadder := map[string]bool{}
	var beside []string
	for _, l := range t.b.Careers().Ladders() {
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
	for _, r := range t.b.Careers().Roles() {
		if r.ID != id && !onLadder[r.ID] {
			beside = append(beside, r.ID)
		}
	}
	return beside
}

package careers

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// pathTopic is the way from one role to another: the rungs of a ladder where
// one joins them, else what the sources say of getting ready for the second.
func (c *Content) pathTopic(from, to string) (Topic, bool) {
	a, okA := c.Role(from)
	b, okB := c.Role(to)
	if !okA || !okB || from == to {
		return Topic{}, false
	}
	t := Topic{
		Title: Text{"From " + a.Name.En + " to " + b.Name.En, "De " + a.Name.Fr + " à " + b.Name.Fr},
		Next:  []string{to + "/requirements", to + "/action-plan"},
	}
	rungs, ok := c.Rungs(from, to)
	if !ok {
		if down, back := c.Rungs(to, from); back {
			c.wayDown(&t, a, b, down)
		} else {
			c.wayAcross(&t, a, b)
		}
		return t, true
	}
	t.Source = c.ladderSources(from, to)
	t.Next = append([]string{rungs[0].ID + "/action-plan"}, t.Next...)
	if len(rungs) == 1 {
		t.Next = t.Next[1:]
		t.Next = append(t.Next, to+"/differences")
	}
	for _, lang := range Langs {
		var s strings.Builder
		if len(rungs) == 1 {
			fmt.Fprintf(&s, pick(lang, "From **%s** to **%s** is one step up.", "De **%s** à **%s**, il n'y a qu'un échelon."),
				a.Name.In(lang), b.called(lang))
		} else {
			fmt.Fprintf(&s, pick(lang, "From **%s** to **%s** there are %d steps.", "De **%s** à **%s**, il y a %d étapes."),
				a.Name.In(lang), b.called(lang), len(rungs))
		}
		s.WriteString("\n")
		for i, r := range rungs {
			fmt.Fprintf(&s, "\n- **%s**%s%s", r.Name.In(lang), pick(lang, ": ", " : "), r.step(lang, len(rungs) <= 4))
			if i == len(rungs)-1 && len(rungs) == 1 {
				for _, facet := range []string{"differences", "action-plan", "requirements"} {
					if more := r.Facets[facet].Brief.In(lang); more != "" {
						s.WriteString("\n- " + more)
					}
				}
			}
		}
		set(&t.Text, lang, s.String())
		names := make([]string, len(rungs))
		for i, r := range rungs {
			names[i] = r.Name.In(lang)
		}
		set(&t.Brief, lang, a.Name.In(lang)+" → "+strings.Join(names, " → ")+".")
	}
	return t, true
}

// step says what a rung is and how to get ready for it; in full where there is room.
func (r *Role) step(lang Lang, full bool) string {
	prepare := r.Prepare.In(lang)
	if !full || prepare == "" {
		if prepare == "" {
			return r.Short.In(lang) + "."
		}
		return prepare
	}
	return strings.TrimSuffix(r.Short.In(lang), ".") + ". " + prepare
}

func (c *Content) ladderSources(ids ...string) []string {
	for _, l := range c.ladders {
		all := strings.Join(l.Rungs, " ") + " " + strings.Join(l.Tops, " ")
		fits := true
		for _, id := range ids {
			fits = fits && strings.Contains(" "+all+" ", " "+id+" ")
		}
		if fits {
			return l.Source
		}
	}
	return nil
}

// wayDown answers a way that leads down a ladder: it says so, and names the
// rungs as they lie upwards.
func (c *Content) wayDown(t *Topic, a, b *Role, up []*Role) {
	t.Source = c.ladderSources(a.ID, b.ID)
	t.Next = []string{b.ID + "/overview", a.ID + "/differences", "transition/internal"}
	for _, lang := range Langs {
		names := []string{b.Name.In(lang)}
		for _, r := range up {
			names = append(names, r.Name.In(lang))
		}
		s := fmt.Sprintf(pick(lang,
			"On the ladder **%s** lies below **%s**, so this would be a step back towards the ground: %s.\n\n- **%s**: %s\n- **%s**: %s",
			"Sur l'échelle, **%s** se situe sous **%s** : ce serait donc redescendre. Dans l'ordre : %s.\n\n- **%s** : %s\n- **%s** : %s"),
			b.Name.In(lang), a.Name.In(lang), strings.Join(names, " → "),
			b.Name.In(lang), b.Facets["overview"].Brief.In(lang), a.Name.In(lang), a.Facets["overview"].Brief.In(lang))
		set(&t.Text, lang, s)
		set(&t.Brief, lang, strings.Join(names, " → ")+".")
	}
}

// wayAcross answers where no ladder joins two roles: it says so, and gives how
// to get ready for the second.
func (c *Content) wayAcross(t *Topic, a, b *Role) {
	t.Source = b.Facets["action-plan"].Source
	t.Next = []string{b.ID + "/action-plan", b.ID + "/requirements", "compare/" + a.ID + ".." + b.ID}
	for _, lang := range Langs {
		var s strings.Builder
		fmt.Fprintf(&s, pick(lang,
			"No ladder that I know leads straight from **%s** to **%s**, so it is a move across; here is what it asks for.\n",
			"Aucune échelle que je connaisse ne mène tout droit de **%s** à **%s** : c'est un pas de côté. Voici ce qu'il demande.\n"),
			a.Name.In(lang), b.called(lang))
		line := func(en, fr, text string) {
			if text != "" {
				s.WriteString("\n- **" + pick(lang, en+":** ", fr+" :** ") + text)
			}
		}
		line("Where you start", "Votre point de départ", a.Facets["overview"].Brief.In(lang))
		line("The role", "Le rôle visé", b.Facets["overview"].Brief.In(lang))
		line("What it needs", "Ce qu'il faut", b.Facets["requirements"].Brief.In(lang))
		line("How to get ready", "Comment s'y préparer", b.Facets["action-plan"].Brief.In(lang))
		if below, ok := c.Below(b.ID); ok && below.ID != a.ID {
			line("The rung just below it", "L'échelon juste en dessous", below.Name.In(lang)+".")
		}
		set(&t.Text, lang, s.String())
		set(&t.Brief, lang, b.Facets["action-plan"].Brief.In(lang))
	}
}

// maxCompared is how many roles a comparison can hold within the length of an answer.
const maxCompared = 3

// longestComparison is how many characters a comparison may have, so that it
// stays within an answer's 1,500 with its source.
const longestComparison = 1350

// compareTopic sets two or three roles side by side.
func (c *Content) compareTopic(ids []string) (Topic, bool) {
	if len(ids) < 2 || len(ids) > maxCompared {
		return Topic{}, false
	}
	var t Topic
	var roles []*Role
	seen := map[string]bool{}
	for _, id := range ids {
		r, ok := c.Role(id)
		if !ok || seen[id] {
			return Topic{}, false
		}
		seen[id] = true
		roles = append(roles, r)
		t.Next = append(t.Next, id+"/overview")
		for _, s := range append(append([]string{}, r.Facets["overview"].Source...), r.Facets["differences"].Source...) {
			if !strings.Contains(" "+strings.Join(t.Source, " ")+" ", " "+s+" ") {
				t.Source = append(t.Source, s)
			}
		}
	}
	for _, lang := range Langs {
		names := make([]string, len(roles))
		for i, r := range roles {
			names[i] = r.Name.In(lang)
		}
		set(&t.Title, lang, strings.Join(names, pick(lang, " or ", " ou ")))
		var s, brief strings.Builder
		s.WriteString(c.relation(roles, lang))
		facets := c.comparable(roles, lang, utf8.RuneCountInString(s.String()))
		for _, r := range roles {
			s.WriteString("\n\n**" + r.called(lang) + "**")
			for _, f := range facets {
				if b := r.Facets[f].Brief.In(lang); b != "" {
					s.WriteString("\n- " + b)
				}
			}
			brief.WriteString("**" + r.Name.In(lang) + "**" + pick(lang, ": ", " : ") + r.Short.In(lang) + ". ")
		}
		set(&t.Text, lang, strings.TrimSpace(s.String()))
		set(&t.Brief, lang, strings.TrimSpace(brief.String()))
	}
	return t, true
}

// comparable lists the facets of which a comparison has room for a sentence
// for each role.
func (c *Content) comparable(roles []*Role, lang Lang, used int) []string {
	facets := []string{"overview", "responsibilities", "requirements"}
	for ; len(facets) > 1; facets = facets[:len(facets)-1] {
		size := used
		for _, r := range roles {
			size += utf8.RuneCountInString(r.called(lang)) + 6
			for _, f := range facets {
				size += utf8.RuneCountInString(r.Facets[f].Brief.In(lang)) + 3
			}
		}
		if size <= longestComparison {
			break
		}
		if len(facets) == 3 { // what it needs tells roles apart better than what it does all day
			facets[1], facets[2] = facets[2], facets[1]
		}
	}
	return facets
}

// relation opens a comparison with what matters most: what each is for, in one
// sentence, and how they stand to each other on a ladder.
func (c *Content) relation(roles []*Role, lang Lang) string {
	var parts []string
	for _, r := range roles {
		parts = append(parts, "**"+r.Name.In(lang)+"** "+r.Short.In(lang))
	}
	return strings.Join(parts, pick(lang, "; ", " ; ")) + "." + c.stand(roles, lang)
}

// Relation is how two roles stand to each other on a ladder, or else what each
// of several is for, in a sentence.
func (c *Content) Relation(ids []string, lang Lang) string {
	var roles []*Role
	for _, id := range ids {
		if r, ok := c.Role(id); ok {
			roles = append(roles, r)
		}
	}
	if s := strings.TrimSpace(c.stand(roles, lang)); s != "" {
		return s
	}
	return c.relation(roles, lang)
}

// stand is how two roles stand to each other on a ladder; empty where none joins them.
func (c *Content) stand(roles []*Role, lang Lang) (s string) {
	if len(roles) != 2 {
		return ""
	}
	for _, pair := range [][2]*Role{{roles[0], roles[1]}, {roles[1], roles[0]}} {
		rungs, ok := c.Rungs(pair[0].ID, pair[1].ID)
		if !ok {
			continue
		}
		low, high := pair[0].Name.In(lang), pair[1].Name.In(lang)
		if len(rungs) == 1 {
			s += fmt.Sprintf(pick(lang, " %s is the rung just above %s.", " %s est l'échelon juste au-dessus de %s."), high, low)
			if d := pair[1].Facets["differences"].Brief.In(lang); d != "" {
				s += " " + d
			}
		} else {
			s += fmt.Sprintf(pick(lang, " %s lies %d rungs above %s.", " %s se situe %d échelons au-dessus de %s."), high, len(rungs), low)
		}
	}
	return s
}

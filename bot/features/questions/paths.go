package questions

import (
	"fmt"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/dialogue"
	"mentor/bot/features/profile"
	"mentor/bot/people"
	"mentor/bot/picture"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// roadmap shows the rungs between two roles; one that is not named is the person's own.
func roadmap(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	named := []string{}
	for _, arg := range []string{"from", "to"} {
		if a[arg] == "" {
			continue
		}
		if _, ok := t.Bot.Careers().Role(a[arg]); ok {
			named = append(named, a[arg])
			continue
		}
		found := t.Bot.Answers().RolesIn(a[arg])
		if len(found) == 0 {
			r, err := knownRole(t, a[arg], "roadmap.from")
			if err != nil {
				return bot.Reply{}, err
			}
			found = append(found, answers.Match{ID: r.ID})
		}
		for _, m := range found {
			named = append(named, m.ID)
		}
	}
	from, to := t.Person.Role, t.Person.Target
	switch {
	case len(named) >= 2:
		from, to = named[0], named[1]
	case len(named) == 1 && a["from"] == "":
		if to = named[0]; !climbs(t, from, to) {
			from = bottom(t, to)
		}
	case len(named) == 1 && named[0] == t.Person.Role:
		from = named[0]
	case len(named) == 1 && t.Person.Role != "" && a["to"] == "" && climbs(t, t.Person.Role, named[0]):
		to = named[0] // "roadmap head of analytics" means: from where I am
	case len(named) == 1:
		from, to = named[0], ""
		if climbs(t, named[0], t.Person.Target) {
			to = t.Person.Target
		}
	}
	if _, ok := t.Bot.Careers().Role(from); !ok {
		return ladders(t)
	}
	if _, ok := t.Bot.Careers().Role(to); !ok || to == from {
		to = top(t, from)
	}
	if to == "" {
		return bot.Reply{}, t.Problem("roadmap.no-ladder", "role", say.RoleName(t, from))
	}
	answer, ok := t.Bot.Answers().Path(from, to, t.Lang)
	if !ok {
		return bot.Reply{}, t.Problem("roadmap.none", "from", say.RoleName(t, from), "to", say.RoleName(t, to))
	}
	return roadmapPicture(t, dialogue.Told(t, answer), from, to)
}

// climbs reports whether a ladder leads from one role up to another.
func climbs(t *bot.Turn, from, to string) bool {
	_, ok := t.Bot.Careers().Rungs(from, to)
	return ok && from != to
}

// top is the end of the ladder that a role stands on; "" where it stands on none or at its end.
func top(t *bot.Turn, role string) string {
	for _, l := range t.Bot.Careers().Ladders() {
		ends := append(append([]string{}, l.Tops...), l.Rungs[len(l.Rungs)-1])
		for _, end := range ends {
			if climbs(t, role, end) {
				return end
			}
		}
	}
	return ""
}

// bottom is the first rung of a ladder that leads up to a role; "" where none does.
func bottom(t *bot.Turn, role string) string {
	for _, l := range t.Bot.Careers().Ladders() {
		if climbs(t, l.Rungs[0], role) {
			return l.Rungs[0]
		}
	}
	return ""
}

// ladders shows every ladder in one line each, for somebody whose role is not known.
func ladders(t *bot.Turn) (bot.Reply, error) {
	var b strings.Builder
	colon, _ := say.Marks(t)
	b.WriteString(string(t.Say("roadmap.ladders")))
	c := bot.Choices{Prompt: t.Say("roadmap.where")}
	for _, l := range t.Bot.Careers().Ladders() {
		var names []string
		for _, id := range l.Rungs {
			names = append(names, say.RoleName(t, id))
			c.Items = append(c.Items, bot.Choice{Label: say.RoleName(t, id), Action: "roadmap.from", Value: id})
		}
		var tops []string
		for _, id := range l.Tops {
			tops = append(tops, say.RoleName(t, id))
		}
		line := strings.Join(names, " → ")
		if len(tops) > 0 {
			line += " → " + strings.Join(tops, " / ")
		}
		fmt.Fprintf(&b, "\n\n**%s**%s%s", bot.Escape(l.Name.In(t.Lang)), colon, bot.Escape(line))
	}
	return bot.Reply{Text: bot.Markup(b.String()), Blocks: []bot.Block{c}}, nil
}

// roadmapPicture puts the rungs beside the words.
func roadmapPicture(t *bot.Turn, r bot.Reply, from, to string) (bot.Reply, error) {
	first, ok := t.Bot.Careers().Role(from)
	rungs, climbs := t.Bot.Careers().Rungs(from, to)
	if !ok || !climbs {
		return r, nil
	}
	way := &picture.Roadmap{Title: t.Plain("roadmap.title", "role", say.RoleName(t, to)), Under: say.Date(t, t.Today())}
	all := append([]*careers.Role{first}, rungs...)
	for i, rung := range all {
		step := picture.Rung{Name: rung.Name.In(t.Lang), Asks: rung.Short.In(t.Lang)}
		switch h := planned[rung.ID]; {
		case i == 0 && from == t.Person.Role:
			step.Here = t.Plain("roadmap.here")
		case i > 0 && h != "" && planned[from] == "": // the plan counts its years from the ladder's foot
			step.When = say.Years(t, h)
		}
		way.Rungs = append(way.Rungs, step)
	}
	if err := ownOn(t, way.Rungs, all); err != nil {
		return bot.Reply{}, err
	}
	r.Blocks = append([]bot.Block{bot.Section{Text: r.Text}, bot.Picture{Name: "roadmap.png", Alt: t.Plain("roadmap.alt", "from", say.RoleName(t, from), "to", say.RoleName(t, to)), Drawing: &picture.Drawing{Roadmap: way}}}, r.Blocks...)
	return r, nil
}

// planned is by when the roadmap's plan reaches a role, counted from its first rung.
var planned = map[string]people.Horizon{
	"senior-digital-tracking-manager": people.Year1, "solutions-architect": people.Years3, "technical-account-manager": people.Years3, "head-of-analytics": people.Years5,
	"director-of-marketing-technology": people.Years5, "head-of-data-strategy": people.Years5, "chief-marketing-technologist": people.Years5,
}

// goalsOnRung and certsOnRung are how many of a person's own things a rung of
// the picture holds.
const goalsOnRung, certsOnRung = 3, 3

// ownOn puts each of a person's certifications and open goals on one rung: the
// first ahead of them that it counts for. A goal that is for none of them stands
// on the last, a certification that counts only for today's role there.
func ownOn(t *bot.Turn, steps []picture.Rung, roles []*careers.Role) error {
	if !t.Event.DM { // a roadmap asked for in a channel is for all to see
		return nil
	}
	certs, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read certifications: %w", err)
	}
	for _, c := range certs {
		known, ok := t.Bot.Careers().Certification(c.Catalog)
		if !ok {
			continue
		}
		counts := func(r *careers.Role) bool {
			return slices.Contains(known.Roles, r.ID) || slices.ContainsFunc(t.Bot.Careers().SkillsOf(r.ID), func(s careers.Skill) bool { return slices.Contains(s.Certifications, known.ID) })
		}
		at := slices.IndexFunc(roles[1:], counts) + 1
		if at == 0 && !counts(roles[0]) || len(steps[at].Certs) == certsOnRung || slices.Contains(steps[at].Certs, c.Name) {
			continue
		}
		steps[at].Certs = append(steps[at].Certs, c.Name)
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read goals: %w", err)
	}
	for _, g := range goals {
		if g.State != people.Open {
			continue
		}
		at := slices.IndexFunc(roles[1:], func(r *careers.Role) bool {
			return slices.ContainsFunc(t.Bot.Careers().SkillsOf(r.ID), func(s careers.Skill) bool { return plainwords.Points(g.Text, s.Words) })
		}) + 1
		if at == 0 {
			at = len(roles) - 1
		}
		if len(steps[at].Goals) < goalsOnRung {
			steps[at].Goals = append(steps[at].Goals, t.Plain("roadmap.goal", "number", g.Number, "text", g.Text))
		}
	}
	return nil
}

// knownRole finds the role that words name; a Problem offers the nearest.
func knownRole(t *bot.Turn, said, action string) (*careers.Role, error) {
	if r, ok := t.Bot.Careers().Role(said); ok {
		return r, nil
	}
	found := t.Bot.Answers().Roles(said)
	if len(found) > 0 && found[0].Score >= profile.SureOfRole {
		if r, ok := t.Bot.Careers().Role(found[0].ID); ok {
			return r, nil
		}
	}
	p := t.Problem("role.unknown", "said", bot.Brief(said, 80))
	for _, m := range found[:min(4, len(found))] {
		p.Choices = append(p.Choices, bot.Choice{Label: say.RoleName(t, m.ID), Action: action, Value: m.ID})
	}
	return nil, p
}

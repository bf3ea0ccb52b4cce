package bot

import (
	"fmt"
	"slices"
	"strings"

	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/picture"
)

// pathRoom is roles: the way from one to another, side by side, and what to
// ask somebody who holds one.
func pathRoom() room {
	return room{
		specs: []*Spec{
			{Path: []string{"roadmap"}, Aliases: []string{"path", "parcours", "feuille de route"}, run: (*Turn).roadmap,
				Args: []Arg{{Name: "from", Type: RoleArg}, {Name: "to", Type: RoleArg}}},
			{Path: []string{"compare"}, Aliases: []string{"comparer", "comparaison"}, run: (*Turn).compare,
				Args: []Arg{{Name: "a", Type: RoleArg, Required: true}, {Name: "b", Type: RoleArg, Required: true}, {Name: "c", Type: RoleArg}}},
			{Path: []string{"interview"}, Aliases: []string{"entretien"}, run: (*Turn).interview,
				Args: []Arg{{Name: "role", Type: RoleArg, Required: true}}},
		},
		presses: map[string]pressFunc{
			"roadmap":      func(t *Turn, _ string) (Reply, error) { return t.roadmap(nil) },
			"roadmap.from": func(t *Turn, id string) (Reply, error) { return t.roadmap(Args{"from": id}) },
			"interview":    func(t *Turn, id string) (Reply, error) { return t.interview(Args{"role": id}) },
			"compare":      func(t *Turn, ids string) (Reply, error) { return t.compare(Args{"a": ids}) },
		},
	}
}

// roadmap shows the rungs between two roles; one that is not named is the person's own.
func (t *Turn) roadmap(a Args) (Reply, error) {
	named := []string{}
	for _, arg := range []string{"from", "to"} {
		if a[arg] == "" {
			continue
		}
		if _, ok := t.b.Careers().Role(a[arg]); ok {
			named = append(named, a[arg])
			continue
		}
		found := t.b.Answers().RolesIn(a[arg])
		if len(found) == 0 {
			r, err := t.knownRole(a[arg], "roadmap.from")
			if err != nil {
				return Reply{}, err
			}
			found = append(found, answers.Match{ID: r.ID})
		}
		for _, m := range found {
			named = append(named, m.ID)
		}
	}
	from, to := t.p.Role, t.p.Target
	switch {
	case len(named) >= 2:
		from, to = named[0], named[1]
	case len(named) == 1 && a["from"] == "":
		if to = named[0]; !t.climbs(from, to) {
			from = t.bottom(to)
		}
	case len(named) == 1 && named[0] == t.p.Role:
		from = named[0]
	case len(named) == 1 && t.p.Role != "" && a["to"] == "" && t.climbs(t.p.Role, named[0]):
		to = named[0] // "roadmap head of analytics" means: from where I am
	case len(named) == 1:
		from, to = named[0], ""
		if t.climbs(named[0], t.p.Target) {
			to = t.p.Target
		}
	}
	if _, ok := t.b.Careers().Role(from); !ok {
		return t.ladders()
	}
	if _, ok := t.b.Careers().Role(to); !ok || to == from {
		to = t.top(from)
	}
	if to == "" {
		return Reply{}, t.problem("roadmap.no-ladder", "role", t.roleName(from))
	}
	answer, ok := t.b.Answers().Path(from, to, t.lang)
	if !ok {
		return Reply{}, t.problem("roadmap.none", "from", t.roleName(from), "to", t.roleName(to))
	}
	return t.roadmapPicture(t.told(answer), from, to)
}

// climbs reports whether a ladder leads from one role up to another.
func (t *Turn) climbs(from, to string) bool {
	_, ok := t.b.Careers().Rungs(from, to)
	return ok && from != to
}

// top is the end of the ladder that a role stands on; "" where it stands on none or at its end.
func (t *Turn) top(role string) string {
	for _, l := range t.b.Careers().Ladders() {
		ends := append(append([]string{}, l.Tops...), l.Rungs[len(l.Rungs)-1])
		for _, end := range ends {
			if t.climbs(role, end) {
				return end
			}
		}
	}
	return ""
}

// bottom is the first rung of a ladder that leads up to a role; "" where none does.
func (t *Turn) bottom(role string) string {
	for _, l := range t.b.Careers().Ladders() {
		if t.climbs(l.Rungs[0], role) {
			return l.Rungs[0]
		}
	}
	return ""
}

// ladders shows every ladder in one line each, for somebody whose role is not known.
func (t *Turn) ladders() (Reply, error) {
	var b strings.Builder
	colon, _ := t.marks()
	b.WriteString(string(t.say("roadmap.ladders")))
	c := Choices{Prompt: t.say("roadmap.where")}
	for _, l := range t.b.Careers().Ladders() {
		var names []string
		for _, id := range l.Rungs {
			names = append(names, t.roleName(id))
			c.Items = append(c.Items, Choice{Label: t.roleName(id), Action: "roadmap.from", Value: id})
		}
		var tops []string
		for _, id := range l.Tops {
			tops = append(tops, t.roleName(id))
		}
		line := strings.Join(names, " → ")
		if len(tops) > 0 {
			line += " → " + strings.Join(tops, " / ")
		}
		fmt.Fprintf(&b, "\n\n**%s**%s%s", Escape(l.Name.In(t.lang)), colon, Escape(line))
	}
	return Reply{Text: Markup(b.String()), Blocks: []Block{c}}, nil
}

// roadmapPicture puts the rungs beside the words.
func (t *Turn) roadmapPicture(r Reply, from, to string) (Reply, error) {
	first, ok := t.b.Careers().Role(from)
	rungs, climbs := t.b.Careers().Rungs(from, to)
	if !ok || !climbs {
		return r, nil
	}
	way := &picture.Roadmap{Title: t.plain("roadmap.title", "role", t.roleName(to)), Under: t.date(t.today())}
	for i, rung := range append([]*careers.Role{first}, rungs...) {
		step := picture.Rung{Name: rung.Name.In(t.lang), Asks: rung.Short.In(t.lang)}
		if i == 0 && from == t.p.Role {
			step.Here = t.plain("roadmap.here")
		}
		if err := t.ownOn(&step, rung.ID, i == len(rungs)); err != nil {
			return Reply{}, err
		}
		way.Rungs = append(way.Rungs, step)
	}
	r.Blocks = append([]Block{Section{Text: r.Text}, Picture{Name: "roadmap.png", Alt: t.plain("roadmap.alt", "from", t.roleName(from), "to", t.roleName(to)), Drawing: &picture.Drawing{Roadmap: way}}}, r.Blocks...)
	return r, nil
}

// goalsOnRung and certsOnRung are how many of a person's own things a rung of
// the picture holds.
const goalsOnRung, certsOnRung = 3, 3

// ownOn puts a person's certifications on the rung that they count for, and
// their open goals on the last.
func (t *Turn) ownOn(step *picture.Rung, role string, last bool) error {
	if !t.ev.DM { // a roadmap asked for in a channel is for all to see
		return nil
	}
	certs, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return fmt.Errorf("read certifications: %w", err)
	}
	for _, c := range certs {
		known, ok := t.b.Careers().Certification(c.Catalog)
		if ok && slices.Contains(known.Roles, role) && len(step.Certs) < certsOnRung {
			step.Certs = append(step.Certs, c.Name)
		}
	}
	if !last {
		return nil
	}
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return fmt.Errorf("read goals: %w", err)
	}
	for _, g := range goals {
		if g.State == people.Open && len(step.Goals) < goalsOnRung {
			step.Goals = append(step.Goals, t.plain("roadmap.goal", "number", g.Number, "text", g.Text))
		}
	}
	return nil
}

// interview is what to ask somebody who holds a role.
func (t *Turn) interview(a Args) (Reply, error) {
	said := a["role"]
	if said == "" {
		said = t.p.Target
	}
	if said == "" {
		p := t.problem("interview.which")
		for _, r := range t.b.Careers().Roles() {
			p.Choices = append(p.Choices, Choice{Label: r.Name.In(t.lang), Action: "interview", Value: r.ID})
		}
		return Reply{}, p
	}
	role, err := t.knownRole(said, "interview")
	if err != nil {
		return Reply{}, err
	}
	answer, ok := t.b.Answers().Topic(role.ID+"/interview", t.lang, t.talk.Memory)
	if !ok {
		return Reply{}, t.problem("role.unknown", "said", said)
	}
	return t.told(answer), nil
}

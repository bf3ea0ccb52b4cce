package bot

import (
	"fmt"
	"strconv"
	"strings"

	"mentor/bot/people"
)

func growthVerbs() map[string]verb {
	advice := func(f func(adviser, Args) Advice) verb {
		return func(t *Turn, a Args) (Reply, error) {
			x, err := t.adviser()
			if err != nil {
				return Reply{}, err
			}
			return t.advised(f(x, a)), nil
		}
	}
	number := func(a Args) int {
		if n := a.numbers(); len(n) == 1 {
			return n[0]
		}
		n, _ := strconv.Atoi(a["unknown"])
		return n
	}
	return map[string]verb{
		"me.next":    advice(func(x adviser, _ Args) Advice { return x.Next() }),
		"me.ready":   advice(func(x adviser, a Args) Advice { return x.Ready(a["role"]) }),
		"me.gap":     advice(func(x adviser, a Args) Advice { return x.Gap(a["role"]) }),
		"me.far":     advice(func(x adviser, _ Args) Advice { return x.Far() }),
		"me.cert":    advice(func(x adviser, _ Args) Advice { return x.CertFirst() }),
		"me.valid":   advice(func(x adviser, a Args) Advice { return x.Valid(a["cert"], a["cert"]) }),
		"me.help":    advice(func(x adviser, a Args) Advice { return x.Help(number(a)) }),
		"goal.steps": advice(func(x adviser, a Args) Advice { return x.Steps(number(a)) }),
		"back": func(t *Turn, a Args) (Reply, error) {
			if t.p.Rests(t.now) {
				return t.resume()
			}
			x, err := t.adviser()
			if err != nil {
				return Reply{}, err
			}
			return t.advised(x.Back()), nil
		},
		"me.know":        (*Turn).known,
		"me.team":        (*Turn).noted,
		"me.forget-note": (*Turn).forgetNote,
	}
}

// growthRoom is the buttons under advice.
func growthRoom() room {
	steps := func(t *Turn, v string) (Reply, error) { return verbs["goal.steps"](t, Args{"number": v}) }
	return room{presses: map[string]pressFunc{
		"growth.steps": steps,
		"growth.take": func(t *Turn, id string) (Reply, error) {
			s, ok := t.b.Careers().Skill(id)
			if !ok {
				return t.stale(), nil
			}
			return t.addGoal(people.Year1, s.Goal.In(t.lang), "")
		},
		"profile.target": func(t *Turn, id string) (Reply, error) { return t.profile(Args{"target": id}) },
		"note.drop":      (*Turn).dropNote,
	}}
}

// facts is what is known of the person.
func (t *Turn) facts() (Facts, error) {
	f := Facts{Lang: t.lang, Today: t.today(), Role: t.p.Role, Target: t.p.Target}
	var err error
	if f.Goals, err = t.tx.Goals(t.p.ID); err != nil {
		return f, fmt.Errorf("read goals: %w", err)
	}
	if f.Certs, err = t.tx.Certs(t.p.ID); err != nil {
		return f, fmt.Errorf("read certifications: %w", err)
	}
	if f.CheckIns, err = t.recent(); err != nil {
		return f, err
	}
	if f.Notes, err = t.tx.Notes(t.p.ID); err != nil {
		return f, fmt.Errorf("read notes: %w", err)
	}
	return f, nil
}

func (t *Turn) adviser() (adviser, error) {
	f, err := t.facts()
	return adviser{careers: t.b.Careers(), speaker: t, f: f}, err
}

// advised is advice as a reply.
func (t *Turn) advised(a Advice) Reply {
	var parts []string
	for _, p := range a.Text {
		parts = append(parts, string(p))
	}
	r := Reply{Text: Markup(strings.Join(parts, "\n\n")), Private: !t.ev.DM}
	c := Choices{}
	for _, o := range a.Offers {
		n := strconv.Itoa(o.Goal.Number)
		switch o.Kind {
		case TakeSkillGoal:
			c.Items = append(c.Items, t.choice("growth.button.take", "growth.take", o.Skill.ID))
		case StepsOf:
			c.Items = append(c.Items, t.choice("growth.button.steps", "growth.steps", n))
		case ChangeGoal:
			c.Items = append(c.Items, t.choice("growth.button.change", "form", "goal "+n))
		case SplitGoal:
			c.Items = append(c.Items, t.choice("growth.button.split", "growth.steps", n))
		case DropGoal:
			c.Items = append(c.Items, t.choice("growth.button.drop", "goal.drop", n))
		case ShowGoals:
			c.Items = append(c.Items, t.choice("goal.button.list", "goal.list", ""))
		case ShowWay:
			c.Items = append(c.Items, t.choice("growth.button.roadmap", "roadmap", ""))
		case SetTarget:
			c.Items = append(c.Items, Choice{Label: t.plain("growth.button.target", "role", t.roleName(o.Role)), Action: "profile.target", Value: o.Role})
		case EditProfile:
			c.Items = append(c.Items, t.choice("profile.button.edit", "profile.edit", ""))
		case TakeCheckIn:
			c.Items = append(c.Items, t.choice("checkin.button", "checkin", ""))
		case Propose:
			c.Items = append(c.Items, t.choice("growth.button.proposals", "proposals", ""))
		}
	}
	if len(c.Items) > 0 {
		r.Blocks = []Block{c}
	}
	return r
}

// known lists what is kept of the person, in words.
func (t *Turn) known(Args) (Reply, error) {
	f, err := t.facts()
	if err != nil {
		return Reply{}, err
	}
	var lines []string
	add := func(id string, kv ...any) { lines = append(lines, "- "+string(t.say(id, kv...))) }
	if f.Role != "" {
		add("growth.know.role", "role", t.roleName(f.Role))
	}
	if f.Target != "" {
		add("growth.know.target", "role", t.roleName(f.Target))
	}
	done := 0
	for _, g := range f.Goals {
		switch g.State {
		case people.Open:
			add("growth.know.goal", "number", g.Number, "horizon", t.years(g.Horizon), "text", brief(g.Text, shownGoal))
		case people.Done:
			done++
		}
	}
	if done > 0 {
		add("growth.know.done", "n", done)
	}
	for _, c := range f.Certs {
		add("growth.know.cert", "name", c.Name, "day", t.date(c.Earned))
	}
	if t.p.Zone != "" {
		add("growth.know.zone", "zone", t.p.Zone)
	}
	if next, err := t.nextCheckIn(); err == nil && !next.IsZero() {
		add("growth.know.next", "next", t.moment(next))
	}
	c := Choices{}
	for _, n := range f.Notes {
		add("growth.know.note", "text", brief(n.Text, shownGoal))
		c.Items = append(c.Items, Choice{Label: t.plain("growth.know.button", "text", brief(n.Text, 40)), Action: "note.drop", Value: strconv.FormatInt(n.ID, 10)})
	}
	if len(lines) == 0 {
		return Reply{Text: t.say("growth.know.nothing"), Private: true}, nil
	}
	r := Reply{Text: t.say("growth.know.head") + Markup("\n\n"+strings.Join(lines, "\n")+"\n\n") + t.say("growth.know.end"), Private: true}
	c.Items = append(c.Items, t.choice("profile.button.edit", "profile.edit", ""))
	r.Blocks = []Block{c}
	return r, nil
}

// maxNote is how long something said in passing may be to be kept, in characters.
const maxNote = 160

// noteKinds are words that tell what something said in passing is about.
var noteKinds = []struct {
	kind  string
	words []string
}{
	{NoteAlone, []string{"only", "alone", "on my own", "by myself", "sole", "seul", "seule", "unique"}},
	{NoteTeam, []string{"manage", "lead", "mentor", "coach", "train", "supervise", "run", "encadre", "dirige", "forme", "accompagne", "team of", "equipe"}},
	{NoteTime, []string{"time", "temps", "budget", "support", "moyens", "soutien"}},
}

// noted keeps something said in passing, in the person's own words.
func (t *Turn) noted(a Args) (Reply, error) {
	text := brief(strings.TrimRight(strings.TrimSpace(a["clause"]), ".!?;, "), maxNote)
	if text == "" {
		return Reply{}, t.problem("heard.noted.thanks")
	}
	all, err := t.tx.Notes(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read notes: %w", err)
	}
	for _, n := range all {
		if Fold(n.Text) == Fold(text) {
			return Reply{Text: t.say("growth.noted", "text", text), Private: !t.ev.DM}, nil
		}
	}
	kind := NoteOther
	folded := " " + Fold(text) + " "
	for _, k := range noteKinds {
		for _, w := range k.words {
			if kind == NoteOther && strings.Contains(folded, " "+w) {
				kind = k.kind
			}
		}
	}
	if _, err := t.tx.AddNote(t.p.ID, people.Note{Kind: kind, Text: text}, t.now); err != nil {
		return Reply{}, fmt.Errorf("keep note: %w", err)
	}
	t.changed = true
	return Reply{Text: t.say("growth.noted", "text", text), Private: !t.ev.DM}, nil
}

// forgetNote asks before something said in passing is forgotten.
func (t *Turn) forgetNote(a Args) (Reply, error) {
	all, err := t.tx.Notes(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read notes: %w", err)
	}
	said := Fold(a["text"])
	best, most := people.Note{}, 0
	for _, n := range all {
		hits := 0
		for _, w := range strings.Fields(spaced(said)) {
			if len(w) > 3 && strings.Contains(" "+spaced(Fold(n.Text)), " "+w) {
				hits++
			}
		}
		if hits > most {
			best, most = n, hits
		}
	}
	if most == 0 {
		return Reply{Text: t.say("growth.forget.which"), Private: !t.ev.DM}, nil
	}
	yes := Choice{Label: t.plain("growth.forget.yes"), Action: "note.drop", Value: strconv.FormatInt(best.ID, 10), Style: Danger}
	t.talk.Expect = "note.drop:" + yes.Value
	return Reply{Text: t.say("growth.forget.ask", "text", best.Text), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		yes, t.choice("growth.forget.no", "keep", "")}}}}, nil
}

// dropNote forgets one thing that was said in passing; value is its id, with
// the words of a yes after it where it was typed.
func (t *Turn) dropNote(value string) (Reply, error) {
	at, said, typed := strings.Cut(value, " ")
	if typed && !yesWords[Fold(strings.Trim(said, " .!"))] {
		return Reply{Text: t.say("growth.forget.kept"), Private: !t.ev.DM}, nil
	}
	n, _ := strconv.ParseInt(at, 10, 64)
	all, err := t.tx.Notes(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read notes: %w", err)
	}
	for _, x := range all {
		if x.ID == n {
			if err := t.tx.DropNote(t.p.ID, n); err != nil {
				return Reply{}, fmt.Errorf("forget note: %w", err)
			}
			t.changed = true
			return Reply{Text: t.say("growth.forget.done", "text", x.Text), Private: !t.ev.DM}, nil
		}
	}
	return t.stale(), nil
}

// yesWords are what people type for yes.
var yesWords = map[string]bool{"yes": true, "y": true, "yes please": true, "ok": true, "sure": true, "do it": true, "oui": true, "o": true, "d'accord": true, "vas-y": true, "allez-y": true, "forget it": true, "oublie": true, "oubliez": true}

package bot

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"mentor/bot/people"
)

func selfVerbs() map[string]verb {
	pass := func(path string, names ...string) verb {
		return func(t *Turn, a Args) (Reply, error) {
			args := Args{}
			for _, n := range names {
				if a[n] != "" {
					args[n] = a[n]
				}
			}
			return t.b.Spec(strings.Fields(path)...).run(t, args)
		}
	}
	return map[string]verb{
		"profile.set":      (*Turn).profileHeard,
		"profile.show":     func(t *Turn, _ Args) (Reply, error) { return t.profileShown("") },
		"profile.language": func(t *Turn, a Args) (Reply, error) { return t.profile(Args{"language": a["lang"]}) },
		"moved":            (*Turn).moved,
		"role.new":         (*Turn).roleNew,
		"fact.role":        (*Turn).factRole,
		"job.lost":         (*Turn).jobLost,
		"job.left":         func(t *Turn, _ Args) (Reply, error) { return t.heardRest("heard.left"), nil },
		"manager.new":      func(t *Turn, _ Args) (Reply, error) { return t.heardTopic("heard.manager", "job/one-to-ones"), nil },
		"reorganisation": func(t *Turn, _ Args) (Reply, error) {
			return t.heardTopic("heard.reorganisation", "work-life/reorganisation"), nil
		},
		"target.dropped": (*Turn).targetDropped,
		"target.none":    (*Turn).targetNone,
		"progress":       pass("progress", "horizon"),
		"roadmap":        pass("roadmap", "from", "to"),
		"compare":        (*Turn).compareHeard,
		"interview":      pass("interview", "role"),
		"quiz":           pass("quiz"),
		"export":         pass("export"),
		"forget":         pass("forget"),
		"link":           pass("link", "code"),
		"unlink":         pass("unlink"),
		"start":          pass("start"),
		"help":           pass("help", "command"),
		"undo":           func(t *Turn, _ Args) (Reply, error) { return t.undo() },
		"ask": func(t *Turn, a Args) (Reply, error) {
			if a["question"] == "" {
				return t.b.Spec("ask").run(t, Args{})
			}
			return t.answer(a["question"])
		},
	}
}

// compareHeard sets roles side by side.
func (t *Turn) compareHeard(a Args) (Reply, error) {
	var all []string
	for _, k := range []string{"a", "b", "c"} {
		if a[k] != "" {
			all = append(all, a[k])
		}
	}
	if len(all) == 0 {
		return t.compare(Args{})
	}
	args := Args{}
	for i, k := range []string{"a", "b", "c"} {
		if i < len(all) {
			args[k] = all[i]
		}
	}
	return t.compare(args)
}

// wordy reports whether words hold a letter: an emoji is no role.
func wordy(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// profileHeard sets what was said of role, target, zone and language. A role
// that is none is asked about; one's own words are kept, with the nearest
// roles beside them.
func (t *Turn) profileHeard(a Args) (Reply, error) {
	args := Args{}
	for from, to := range map[string]string{"role": "role", "target": "target", "zone": "zone", "lang": "language"} {
		if a[from] != "" {
			args[to] = a[from]
		}
	}
	for _, k := range []string{"role", "target"} {
		said := a[k]
		if said != "" && (!wordy(said) || slices.Contains([]string{"role", "target", "poste", "cible"}, Fold(said))) {
			r, _, err := t.roleOptions()
			return r, err
		}
	}
	if len(args) == 0 {
		r, _, err := t.roleOptions()
		return r, err
	}
	r, err := t.profile(args)
	if err != nil {
		return r, err
	}
	if said := args["role"]; said != "" {
		if _, known := t.b.Careers().Role(t.p.Role); !known {
			t.offerRoles(&r, said, "profile.role")
		}
	}
	if said := args["target"]; said != "" {
		if _, known := t.b.Careers().Role(t.p.Target); !known {
			t.offerRoles(&r, said, "profile.target")
		}
	}
	return r, nil
}

// offerRoles says that a role is kept in one's own words, and offers the nearest.
func (t *Turn) offerRoles(r *Reply, said, action string) {
	found := t.b.Answers().Roles(said)
	r.Text += "\n\n" + t.say("heard.own-role", "role", brief(said, 80))
	c := Choices{}
	for _, m := range found[:min(3, len(found))] {
		c.Items = append(c.Items, Choice{Label: t.roleName(m.ID), Action: action, Value: m.ID})
	}
	if len(c.Items) > 0 {
		r.Blocks = append([]Block{c}, r.Blocks...)
	}
}

// moved offers the clock of where somebody lives now.
func (t *Turn) moved(a Args) (Reply, error) {
	zone, err := t.zoneSaid(a["zone"])
	if err != nil {
		return Reply{}, err
	}
	if zone == t.p.Zone {
		return Reply{Text: t.say("heard.moved.same", "zone", t.zoneName()), Private: !t.ev.DM}, nil
	}
	return Reply{Text: t.say("heard.moved", "zone", zone), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("heard.button.zone", "zone", zone), Action: "profile.zone", Value: zone}, t.choice("button.keep", "keep", "")}}}}, nil
}

// roleNew takes up a new role, once: the role is kept, the goals that it may
// close are named, no target is set.
func (t *Turn) roleNew(a Args) (Reply, error) {
	if a["role"] == "" || !wordy(a["role"]) {
		return Reply{Text: t.say("heard.promoted.which"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{t.choice("profile.button.edit", "profile.edit", "")}}}}, nil
	}
	before := t.p.Role
	t.p.Role = t.roleSaid(a["role"])
	if err := t.save(); err != nil {
		return Reply{}, err
	}
	if before != "" {
		t.talk.Undo = "profile.role:" + before
	}
	r := Reply{Text: t.say("heard.promoted", "role", t.roleName(t.p.Role)), Private: !t.ev.DM}
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, err
	}
	c := Choices{}
	for _, g := range goals {
		named := t.b.Answers().RolesIn(g.Text)
		if g.State == people.Open && len(c.Items) < 2 && len(named) > 0 && named[0].ID == t.p.Role {
			r.Text += "\n\n" + t.say("heard.promoted.goal", "number", g.Number, "text", brief(g.Text, shownGoal))
			c.Items = append(c.Items, Choice{Label: t.plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: strconv.Itoa(g.Number)})
		}
	}
	if _, ok := t.b.Careers().Topic("job/first-90-days"); ok {
		c.Items = append(c.Items, Choice{Label: t.b.Careers().Title("job/first-90-days", t.lang), Action: "topic", Value: "job/first-90-days"})
	}
	c.Items = append(c.Items, t.choice("goal.button.list", "goal.list", ""))
	r.Blocks = []Block{c}
	return r, nil
}

// factRole keeps a role that is said in passing where none is known, and
// offers it where another is.
func (t *Turn) factRole(a Args) (Reply, error) {
	role := a["role"]
	if role == "" {
		return Reply{}, t.problem("heard.noted.thanks")
	}
	id := t.roleSaid(role)
	if id == t.p.Role {
		return Reply{Text: t.say("heard.role.same", "role", t.roleName(id)), Private: !t.ev.DM}, nil
	}
	return Reply{Text: t.say("heard.role.offer", "role", t.roleName(id)), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("heard.button.role", "role", t.roleName(id)), Action: "profile.role", Value: id}, t.choice("button.keep", "keep", "")}}}}, nil
}

// jobLost meets the loss first, then gives one small thing.
func (t *Turn) jobLost(Args) (Reply, error) { return t.heardRest("heard.lost"), nil }

// heardRest is words with an offer of peace, and nothing about careers.
func (t *Turn) heardRest(id string) Reply {
	return Reply{Text: t.say(id), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("pause.button.2w", "pause.2w", ""), t.choice("pause.button.told", "pause.on", ""), t.choice("button.keep", "keep", "")}}}}
}

// heardTopic is words with one topic that goes on from them.
func (t *Turn) heardTopic(id, topic string) Reply {
	r := Reply{Text: t.say(id), Private: !t.ev.DM}
	if _, ok := t.b.Careers().Topic(topic); ok {
		r.Blocks = []Block{Choices{Items: []Choice{{Label: t.b.Careers().Title(topic, t.lang), Action: "topic", Value: topic}}}}
	}
	return r
}

// targetDropped offers to let a target go.
func (t *Turn) targetDropped(a Args) (Reply, error) {
	role := cmp.Or(a["target"], a["role"], t.p.Target)
	if t.p.Target == "" || role != "" && t.roleSaid(role) != t.p.Target {
		return Reply{Text: t.say("heard.target.other"), Private: !t.ev.DM}, nil
	}
	t.talk.Offer = &offered{Key: strconv.FormatInt(t.now.UnixMilli(), 36), Verb: "target.none"}
	return Reply{Text: t.say("heard.target", "role", t.roleName(t.p.Target)), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		{Label: t.plain("heard.button.target"), Action: "offer.yes", Value: t.talk.Offer.Key}, t.choice("button.keep", "keep", "")}}}}, nil
}

func (t *Turn) targetNone(Args) (Reply, error) {
	t.p.Target = ""
	if err := t.save(); err != nil {
		return Reply{}, err
	}
	return Reply{Text: t.say("heard.target.gone"), Private: !t.ev.DM}, nil
}

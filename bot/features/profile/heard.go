package profile

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// sayings is what can be said of oneself.
func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"profile.set":      {Do: profileHeard, AsSaid: true, Whole: true, Needs: []string{"role|target|zone|lang"}, Command: "profile", Asked: roleAsked},
		"profile.show":     {Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return profileShown(t, "") }, Shows: true, Command: "profile"},
		"profile.language": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return Profile(t, bot.Args{"language": a["lang"]}) }, Command: "profile", Needs: []string{"lang"}},
		"moved":            {Do: moved, Offers: true, Needs: []string{"zone"}, Command: "profile"},
		"role.new":         {Do: roleNew, Propose: toNewRole, AsSaid: true, Command: "profile"},
		"fact.role":        {Do: factRole, Propose: toRole, AsSaid: true, Command: "profile"},
		"job.lost":         {Do: jobLost, Offers: true},
		"job.left":         {Offers: true, Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return heardRest(t, "heard.left"), nil }},
		"manager.new": {Offers: true, Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
			r := heardTopic(t, "heard.manager", "job/one-to-ones")
			shown, err := t.Bot.Saying("me.shown").Do(t, nil)
			if err == nil && shown.Text != "" { // what a new manager doesn't know yet
				r.Text += "\n\n" + shown.Text
			}
			return r, err
		}},
		"reorganisation": {Offers: true, Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
			return heardTopic(t, "heard.reorganisation", "work-life/reorganisation"), nil
		}},
		"target.dropped": {Do: targetDropped, Offers: true},
		"target.within":  {Do: targetWithin, AsSaid: true},
		"target.set":     {Do: profileHeard, AsSaid: true, Propose: toTarget, Else: notTarget, Whole: true, Needs: []string{"target"}, Command: "profile"},
		"target.none":    {Do: targetNone},
	}
}

// profileHeard sets what was said of role, target, zone and language. A role
// that is none is asked about; one's own words are kept, with the nearest
// roles beside them.
func profileHeard(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	args := bot.Args{}
	for from, to := range map[string]string{"role": "role", "target": "target", "zone": "zone", "lang": "language"} {
		if a[from] != "" {
			args[to] = a[from]
		}
	}
	for _, k := range []string{"role", "target"} {
		said := a[k]
		if said != "" && (!plainwords.Wordy(said) || slices.Contains([]string{"role", "target", "poste", "cible"}, bot.Fold(said))) {
			r, _, err := roleOptions(t)
			return r, err
		}
	}
	if len(args) == 0 {
		r, _, err := roleOptions(t)
		return r, err
	}
	if a["as"] != "" {
		args["as"] = a["as"]
	}
	r, err := Profile(t, args)
	if err != nil {
		return r, err
	}
	if said := args["role"]; said != "" {
		if _, known := t.Bot.Careers().Role(t.Person.Role); !known {
			offerRoles(t, &r, said, "profile.role.near")
		}
	}
	if said := args["target"]; said != "" {
		if _, known := t.Bot.Careers().Role(t.Person.Target); !known {
			offerRoles(t, &r, said, "profile.target.near")
		}
	}
	return r, nil
}

// offerRoles says that a role is kept in one's own words, and offers the nearest.
func offerRoles(t *bot.Turn, r *bot.Reply, said, action string) {
	found := t.Bot.Answers().Roles(said)
	r.Text += "\n\n" + t.Say("heard.own-role", "role", bot.Brief(said, 80))
	c := bot.Choices{}
	for _, m := range found[:min(3, len(found))] {
		c.Items = append(c.Items, bot.Choice{Label: say.RoleName(t, m.ID), Action: action, Value: m.ID})
	}
	if len(c.Items) > 0 {
		r.Blocks = append([]bot.Block{c}, r.Blocks...)
	}
}

// moved offers the clock of where somebody lives now.
func moved(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	zone, err := zones.ZoneSaid(t, a["zone"])
	if err != nil {
		return bot.Reply{}, err
	}
	if zone == t.Person.Zone {
		return bot.Reply{Text: t.Say("heard.moved.same", "zone", say.ZoneName(t)), Private: !t.Event.DM}, nil
	}
	return bot.Reply{Text: t.Say("heard.moved", "zone", zone), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.zone", "zone", zone), Action: "profile.zone", Value: zone}, t.Choice("button.keep", "keep", "")}}}}, nil
}

// roleNew takes up a new role, once: the role is kept, the goals that it may
// close are named, no target is set.
func roleNew(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["role"] == "" || !plainwords.Wordy(a["role"]) {
		return bot.Reply{Text: t.Say("heard.promoted.which"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("profile.button.edit", "profile.edit", "")}}}}, nil
	}
	if a["as"] == "" && max(a["on.day"], a["on.from"]) > t.Today() { // from a day to come: now, or only then?
		r, _, err := toNewRole(t, "", a)
		return r, err
	}
	t.Person.Role, t.Person.RoleTitle = jobSaid(t, a["role"], 1)
	if err := t.Save(); err != nil {
		return bot.Reply{}, err
	}
	t.Did("profile.set", bot.Args{"role": t.Person.Role})
	r := bot.Reply{Text: t.Say("heard.promoted", "role", say.Role(t)), Private: !t.Event.DM}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	c := bot.Choices{}
	for _, g := range goals {
		if g.State == people.Open && len(c.Items) < 2 && meets(t, g) {
			r.Text += "\n\n" + t.Say("heard.promoted.goal", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
			c.Items = append(c.Items, bot.Choice{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: strconv.Itoa(g.Number)})
		}
	}
	if _, ok := t.Bot.Careers().Topic("job/first-90-days"); ok {
		c.Items = append(c.Items, bot.Choice{Label: t.Bot.Careers().Title("job/first-90-days", t.Lang), Action: "topic", Value: "job/first-90-days"})
	}
	c.Items = append(c.Items, t.Choice("goal.button.list", "goal.list", ""))
	r.Blocks = []bot.Block{c}
	return r, nil
}

// toRole offers the role that words name, in whatever place.
func toRole(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	role := a["role"]
	if found := t.Bot.Answers().RolesIn(text); role == "" && len(found) > 0 {
		role = found[0].ID
	}
	if role == "" {
		return bot.Reply{Text: t.Say("guess.fact.role.lacks"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("profile.button.edit", "profile.edit", ""), t.Choice("button.keep", "keep", "")}}}}, true, nil
	}
	key := t.KeepOffer("profile.set", bot.Args{"role": role, "as": asWritten})
	return bot.Reply{Text: t.Say("heard.role.offer", "role", say.RoleName(t, role)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// toNewRole offers the title of a new role, with the day that it begins, or asks
// for it, where none was found.
func toNewRole(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	if a["role"] == "" {
		r, err := roleNew(t, a)
		return r, true, err
	}
	if isRole(t, a["role"]) {
		return bot.Reply{Text: t.Say("heard.role.same", "role", say.Role(t)), Private: !t.Event.DM}, true, nil
	}
	role := nameSaid(t, a["role"])
	key := t.KeepOffer("role.new", bot.Args{"role": a["role"], "as": asWritten})
	asks := t.Say("heard.role.offer", "role", role)
	switch day := cmp.Or(a["on.day"], a["on.from"]); {
	case day > t.Today():
		asks = t.Say("heard.role.offer.from", "role", role, "date", say.Date(t, day))
	case day != "":
		asks = t.Say("heard.role.offer.since", "role", role, "date", say.Date(t, day))
	}
	return bot.Reply{Text: asks, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// toTarget offers the role that somebody is heading for.
func toTarget(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	if a["target"] == "" {
		return bot.Reply{}, false, nil
	}
	key := t.KeepOffer("target.set", bot.Args{"target": a["target"], "as": asWritten})
	return bot.Reply{Text: t.Say("heard.target.offer", "role", nameSaid(t, a["target"])), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// notTarget lets a target go that somebody no longer wants.
func notTarget(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	if p.Mood != bot.Negated {
		return bot.Reply{}, false, nil
	}
	r, err := targetDropped(t, dialogue.ArgsOf(t, text, p))
	return r, true, err
}

// unclearRole takes two readings that name one title for that title: what
// differs is the day, which is asked.
func unclearRole(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	if p.Name != "role.new" {
		return bot.Reply{}, false, nil
	}
	role, _ := bot.Slot[bot.Named](p, "role")
	for _, other := range p.Alternatives {
		if x, ok := bot.Slot[bot.Named](other, "role"); !ok || other.Name != p.Name || x.Name != role.Name {
			return bot.Reply{}, false, nil
		}
	}
	a := dialogue.ArgsOf(t, text, p)
	for _, other := range p.Alternatives { // a day to come rather than the same day of last year
		if x := dialogue.ArgsOf(t, text, other); x["on.day"] > a["on.day"] {
			a = x
		}
	}
	return toNewRole(t, text, a)
}

// meets reports whether a goal is to become what somebody is now.
func meets(t *bot.Turn, g people.Goal) bool {
	if named := t.Bot.Answers().RolesIn(g.Text); len(named) > 0 && named[0].ID == t.Person.Role {
		return true
	}
	own := bot.Fold(say.Role(t))
	return len(strings.Fields(own)) > 1 && strings.Contains(bot.Fold(g.Text), own)
}

// isRole reports whether words name the job that the person has, as they call it.
func isRole(t *bot.Turn, said string) bool {
	role, title := jobSaid(t, said, 1)
	return role == t.Person.Role && (title == "" || bot.Fold(title) == bot.Fold(say.Role(t)))
}

// nameSaid is a job as it would be shown.
func nameSaid(t *bot.Turn, said string) string {
	role, title := jobSaid(t, said, 1)
	return cmp.Or(title, say.RoleName(t, role))
}

// sinceNow are the words that make a role one that somebody has come to.
var sinceNow = regexp.MustCompile(`\b(now|finally|officially|newly|maintenant|desormais|enfin|officiellement|a present)\b`)

// factRole keeps a role that is said in passing where none is known, and
// offers it where another is.
func factRole(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	role := a["role"]
	if role == "" { // what the job is like: "je suis la seule analyste ici"
		if note := t.Bot.Saying("me.team").Do; note != nil {
			return note(t, a)
		}
		return bot.Reply{}, t.Problem("heard.noted.thanks")
	}
	if isRole(t, role) {
		return bot.Reply{Text: t.Say("heard.role.same", "role", say.Role(t)), Private: !t.Event.DM}, nil
	}
	if t.Person.Role == "" { // the first that is heard: nothing is changed by it
		t.Person.Role, t.Person.RoleTitle = jobSaid(t, role, 1)
		r := bot.Reply{Text: t.Say("heard.role.noted", "role", say.Role(t)), Private: !t.Event.DM}
		if zone, err := zones.ZoneSaid(t, a["zone"]); a["zone"] != "" && err == nil && zone != t.Person.Zone {
			r.Text += "\n\n" + t.Say("heard.moved", "zone", zone)
			r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{
				{Label: t.Plain("heard.button.zone", "zone", zone), Action: "profile.zone", Value: zone}, t.Choice("button.keep", "keep", "")}}}
		}
		return r, t.Save()
	}
	verb := "profile.set"
	if sinceNow.MatchString(bot.Fold(a["clause"])) { // a new one, not another word for it
		verb = "role.new"
	}
	key, name := t.KeepOffer(verb, bot.Args{"role": role, "as": asWritten}), nameSaid(t, role)
	return bot.Reply{Text: t.Say("heard.role.offer", "role", name), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.role", "role", name), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, nil
}

// jobLost meets the loss first, then gives one small thing.
func jobLost(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return heardRest(t, "heard.lost"), nil }

// heardRest is words with an offer of peace, and nothing about careers.
func heardRest(t *bot.Turn, id string) bot.Reply {
	return bot.Reply{Text: t.Say(id), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("pause.button.2w", "pause.2w", ""), t.Choice("pause.button.told", "pause.on", ""), t.Choice("button.keep", "keep", "")}}}}
}

// heardTopic is words with one topic that goes on from them.
func heardTopic(t *bot.Turn, id, topic string) bot.Reply {
	r := bot.Reply{Text: t.Say(id), Private: !t.Event.DM}
	if _, ok := t.Bot.Careers().Topic(topic); ok {
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{{Label: t.Bot.Careers().Title(topic, t.Lang), Action: "topic", Value: topic}}}}
	}
	return r
}

// targetDropped offers to let a target go.
func targetDropped(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	role := cmp.Or(a["target"], a["role"], t.Person.Target)
	if id, _ := JobSaid(t, role); t.Person.Target == "" || role != "" && id != t.Person.Target {
		return bot.Reply{Text: t.Say("heard.target.other"), Private: !t.Event.DM}, nil
	}
	key := t.KeepOffer("target.none", nil)
	return bot.Reply{Text: t.Say("heard.target", "role", say.Target(t)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.target"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, nil
}

// targetWithin sets the role that somebody wants to have within some time, and
// offers it as a goal.
func targetWithin(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	t.Person.Target, t.Person.TargetTitle = JobSaid(t, a["target"])
	if err := t.Save(); err != nil {
		return bot.Reply{}, err
	}
	h := horizonWithin(a["in.length"])
	name := say.Target(t)
	key := t.KeepOffer("goal.add", map[string]string{"text": t.Plain("heard.target.goal", "role", name), "horizon": string(h)})
	c := bot.Choices{Items: []bot.Choice{{Label: t.Plain("goal.button.keep"), Action: "offer.yes", Value: key}}}
	if _, ok := t.Bot.Careers().Topic(t.Person.Target + "/action-plan"); ok {
		topic := t.Person.Target + "/action-plan"
		c.Items = append(c.Items, bot.Choice{Label: t.Bot.Careers().Title(topic, t.Lang), Action: "topic", Value: topic})
	}
	c.Items = append(c.Items, t.Choice("button.keep", "keep", ""))
	return bot.Reply{Text: t.Say("heard.target.within", "role", name, "horizon", say.Years(t, h)), Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

// horizonWithin is the horizon that a length of time ends in.
func horizonWithin(iso string) people.Horizon {
	years := 0
	if n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(iso, "P"), "Y")); err == nil {
		years = n
	} else if n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(iso, "P"), "M")); err == nil {
		years = (n + 11) / 12
	}
	switch {
	case years <= 1:
		return people.Year1
	case years <= 3:
		return people.Years3
	}
	return people.Years5
}

func targetNone(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
	t.Person.Target, t.Person.TargetTitle = "", ""
	if err := t.Save(); err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: t.Say("heard.target.gone"), Private: !t.Event.DM}, nil
}

// roleOptions lists the roles that can be set.
func roleOptions(t *bot.Turn) (bot.Reply, bool, error) {
	r := bot.Reply{Text: t.Say("heard.roles"), Private: !t.Event.DM}
	c := bot.Choices{}
	for _, role := range t.Bot.Careers().Roles() {
		c.Items = append(c.Items, bot.Choice{Label: role.Name.In(t.Lang), Action: "profile.role", Value: role.ID})
	}
	r.Blocks = []bot.Block{c}
	return r, true, nil
}

// roleAsked lists the roles where a question about one names none.
func roleAsked(t *bot.Turn, _ string, p bot.Part) (bot.Reply, bool, error) {
	if role, ok := bot.Slot[bot.Named](p, "role"); ok && role.ID == "" {
		return roleOptions(t)
	}
	if role, ok := bot.Slot[bot.Named](p, "target"); ok && role.ID == "" {
		return roleOptions(t)
	}
	return bot.Reply{}, false, nil
}

// placesOfNudges is what the reader leaves to the profile: where nudges go.
var placesOfNudges = map[string]bool{"nudges": true, "rappels": true, "fallback": true, "secours": true}

// ownField reports whether what follows the name begins with the name of a field.
func ownField(rest string, u bot.Understood) bool {
	first, _, _ := strings.Cut(bot.Fold(rest), " ")
	p := u.Parts[0]
	return placesOfNudges[first] || slices.ContainsFunc(profileArgs, func(a bot.Arg) bool { return a.Key(first) }) && p.Mood != bot.AskedAbout && p.Mood != bot.Negated
}

// placeMeant sets where nudges go where direct messages are closed.
func placeMeant(t *bot.Turn, text string) (bot.Reply, bool, error) {
	if !plainwords.FallbackWish.MatchString(bot.Fold(text)) {
		return bot.Reply{}, false, nil
	}
	s := t.Bot.Spec("profile")
	r, err := dialogue.Does(t, s, plainwords.Understand(t, s, nil, text))
	return r, true, err
}

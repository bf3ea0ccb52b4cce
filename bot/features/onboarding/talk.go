package onboarding

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/features/goals"
	"mentor/bot/features/profile"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// The first minute is a talk of four taps: the job today, the way that pulls,
// a first goal, and whether to ask how it goes. It can be left at any step;
// start takes it up at the first that is missing. In a channel the same steps
// are for the person alone (channel.go).

// way is a direction that somebody may be drawn to: the roles it leads to, the
// nearest first.
type way struct {
	name  string
	roles []string
}

// ways are the roadmap's forks; one that leads nowhere from where somebody
// stands is not offered.
var (
	ways = []way{
		{"people", []string{"head-of-analytics", "head-of-data-strategy"}},
		{"clients", []string{"solutions-architect", "technical-account-manager"}},
		{"technology", []string{"director-of-marketing-technology", "chief-marketing-technologist"}},
	}
	// unsure is what somebody would like more of, where no way pulls yet.
	unsure = []way{
		{"more-people", ways[0].roles},
		{"more-clients", ways[1].roles},
		{"more-data", []string{"head-of-data-strategy"}},
		{"more-building", ways[2].roles},
	}
)

// talk is the first step that is missing.
func talk(t *bot.Turn) (bot.Reply, error) {
	open, err := openGoals(t)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case t.Person.Role == "":
		return askRole(t, "talk.welcome"), nil
	case t.Person.Target == "" && open == 0 && len(leadsOf(t, ways)) > 0:
		return askWay(t, "talk.role-known"), nil
	case open == 0:
		return offerGoal(t)
	default:
		return offerCheckIns(t, "talk.has-goals"), nil
	}
}

func openGoals(t *bot.Turn) (open int, err error) {
	all, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return 0, fmt.Errorf("read goals: %w", err)
	}
	for _, g := range all {
		if g.State == people.Open {
			open++
		}
	}
	return open, nil
}

// askRole says what this is, and asks for the job.
func askRole(t *bot.Turn, id string) bot.Reply {
	t.Expect(bot.Call{Action: "talk.role"})
	return bot.Reply{Text: t.Say(id), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("talk.button.ask", "talk.ask", ""), t.Choice("talk.button.readers", "talk.readers", "")}}}}
}

// toldRole takes words for the job. What is no job is heard as anything else
// that is said, and start is there for later.
func toldRole(t *bot.Turn, said string) (bot.Reply, error) {
	if job, aim, ok := bothIn(t, said); ok {
		t.Person.Target, t.Person.TargetTitle = profile.JobSaid(t, aim)
		role, title := profile.JobSaid(t, job)
		return keepRole(t, role, title)
	}
	job, ok := jobIn(t, said)
	if !ok {
		t.Talk.Expect = ""
		return t.Hear(bot.Message{Text: said})
	}
	role, title := profile.JobSaid(t, job)
	return keepRole(t, role, title)
}

// keepRole keeps a job: a role's id with the person's own words where they are
// another name for it, or their words alone. A role that is only near is told,
// and can be taken away again.
func keepRole(t *bot.Turn, role, title string) (bot.Reply, error) {
	t.Person.Role, t.Person.RoleTitle = role, title
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save role: %w", err)
	}
	id, near := "talk.role-noted", title != ""
	if near {
		id = "talk.role-near"
	}
	var r bot.Reply
	var err error
	if t.Person.Target != "" || len(leadsOf(t, ways)) == 0 {
		if r, err = offerGoal(t); near {
			r.Text = t.Say(id, "role", say.RoleName(t, role), "said", title) + "\n\n" + r.Text
		}
	} else {
		r = askWay(t, id, "role", say.RoleName(t, role), "said", title)
	}
	if near && err == nil && len(title) <= longestValue {
		r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{{Label: t.Plain("talk.button.as-said"), Action: "talk.as-said", Value: title}}})
	}
	return r, err
}

// greeting is a message that says hello and nothing else.
var greeting = regexp.MustCompile(`^(hi|hello|hey|hiya|yo|good (morning|afternoon|evening)|bonjour|salut|coucou|bonsoir|allo)( (there|mentor|all|a tous|a vous|again))?[ .!,👋🙂😀]*$`)

// hello begins the talk with somebody new who says hello.
func hello(t *bot.Turn, text string) (bot.Reply, bool, error) {
	if t.Person.OptedIn || t.Person.Role != "" || !greeting.MatchString(bot.Fold(strings.TrimSpace(text))) {
		return bot.Reply{}, false, nil
	}
	if open, err := openGoals(t); open > 0 || err != nil {
		return bot.Reply{}, false, err
	}
	if !t.Event.DM {
		return welcomeHere(t), true, nil
	}
	return askRole(t, "talk.welcome"), true, nil
}

// readers says who may read what is written here, and asks on.
func readers(t *bot.Turn, _ string) (bot.Reply, error) {
	if t.Person.Role != "" {
		return bot.Reply{Text: t.Say("talk.readers"), Private: !t.Event.DM}, nil
	}
	r := askRole(t, "talk.readers")
	r.Text += "\n\n" + t.Say("talk.ask-role")
	r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("talk.button.ask", "talk.ask", "")}}}
	return r, nil
}

// asking lets somebody ask first.
func asking(t *bot.Turn, _ string) (bot.Reply, error) {
	t.Talk.Expect = ""
	c := bot.Choices{}
	for _, topic := range []string{"head-of-analytics/overview", "education/certifications"} {
		if _, ok := t.Bot.Careers().Topic(topic); ok {
			c.Items = append(c.Items, bot.Choice{Label: t.Bot.Careers().Title(topic, t.Lang), Action: "topic", Value: topic})
		}
	}
	c.Items = append(c.Items, t.Choice("greet.button.quiz", "quiz", ""), t.Choice("help.button", "help", ""))
	return bot.Reply{Text: t.Say("talk.ask"), Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

// askWay says the next rung, where there is one, and asks which way pulls.
func askWay(t *bot.Turn, id string, kv ...any) bot.Reply {
	c := t.Bot.Careers()
	text := t.Say(id, append([]any{"role", say.Role(t)}, kv...)...)
	if up := c.Above(t.Person.Role); len(up) == 1 {
		text += " " + t.Say("talk.next-rung", "next", up[0].Name.In(t.Lang), "short", up[0].Short.In(t.Lang))
	}
	text += " " + t.Say("talk.which-way")
	return bot.Reply{Text: text, Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: append(leadsOf(t, ways), t.Choice("talk.way.unsure", "talk.unsure", ""))}}}
}

// leadsOf is a choice for each way, with the role that it leads to from where
// somebody stands; none twice.
func leadsOf(t *bot.Turn, all []way) (items []bot.Choice) {
	c := t.Bot.Careers()
	for _, w := range all {
		for _, id := range w.roles {
			if _, below := c.Rungs(id, t.Person.Role); below || id == t.Person.Role {
				continue
			}
			if !slices.ContainsFunc(items, func(x bot.Choice) bool { return x.Value == id }) {
				items = append(items, t.Choice("talk.way."+w.name, "talk.target", id))
			}
			break
		}
	}
	return items
}

// notSure asks for what somebody would like more of.
func notSure(t *bot.Turn, _ string) (bot.Reply, error) {
	return bot.Reply{Text: t.Say("talk.unsure"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: leadsOf(t, unsure)}}}, nil
}

func takeTarget(t *bot.Turn, id string) (bot.Reply, error) {
	if _, ok := t.Bot.Careers().Role(id); !ok {
		return t.Stale(), nil
	}
	t.Person.Target, t.Person.TargetTitle = id, ""
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save target: %w", err)
	}
	return offerGoal(t)
}

// offerGoal says what the target asks for, and proposes a first goal.
func offerGoal(t *bot.Turn) (bot.Reply, error) {
	r, err := proposal(t, 0)
	if role, ok := t.Bot.Careers().Role(t.Person.Target); ok && err == nil {
		r.Text = t.Say("talk.target", "role", role.Name.In(t.Lang)) + " " + bot.Escape(role.Prepare.In(t.Lang)) + "\n\n" + r.Text
	}
	return r, err
}

// proposal is one goal with its first step; n is how many were passed over.
func proposal(t *bot.Turn, n int) (bot.Reply, error) {
	taken, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	fit := goals.Proposals(t, people.Year1, taken)
	if len(fit) == 0 {
		return wordsForGoal(t, "")
	}
	p := fit[n%len(fit)]
	c := bot.Choices{Items: []bot.Choice{{Label: t.Plain("talk.button.take"), Action: "talk.take", Value: p.ID, Style: bot.Primary}}}
	if len(fit) > 1 {
		c.Items = append(c.Items, t.Choice("talk.button.another", "talk.another", strconv.Itoa((n+1)%len(fit))))
	}
	c.Items = append(c.Items, t.Choice("talk.button.words", "talk.words", ""))
	return bot.Reply{Text: t.Say("talk.goal", "goal", p.Text.In(t.Lang)) + "\n\n" + t.Say("goal.first-step", "step", p.Step.In(t.Lang)),
		Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

func another(t *bot.Turn, n string) (bot.Reply, error) {
	i, err := strconv.Atoi(n)
	if err != nil || i < 0 {
		return t.Stale(), nil
	}
	return proposal(t, i)
}

func takeGoal(t *bot.Turn, id string) (bot.Reply, error) {
	all := t.Bot.Careers().Proposals()
	i := slices.IndexFunc(all, func(p careers.Proposal) bool { return p.ID == id })
	if i < 0 {
		return t.Stale(), nil
	}
	return added(t, all[i].Text.In(t.Lang), id)
}

// wordsForGoal asks for a goal in the person's own words.
func wordsForGoal(t *bot.Turn, _ string) (bot.Reply, error) {
	if !t.Event.DM && t.Event.Forms {
		return t.Open("talk.goal", "")
	}
	t.Expect(bot.Call{Action: "talk.goal"})
	return bot.Reply{Text: t.Say("talk.words"), Private: !t.Event.DM}, nil
}

func toldGoal(t *bot.Turn, said string) (bot.Reply, error) {
	if words := strings.TrimSpace(said); words != "" && !strings.HasSuffix(words, "?") {
		return added(t, words, "")
	}
	t.Talk.Expect = ""
	return t.Hear(bot.Message{Text: said})
}

// added keeps the goal and asks whether to ask about it.
func added(t *bot.Turn, text, proposal string) (bot.Reply, error) {
	r, err := goals.AddGoal(t, people.Year1, text, proposal)
	if err != nil || t.Person.OptedIn {
		return r, err
	}
	return offerCheckIns(t, "talk.noted", "goal", bot.Brief(text, say.ShownGoal)), nil
}

// times are what is offered at once, as a schedule's words in English.
var times = []struct{ id, words string }{{"monday", "every monday at 9:00"}, {"friday", "every friday at 16:00"}}

func offerCheckIns(t *bot.Turn, id string, kv ...any) bot.Reply {
	c := bot.Choices{}
	for _, x := range times {
		c.Items = append(c.Items, t.Choice("talk.when."+x.id, "talk.when", x.id))
	}
	c.Items = append(c.Items, t.Choice("talk.when.other", "schedule.change", string(people.Year1)), t.Choice("talk.when.no", "talk.no", ""))
	return bot.Reply{Text: t.Say(id, kv...) + "\n\n" + t.Say("talk.offer"), Private: !t.Event.DM, Blocks: []bot.Block{c}}
}

func takeTime(t *bot.Turn, id string) (bot.Reply, error) {
	for _, x := range times {
		if x.id == id {
			return schedules.Begin(t, x.words)
		}
	}
	return t.Stale(), nil
}

func noCheckIns(t *bot.Turn, _ string) (bot.Reply, error) {
	return bot.Reply{Text: t.Say("talk.no"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("goal.button.list", "goal.list", ""), t.Choice("help.button", "help", "")}}}}, nil
}

// talkPresses are the steps of the talk.
func talkPresses() map[string]bot.PressFunc {
	return map[string]bot.PressFunc{
		"talk.role": toldRole,
		"talk.as-said": func(t *bot.Turn, said string) (bot.Reply, error) {
			return keepRole(t, bot.Brief(said, profile.MaxName), "")
		},
		"talk.ask":     asking,
		"talk.readers": readers,
		"talk.unsure":  notSure,
		"talk.target":  takeTarget,
		"talk.another": another,
		"talk.take":    takeGoal,
		"talk.words":   wordsForGoal,
		"talk.goal":    toldGoal,
		"talk.when":    takeTime,
		"talk.no":      noCheckIns,
	}
}

// begin is the talk at the step that is missing; who has been through it changes
// their answers in a form.
func begin(t *bot.Turn) (bot.Reply, error) {
	switch {
	case t.Person.OptedIn:
		return form(t)
	case !t.Event.DM && t.Person.Role == "":
		return askRoleAlone(t)
	}
	return talk(t)
}

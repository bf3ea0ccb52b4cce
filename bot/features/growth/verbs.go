package growth

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/advice"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

func sayings() map[string]bot.Saying {
	advise := func(f func(adviser, bot.Args) advice.Advice) func(*bot.Turn, bot.Args) (bot.Reply, error) {
		return func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			return advised(t, x.met(a["clause"], f(x, a))), nil
		}
	}
	number := func(a bot.Args) int {
		if n := a.Numbers(); len(n) == 1 {
			return n[0]
		}
		n, _ := strconv.Atoi(a["unknown"])
		return n
	}
	all := map[string]bot.Saying{
		"achievement": {Do: toldWin, Alone: true, Propose: toWin},
		"win.remove":  {Do: forgetWin, Confirms: true, Propose: toForget},
		"me.next":     {Do: advise(func(x adviser, a bot.Args) advice.Advice { return x.NextSaid(a["clause"]) }), Shows: true, AboutMe: true},
		"me.ready":    {Do: advise(func(x adviser, a bot.Args) advice.Advice { return x.Ready(a["role"]) }), Shows: true, AboutMe: true},
		"me.gap":      {Do: advise(func(x adviser, a bot.Args) advice.Advice { return x.Gap(a["role"]) }), Shows: true, AboutMe: true},
		"me.far":      {Do: advise(func(x adviser, a bot.Args) advice.Advice { return x.FarSaid(a["clause"]) }), Shows: true, AboutMe: true},
		"me.cert":     {Do: advise(func(x adviser, _ bot.Args) advice.Advice { return x.CertFirst() }), Shows: true, AboutMe: true},
		"me.valid":    {Do: advise(func(x adviser, a bot.Args) advice.Advice { return x.Valid(a["cert"], a["cert"]) }), Shows: true, AboutMe: true, Propose: allValid},
		"me.help":     {Do: advise(func(x adviser, a bot.Args) advice.Advice { return x.HelpSaid(number(a), a["clause"]) }), Shows: true, AboutMe: true},
		"me.plan": {Do: advise(func(x adviser, a bot.Args) advice.Advice {
			if a["role"] == "" && advice.ByWeeks(a["clause"]) {
				if out, ok := x.Weeks(a["clause"]); ok {
					return out
				}
			}
			return x.Plan(a["role"])
		}), Shows: true, AboutMe: true},
		"me.closes": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return advise(closes(t))(t, a) }, Shows: true, AboutMe: true},
		"back":      {Do: back},
		"me.back":   {Do: back, AboutMe: true},
		"me.know":   {Do: known, Shows: true, AboutMe: true},
		"me.team":   {Do: noted, AboutMe: true},
		"me.said":   {Do: saidInPassing, AboutMe: true},
		"me.forget-note": {Do: forgetNote, AboutMe: true, Propose: func(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
			r, err := known(t, a) // each thing there can be erased
			return r, true, err
		}},
	}
	maps.Copy(all, asked())
	return all
}

// back welcomes somebody after a while.
func back(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
	if t.Person.Rests(t.Now) {
		return schedules.Resume(t)
	}
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	return advised(t, x.Back()), nil
}

// promotedWords say that what might close goals is a new job.
var promotedWords = []string{" promot", " promu", " promue", " promus", " new job", " new role", " new title", " new post", " the job", " the role", " the post", " nouveau poste", " le poste", " nouveau titre", " avec le titre", " j'ai le poste", " becom", " devenir"}

// closes is Closes as its saying needs it.
func closes(t *bot.Turn) func(adviser, bot.Args) advice.Advice {
	return func(x adviser, a bot.Args) advice.Advice {
		if !says(a["clause"], promotedWords) && a["role"] == "" {
			return x.Reached(a["clause"])
		}
		return x.Closes(a["role"], func(text string) (ids []string) {
			for _, m := range t.Bot.Answers().RolesIn(text) {
				ids = append(ids, m.ID)
			}
			return ids
		})
	}
}

// allValid shows all certifications with their days, where none is named.
func allValid(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	if a["cert"] != "" {
		return bot.Reply{}, false, nil
	}
	r, err := t.Bot.Spec("cert", "list").Run(t, bot.Args{})
	return r, true, err
}

// facts is what is known of the person.
func facts(t *bot.Turn) (advice.Facts, error) {
	f := advice.Facts{Lang: t.Lang, Today: t.Today(), Role: t.Person.Role, Target: t.Person.Target, Advised: t.Talk.Advised}
	if deed := t.Talk.Last.Correctable(t.Now); deed != nil && strings.HasPrefix(deed.Verb, "goal.") {
		f.Lately, _ = strconv.Atoi(deed.Args["number"])
	}
	var err error
	if f.Goals, err = t.Tx.Goals(t.Person.ID); err != nil {
		return f, fmt.Errorf("read goals: %w", err)
	}
	if f.Certs, err = t.Tx.Certs(t.Person.ID); err != nil {
		return f, fmt.Errorf("read certifications: %w", err)
	}
	if f.CheckIns, err = schedules.Recent(t); err != nil {
		return f, err
	}
	if f.Notes, err = t.Tx.Notes(t.Person.ID); err != nil {
		return f, fmt.Errorf("read notes: %w", err)
	}
	if f.Ticks, err = t.Tx.Ticks(t.Person.ID); err != nil {
		return f, fmt.Errorf("read ticks: %w", err)
	}
	if f.Wins, err = t.Tx.Wins(t.Person.ID); err != nil {
		return f, fmt.Errorf("read wins: %w", err)
	}
	if f.Steps, err = t.Tx.Steps(t.Person.ID); err != nil {
		return f, fmt.Errorf("read steps: %w", err)
	}
	return f, nil
}

// adviser advises the person of a turn.
type adviser struct{ advice.Adviser }

// voice speaks in the language of a turn.
type voice struct{ t *bot.Turn }

func (v voice) Say(id string, kv ...any) bot.Markup { return v.t.Say(id, kv...) }

func (v voice) Date(iso string) string { return say.Date(v.t, iso) }

func (v voice) RoleName(role string) string { return say.OwnName(v.t, role) }

func adviserOf(t *bot.Turn) (adviser, error) {
	f, err := facts(t)
	return adviser{advice.Adviser{Careers: t.Bot.Careers(), Speaker: voice{t}, Facts: f}}, err
}

// advised is advice as a reply.
func advised(t *bot.Turn, a advice.Advice) bot.Reply {
	var parts []string
	for _, p := range a.Text {
		parts = append(parts, string(p))
	}
	r := bot.Reply{Text: bot.Markup(strings.Join(parts, "\n\n")), Private: !t.Event.DM}
	if a.Note != 0 {
		t.Talk.Advised = a.Note
	}
	t.Talk.Memory.Personal, t.Talk.Memory.At = true, t.Now // "why?" asks on what this rests
	c := bot.Choices{}
	for _, o := range a.Offers {
		n := strconv.Itoa(o.Goal.Number)
		switch o.Kind {
		case advice.TakeSkillGoal:
			c.Items = append(c.Items, t.Choice("growth.button.take", "growth.take", o.Skill.ID))
		case advice.StepsOf:
			c.Items = append(c.Items, t.Choice("growth.button.steps", "growth.steps", n))
		case advice.ChangeGoal:
			c.Items = append(c.Items, t.Choice("growth.button.change", "form", "goal "+n))
		case advice.SplitGoal:
			c.Items = append(c.Items, t.Choice("growth.button.split", "growth.steps", n))
		case advice.DropGoal:
			c.Items = append(c.Items, t.Choice("growth.button.drop", "goal.drop", n))
		case advice.ShowGoals:
			c.Items = append(c.Items, t.Choice("goal.button.list", "goal.list", ""))
		case advice.ShowWay:
			c.Items = append(c.Items, t.Choice("growth.button.roadmap", "roadmap", ""))
		case advice.SetTarget:
			c.Items = append(c.Items, bot.Choice{Label: t.Plain("growth.button.target", "role", say.RoleName(t, o.Role)), Action: "profile.target", Value: o.Role})
		case advice.EditProfile:
			c.Items = append(c.Items, t.Choice("profile.button.edit", "profile.edit", ""))
		case advice.TakeCheckIn:
			c.Items = append(c.Items, t.Choice("checkin.button", "checkin", ""))
		case advice.DoneWith:
			c.Items = append(c.Items, bot.Choice{Label: t.Plain("heard.button.done", "number", o.Goal.Number), Action: "goal.done", Value: n})
		case advice.Propose:
			c.Items = append(c.Items, t.Choice("growth.button.proposals", "proposals", ""))
		}
	}
	switch {
	case a.AsksRole && t.Event.DM:
		t.Expect(bot.Call{Action: "talk.role"})
	case a.AsksRole: // what is typed in a channel is read by others
		c.Items = append(c.Items, t.Choice("talk.button.private", "start.on", ""))
	}
	if len(c.Items) > 0 {
		r.Blocks = []bot.Block{c}
	}
	return r
}

// known lists what is kept of the person, in words.
func known(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
	f, err := facts(t)
	if err != nil {
		return bot.Reply{}, err
	}
	var lines []string
	add := func(id string, kv ...any) { lines = append(lines, "- "+string(t.Say(id, kv...))) }
	if f.Role != "" {
		add("growth.know.role", "role", say.Role(t))
	}
	if f.Target != "" {
		add("growth.know.target", "role", say.Target(t))
	}
	done := 0
	for _, g := range f.Goals {
		switch g.State {
		case people.Open:
			add("growth.know.goal", "number", g.Number, "horizon", say.Years(t, g.Horizon), "text", bot.Brief(g.Text, say.ShownGoal))
		case people.Done:
			done++
		}
	}
	if done > 0 {
		add("growth.know.done", "n", done)
	}
	for _, c := range f.Certs {
		add("growth.know.cert", "name", c.Name, "day", say.Date(t, c.Earned))
	}
	for i, w := range slices.Backward(f.Wins) {
		if len(f.Wins)-i > mostWins {
			break
		}
		add("growth.know.win", "text", bot.Brief(w.Text, say.ShownGoal))
	}
	if t.Person.Zone != "" {
		add("growth.know.zone", "zone", t.Person.Zone)
	}
	if p := t.Person; p.QuietFrom != people.DefaultQuietFrom || p.QuietTo != people.DefaultQuietTo {
		add("growth.know.quiet", "from", say.Clock(t, p.QuietFrom), "to", say.Clock(t, p.QuietTo))
	}
	for _, x := range t.Person.Absences {
		if x.To < t.Today() {
			continue
		}
		add("growth.know.away", "from", say.Date(t, x.From), "to", say.Date(t, x.To))
	}
	if next, err := schedules.NextCheckIn(t); err == nil && !next.IsZero() {
		add("growth.know.next", "next", say.Instant(t, next))
	}
	c := bot.Choices{}
	for _, n := range f.Notes {
		add("growth.know.note", "text", bot.Brief(n.Text, say.ShownGoal))
		c.Items = append(c.Items, forget.Choice(t.Plain("growth.know.button", "text", bot.Brief(n.Text, 40)), noteOf{ID: n.ID}))
	}
	if len(lines) == 0 {
		return bot.Reply{Text: t.Say("growth.know.nothing"), Private: true}, nil
	}
	next := bot.Markup("")
	if x := (adviser{advice.Adviser{Careers: t.Bot.Careers(), Speaker: voice{t}, Facts: f}}); len(f.Open()) > 0 {
		next = x.Onward() + " "
	}
	r := bot.Reply{Text: t.Say("growth.know.head") + bot.Markup("\n\n"+strings.Join(lines, "\n")+"\n\n") + t.Say("growth.know.end") + "\n\n" + next + t.Say("growth.know.ask"), Private: true}
	c.Items = append(c.Items, t.Choice("profile.button.edit", "profile.edit", ""))
	r.Blocks = []bot.Block{c}
	return r, nil
}

// mostWins is how many achievements are listed with all that is known; "wins" shows the rest.
const mostWins = 5

// maxNote is how long something said in passing may be to be kept, in characters.
const maxNote = 160

// notKept are words of what is never kept: other people, health, feelings and
// conflicts.
var notKept = plainwords.Words("boss manager chef cheffe patron patronne n+1 director colleague colleagues collegue collegues he she his her him they il elle lui " +
	"hate hates feel feeling tired exhausted sick ill doctor burnout depressed anxious stress stressed cry crying sad angry afraid scared pregnant disabled " +
	"deteste sens fatigue fatiguee epuise epuisee malade medecin depression deprime deprimee angoisse stress stresse stressee pleure triste colere peur enceinte handicap")

// mostSaid is how many words something said in passing has at most; what is
// longer is a story, for the answers.
const mostSaid = 16

// saidInPassing keeps a remark that asks nothing and is of nothing that is
// never kept; the empty reply leaves it to the answers.
func saidInPassing(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	words := strings.Fields(plainwords.Spaced(bot.Fold(a["clause"])))
	if len(words) > mostSaid || strings.Contains(a["clause"], "?") || slices.ContainsFunc(words, func(w string) bool { return notKept[w] }) {
		return bot.Reply{}, nil
	}
	return noted(t, a)
}

// noted keeps something said in passing, in the person's own words.
func noted(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	text := bot.Brief(strings.TrimRight(strings.TrimSpace(a["clause"]), ".!?;, "), maxNote)
	if text == "" {
		return bot.Reply{}, t.Problem("heard.noted.thanks")
	}
	all, err := t.Tx.Notes(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read notes: %w", err)
	}
	for _, n := range all {
		if bot.Fold(n.Text) == bot.Fold(text) {
			return bot.Reply{Text: t.Say("growth.noted", "text", text), Private: !t.Event.DM}, nil
		}
	}
	kind := advice.KindOfNote(text)
	if _, err := t.Tx.AddNote(t.Person.ID, people.Note{Kind: kind, Text: text}, t.Now); err != nil {
		return bot.Reply{}, fmt.Errorf("keep note: %w", err)
	}
	t.Changed = true
	return bot.Reply{Text: t.Say("growth.noted", "text", text), Private: !t.Event.DM}, nil
}

// forgetNote asks before something said in passing is forgotten.
func forgetNote(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	all, err := t.Tx.Notes(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read notes: %w", err)
	}
	said := bot.Fold(a["text"])
	best, most := people.Note{}, 0
	for _, n := range all {
		hits := 0
		for _, w := range strings.Fields(plainwords.Spaced(said)) {
			if len(w) > 3 && strings.Contains(" "+plainwords.Spaced(bot.Fold(n.Text)), " "+w) {
				hits++
			}
		}
		if hits > most {
			best, most = n, hits
		}
	}
	if most == 0 {
		return bot.Reply{Text: t.Say("growth.forget.which"), Private: !t.Event.DM}, nil
	}
	yes := forget.Choice(t.Plain("growth.forget.yes"), noteOf{ID: best.ID})
	yes.Style = bot.Danger
	t.Expect(forget.Of(noteOf{ID: best.ID}))
	return bot.Reply{Text: t.Say("growth.forget.ask", "text", best.Text), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		yes, t.Choice("growth.forget.no", "keep", "")}}}}, nil
}

// noteOf is a note, with the words of a yes where one was typed.
type noteOf struct {
	ID    int64
	Words string
}

var forget = bot.Verb[noteOf]{Name: "note.drop", Between: " "}

// dropNote forgets one thing that was said in passing.
func dropNote(t *bot.Turn, v noteOf) (bot.Reply, error) {
	if v.Words != "" && !yesWords[bot.Fold(strings.Trim(v.Words, " .!"))] {
		return bot.Reply{Text: t.Say("growth.forget.kept"), Private: !t.Event.DM}, nil
	}
	all, err := t.Tx.Notes(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read notes: %w", err)
	}
	for _, x := range all {
		if x.ID == v.ID {
			if err := t.Tx.DropNote(t.Person.ID, v.ID); err != nil {
				return bot.Reply{}, fmt.Errorf("forget note: %w", err)
			}
			t.Changed = true
			return bot.Reply{Text: t.Say("growth.forget.done", "text", x.Text), Private: !t.Event.DM}, nil
		}
	}
	return t.Stale(), nil
}

// yesWords are what people type for yes.
var yesWords = map[string]bool{"yes": true, "y": true, "yes please": true, "ok": true, "sure": true, "do it": true, "oui": true, "o": true, "d'accord": true, "vas-y": true, "allez-y": true, "forget it": true, "oublie": true, "oubliez": true}

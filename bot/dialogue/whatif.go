package dialogue

import (
	"errors"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/say"
)

// sameDeed are the verbs that are one deed to somebody who asks what it would do.
var sameDeed = map[string]string{
	"goal.postpone": "goal.due", "goal.remind": "remind", "step.add": "goal.steps", "step.done": "goal.steps", "goal.when": "goal.edit",
	"cert.passed": "cert.add", "cert.expires": "cert.edit", "cert.expired": "cert.renew", "cert.renewed": "cert.renew",
	"leave": "away", "away.drop": "away", "rest": "pause", "schedule.less": "schedule", "schedule.more": "schedule",
	"fact.role": "role.new", "target.within": "target.set", "target.none": "target.set", "target.dropped": "target.set",
}

// longestNamed is how much of a name one sentence shows.
const longestNamed = 80

// whatIf tells what a deed would do that is only asked about: to what of the
// person's, what stays, and how it is taken back. It does nothing.
func whatIf(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	name := p.Name
	if same := sameDeed[name]; same != "" {
		name = same
	}
	a := ArgsOf(t, text, p)
	if name == "profile.set" {
		switch {
		case a["target"] != "":
			name = "target.set"
		case a["zone"] != "":
			name = "moved"
		default:
			name = "role.new"
		}
	}
	if !t.Bot.Words.Has(careers.English, "whatif."+name) {
		return bot.Reply{}, false, nil
	}
	what, err := deedOf(t, name, a)
	if err != nil {
		return bot.Reply{}, true, err
	}
	now, err := standing(t, name)
	if err != nil {
		return bot.Reply{}, true, err
	}
	said := t.Say("whatif."+name, "what", what)
	if now != "" {
		said += " " + now
	}
	r := bot.Reply{Text: said + " " + t.Say("whatif.nothing"), Private: !t.Event.DM}
	c := bot.Choices{}
	switch family, _, _ := strings.Cut(name, "."); family {
	case "goal":
		c.Items = append(c.Items, t.Choice("goal.button.list", "goal.list", ""))
	case "cert":
		c.Items = append(c.Items, t.Choice("cert.button.list", "cert.list", ""))
	case "schedule", "pause", "away", "stop", "resume", "remind", "moved":
		c.Items = append(c.Items, t.Choice("schedule.button", "schedule", ""))
	}
	if len(c.Items) > 0 {
		r.Blocks = []bot.Block{c}
	}
	return r, true, nil
}

// deedOf is what a deed would be done to, as a sentence names it.
func deedOf(t *bot.Turn, name string, a bot.Args) (bot.Markup, error) {
	n, err := strconv.Atoi(a["number"])
	switch {
	case strings.HasPrefix(name, "goal."):
		if g, err2 := t.Tx.Goal(t.Person.ID, n); err == nil && err2 == nil {
			return t.Say("whatif.goal", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), nil
		} else if err == nil && !errors.Is(err2, bot.ErrNotFound) {
			return "", err2
		}
		return t.Say("whatif.goal.any"), nil
	case strings.HasPrefix(name, "cert."):
		if c, err2 := t.Tx.Cert(t.Person.ID, n); err == nil && err2 == nil {
			return t.Say("whatif.cert", "name", c.Name), nil
		} else if err == nil && !errors.Is(err2, bot.ErrNotFound) {
			return "", err2
		}
		for _, slot := range []string{"cert", "certs", "name"} {
			if said := a[slot]; said != "" && !strings.Contains(said, "\n") {
				return t.Say("whatif.cert", "name", bot.Brief(named(t, slot, said), longestNamed)), nil
			}
		}
		return t.Say("whatif.cert.any"), nil
	}
	return "", nil
}

// standing is what of the person's a deed would touch, as it is now: when
// check-ins come, the role, the target, how much is kept; empty where that is nothing.
func standing(t *bot.Turn, name string) (bot.Markup, error) {
	switch name {
	case "schedule", "schedule.off", "pause", "away", "stop", "resume", "moved":
		all, err := t.Tx.Schedules(t.Person.ID)
		if err != nil {
			return "", err
		}
		var when []string
		for _, h := range people.Horizons {
			for _, s := range all {
				if s.Horizon == h && !s.Next.IsZero() {
					when = append(when, t.Bot.Schedules.Describe(s.Plan, t.Lang))
				}
			}
		}
		if len(when) > 0 {
			return t.Say("whatif.rhythm", "when", strings.Join(when, "; ")), nil
		}
	case "role.new":
		if t.Person.Role != "" {
			return t.Say("whatif.role.now", "role", say.Role(t)), nil
		}
	case "target.set":
		if t.Person.Target != "" {
			return t.Say("whatif.target.now", "role", say.Target(t)), nil
		}
	case "forget":
		goals, err := t.Tx.Goals(t.Person.ID)
		if err != nil {
			return "", err
		}
		certs, err := t.Tx.Certs(t.Person.ID)
		if err != nil {
			return "", err
		}
		return t.Say("whatif.kept.now", "goals", len(goals), "certs", len(certs)), nil
	}
	return "", nil
}

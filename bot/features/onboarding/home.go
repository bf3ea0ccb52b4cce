package onboarding

import (
	"fmt"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/features/certs"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// goalsOnHome is how many goals of a horizon a page of the home shows, each with
// its own buttons: more is a wall on a phone, and three horizons of them stay
// below Slack's 100 blocks.
const goalsOnHome = 8

// homeShown is how much of a goal's text stands on the home, in characters.
const homeShown = 140

// greet is what somebody hears who says nothing in particular: what the mentor
// is for when they are new, where they stand when they are not.
func greet(t *bot.Turn) (bot.Reply, error) {
	start := bot.Choice{Label: t.Plain("greet.button.start"), Action: "start.on", Style: bot.Primary}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	if !t.Person.OptedIn && len(goals) == 0 {
		if t.Event.DM {
			return talk(t)
		}
		return welcomeHere(t), nil
	}
	open := 0
	for _, g := range goals {
		if g.State == people.Open {
			open++
		}
	}
	list := t.Choice("goal.button.list", "goal.list", "")
	if !t.Person.OptedIn { // has goals, but never asked for check-ins
		return bot.Reply{Text: t.Say("greet.known", "n", open), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			start, list, t.Choice("help.button", "help", "")}}}}, nil
	}
	next, err := schedules.NextCheckIn(t)
	if err != nil {
		return bot.Reply{}, err
	}
	text := t.Say("greet.again", "n", open, "next", say.Instant(t, next))
	if next.IsZero() {
		line, err := schedules.NextLine(t)
		if err != nil {
			return bot.Reply{}, err
		}
		text = t.Say("greet.idle", "n", open) + "\n\n" + line
	}
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		list, t.Choice("checkin.button", "checkin", ""), t.Choice("help.button", "help", "")}}}}, nil
}

// homePage is a page of the home: goals by horizon with progress, the next
// check-in, certifications with their expiry, and what one does most.
func homePage(t *bot.Turn, page int) (bot.Reply, error) {
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	certs, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read certifications: %w", err)
	}
	next, err := schedules.NextCheckIn(t)
	if err != nil {
		return bot.Reply{}, err
	}
	text := t.Say("home.intro")
	switch {
	case !next.IsZero():
		text = t.Say("home.next", "next", say.Instant(t, next))
	case t.Person.OptedIn:
		if text, err = schedules.NextLine(t); err != nil {
			return bot.Reply{}, err
		}
	case len(goals) > 0:
		text = t.Say("home.unasked")
	}
	p := &say.Page{}
	p.Title(t.Plain("home.title"))
	p.Say(text)
	more := false
	var empty []string
	page = max(0, page)
	for _, h := range people.Horizons {
		done, total, open := 0, 0, []people.Goal{}
		for _, g := range goals {
			if g.Horizon != h || g.State == people.Dropped {
				continue
			}
			total++
			if g.State == people.Done {
				done++
			} else {
				open = append(open, g)
			}
		}
		if total == 0 {
			empty = append(empty, say.Years(t, h))
			continue
		}
		p.Title(say.Years(t, h))
		p.Say(t.Say("home.progress", "done", done, "n", total))
		from := min(page*goalsOnHome, len(open))
		to := min(from+goalsOnHome, len(open))
		for _, g := range open[from:to] {
			p.Ask(bot.Markup(fmt.Sprintf("**%d** %s", g.Number, bot.Escape(bot.Brief(g.Text, homeShown)))), goalChoices(t, g)...)
		}
		if rest := len(open) - to; rest > 0 {
			more = true
			p.Say(t.Say("home.more", "n", rest))
		}
	}
	if len(empty) > 0 && len(empty) < len(people.Horizons) {
		p.Say(t.Say("home.empty", "horizons", strings.Join(empty, ", ")))
	}
	homeCerts(t, p, certs)
	c := bot.Choices{}
	if page > 0 {
		c.Items = append(c.Items, t.Choice("home.button.back", "home", strconv.Itoa(page-1)))
	}
	if more {
		c.Items = append(c.Items, t.Choice("button.next-page", "home", strconv.Itoa(page+1)))
	}
	// One thing stands out: what brings somebody on from here.
	first := bot.Choice{Label: t.Plain("checkin.button"), Action: "checkin"}
	if !t.Person.OptedIn {
		first = bot.Choice{Label: t.Plain("greet.button.start"), Action: "start.on"}
	}
	first.Style = bot.Primary
	c.Items = append(c.Items, first, t.Choice("goal.button.add", "goal.add", ""), t.Choice("cert.button.add", "cert.add", ""))
	if len(goals) > 0 {
		c.Items = append(c.Items, t.Choice("home.button.progress", "progress", ""))
	}
	c.Items = append(c.Items, t.Choice("home.button.profile", "profile.edit", ""))
	p.Ask("", c.Items...)
	r := p.Reply()
	r.Text, r.Private = text, true
	return r, nil
}

// goalChoices is what can be done with a goal on the home.
func goalChoices(t *bot.Turn, g people.Goal) []bot.Choice {
	n := strconv.Itoa(g.Number)
	return []bot.Choice{say.OfGoal(t, g.Number, t.Choice("home.goal.done", "goal.done", n)), say.OfGoal(t, g.Number, t.Choice("home.goal.edit", "form", "goal "+n))}
}

// certsOnHome is how many certifications the home lists, those that run out first.
const certsOnHome = 15

// homeCerts adds them to the page, where there are any.
func homeCerts(t *bot.Turn, p *say.Page, all []people.Certification) {
	if len(all) == 0 {
		return
	}
	p.Title(t.Plain("home.certs"))
	var b strings.Builder
	for i, c := range people.ByExpiry(all) {
		if i == certsOnHome {
			b.WriteString("\n" + string(t.Say("home.more", "n", len(all)-i)))
			break
		}
		fmt.Fprintf(&b, "- %s, %s\n", bot.Escape(bot.Brief(c.Name, homeShown)), certs.Expiry(t, c))
	}
	p.Say(bot.Markup(b.String()))
}

// wordless answers what came without a word: what can be done with it, and what cannot.
func wordless(t *bot.Turn) (bot.Reply, error) {
	m, _ := t.Event.Body.(bot.Message)
	r := bot.Reply{Text: t.Say("attached." + string(m.Attached))}
	if m.Attached == bot.AttachedPicture || m.Attached == bot.AttachedFile { // a certificate, more often than not
		r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("cert.button.add", "cert.add", ""), t.Choice("help.button", "help", "")}}}
	}
	return r, nil
}

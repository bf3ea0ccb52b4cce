package bot

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"mentor/bot/people"
)

// goalsOnHome is how many goals of a horizon a page of the home shows: three
// horizons, each a section and a progress, stay far below Slack's 100 blocks
// and each section below its 3,000 characters.
const goalsOnHome = 10

// homeShown is how much of a goal's text stands on the home, in characters.
const homeShown = 140

// homeRoom is the surface where one sees everything of one's own at a glance.
func homeRoom() room {
	return room{presses: map[string]pressFunc{
		// home is answered with a home: an adapter shows it where the press came from.
		"home": func(t *Turn, page string) (Reply, error) {
			n, _ := strconv.Atoi(page)
			return t.homePage(n)
		},
	}}
}

// opened is a surface that came into view.
func (t *Turn) opened(o Opened) (Reply, error) {
	switch o.Surface {
	case Home:
		return t.homePage(0)
	case FirstContact:
		return t.greet()
	}
	return Reply{}, fmt.Errorf("no such surface: %q", o.Surface)
}

// greet is what somebody hears who says nothing in particular: what the mentor
// is for when they are new, where they stand when they are not.
func (t *Turn) greet() (Reply, error) {
	start := Choice{Label: t.plain("greet.button.start"), Action: "start.on", Style: Primary}
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	if !t.p.OptedIn && len(goals) == 0 {
		return Reply{Text: t.say("greet.first"), Blocks: []Block{Choices{Items: []Choice{
			start, t.choice("greet.button.quiz", "quiz", ""), t.choice("help.button", "help", "")}}}}, nil
	}
	open := 0
	for _, g := range goals {
		if g.State == people.Open {
			open++
		}
	}
	list := t.choice("goal.button.list", "goal.list", "")
	if !t.p.OptedIn { // has goals, but never asked for check-ins
		return Reply{Text: t.say("greet.known", "n", open), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
			start, list, t.choice("help.button", "help", "")}}}}, nil
	}
	next, err := t.nextCheckIn()
	if err != nil {
		return Reply{}, err
	}
	text := t.say("greet.again", "n", open, "next", t.moment(next))
	if next.IsZero() {
		line, err := t.nextLine()
		if err != nil {
			return Reply{}, err
		}
		text = t.say("greet.idle", "n", open) + "\n\n" + line
	}
	return Reply{Text: text, Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		list, t.choice("checkin.button", "checkin", ""), t.choice("help.button", "help", "")}}}}, nil
}

// homePage is a page of the home: goals by horizon with progress, the next
// check-in, certifications with their expiry, and what one does most.
func (t *Turn) homePage(page int) (Reply, error) {
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	certs, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read certifications: %w", err)
	}
	next, err := t.nextCheckIn()
	if err != nil {
		return Reply{}, err
	}
	text := t.say("home.intro")
	switch {
	case !next.IsZero():
		text = t.say("home.next", "next", t.moment(next))
	case t.p.OptedIn:
		if text, err = t.nextLine(); err != nil {
			return Reply{}, err
		}
	case len(goals) > 0:
		text = t.say("home.unasked")
	}
	r := Reply{Text: text, Private: true, Blocks: []Block{Section{Title: t.plain("home.title"), Text: text}}}
	more := false
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
		var b strings.Builder
		from := min(page*goalsOnHome, len(open))
		to := min(from+goalsOnHome, len(open))
		for _, g := range open[from:to] {
			fmt.Fprintf(&b, "- **%d** %s\n", g.Number, Escape(brief(g.Text, homeShown)))
		}
		if rest := len(open) - to; rest > 0 {
			more = true
			b.WriteString("\n" + string(t.say("home.more", "n", rest)))
		}
		r.Blocks = append(r.Blocks, Section{Title: t.years(h), Text: cmp.Or(Markup(b.String()), t.say("home.no-goals"))})
		if total > 0 {
			r.Blocks = append(r.Blocks, Progress{Label: t.plain("home.progress", "done", done, "n", total), Done: done, Total: total})
		}
	}
	r.Blocks = append(r.Blocks, t.homeCerts(certs))
	c := Choices{}
	if page > 0 {
		c.Items = append(c.Items, t.choice("home.button.back", "home", strconv.Itoa(page-1)))
	}
	if more {
		c.Items = append(c.Items, t.choice("button.next-page", "home", strconv.Itoa(page+1)))
	}
	if !t.p.OptedIn {
		c.Items = append(c.Items, Choice{Label: t.plain("greet.button.start"), Action: "start.on", Style: Primary})
	}
	c.Items = append(c.Items, t.choice("goal.button.add", "goal.add", ""), t.choice("checkin.button", "checkin", ""),
		t.choice("cert.button.add", "cert.add", ""), t.choice("home.button.progress", "progress", ""), t.choice("profile.button.edit", "profile.edit", ""))
	r.Blocks = append(r.Blocks, c)
	return r, nil
}

// certsOnHome is how many certifications the home lists, those that run out first.
const certsOnHome = 15

func (t *Turn) homeCerts(certs []people.Certification) Section {
	s := Section{Title: t.plain("home.certs")}
	var b strings.Builder
	for i, c := range people.ByExpiry(certs) {
		if i == certsOnHome {
			b.WriteString("\n" + string(t.say("home.more", "n", len(certs)-i)))
			break
		}
		fmt.Fprintf(&b, "- %s, %s\n", Escape(brief(c.Name, homeShown)), t.expiry(c))
	}
	s.Text = cmp.Or(Markup(b.String()), t.say("home.no-certs"))
	return s
}

// home is what a person's home shows on a platform, and whose it is there.
func (b *Bot) home(ctx context.Context, person people.PersonID, p people.Platform, now time.Time) (users []people.UserRef, r Reply, err error) {
	err = b.Store.View(ctx, func(tx Tx) error {
		all, err := tx.Identities(person)
		if err != nil {
			return fmt.Errorf("read identities: %w", err)
		}
		for _, u := range all {
			if u.Platform == p {
				users = append(users, u)
			}
		}
		if len(users) == 0 {
			return nil
		}
		t, err := b.turn(ctx, tx, Event{At: now, User: users[0], From: people.Address{Platform: p, Workspace: users[0].Workspace}, DM: true, Body: Opened{Home}})
		if err != nil {
			return err
		}
		r, err = t.homePage(0)
		return err
	})
	return users, r, err
}

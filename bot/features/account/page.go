package account

import (
	"cmp"
	"fmt"
	"strings"

	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// exportedCheckIns is how many check-ins the page lists; the file beside it has all.
const exportedCheckIns = 200

// page is what is stored about the person, to be read: Markdown, in their
// language, without a name of ours.
type page struct {
	t     *bot.Turn
	colon string
	b     strings.Builder
}

// part writes lines under a heading; neither where there are no lines.
func (p *page) part(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(&p.b, "\n## %s\n\n", p.t.Plain("page."+heading))
	for _, l := range lines {
		fmt.Fprintf(&p.b, "- %s\n", l)
	}
}

// marks are what Markdown would take for more than itself within a line. Only
// these are escaped: the page is read as plain text as well.
var marks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "&", `\&`)

// plain is people's words on one line, such that Markdown shows them as they are.
func plain(s string) string { return marks.Replace(strings.Join(strings.Fields(s), " ")) }

// readable writes the page from rows.
func readable(t *bot.Turn) ([]byte, error) {
	p := &page{t: t}
	p.colon, _ = say.Marks(t)
	fmt.Fprintf(&p.b, "# %s\n\n%s\n", t.Plain("page.title"), t.Plain("page.under", "day", say.Date(t, t.Today())))
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read goals: %w", err)
	}
	p.profile()
	byID := map[int64]people.Goal{}
	states := map[people.GoalState][]string{}
	for _, g := range goals {
		byID[g.ID] = g
		line := fmt.Sprintf("%s (%s, %s)", plain(g.Text), t.Plain("page.goal", "number", g.Number), say.Years(t, g.Horizon))
		if g.Due != "" {
			line += ", " + t.Plain("page.due", "day", p.day(g.Due))
		}
		if g.Reached != "" {
			line += ", " + t.Plain("page.when", "sentence", plain(g.Reached))
		}
		if g.State != people.Open {
			line += ", " + p.day(people.Today(g.Closed, t.Person.Zone))
		}
		states[g.State] = append(states[g.State], line)
	}
	p.part("goals", states[people.Open])
	p.part("goals.done", states[people.Done])
	p.part("goals.dropped", states[people.Dropped])
	for _, more := range []func(map[int64]people.Goal) error{p.steps, p.reminders, p.wins, p.skills, p.certs, p.schedules, p.checkIns, p.notes} {
		if err := more(byID); err != nil {
			return nil, err
		}
	}
	return []byte(p.b.String()), nil
}

func (p *page) day(iso string) string { return say.Date(p.t, iso) }

func (p *page) profile() {
	t := p.t
	var lines []string
	add := func(id, value string) {
		if value != "" {
			lines = append(lines, t.Plain("page."+id)+p.colon+plain(value))
		}
	}
	if t.Person.Role != "" {
		add("role", say.Role(t))
	}
	if t.Person.Target != "" {
		add("target", say.Target(t))
	}
	add("zone", t.Person.Zone)
	add("since", p.day(people.Today(t.Person.Created, t.Person.Zone)))
	p.part("you", lines)
}

func (p *page) steps(goals map[int64]people.Goal) error {
	all, err := p.t.Tx.Steps(p.t.Person.ID)
	if err != nil {
		return fmt.Errorf("read steps: %w", err)
	}
	var lines []string
	for _, s := range all {
		line := p.t.Plain("page.goal", "number", goals[s.Goal].Number) + p.colon + plain(s.Text)
		if !s.Done.IsZero() {
			line += " (" + p.t.Plain("page.step.done", "day", p.day(people.Today(s.Done, p.t.Person.Zone))) + ")"
		}
		lines = append(lines, line)
	}
	p.part("steps", lines)
	return nil
}

func (p *page) reminders(goals map[int64]people.Goal) error {
	all, err := p.t.Tx.Reminders(p.t.Person.ID)
	if err != nil {
		return fmt.Errorf("read reminders: %w", err)
	}
	var lines []string
	for _, r := range all {
		line := say.Moment(p.t, r.At) + p.colon + plain(r.Text)
		if g, ok := goals[r.Goal]; ok {
			line += p.t.Plain("page.goal", "number", g.Number)
		}
		lines = append(lines, line)
	}
	p.part("reminders", lines)
	return nil
}

func (p *page) wins(goals map[int64]people.Goal) error {
	all, err := p.t.Tx.Wins(p.t.Person.ID)
	if err != nil {
		return fmt.Errorf("read wins: %w", err)
	}
	var lines []string
	for _, w := range all {
		line := p.day(w.Date) + p.colon + plain(w.Text)
		var counts []string
		if s, ok := p.t.Bot.Careers().Skill(w.Skill); ok {
			counts = append(counts, s.Name.In(p.t.Lang))
		}
		if g, ok := goals[w.Goal]; ok {
			counts = append(counts, p.t.Plain("page.goal", "number", g.Number))
		}
		if len(counts) > 0 {
			line += " (" + strings.Join(counts, ", ") + ")"
		}
		lines = append(lines, line)
	}
	p.part("wins", lines)
	return nil
}

func (p *page) skills(map[int64]people.Goal) error {
	all, err := p.t.Tx.Ticks(p.t.Person.ID)
	if err != nil {
		return fmt.Errorf("read ticks: %w", err)
	}
	var lines []string
	for _, k := range all {
		s, ok := p.t.Bot.Careers().Skill(k.Skill)
		if !ok {
			continue
		}
		said := [...]string{"none", "one", "both"}[min(max(k.Deeds, 0), 2)]
		if k.NoChance {
			said = "no-chance"
		}
		lines = append(lines, s.Name.In(p.t.Lang)+p.colon+p.t.Plain("page.tick."+said))
	}
	p.part("skills", lines)
	return nil
}

func (p *page) certs(map[int64]people.Goal) error {
	all, err := p.t.Tx.Certs(p.t.Person.ID)
	if err != nil {
		return fmt.Errorf("read certifications: %w", err)
	}
	var lines []string
	for _, c := range all {
		line := plain(c.Name) + ", " + p.day(c.Earned)
		if c.Expires != "" {
			line += ", " + p.t.Plain("page.expires", "day", p.day(c.Expires))
		}
		if c.Link != "" {
			line += ", " + plain(c.Link)
		}
		lines = append(lines, line)
	}
	p.part("certs", lines)
	return nil
}

// schedules is the check-ins that will be sent, and what holds them back.
func (p *page) schedules(map[int64]people.Goal) error {
	each, err := schedules.NextOfEach(p.t)
	if err != nil {
		return err
	}
	t, who := p.t, p.t.Person
	var lines []string
	for _, h := range people.Horizons {
		if at, ok := each[h]; ok {
			lines = append(lines, say.Years(t, h)+p.colon+t.Plain("page.next", "moment", say.Moment(t, at)))
		}
	}
	p.part("schedules", lines)
	lines = nil
	if who.QuietFrom != who.QuietTo {
		lines = append(lines, t.Plain("page.quiet", "from", say.Clock(t, who.QuietFrom), "to", say.Clock(t, who.QuietTo)))
	}
	for _, a := range who.Absences {
		lines = append(lines, t.Plain("page.away", "from", p.day(a.From), "to", p.day(a.To)))
	}
	switch {
	case who.Stopped:
		lines = append(lines, t.Plain("page.stopped"))
	case who.PausedUntil.Equal(people.Forever):
		lines = append(lines, t.Plain("page.paused.told"))
	case who.PausedUntil.After(t.Now):
		lines = append(lines, t.Plain("page.paused", "day", p.day(people.Today(who.PausedUntil, who.Zone))))
	}
	p.part("peace", lines)
	return nil
}

func (p *page) checkIns(goals map[int64]people.Goal) error {
	all, err := p.t.Tx.CheckIns(p.t.Person.ID, exportedCheckIns)
	if err != nil {
		return fmt.Errorf("read check-ins: %w", err)
	}
	var lines []string
	for _, c := range all {
		for _, e := range c.Entries {
			if e.Status == "" {
				continue
			}
			line := p.day(c.Date) + p.colon + cmp.Or(plain(goals[e.Goal].Text), p.t.Plain("page.goal.gone")) + ", " + string(say.StatusLine(p.t, e))
			if e.Next != "" {
				line += "; " + p.t.Plain("page.planned") + p.colon + plain(say.Planned(e))
			}
			lines = append(lines, line)
		}
	}
	p.part("checkins", lines)
	return nil
}

func (p *page) notes(map[int64]people.Goal) error {
	all, err := p.t.Tx.Notes(p.t.Person.ID)
	if err != nil {
		return fmt.Errorf("read notes: %w", err)
	}
	var lines []string
	for _, n := range all {
		lines = append(lines, plain(n.Text))
	}
	p.part("notes", lines)
	return nil
}

package progress

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/picture"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// sayings is what asks how far one is.
func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"progress": {Do: say.Passes("progress", "horizon"), Shows: true},
	}
}

func progressSaid(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["horizon"] == "" {
		return progress(t, people.Horizons)
	}
	h, _, ok := plainwords.TakeHorizon(a["horizon"])
	if !ok {
		return bot.Reply{}, say.HorizonProblem(t, a["horizon"])
	}
	return progress(t, []people.Horizon{h})
}

// progress tells of each horizon: goals done, confidence, what was planned
// last, and how regularly we look at it.
func progress(t *bot.Turn, on []people.Horizon) (bot.Reply, error) {
	colon, semicolon := say.Marks(t)
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	checkIns, err := t.Tx.CheckIns(t.Person.ID, 4*schedules.HistoryRead)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	goals = slices.DeleteFunc(goals, func(g people.Goal) bool { return g.State == people.Dropped || !slices.Contains(on, g.Horizon) })
	if len(goals) == 0 {
		return bot.Reply{Text: t.Say("progress.none"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			t.Choice("start.button", "start", ""), t.Choice("goal.button.add", "goal.add", "")}}}}, nil
	}
	p := &say.Page{}
	p.Say(regularity(t, checkIns))
	drawn := &picture.Progress{Title: t.Plain("progress.title"), Under: say.Date(t, t.Today())}
	alt := []string{}
	for _, h := range on {
		done, total := 0, 0
		for _, g := range goals {
			if g.Horizon == h {
				total++
				if g.State == people.Done {
					done++
				}
			}
		}
		if total == 0 {
			continue
		}
		words := progressOn(t, h, goals, checkIns)
		count := t.Plain("progress.count", "done", done, "n", total)
		p.Text = append(p.Text, "**"+string(bot.Escape(say.Years(t, h)))+"**"+colon+string(bot.Escape(count))+words)
		p.Show(bot.Progress{Label: say.Years(t, h), Done: done, Total: total})
		if words != "" {
			p.Show(bot.Section{Text: bot.Markup(strings.TrimPrefix(words, "\n"))})
		}
		drawn.Lanes = append(drawn.Lanes, lane(t, h, goals, checkIns))
		alt = append(alt, say.Years(t, h)+colon+count)
	}
	regularityDrawn(t, drawn, checkIns)
	confidenceDrawn(t, drawn, goals, checkIns)
	p.Show(bot.Picture{Name: "progress.png", Alt: t.Plain("progress.title") + ". " + strings.Join(alt, semicolon) + ".", Drawing: &picture.Drawing{Progress: drawn}})
	next, err := schedules.NextLine(t)
	if err != nil {
		return bot.Reply{}, err
	}
	p.Say(next)
	items := []bot.Choice{t.Choice("checkin.button", "checkin", ""), t.Choice("goal.button.list", "goal.list", "")}
	if len(checkIns) > 0 {
		items = append(items, t.Choice("progress.button.history", "progress.history", ""))
	}
	p.Ask("", items...)
	r := p.Reply()
	r.Private = !t.Event.DM
	return r, nil
}

// regularity says in how many of the last weeks somebody checked in.
func regularity(t *bot.Turn, checkIns []people.CheckIn) bot.Markup {
	answered, of := people.WeeksAnswered(checkIns, schedules.LocalDay(t), people.WeeksBack)
	switch {
	case len(checkIns) == 0:
		return t.Say("progress.weeks.none")
	case of <= 1:
		return t.Say("progress.weeks.first")
	}
	return t.Say("progress.weeks", "answered", answered, "n", of)
}

// progressOn is what there is to say of one horizon, as lines of a list.
func progressOn(t *bot.Turn, h people.Horizon, goals []people.Goal, checkIns []people.CheckIn) string {
	var lines []string
	if h != people.Year1 {
		if answered, of := people.CheckInsAnswered(h, checkIns); of > 1 {
			lines = append(lines, string(t.Say("progress.checkins", "answered", answered, "n", of)))
		}
	}
	if trend := trend(t, h, goals, checkIns); trend != "" {
		lines = append(lines, string(trend))
	}
	shown := 0
	for _, g := range goals {
		if g.Horizon != h || g.State != people.Open || shown == people.PlansShown {
			continue
		}
		for _, e := range people.EntriesOf(g.ID, checkIns) {
			if e.Next == "" {
				continue
			}
			said := t.Say("progress.planned", "plan", say.Planned(e))
			if e.Status == people.StatusStuck {
				said = t.Say("checkin.line.said", "said", bot.Brief(e.Next, say.ShownGoal))
			}
			lines = append(lines, string(t.Say("progress.plan", "number", g.Number, "plan", said)))
			shown++
			break
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return "\n- " + strings.Join(lines, "\n- ")
}

// trend says how confidence goes on a horizon: that of the newest check-in
// with figures beside the one before it.
func trend(t *bot.Turn, h people.Horizon, goals []people.Goal, checkIns []people.CheckIn) bot.Markup {
	var means []float64
	for _, c := range checkIns {
		sum, n := 0, 0
		for _, e := range c.Entries {
			if e.Confidence > 0 && slices.ContainsFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal && g.Horizon == h }) {
				sum, n = sum+e.Confidence, n+1
			}
		}
		if n > 0 {
			means = append(means, float64(sum)/float64(n))
		}
		if len(means) == 2 {
			break
		}
	}
	figure := func(f float64) string {
		s := strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
		return strings.Replace(s, ".", t.Plain("number.point"), 1)
	}
	switch {
	case len(means) == 0:
		return ""
	case len(means) == 1:
		return t.Say("progress.confidence", "now", figure(means[0]))
	case means[0] > means[1]:
		return t.Say("progress.confidence.up", "now", figure(means[0]), "was", figure(means[1]))
	case means[0] < means[1]:
		return t.Say("progress.confidence.down", "now", figure(means[0]), "was", figure(means[1]))
	}
	return t.Say("progress.confidence.same", "now", figure(means[0]))
}

// history lists check-ins, newest first; which is the page.
func history(t *bot.Turn, which string) (bot.Reply, error) {
	pageNo, _ := strconv.Atoi(which)
	pageNo = max(0, min(pageNo, 1000))
	all, err := t.Tx.CheckIns(t.Person.ID, (pageNo+1)*people.HistoryPage+1)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read goals: %w", err)
	}
	from := min(pageNo*people.HistoryPage, len(all))
	to := min(from+people.HistoryPage, len(all))
	p := &say.Page{}
	p.Say(t.Say("progress.history"))
	var lines []string
	for _, c := range all[from:to] {
		lines = append(lines, "- "+string(historyLine(t, c, goals)))
	}
	p.Say(bot.Markup(strings.Join(lines, "\n")))
	items := []bot.Choice{}
	if pageNo > 0 {
		items = append(items, t.Choice("home.button.back", "progress.history", strconv.Itoa(pageNo-1)))
	}
	if len(all) > to {
		items = append(items, t.Choice("button.next-page", "progress.history", strconv.Itoa(pageNo+1)))
	}
	p.Ask("", append(items, t.Choice("progress.button", "progress", ""))...)
	r := p.Reply()
	r.Private, r.Replace = !t.Event.DM, t.On()
	return r, nil
}

func historyLine(t *bot.Turn, c people.CheckIn, goals []people.Goal) bot.Markup {
	if c.Answered.IsZero() {
		return t.Say("progress.history.silent", "date", say.Date(t, c.Date))
	}
	var said []string
	for _, e := range c.Entries {
		i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal })
		if i >= 0 && e.Status != "" {
			said = append(said, string(t.Say("progress.history.goal", "number", goals[i].Number, "text", bot.Brief(goals[i].Text, 60), "status", say.StatusLine(t, e))))
		}
	}
	if len(said) == 0 {
		return t.Say("progress.history.none", "date", say.Date(t, c.Date))
	}
	_, semicolon := say.Marks(t)
	return t.Say("progress.history.line", "date", say.Date(t, c.Date), "said", bot.Markup(strings.Join(said, semicolon)))
}

package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot/people"
	"mentor/bot/picture"
)

// progressRoom is how far somebody is, in words and as a picture.
func progressRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"progress"}, Personal: true, run: (*Turn).progressSaid,
			Aliases: []string{"progrès", "progression", "avancement", "my progress", "mes progrès", "status"},
			Args:    []Arg{{Name: "horizon", Type: HorizonArg}}}},
		presses: map[string]pressFunc{
			"progress":         func(t *Turn, _ string) (Reply, error) { return t.progress(people.Horizons) },
			"progress.history": (*Turn).history,
		},
	}
}

func (t *Turn) progressSaid(a Args) (Reply, error) {
	if a["horizon"] == "" {
		return t.progress(people.Horizons)
	}
	h, _, ok := TakeHorizon(a["horizon"])
	if !ok {
		return Reply{}, t.horizonProblem(a["horizon"])
	}
	return t.progress([]people.Horizon{h})
}

// progress tells of each horizon: goals done, confidence, what was planned
// last, and how regularly we look at it.
func (t *Turn) progress(on []people.Horizon) (Reply, error) {
	colon, semicolon := t.marks()
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	checkIns, err := t.tx.CheckIns(t.p.ID, 4*historyRead)
	if err != nil {
		return Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	goals = slices.DeleteFunc(goals, func(g people.Goal) bool { return g.State == people.Dropped || !slices.Contains(on, g.Horizon) })
	if len(goals) == 0 {
		return Reply{Text: t.say("progress.none"), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
			t.choice("start.button", "start", ""), t.choice("goal.button.add", "goal.add", "")}}}}, nil
	}
	p := &page{}
	p.say(t.regularity(checkIns))
	drawn := &picture.Progress{Title: t.plain("progress.title"), Under: t.date(t.today())}
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
		words := t.progressOn(h, goals, checkIns)
		count := t.plain("progress.count", "done", done, "n", total)
		p.text = append(p.text, "**"+string(Escape(t.years(h)))+"**"+colon+string(Escape(count))+words)
		p.show(Progress{Label: t.years(h), Done: done, Total: total})
		if words != "" {
			p.show(Section{Text: Markup(strings.TrimPrefix(words, "\n"))})
		}
		drawn.Lanes = append(drawn.Lanes, t.lane(h, goals, checkIns))
		alt = append(alt, t.years(h)+colon+count)
	}
	t.regularityDrawn(drawn, checkIns)
	t.confidenceDrawn(drawn, goals, checkIns)
	p.show(Picture{Name: "progress.png", Alt: t.plain("progress.title") + ". " + strings.Join(alt, semicolon) + ".", Drawing: &picture.Drawing{Progress: drawn}})
	next, err := t.nextLine()
	if err != nil {
		return Reply{}, err
	}
	p.say(next)
	items := []Choice{t.choice("checkin.button", "checkin", ""), t.choice("goal.button.list", "goal.list", "")}
	if len(checkIns) > 0 {
		items = append(items, t.choice("progress.button.history", "progress.history", ""))
	}
	p.ask("", items...)
	r := p.reply()
	r.Private = !t.ev.DM
	return r, nil
}

// regularity says in how many of the last weeks somebody checked in.
func (t *Turn) regularity(checkIns []people.CheckIn) Markup {
	answered, of := people.WeeksAnswered(checkIns, t.localDay(), people.WeeksBack)
	switch {
	case len(checkIns) == 0:
		return t.say("progress.weeks.none")
	case of <= 1:
		return t.say("progress.weeks.first")
	}
	return t.say("progress.weeks", "answered", answered, "n", of)
}

// progressOn is what there is to say of one horizon, as lines of a list.
func (t *Turn) progressOn(h people.Horizon, goals []people.Goal, checkIns []people.CheckIn) string {
	var lines []string
	if h != people.Year1 {
		if answered, of := people.CheckInsAnswered(h, checkIns); of > 1 {
			lines = append(lines, string(t.say("progress.checkins", "answered", answered, "n", of)))
		}
	}
	if trend := t.trend(h, goals, checkIns); trend != "" {
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
			said := t.say("progress.planned", "plan", planned(e))
			if e.Status == people.StatusStuck {
				said = t.say("checkin.line.said", "said", brief(e.Next, shownGoal))
			}
			lines = append(lines, string(t.say("progress.plan", "number", g.Number, "plan", said)))
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
func (t *Turn) trend(h people.Horizon, goals []people.Goal, checkIns []people.CheckIn) Markup {
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
		return strings.Replace(s, ".", t.plain("number.point"), 1)
	}
	switch {
	case len(means) == 0:
		return ""
	case len(means) == 1:
		return t.say("progress.confidence", "now", figure(means[0]))
	case means[0] > means[1]:
		return t.say("progress.confidence.up", "now", figure(means[0]), "was", figure(means[1]))
	case means[0] < means[1]:
		return t.say("progress.confidence.down", "now", figure(means[0]), "was", figure(means[1]))
	}
	return t.say("progress.confidence.same", "now", figure(means[0]))
}

// history lists check-ins, newest first; which is the page.
func (t *Turn) history(which string) (Reply, error) {
	pageNo, _ := strconv.Atoi(which)
	pageNo = max(0, min(pageNo, 1000))
	all, err := t.tx.CheckIns(t.p.ID, (pageNo+1)*people.HistoryPage+1)
	if err != nil {
		return Reply{}, fmt.Errorf("read check-ins: %w", err)
	}
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("read goals: %w", err)
	}
	from := min(pageNo*people.HistoryPage, len(all))
	to := min(from+people.HistoryPage, len(all))
	p := &page{}
	p.say(t.say("progress.history"))
	var lines []string
	for _, c := range all[from:to] {
		lines = append(lines, "- "+string(t.historyLine(c, goals)))
	}
	p.say(Markup(strings.Join(lines, "\n")))
	items := []Choice{}
	if pageNo > 0 {
		items = append(items, t.choice("home.button.back", "progress.history", strconv.Itoa(pageNo-1)))
	}
	if len(all) > to {
		items = append(items, t.choice("button.next-page", "progress.history", strconv.Itoa(pageNo+1)))
	}
	p.ask("", append(items, t.choice("progress.button", "progress", ""))...)
	r := p.reply()
	r.Private, r.Replace = !t.ev.DM, t.on()
	return r, nil
}

func (t *Turn) historyLine(c people.CheckIn, goals []people.Goal) Markup {
	if c.Answered.IsZero() {
		return t.say("progress.history.silent", "date", t.date(c.Date))
	}
	var said []string
	for _, e := range c.Entries {
		i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal })
		if i >= 0 && e.Status != "" {
			said = append(said, string(t.say("progress.history.goal", "number", goals[i].Number, "text", brief(goals[i].Text, 60), "status", t.statusLine(e))))
		}
	}
	if len(said) == 0 {
		return t.say("progress.history.none", "date", t.date(c.Date))
	}
	_, semicolon := t.marks()
	return t.say("progress.history.line", "date", t.date(c.Date), "said", Markup(strings.Join(said, semicolon)))
}

package questions

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/dialogue"
	"mentor/bot/people"
	"mentor/bot/say"
)

// What an interview about a role is made of: how many questions one is asked,
// and how many of one's own results stand beside each.
const (
	askedOf     = 5
	askedAction = "interview.asked" // its value is "ROLE NUMBER", counted from 0
	resultsEach = 2
)

// interview is what to ask somebody who holds a role; from there on, what one
// may be asked, and how to present oneself.
func interview(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	said := a["role"]
	if said == "" {
		said = t.Person.Target
	}
	if said == "" {
		p := t.Problem("interview.which")
		for _, r := range t.Bot.Careers().Roles() {
			p.Choices = append(p.Choices, bot.Choice{Label: r.Name.In(t.Lang), Action: "interview", Value: r.ID})
		}
		return bot.Reply{}, p
	}
	role, err := knownRole(t, said, "interview")
	if err != nil {
		return bot.Reply{}, err
	}
	answer, ok := t.Bot.Answers().Topic(role.ID+"/interview", t.Lang, t.Talk.Memory)
	if !ok {
		return bot.Reply{}, t.Problem("role.unknown", "said", said)
	}
	r := dialogue.Told(t, answer)
	if len(t.Bot.Careers().SkillsOf(role.ID)) == 0 {
		return r, nil
	}
	more := []bot.Choice{t.Choice("interview.button.asked", askedAction, role.ID+" 0"), t.Choice("interview.button.me", "interview.me", role.ID)}
	for i, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			c.Items = append(more, c.Items...)
			r.Blocks[i] = c
			return r, nil
		}
	}
	r.Blocks = append(r.Blocks, bot.Choices{Items: more})
	return r, nil
}

// asked is one question that somebody may be asked about a role, with what a
// good answer has in it. Nothing is kept of the answer, and nobody judges it.
func asked(t *bot.Turn, value string) (bot.Reply, error) {
	id, number, _ := strings.Cut(value, " ")
	n, err := strconv.Atoi(number)
	role, known := t.Bot.Careers().Role(id)
	skills := t.Bot.Careers().SkillsOf(id)
	of := min(askedOf, len(skills))
	if err != nil || !known || n < 0 || n >= of {
		return t.Stale(), nil
	}
	s := skills[n]
	parts := []string{string(t.Say("interview.asked", "number", n+1, "of", of, "skill", s.Name.In(t.Lang), "question", t.Say("interview.question."+s.ID)))}
	if n == 0 {
		parts = append([]string{string(t.Say("interview.asked.intro", "role", role.Name.In(t.Lang)))}, parts...)
	}
	parts = append(parts, string(t.Say("interview.asked.holds", "holds", t.Say("interview.holds."+s.ID))))
	own, err := results(t, s)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(own) > 0 {
		parts = append(parts, string(t.Say("interview.asked.own", "own", strings.Join(own, "; "))))
	}
	c := bot.Choices{}
	if n+1 < of {
		c.Items = append(c.Items, t.Choice("interview.button.next", askedAction, fmt.Sprint(id, " ", n+1)))
	} else {
		parts = append(parts, string(t.Say("interview.asked.last")))
	}
	c.Items = append(c.Items, t.Choice("interview.button.write", "form", "win"), t.Choice("interview.button.me", "interview.me", id))
	r := bot.Reply{Text: bot.Markup(strings.Join(parts, "\n\n")), Private: !t.Event.DM, Blocks: []bot.Block{c}}
	if press, ok := t.Event.Body.(bot.Press); ok && n > 0 { // the first stands below what led to it
		r.Replace = press.On
	}
	return r, nil
}

// strengths is how to present oneself for a role: with what one has logged
// that the role asks for, and nothing besides.
func strengths(t *bot.Turn, id string) (bot.Reply, error) {
	role, known := t.Bot.Careers().Role(id)
	skills := t.Bot.Careers().SkillsOf(id)
	if !known || len(skills) == 0 {
		return t.Stale(), nil
	}
	var lines []string
	missing := skills[0]
	for i := len(skills) - 1; i >= 0; i-- {
		own, err := results(t, skills[i])
		if err != nil {
			return bot.Reply{}, err
		}
		if len(own) == 0 {
			missing = skills[i]
			continue
		}
		lines = append(lines, "- "+string(t.Say("interview.me.line", "skill", skills[i].Name.In(t.Lang), "own", strings.Join(own, "; "))))
	}
	slices.Reverse(lines) // what the role asks for first comes first
	rest, err := elsewhere(t, skills)
	if err != nil {
		return bot.Reply{}, err
	}
	r := bot.Reply{Private: !t.Event.DM}
	name := role.Name.In(t.Lang)
	if len(lines) == 0 && len(rest) > 0 {
		r.Text = t.Say("interview.me.elsewhere", "role", name, "own", strings.Join(rest, "; "), "skill", missing.Name.In(t.Lang), "evidence", missing.Evidence.In(t.Lang))
	} else if len(lines) == 0 {
		r.Text = t.Say("interview.me.none", "role", name, "skill", missing.Name.In(t.Lang), "evidence", missing.Evidence.In(t.Lang))
	} else {
		r.Text = t.Say("interview.me", "role", name) + bot.Markup("\n\n"+strings.Join(lines, "\n")+"\n\n") + t.Say("interview.me.how")
		if len(rest) > 0 {
			r.Text += "\n\n" + t.Say("interview.me.rest", "own", strings.Join(rest, "; "))
		}
		if len(lines) < len(skills) {
			r.Text += "\n\n" + t.Say("interview.me.missing", "skill", missing.Name.In(t.Lang), "evidence", missing.Evidence.In(t.Lang))
		}
	}
	c := bot.Choices{Items: []bot.Choice{t.Choice("interview.button.write", "form", "win"), t.Choice("interview.button.asked", askedAction, id+" 0")}}
	if len(lines) > 0 {
		c.Items = append(c.Items, t.Choice("interview.button.bullets", "bullets", ""))
	}
	r.Blocks = []bot.Block{c}
	return r, nil
}

// elsewhere is what somebody logged that shows no skill of a role, the newest
// first: it may still be worth telling.
func elsewhere(t *bot.Turn, skills []careers.Skill) (out []string, err error) {
	wins, err := t.Tx.Wins(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read wins: %w", err)
	}
	for _, w := range slices.Backward(wins) {
		if len(out) < resultsEach && !slices.ContainsFunc(skills, func(s careers.Skill) bool { return s.ID == w.Skill }) {
			out = append(out, won(t, w))
		}
	}
	return out, nil
}

// won is an achievement in the person's own words, with its day.
func won(t *bot.Turn, w people.Win) string {
	return t.Plain("interview.own.win", "text", bot.Brief(strings.TrimRight(w.Text, ".!?;, "), say.ShownGoal), "day", say.Date(t, w.Date))
}

// results is what somebody logged that shows a skill, the newest first:
// achievements in their own words, then certifications that are valid.
func results(t *bot.Turn, s careers.Skill) (out []string, err error) {
	wins, err := t.Tx.Wins(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read wins: %w", err)
	}
	for _, w := range slices.Backward(wins) {
		if w.Skill == s.ID && len(out) < resultsEach {
			out = append(out, won(t, w))
		}
	}
	certs, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read certifications: %w", err)
	}
	for _, c := range certs {
		valid := c.Expires == "" || c.Expires >= t.Today()
		if valid && slices.Contains(s.Certifications, c.Catalog) && len(out) < resultsEach {
			out = append(out, c.Name)
		}
	}
	return out, nil
}

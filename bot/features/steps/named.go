package steps

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/features/goals"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// between parts the steps of a list in one sentence.
var between = regexp.MustCompile(`\s*(?:,?\s(?:and then|then|and|puis|ensuite|et)\s|[,;\n])\s*`)

// items cuts a list in a sentence into its steps: "the course, then the report".
func items(list string) (out []string) {
	if strings.ContainsAny(list, "\n;") {
		return lines(list)
	}
	for _, s := range between.Split(strings.Trim(list, " .!"), -1) {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// meant is the step that a sentence names by its number or its words, and its
// goal: the one that is named, or any open one. Where it is not clear the steps
// that it may be are shown.
func meant(t *bot.Turn, words string, a bot.Args) (s people.Step, g people.Goal, asked bot.Reply, err error) {
	all, err := t.Tx.Steps(t.Person.ID)
	if err != nil {
		return s, g, asked, fmt.Errorf("read steps: %w", err)
	}
	fit, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return s, g, asked, fmt.Errorf("read goals: %w", err)
	}
	fit = slices.DeleteFunc(fit, func(g people.Goal) bool {
		return g.State != people.Open || !slices.ContainsFunc(all, func(s people.Step) bool { return s.Goal == g.ID })
	})
	if a["step"] != "" && (a["number"] != "" || a["unknown"] != "") {
		if r, err, wrong := goals.One(t, a); wrong {
			return s, g, r, err
		}
		fit = slices.DeleteFunc(fit, func(g people.Goal) bool { return strconv.Itoa(g.Number) != a["number"] })
	}
	if len(fit) == 0 {
		return s, g, asked, t.Problem("step.none")
	}
	if a["step"] == "" {
		open := slices.DeleteFunc(all, func(s people.Step) bool {
			return !s.Done.IsZero() || !slices.ContainsFunc(fit, func(g people.Goal) bool { return g.ID == s.Goal })
		})
		texts := make([]string, len(open))
		for i, s := range open {
			texts[i] = s.Text
		}
		for _, said := range []string{a["which"], words} {
			if i := plainwords.Meant(said, texts); i >= 0 {
				at := slices.IndexFunc(fit, func(g people.Goal) bool { return g.ID == open[i].Goal })
				return open[i], fit[at], asked, nil
			}
		}
	}
	if len(fit) > 1 {
		return s, g, asked, t.Problem("step.whose")
	}
	own, err := of(t, fit[0])
	if err != nil {
		return s, g, asked, err
	}
	n, err := strconv.Atoi(a["step"])
	if err != nil || n < 1 || n > len(own) {
		return s, g, shown(t, fit[0], own, t.Say("step.which")), nil
	}
	return own[n-1], fit[0], asked, nil
}

// doneSaid marks a step that a sentence names.
func doneSaid(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	s, _, r, err := meant(t, said(a), a)
	if err != nil || s.ID == 0 {
		return r, err
	}
	return mark(t, s.ID, true)
}

// dropSaid takes a step that a sentence names off its goal.
func dropSaid(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	s, g, r, err := meant(t, said(a), a)
	if err != nil || s.ID == 0 {
		return r, err
	}
	own, err := of(t, g)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := t.Tx.DropStep(t.Person.ID, s.ID); err != nil {
		return bot.Reply{}, fmt.Errorf("drop step: %w", err)
	}
	t.Changed = true
	t.Undoes(restore.Of(before{g.Number, open(own)}))
	head := t.Say("step.dropped", "text", s.Text)
	if own, err = of(t, g); err != nil || len(own) > 0 {
		return shown(t, g, own, head), err
	}
	return bot.Reply{Text: head, Private: !t.Event.DM}, nil
}

// said is what a sentence says: its clause, or what was kept of it for the yes.
func said(a bot.Args) string { return a["clause"] + " " + a["words"] }

// ask puts the question whether a step that words name is meant.
func ask(verb string) func(*bot.Turn, string, bot.Args) (bot.Reply, bool, error) {
	return func(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
		s, g, r, err := meant(t, text, a)
		if err != nil || s.ID == 0 {
			return r, true, err
		}
		a["words"] = s.Text
		key := t.KeepOffer(verb, bot.Args{"words": s.Text})
		return bot.Reply{Text: t.Say("guess."+verb, "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "words", s.Text), Private: !t.Event.DM,
			Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
				{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
	}
}

package dialogue

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// lacking asks for what a wish lacks: which of the goals, or the rest in words.
func lacking(t *bot.Turn, name, need string, args bot.Args) (bot.Reply, bool, error) {
	r := bot.Reply{Text: t.Say("guess." + name + ".lacks"), Private: !t.Event.DM}
	c := bot.Choices{}
	if need == "number" {
		all, err := t.Tx.Goals(t.Person.ID)
		if err != nil {
			return bot.Reply{}, true, err
		}
		all = slices.DeleteFunc(all, func(g people.Goal) bool { return g.State != people.Open })
		if args["several"] == "" && len(all) == 1 { // no other can be meant
			args["number"] = strconv.Itoa(all[0].Number)
			return proposing(t, args["clause"], name, args)
		}
		delete(args, "clause")
		key := t.KeepOffer(name, args)
		var lines []string
		for _, g := range all {
			if len(lines) < maxOffered {
				lines = append(lines, "- **"+strconv.Itoa(g.Number)+"** "+string(bot.Escape(bot.Brief(g.Text, say.ShownGoal))))
				c.Items = append(c.Items, ofGoal.Choice(t.Plain("heard.button.goal", "number", g.Number), goalOffered{key, g.Number}))
			}
		}
		if len(lines) == 0 {
			return bot.Reply{Text: t.Say("guess.no-goals"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.add", "goal.add", "")}}}}, true, nil
		}
		r.Text += bot.Markup("\n\n" + strings.Join(lines, "\n"))
	}
	c.Items = append(c.Items, t.Choice("button.keep", "keep", ""))
	r.Blocks = []bot.Block{c}
	return r, true, nil
}

// goalTaken goes on with what was offered, for the goal that was chosen.
func goalTaken(t *bot.Turn, v goalOffered) (bot.Reply, error) {
	o, rest := t.Talk.Offer.Take(v.Key)
	t.Talk.Offer = rest
	if o == nil {
		return t.Stale(), nil
	}
	args := bot.Args{}
	maps.Copy(args, o.Args)
	delete(args, "several")
	delete(args, "unknown")
	args["number"] = strconv.Itoa(v.Number)
	about := t.Bot.Saying(o.Verb)
	if about.Propose == nil && len(about.Needs) == 1 && about.Do != nil { // choosing the goal is the yes
		return about.Do(t, args)
	}
	r, _, err := proposing(t, "", o.Verb, args)
	return r, err
}

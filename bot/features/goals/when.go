package goals

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// goalWhen keeps how one will see that a goal is reached. Without a sentence
// it asks for one.
func goalWhen(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := One(t, a); wrong {
		return r, err
	}
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	if a["text"] == "" {
		return t.Open("goal.when", strconv.Itoa(g.Number))
	}
	if n := utf8.RuneCountInString(a["text"]); n > people.MaxReached {
		return bot.Reply{}, t.FieldProblem("text", "error.too-long", "n", n, "most", people.MaxReached)
	}
	g.Reached, g.Updated = a["text"], t.Now
	if err := t.Tx.SaveGoal(g); err != nil {
		return bot.Reply{}, fmt.Errorf("keep when a goal is reached: %w", err)
	}
	t.Changed = true
	return bot.Reply{Text: t.Say("goal.when.set", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "sentence", bot.Brief(g.Reached, people.MaxReached)), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

// whenForm asks for the sentence.
func whenForm(t *bot.Turn, number string) (*bot.Form, error) {
	g, err := Named(t, number)
	if err != nil {
		return nil, err
	}
	return &bot.Form{Title: t.Plain("goal.when.form"), Submit: t.Plain("button.save"), Intro: t.Say("goal.due.form.of", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)),
		Fields: []bot.Field{{ID: "text", Label: t.Plain("goal.when.form.label"), Hint: t.Plain("goal.when.form.hint"), Initial: g.Reached, Max: people.MaxReached}}}, nil
}

func whenSubmit(t *bot.Turn, number string, fields map[string]string) (bot.Reply, error) {
	if fields["text"] == "" {
		return bot.Reply{}, t.FieldProblem("text", "goal.when.empty")
	}
	return goalWhen(t, bot.Args{"number": number, "text": fields["text"]})
}

package questions

import (
	"strings"

	"mentor/bot"
)

// helped counts whether an answer helped: its topic, and nothing of who said so.
func helped(t *bot.Turn, value string) (bot.Reply, error) {
	kind, thanks := "helped", "feedback.yes"
	topic, yes := strings.CutPrefix(value, bot.FeedbackYes)
	if !yes {
		kind, thanks = "missed", "feedback.no"
		topic = strings.TrimPrefix(value, bot.FeedbackNo)
	}
	if _, known := t.Bot.Careers().Topic(topic); !known {
		return t.Stale(), nil
	}
	t.Count(kind, topic)
	return bot.Reply{Text: t.Say(thanks)}, nil
}

func askForm(t *bot.Turn, _ string) (*bot.Form, error) {
	return &bot.Form{Title: t.Plain("ask.form"), Submit: t.Plain("ask.form.submit"), Fields: []bot.Field{
		{ID: "question", Label: t.Plain("ask.form.question"), Hint: t.Plain("ask.form.hint"), Kind: bot.LongText, Max: 2000}}}, nil
}

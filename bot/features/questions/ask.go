package questions

import (
	"mentor/bot"
)

func askForm(t *bot.Turn, _ string) (*bot.Form, error) {
	return &bot.Form{Title: t.Plain("ask.form"), Submit: t.Plain("ask.form.submit"), Fields: []bot.Field{
		{ID: "question", Label: t.Plain("ask.form.question"), Hint: t.Plain("ask.form.hint"), Kind: bot.LongText, Max: 2000}}}, nil
}

package growth

import (
	"fmt"
	"strconv"

	"mentor/bot"
	"mentor/bot/plainwords"
)

// toForget asks whether the achievement that words name is to go, or shows them
// all.
func toForget(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	all, err := t.Tx.Wins(t.Person.ID)
	if err != nil {
		return bot.Reply{}, true, fmt.Errorf("read achievements: %w", err)
	}
	texts := make([]string, len(all))
	for i, w := range all {
		texts[i] = w.Text
	}
	for _, words := range []string{a["which"], text} {
		if i := plainwords.Meant(words, texts); i >= 0 {
			return bot.Reply{Text: t.Say("growth.win.forget", "text", plainwords.TrimName(all[i].Text)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
				{Label: t.Plain("heard.button.yes"), Action: "win.drop", Value: strconv.FormatInt(all[i].ID, 10)}, t.Choice("button.keep", "keep", "")}}}}, true, nil
		}
	}
	r, err := winList(t)
	return r, true, err
}

// forgetWin is the same, where a rule read it.
func forgetWin(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	r, _, err := toForget(t, a["clause"], a)
	return r, err
}

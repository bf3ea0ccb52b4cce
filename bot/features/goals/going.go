package goals

import (
	"strconv"

	"mentor/bot"
	"mentor/bot/say"
)

// goalGoing hears that a goal moves. How it goes is kept at a check-in.
func goalGoing(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := One(t, a); wrong {
		return r, err
	}
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: t.Say("heard.going", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("checkin.button", "checkin", ""),
			{Label: t.Plain("heard.button.done", "number", g.Number), Action: "goal.done", Value: strconv.Itoa(g.Number)}}}}}, nil
}

// toGoing is the same where one goal seems to be meant.
func toGoing(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	if !isOne(a) {
		return bot.Reply{}, false, nil
	}
	r, err := goalGoing(t, a)
	return r, true, err
}

// goalStuck answers that a goal does not move with help on that goal.
func goalStuck(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if r, err, wrong := One(t, a); wrong {
		return r, err
	}
	if help := t.Bot.Saying("me.goal").Propose; help != nil {
		if r, ok, err := help(t, a["clause"], bot.Args{"asks": "me.help", "sure": "1", "wants": "0", "stuck": "yes"}); ok || err != nil {
			return r, err
		}
	}
	r, _, err := toChange(t, a["clause"], a)
	return r, err
}

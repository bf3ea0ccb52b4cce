package growth

import (
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/advice"
)

// touchOf is how likely each kind of what is kept is meant: "touch.goal" and the
// like, of 0 to 1.
func touchOf(a bot.Args) advice.Touch {
	out := advice.Touch{}
	for name, said := range a {
		if kind, ok := strings.CutPrefix(name, "touch."); ok {
			out[kind], _ = strconv.ParseFloat(said, 64) // what the dialogue wrote is a figure
		}
	}
	return out
}

// ownFacts answers what asks for one's own facts from these.
func ownFacts(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	var roles []string
	for _, m := range t.Bot.Answers().RolesIn(a["clause"]) {
		roles = append(roles, m.ID)
	}
	out, ok := x.Own(a["clause"], touchOf(a), roles)
	if !ok {
		return bot.Reply{}, nil
	}
	return advised(t, x.met(a["clause"], out)), nil
}

// touched is a sentence with what of the person's own a message touches, where
// what was answered has none of it.
func touched(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: x.Touches(a["clause"], touchOf(a), a["answered"], a["own"] != "")}, nil
}

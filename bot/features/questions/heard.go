package questions

import (
	"mentor/bot"
	"mentor/bot/dialogue"
	"mentor/bot/say"
)

// sayings is what can be asked for by name.
func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"roadmap":   {Do: say.Passes("roadmap", "from", "to"), Shows: true},
		"compare":   {Do: compareHeard, Shows: true},
		"interview": {Do: say.Passes("interview", "role"), Shows: true, NoHelp: true},
		"quiz":      {Do: say.Passes("quiz"), Confirms: true},
		"ask": {Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			if a["question"] == "" {
				return t.Bot.Spec("ask").Run(t, bot.Args{})
			}
			return dialogue.Answer(t, a["question"])
		}, NoHelp: true},
	}
}

// compareHeard sets roles side by side.
func compareHeard(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	var all []string
	for _, k := range []string{"a", "b", "c"} {
		if a[k] != "" {
			all = append(all, a[k])
		}
	}
	if len(all) == 0 {
		return compare(t, bot.Args{})
	}
	args := bot.Args{}
	for i, k := range []string{"a", "b", "c"} {
		if i < len(all) {
			args[k] = all[i]
		}
	}
	return compare(t, args)
}

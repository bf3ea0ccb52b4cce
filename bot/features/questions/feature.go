// Package questions owns what people ask about careers: ask, roadmap, compare,
// interview and quiz. What is known is package careers'; which topic words mean
// is package answers'.
package questions

import (
	"embed"
	"mentor/bot"
	"mentor/bot/dialogue"
)

//go:embed wording/*.yaml
var wording embed.FS

// Ask is questions: the ask command, plain words, and the choices under answers.
func Ask() bot.Feature {
	return bot.Feature{Name: "questions/ask", Wording: wording, Sayings: sayings(),
		Commands: []*bot.Spec{{Path: []string{"ask"}, Shows: true, Reads: true, Aliases: []string{"question", "demande", "demander"},
			Args: []bot.Arg{{Name: "question", Type: bot.WordsArg, Required: true}}, Run: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
				if a["question"] != "" {
					return dialogue.Answer(t, a["question"])
				}
				if _, picked := t.Event.Body.(bot.Command); picked && t.Event.Forms { // from a menu: there is nowhere to go on writing
					return t.Open("ask", "")
				}
				return t.Show(bot.FirstContact)
			}}},
		Forms: map[string]bot.FormSpec{"ask": {Open: askForm, Submit: func(t *bot.Turn, _ string, f map[string]string) (bot.Reply, error) {
			if f["question"] == "" {
				return bot.Reply{}, t.FieldProblem("question", "ask.empty")
			}
			return dialogue.Answer(t, f["question"])
		}}},
		Public: []string{"topic"},
		Presses: map[string]bot.PressFunc{
			bot.FeedbackAction: helped,
			"topic": func(t *bot.Turn, id string) (bot.Reply, error) {
				answer, ok := t.Bot.Answers().Topic(id, t.Lang, t.Talk.Memory)
				if !ok {
					return t.Stale(), nil
				}
				return dialogue.Told(t, answer), nil
			},
		},
	}
}

// Roles is roles: the way from one to another, side by side, and what to
// ask somebody who holds one.
func Roles() bot.Feature {
	return bot.Feature{Name: "questions/roles",
		Commands: []*bot.Spec{
			{Path: []string{"roadmap"}, Shows: true, Reads: true, Aliases: []string{"path", "parcours", "feuille de route"}, Run: roadmap,
				Args: []bot.Arg{{Name: "from", Type: bot.RoleArg}, {Name: "to", Type: bot.RoleArg}}},
			{Path: []string{"compare"}, Shows: true, Reads: true, Aliases: []string{"comparer", "comparaison"}, Run: compare,
				Args: []bot.Arg{{Name: "a", Type: bot.RoleArg, Required: true}, {Name: "b", Type: bot.RoleArg, Required: true}, {Name: "c", Type: bot.RoleArg}}},
			{Path: []string{"interview"}, Shows: true, Reads: true, Aliases: []string{"entretien"}, Run: interview,
				Args: []bot.Arg{{Name: "role", Type: bot.RoleArg, Required: true}}},
		},
		Public: []string{"compare", "interview", "roadmap.from"},
		Presses: map[string]bot.PressFunc{
			"roadmap":      func(t *bot.Turn, _ string) (bot.Reply, error) { return roadmap(t, nil) },
			"roadmap.from": func(t *bot.Turn, id string) (bot.Reply, error) { return roadmap(t, bot.Args{"from": id}) },
			"interview":    func(t *bot.Turn, id string) (bot.Reply, error) { return interview(t, bot.Args{"role": id}) },
			askedAction:    asked,
			"interview.me": strengths,
			"compare":      func(t *bot.Turn, ids string) (bot.Reply, error) { return compare(t, bot.Args{"a": ids}) },
		},
	}
}

// Quiz is "which archetype of marketing technologist are you".
func Quiz() bot.Feature {
	return bot.Feature{Name: "questions/quiz",
		Commands: []*bot.Spec{{Path: []string{"quiz"}, Shows: true, Aliases: []string{"archetype quiz", "quel archétype"},
			Run: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return quiz(t, "") }}},
		Presses: map[string]bot.PressFunc{"quiz": quiz},
	}
}

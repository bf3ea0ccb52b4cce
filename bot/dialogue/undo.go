package dialogue

import (
	"strings"

	"mentor/bot"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// takeBack brings back what the last turn changed, and says what.
func takeBack(t *bot.Turn) (bot.Reply, error) {
	was, err := t.Restore()
	if err != nil {
		return bot.Reply{}, err
	}
	var lines []string
	for _, g := range was.Goals {
		lines = append(lines, string(t.Say("undo.goal", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "horizon", say.Years(t, g.Horizon))))
	}
	for _, g := range was.GoalsAdded {
		lines = append(lines, string(t.Say("undo.added", "text", bot.Brief(g.Text, say.ShownGoal))))
	}
	for _, c := range was.Certs {
		lines = append(lines, string(t.Say("undo.cert", "name", c.Name, "date", say.Date(t, c.Earned))))
	}
	for _, c := range was.CertsAdded {
		lines = append(lines, string(t.Say("undo.added", "text", c.Name)))
	}
	if was.Profile {
		if was.Zone && t.Person.Zone != "" {
			if err := zones.Rezone(t); err != nil {
				return bot.Reply{}, err
			}
		}
		lines = append(lines, string(t.Say("undo.profile")))
	}
	return bot.Reply{Text: t.Say("undo.done") + bot.Markup("\n\n- "+strings.Join(lines, "\n- ")), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

// undoing is what people type to take the last thing back.
var undoing = map[string]bool{"undo": true, "undo that": true, "undo it": true, "take it back": true, "take that back": true,
	"annuler": true, "annule": true, "annulez": true, "annulez ca": true, "annule ca": true, "annuler ca": true, "defaire": true, "revenir en arriere": true}

// askUndo asks whether the last change is to be taken back.
func askUndo(t *bot.Turn) (bot.Reply, bool, error) {
	if !t.Undoable() {
		return bot.Reply{Text: t.Say("heard.nothing"), Private: !t.Event.DM}, true, nil
	}
	key := t.KeepOffer("undo", bot.Args{})
	return bot.Reply{Text: t.Say("guess.undo"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// undo takes back the last thing that can be.
func undo(t *bot.Turn) (bot.Reply, error) {
	if t.Talk.Undo == "" && t.Talk.Before != nil {
		return takeBack(t)
	}
	if t.Talk.Undo == "" {
		return bot.Reply{}, t.Problem("undo.nothing")
	}
	undo := bot.ParseCall(t.Talk.Undo)
	t.Talk.Undo = ""
	return t.Do(undo.Action, undo.Value)
}

// undoes reports whether a message says nothing but that the last change is to be
// taken back: "undo", "Non. Annulez."
func undoes(text string) bool {
	hit := false
	for _, words := range strings.FieldsFunc(bot.Fold(text), func(r rune) bool { return strings.ContainsRune(".,;!", r) }) {
		words = strings.TrimSpace(words)
		if hit = hit || undoing[words]; !undoing[words] && !undoLeads[words] {
			return false
		}
	}
	return hit
}

// undoLeads is what stands before such words.
var undoLeads = map[string]bool{"": true, "no": true, "nope": true, "wait": true, "oops": true, "sorry": true, "please": true, "non": true, "oups": true, "pardon": true, "attends": true, "attendez": true, "stp": true, "svp": true}

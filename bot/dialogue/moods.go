package dialogue

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/say"
)

// onlyShown is the reading of a part to show where none of them does anything:
// what is about the person comes first.
func onlyShown(t *bot.Turn, p bot.Part) (best bot.Part, ok bool) {
	for _, x := range append([]bot.Part{p}, p.Alternatives...) {
		about := t.Bot.Saying(x.Name)
		if about.Do == nil || !about.Shows || len(x.Slots) > 0 {
			return best, false
		}
		if x.Alternatives = nil; !ok || about.AboutMe && !t.Bot.Saying(best.Name).AboutMe {
			best, ok = x, true
		}
	}
	return best, ok
}

// whichReading asks which of several readings was meant.
func whichReading(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	for _, settle := range t.Bot.Unclear {
		if r, ok, err := settle(t, text, p); ok || err != nil {
			return r, ok, err
		}
	}
	same := true
	for _, a := range p.Alternatives {
		same = same && a.Name == p.Name
	}
	if !same { // two verbs fit: the first that only shows something is done
		for _, x := range append([]bot.Part{p}, p.Alternatives...) {
			x.Alternatives = nil
			if does := t.Bot.Saying(x.Name); x.Acts() && does.Do != nil && (x.Kind == bot.StatementPart || does.Shows) {
				return DoPart(t, text, x)
			}
		}
	}
	if x, ok := onlyShown(t, p); ok {
		return DoPart(t, text, x)
	}
	r := bot.Reply{Text: t.Say("heard.which", "read", bot.Brief(readWords(t, text, p), 160)), Private: !t.Event.DM}
	c := bot.Choices{}
	if yes, ok := offer(t, text, p); ok {
		yes.Label = t.Plain("heard.button.first")
		c.Items = append(c.Items, yes)
		what, err := askFor(t, text, p)
		if err != nil {
			return bot.Reply{}, true, err
		}
		r.Text += "\n\n" + what
	}
	c.Items = append(c.Items, t.Choice("button.keep", "keep", ""), t.Choice("help.button", "help", ""))
	r.Blocks = []bot.Block{c}
	return r, true, nil
}

// moodReply answers what was negated, hoped, planned or said by somebody else.
func moodReply(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	switch p.Mood {
	case bot.PlainMood, bot.Limited:
		return bot.Reply{}, false, nil
	case bot.ReportedMood:
		return quoted(t, text, p)
	case bot.AskedAbout:
		return askedAbout(t, text, p)
	}
	if choice, ok := GoalChoice(p); ok && len(choice.Numbers) == 1 {
		g, err := goalNumbered(t, choice.Numbers[0])
		if err != nil {
			return bot.Reply{}, true, err
		}
		id := "heard.goal.stays"
		if p.Mood == bot.Planned || p.Mood == bot.Hypothetical {
			id = "heard.goal.later"
		}
		return bot.Reply{Text: t.Say(id, "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM,
			Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, true, nil
	}
	about := t.Bot.Saying(p.Name)
	if about.Else != nil {
		return about.Else(t, text, p)
	}
	if p.Name == "undo" { // "I didn't mean that, take it back"
		return askUndo(t)
	}
	if about.Do == nil || p.Kind != bot.CommandPart {
		return bot.Reply{}, false, nil
	}
	if s := specOf(t, p.Name); s != nil && p.Mood != bot.Negated {
		r, err := didYouMean(t, s, text)
		return r, true, err
	}
	return bot.Reply{Text: t.Say("heard.nothing"), Private: !t.Event.DM}, true, nil
}

// quoted answers somebody else's words: they never act.
func quoted(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	about := t.Bot.Saying(p.Name)
	if about.Do == nil {
		return bot.Reply{}, false, nil
	}
	if p.Kind != bot.CommandPart && p.Kind != bot.QuotedPart || about.Fact {
		return bot.Reply{Text: t.Say("heard.theirs.fact"), Private: !t.Event.DM}, true, nil
	}
	r := bot.Reply{Text: t.Say("heard.theirs"), Private: !t.Event.DM}
	if choice, ok := GoalChoice(p); ok && len(choice.Numbers) == 1 {
		g, err := goalNumbered(t, choice.Numbers[0])
		if err != nil {
			return bot.Reply{}, true, err
		}
		r.Text += " " + t.Say("heard.goal.stays", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal))
	}
	return r, true, nil
}

// askedAbout answers a question about a command, or about a thing of one's own.
func askedAbout(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	about := t.Bot.Saying(p.Name)
	if notes[p.Name] { // what is asked is no fact
		return bot.Reply{}, false, nil
	}
	if about.AboutMe {
		r, err := about.Do(t, ArgsOf(t, text, p))
		r.Private = r.Private || !t.Event.DM
		return r, true, err
	}
	if about.Asked != nil {
		if r, ok, err := about.Asked(t, text, p); ok || err != nil {
			return r, ok, err
		}
	}
	clause := CutSpan(text, p.Clause)
	if s := specOf(t, p.Name); s != nil && !about.NoHelp && asksHow(clause) && (p.Kind == bot.QuestionPart && p.Exact && len(p.Leftover) == 0 || p.Kind == bot.CommandPart) && !ofField(t, find(t, query(t, text))) { // "how do we stop being a help desk?"
		r, err := t.Do(bot.HelpAction, strings.Join(s.Path, " "))
		return r, true, err
	}
	return bot.Reply{}, false, nil
}

// notes are the verbs that keep what was said in passing.
var notes = map[string]bool{"me.team": true, "me.said": true}

// heardTalk answers the few words that end or refuse something; other small
// talk is the answers'.
func heardTalk(t *bot.Turn, u bot.Understood) (bot.Reply, bool, error) {
	for _, p := range u.Parts {
		switch p.Name {
		case "keep":
			return bot.Reply{Text: t.Say("heard.keep"), Private: !t.Event.DM}, true, nil
		case "talk.retract":
			if t.Undoable() { // "scratch that"
				return askUndo(t)
			}
			return bot.Reply{Text: t.Say("heard.fine"), Private: !t.Event.DM}, true, nil
		case "no", "cancel", "later":
			return bot.Reply{Text: t.Say("heard.fine"), Private: !t.Event.DM}, true, nil
		}
	}
	return bot.Reply{}, false, nil
}

// asksHow reports whether a question is about how a command works or what it
// does: "how do I …", "what happens if …", "can I …".
func asksHow(clause string) bool {
	words := " " + strings.TrimLeft(bot.Fold(clause), " ,.;:\"'")
	if slices.ContainsFunc(howMuch, func(p string) bool { return strings.HasPrefix(words, " "+p) }) {
		return false
	}
	return slices.ContainsFunc(howTo, func(p string) bool {
		return strings.HasPrefix(words, " "+p) || strings.Contains(p, " ") && strings.Contains(words, " "+p)
	})
}

// howMuch begins questions about how things stand, and not how they are done.
var howMuch = []string{"how am i", "how many", "how much", "how long", "how far", "how soon", "how late", "how close", "how old", "how often", "how is my", "how are my", "how s my"}

// howTo begins questions about a command; those of several words may stand
// behind others ("can you tell me how I …").
var howTo = []string{"how ", "how do i ", "how to ", "how does ", "how can i ", "what happens", "what would happen", "what will happen", "what if ", "do i lose ", "will i lose ", "can i ", "could i ", "may i ",
	"where do i ", "where can i ", "is it possible", "what does ", "if i say ", "if i type ",
	"comment ", "comment on ", "comment je ", "comment faire ", "que se passe", "qu'arrive", "qu'est-ce qui se passe", "ca fait quoi si ", "puis-je ", "peut-on ", "est-ce que je peux ", "est-ce que je perds ", "ou puis-je ", "que fait ", "est-il possible", "je peux ", "si je dis ", "si je tape "}

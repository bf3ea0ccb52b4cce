package goals

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// toChange shows a goal that seems to want other words.
func toChange(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	if !isOne(a) || a["text"] != "" {
		return bot.Reply{}, false, nil
	}
	r, err := goalShow(t, a)
	return r, true, err
}

// toMove asks where to a goal goes, where no horizon was found.
func toMove(t *bot.Turn, _ string, a bot.Args) (bot.Reply, bool, error) {
	if !isOne(a) || a["horizon"] != "" {
		return bot.Reply{}, false, nil
	}
	r, err := Postpone(t, a)
	return r, true, err
}

// toDate asks by when a goal is to be reached, where no day was found.
func toDate(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if !isOne(a) {
		return bot.Reply{}, false, nil
	}
	g, err := Named(t, a["number"])
	if err != nil {
		return bot.Reply{}, true, err
	}
	words := bot.Fold(cmp.Or(a["clause"], text))
	switch {
	case a["due"] != "" && a["due.length"] == "":
		day, ok := fromItsOwn(t, g, a)
		if !ok {
			return bot.Reply{}, false, nil
		}
		return askGoal(t, "goal.due", bot.Args{"number": a["number"], "due": day}, "guess.goal.due", g, t.Plain("guess.day", "date", say.Date(t, day)))
	case a["due.length"] != "":
		from, due := t.Today(), dueOf(t, g)
		if due != "" && later.MatchString(words) { // "push it back two weeks": from the day it has
			from = due
		}
		day, ok := daysOn(from, a["due.length"])
		if due != "" && sooner.MatchString(words) { // "bring it forward by ten days"
			day, ok = daysBack(due, a["due.length"])
		}
		if ok {
			return askGoal(t, "goal.due", bot.Args{"number": a["number"], "due": day}, "guess.goal.due", g, t.Plain("guess.day", "date", say.Date(t, day)))
		}
	case g.Due != "" && (undated.MatchString(words) || undated.MatchString(bot.Fold(text))):
		return askGoal(t, "goal.undated", bot.Args{"number": a["number"]}, "guess.goal.undated", g, "")
	}
	return bot.Reply{Text: t.Say("goal.due.when", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("goal.button.due"), Action: "form", Value: "goal.due " + a["number"]}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// fromItsOwn is a day that was said as so much earlier or later, counted from the
// day that a goal has: "a week earlier than it is now".
func fromItsOwn(t *bot.Turn, g people.Goal, a bot.Args) (string, bool) {
	said, err := time.Parse(time.DateOnly, a["due.day"])
	due, err2 := time.Parse(time.DateOnly, dueOf(t, g))
	today, err3 := time.Parse(time.DateOnly, t.Today())
	if err != nil || err2 != nil || err3 != nil || !relative.MatchString(bot.Fold(a["due"])) {
		return "", false
	}
	return due.Add(said.Sub(today)).Format(time.DateOnly), true
}

// relative are words for a day that count from another.
var relative = regexp.MustCompile(`\b(week|weeks|day|days|month|months|semaine|semaines|jour|jours|mois) (earlier|later|sooner|plus tot|plus tard)\b`)

// toLetGo takes what only speaks of a goal's date for that: the goal stays.
func toLetGo(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if !isOne(a) {
		return bot.Reply{}, false, nil
	}
	g, err := Named(t, a["number"])
	if err != nil || g.Due == "" || !undated.MatchString(bot.Fold(cmp.Or(a["clause"], text))) {
		return bot.Reply{}, err != nil, err
	}
	return askGoal(t, "goal.undated", bot.Args{"number": a["number"]}, "guess.goal.undated", g, "")
}

// askGoal asks whether a verb is meant for a goal.
func askGoal(t *bot.Turn, verb string, args bot.Args, id string, g people.Goal, said string) (bot.Reply, bool, error) {
	key := t.KeepOffer(verb, args)
	return bot.Reply{Text: t.Say(id, "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal), "said", said), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// later, sooner and undated are how people move a day on and back, and take it away.
var (
	sooner  = regexp.MustCompile(`\b(forward|earlier|sooner|prepone\w*|avanc\w*|plus tot)\b`)
	later   = regexp.MustCompile(`\b(push\w*|postpon\w*|delay\w*|extend\w*|extension|extra|more|longer|later|back|repouss\w*|decal\w*|report\w*|prolong\w*|suppl\w*|encore|de plus|plus tard)\b`)
	undated = regexp.MustCompile(`\b((do not|don't|no longer|not) (want|need) (to have )?(anymore |any more )?(a |any |the )?(due |target |limit )?(date|deadline)|(ne|n') ?(veux|souhaite|ai) (plus|pas) (de |d'|besoin d'une )(date|echeance|delai)|no (due |target )?(date|deadline|rush|hurry)|without (a |any )?(due |target )?(date|deadline)|(take|drop|remove|clear|scrap|lose|cancel|delete)\b.*\b(date|deadline)|(date|deadline)\b.*\b(off|away|gone|out)|(enlev|retir|supprim|annul|efface|virer?)\w*\b.*\b(date|echeance|delai)|sans (date|echeance)|plus (de |d'|besoin d')(date|echeance|delai)|pas presse\w*)\b`)
)

// daysOn is the day an ISO 8601 length after another.
func daysOn(from, length string) (string, bool) {
	day, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return "", false
	}
	end, ok := people.AfterPeriod(day, length)
	return end.Format(time.DateOnly), ok
}

// daysBack is the day from which an ISO 8601 length leads to another.
func daysBack(to, length string) (string, bool) {
	end, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return "", false
	}
	on, ok := people.AfterPeriod(end, length)
	return end.Add(end.Sub(on)).Format(time.DateOnly), ok
}

// toKeep asks whether words are to be kept as a goal, with all that was said of it.
func toKeep(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if a["text"] == "" {
		return goalMeant(t, text)
	}
	if saysNothing(a["text"]) {
		return wordless(t, a["horizon"]), true, nil
	}
	a["text"] = plainwords.Capital(a["text"])
	if a["horizon"] == "" && a["due"] == "" { // "in two years I'd like …"
		said, _ := t.Event.Body.(bot.Message)
		for _, words := range []string{a["clause"], text, said.Text} {
			if h, _, ok := plainwords.HorizonIn(words); ok {
				a["horizon"] = string(h)
				break
			}
		}
	}
	var about []string
	if h := people.Horizon(a["horizon"]); h != "" {
		about = append(about, say.Years(t, h))
	}
	if day := cmp.Or(a["due.day"], a["due.to"]); day != "" {
		about = append(about, t.Plain("goal.due.by", "date", say.Date(t, day)))
	}
	key := t.KeepOffer("goal.add", bot.Args{"text": a["text"], "horizon": a["horizon"], "due.day": a["due.day"], "due.to": a["due.to"]})
	return bot.Reply{Text: t.Say("heard.goal.keep", "text", bot.Brief(a["text"], say.ShownGoal), "about", strings.Join(about, ", ")), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.goal-keep"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// wordless asks for a goal's words: "put that down as a goal" has none.
func wordless(t *bot.Turn, horizon string) bot.Reply {
	return bot.Reply{Text: t.Say("guess.goal.add.lacks"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("goal.button.add", "goal.add", horizon), t.Choice("button.keep", "keep", "")}}}}
}

// empty are words that may stand around a goal and are none.
var empty = map[string]bool{"that": true, "this": true, "it": true, "down": true, "as": true, "a": true, "an": true, "one": true, "of": true, "my": true, "the": true, "goal": true, "goals": true, "on": true, "to": true, "list": true,
	"ca": true, "cela": true, "comme": true, "un": true, "objectif": true, "objectifs": true, "dans": true, "mes": true, "ma": true, "la": true, "liste": true, "parmi": true}

// saysNothing reports whether words only say that something is to be a goal.
func saysNothing(text string) bool {
	for _, w := range strings.FieldsFunc(bot.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !empty[w] {
			return false
		}
	}
	return true
}

func goalMeant(t *bot.Turn, text string) (bot.Reply, bool, error) {
	args := plainwords.Understand(t, t.Bot.Spec("goal", "add"), nil, text)
	if args["text"] == "" {
		r, err := t.Open("goal", args["horizon"])
		return r, true, err
	}
	if saysNothing(args["text"]) {
		return wordless(t, args["horizon"]), true, nil
	}
	key := t.KeepOffer("goal.add", args)
	return bot.Reply{Text: t.Say("heard.goal.keep", "text", bot.Brief(args["text"], say.ShownGoal), "about", ""), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.goal-keep"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// toTick takes a step for its goal where the message names the step and not the
// goal: "the course is booked, tick that off".
func toTick(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if m, ok := t.Event.Body.(bot.Message); ok { // the step may stand in a sentence before
		text = m.Asked()
	}
	all, err := t.Tx.Steps(t.Person.ID)
	if err != nil {
		return bot.Reply{}, true, fmt.Errorf("read steps: %w", err)
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, true, fmt.Errorf("read goals: %w", err)
	}
	var texts []string
	var of []people.Goal
	for _, s := range all {
		i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == s.Goal && g.State == people.Open })
		if i >= 0 && s.Done.IsZero() {
			texts, of = append(texts, s.Text), append(of, goals[i])
		}
	}
	i := plainwords.Meant(text, texts)
	if i < 0 || a["number"] != "" && a["number"] != strconv.Itoa(of[i].Number) || plainwords.Meant(text, []string{of[i].Text}) == 0 {
		return bot.Reply{}, false, nil
	}
	return t.Bot.Saying("step.done").Propose(t, text, bot.Args{"clause": texts[i]})
}

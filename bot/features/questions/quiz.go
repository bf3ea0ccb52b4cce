package questions

import (
	"fmt"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/picture"
	"mentor/bot/say"
)

// quiz asks the next question. given is the answers so far, one digit each:
// the whole state travels in the buttons, so nothing is kept of a quiz that
// nobody finishes, and an older button takes an answer back.
func quiz(t *bot.Turn, given string) (bot.Reply, error) {
	quiz := t.Bot.Careers().Quiz()
	if len(given) > len(quiz.Questions) {
		return t.Stale(), nil
	}
	for i, d := range given {
		if d < '0' || int(d-'0') >= len(quiz.Questions[i].Answers) {
			return t.Stale(), nil
		}
	}
	if len(given) == len(quiz.Questions) {
		return quizResult(t, quiz, given)
	}
	q := quiz.Questions[len(given)]
	text := t.Say("quiz.question", "number", len(given)+1, "of", len(quiz.Questions), "question", bot.Markup(q.Text.In(t.Lang)))
	if given == "" {
		text = t.Say("quiz.intro", "of", len(quiz.Questions)) + "\n\n" + text
	}
	c := bot.Choices{}
	for i, a := range q.Answers {
		c.Items = append(c.Items, bot.Choice{Label: a.Text.In(t.Lang), Action: "quiz", Value: given + strconv.Itoa(i)})
	}
	r := bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{c}}
	if press, ok := t.Event.Body.(bot.Press); ok && given != "" {
		r.Replace = press.On
	}
	return r, nil
}

// reach is how far the quiz can move somebody on an axis, and lead counts as
// much from leadEnough on.
const (
	quizReach  = 8
	leadEnough = 3
	nearCentre = 3
)

// quizResult is the archetype, with the square that shows where the person stands.
func quizResult(t *bot.Turn, quiz careers.Quiz, given string) (bot.Reply, error) {
	x, y, lead := 0, 0, 0
	for i, d := range given {
		a := quiz.Questions[i].Answers[d-'0']
		x, y, lead = x+a.X, y+a.Y, lead+a.Lead
	}
	id := archetype(x, y, lead)
	words, ok := quiz.Results[id]
	if !ok {
		return bot.Reply{}, fmt.Errorf("quiz has no result for %s", id)
	}
	square := &picture.Square{Title: t.Plain("quiz.picture", "role", say.RoleName(t, id)),
		Left: t.Plain("quiz.internal"), Right: t.Plain("quiz.external"), Bottom: t.Plain("quiz.technology"), Top: t.Plain("quiz.process"),
		Corners: [4]string{say.RoleName(t, "operations-orchestrator"), say.RoleName(t, "brand-demand-builder"), say.RoleName(t, "analytics-architect"), say.RoleName(t, "marketing-maker")},
		X:       float64(x) / quizReach, Y: float64(y) / quizReach, You: t.Plain("quiz.you")}
	text := bot.Markup(strings.TrimSpace(words.In(t.Lang)))
	c := bot.Choices{Items: []bot.Choice{
		{Label: t.Bot.Careers().Title(id+"/overview", t.Lang), Action: "topic", Value: id + "/overview"},
		{Label: t.Bot.Careers().Title(id+"/next-role", t.Lang), Action: "topic", Value: id + "/next-role"},
		t.Choice("quiz.again", "quiz", "")}}
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Section{Text: text},
		bot.Picture{Name: "archetype.png", Alt: t.Plain("quiz.alt", "role", say.RoleName(t, id), "x", side(t, x, "external", "internal"), "y", side(t, y, "process", "technology")), Drawing: &picture.Drawing{Square: square}}, c}}, nil
}

func side(t *bot.Turn, v int, plus, minus string) string {
	switch {
	case v > 0:
		return t.Plain("quiz." + plus)
	case v < 0:
		return t.Plain("quiz." + minus)
	}
	return t.Plain("quiz.middle")
}

// archetype is the quadrant that one stands in, or the manager for who likes
// to lead and stands near the centre. Who stands on an axis goes to the side
// of customers, then of process: everything in marketing turns on customers.
func archetype(x, y, lead int) string {
	if lead >= leadEnough && x*x+y*y <= nearCentre*nearCentre*2 {
		return "martech-manager"
	}
	switch {
	case x >= 0 && y >= 0:
		return "brand-demand-builder"
	case y >= 0:
		return "operations-orchestrator"
	case x >= 0:
		return "marketing-maker"
	}
	return "analytics-architect"
}

package bot

import (
	"fmt"
	"strconv"
	"strings"

	"mentor/bot/careers"
	"mentor/bot/picture"
)

// quizRoom is "which archetype of marketing technologist are you".
func quizRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"quiz"}, Aliases: []string{"archetype quiz", "quel archétype"},
			run: func(t *Turn, _ Args) (Reply, error) { return t.quiz("") }}},
		presses: map[string]pressFunc{"quiz": (*Turn).quiz},
	}
}

// quiz asks the next question. given is the answers so far, one digit each:
// the whole state travels in the buttons, so nothing is kept of a quiz that
// nobody finishes, and an older button takes an answer back.
func (t *Turn) quiz(given string) (Reply, error) {
	quiz := t.b.Careers().Quiz()
	if len(given) > len(quiz.Questions) {
		return t.stale(), nil
	}
	for i, d := range given {
		if d < '0' || int(d-'0') >= len(quiz.Questions[i].Answers) {
			return t.stale(), nil
		}
	}
	if len(given) == len(quiz.Questions) {
		return t.quizResult(quiz, given)
	}
	q := quiz.Questions[len(given)]
	text := t.say("quiz.question", "number", len(given)+1, "of", len(quiz.Questions), "question", Markup(q.Text.In(t.lang)))
	if given == "" {
		text = t.say("quiz.intro", "of", len(quiz.Questions)) + "\n\n" + text
	}
	c := Choices{}
	for i, a := range q.Answers {
		c.Items = append(c.Items, Choice{Label: a.Text.In(t.lang), Action: "quiz", Value: given + strconv.Itoa(i)})
	}
	r := Reply{Text: text, Private: !t.ev.DM, Blocks: []Block{c}}
	if press, ok := t.ev.Body.(Press); ok && given != "" {
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
func (t *Turn) quizResult(quiz careers.Quiz, given string) (Reply, error) {
	x, y, lead := 0, 0, 0
	for i, d := range given {
		a := quiz.Questions[i].Answers[d-'0']
		x, y, lead = x+a.X, y+a.Y, lead+a.Lead
	}
	id := archetype(x, y, lead)
	words, ok := quiz.Results[id]
	if !ok {
		return Reply{}, fmt.Errorf("quiz has no result for %s", id)
	}
	square := &picture.Square{Title: t.plain("quiz.picture", "role", t.roleName(id)),
		Left: t.plain("quiz.internal"), Right: t.plain("quiz.external"), Bottom: t.plain("quiz.technology"), Top: t.plain("quiz.process"),
		Corners: [4]string{t.roleName("operations-orchestrator"), t.roleName("brand-demand-builder"), t.roleName("analytics-architect"), t.roleName("marketing-maker")},
		X:       float64(x) / quizReach, Y: float64(y) / quizReach, You: t.plain("quiz.you")}
	text := Markup(strings.TrimSpace(words.In(t.lang)))
	c := Choices{Items: []Choice{
		{Label: t.b.Careers().Title(id+"/overview", t.lang), Action: "topic", Value: id + "/overview"},
		{Label: t.b.Careers().Title(id+"/next-role", t.lang), Action: "topic", Value: id + "/next-role"},
		t.choice("quiz.again", "quiz", "")}}
	return Reply{Text: text, Private: !t.ev.DM, Blocks: []Block{Section{Text: text},
		Picture{Name: "archetype.png", Alt: t.plain("quiz.alt", "role", t.roleName(id), "x", t.side(x, "external", "internal"), "y", t.side(y, "process", "technology")), Drawing: &picture.Drawing{Square: square}}, c}}, nil
}

func (t *Turn) side(v int, plus, minus string) string {
	switch {
	case v > 0:
		return t.plain("quiz." + plus)
	case v < 0:
		return t.plain("quiz." + minus)
	}
	return t.plain("quiz.middle")
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

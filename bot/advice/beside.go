package advice

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// Where what holds for anybody answers a question that somebody asks of
// themselves, one sentence says what of their own belongs to it; and where
// nothing answers it, what is known of them does.

// bearing is which of the person's facts bear on a topic.
type bearing string

const (
	bearsNone  bearing = ""
	bearsShown bearing = "shown" // what they can show
	bearsAsked bearing = "asked" // what the target asks for and nothing shows
	bearsCerts bearing = "certs" // what they hold, and what would come next
	bearsMeans bearing = "means" // the time, help and money that they told of
	bearsRest  bearing = "rest"  // the goal that can wait
	bearsGoal  bearing = "goal"  // the goal to take up
)

// bearings are the facts that bear on topics, by their ids, else by their
// subjects; on all others none do.
var bearings = func() map[string]bearing {
	out := map[string]bearing{}
	for b, topics := range map[bearing]string{
		bearsNone:  "work-life/bad-manager work-life/telling-your-manager work-life/quit-well",
		bearsShown: "job/interview-preparation job/cv-results job/negotiation-basis job/rejected job/apply-anyway job/recruiters promotion tips/demonstrate-value transition change marketing-operations/value marketing-operations/defending work-life/imposter work-life/laid-off",
		bearsAsked: "ai analyst choice degree presales skills promotion/asking-for-projects tips/depth-and-breadth tips/lifelong-learning work-life/stay-or-go work-life/reorganisation",
		bearsCerts: "certification certification-choice education",
		bearsMeans: "work-life/isolation mentors networking/mentoring analyst/alone",
		bearsRest:  "work-life/overload work-life/burnt-out job/saying-no",
		bearsGoal:  "plan tips networking work-life job/first-90-days job/one-to-ones job/presenting-to-leaders job/stakeholders job/feedback",
	} {
		for _, id := range strings.Fields(topics) {
			out[id] = b
		}
	}
	return out
}()

// bearingOf is which facts bear on a topic; on a role and a way, what the
// target asks for, if it is that.
func (a Adviser) bearingOf(topic string) bearing {
	subject, facet, _ := strings.Cut(topic, "/")
	for _, id := range []string{topic, subject} {
		if b, ok := bearings[id]; ok {
			return b
		}
	}
	if target, _ := a.Target(); target != "" && (subject == target || subject == "paths" && strings.HasSuffix(facet, ".."+target)) {
		return bearsAsked
	}
	return bearsNone
}

// Beside is what of the person's own bears on a topic that was answered to words
// of theirs, in one sentence; empty where nothing does, or the conversation
// heard it with one of the topics before.
func (a Adviser) Beside(topic, text string, before []string) bot.Markup {
	kind := a.bearingOf(topic)
	feels := strings.HasPrefix(topic, "work-life/")
	if kind == bearsNone || !plainwords.OfSelf(text) && !feels || slices.ContainsFunc(before, func(t string) bool { return a.bearingOf(t) == kind }) {
		return ""
	}
	if g, by := a.GoalOf(text); by > ByWord && g.Text != "" {
		return a.besideGoal(g)
	}
	target, _ := a.Target()
	skills := Measure(a.Careers, a.Facts, target)
	switch kind {
	case bearsShown:
		if names := a.evidence(append(In(skills, Strong), In(skills, Growing)...), 2); len(names) > 0 {
			return a.Say("growth.beside.shown", "proofs", bot.Markup(a.enumerate(names)))
		}
	case bearsCerts:
		return a.besideCerts(topic, target)
	case bearsMeans:
		if n, told := a.means(text); told {
			return a.Say("growth.beside.means", "text", n.Text)
		}
	case bearsRest:
		if open := a.byDay(); len(open) > 1 {
			g := open[len(open)-1]
			return a.Say("growth.beside.rest", "number", g.Number, "goal", Trimmed(g.Text))
		}
		return "" // whoever is worn out is told of no work
	}
	g, found := a.atHand(skills)
	if open := In(skills, Unshown); len(open) > 0 && (kind == bearsAsked || !feels && (kind == bearsShown || !found)) {
		return a.Say("growth.beside.asked", "target", a.RoleName(target), "skills", a.skillList(open, 2))
	}
	if found && !(feels && kind == bearsAsked) {
		return a.besideGoal(g)
	}
	return ""
}

// means is what was said last of the time and the help that there is, before a
// text.
func (a Adviser) means(text string) (people.Note, bool) {
	for _, n := range slices.Backward(a.Facts.Notes) {
		if (n.Kind == NoteAlone || n.Kind == NoteTime) && !strings.Contains(bot.Fold(text), bot.Fold(n.Text)) {
			return n, true
		}
	}
	return people.Note{}, false
}

// MakesCase reports whether a topic is about making one's case, to which what
// one can show belongs.
func MakesCase(topic string) bool { return bearings[topic] == bearsShown }

// stuckLast is the goal that was stuck when it was spoken of last.
func (a Adviser) stuckLast() (people.Goal, bool) {
	for _, g := range a.Facts.Open() {
		if e, said := a.Facts.last(g.ID); said && e.Status == people.StatusStuck {
			return g, true
		}
	}
	return people.Goal{}, false
}

// atHand is the goal that was stuck last, else the one to take up.
func (a Adviser) atHand(skills []Shown) (people.Goal, bool) {
	if g, ok := a.stuckLast(); ok {
		return g, true
	}
	g, _, ok := a.pick(a.Facts.Open(), skills)
	return g, ok
}

// besideGoal is a goal with its day and its next step.
func (a Adviser) besideGoal(g people.Goal) bot.Markup {
	id := "growth.beside.goal"
	e, said := a.Facts.last(g.ID)
	switch _, dated := daysFrom(a.Facts.Today, g.Due); {
	case said && e.Status == people.StatusStuck && e.Next != "":
		id = "growth.beside.goal.stuck"
	case dated:
		id = "growth.beside.goal.due"
	}
	return a.Say(id, "number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(g.Due), "said", Trimmed(e.Next), "step", a.step(g, plainwords.GoalKind(a.Careers, g.Text)))
}

// besideCerts is what is held, and what would come next for the target.
func (a Adviser) besideCerts(topic, target string) bot.Markup {
	for _, c := range a.Facts.Certs {
		if topic == "certification/"+c.Catalog {
			return a.standing(c)
		}
	}
	if strings.HasPrefix(topic, "certification/") { // another one, for its own sake
		return ""
	}
	held, holds := heldFor(a.Careers, a.Facts, target)
	next, ok := nextCert(a.Careers, a.Facts, target)
	switch {
	case target == "" || !ok:
		return ""
	case holds:
		return a.Say("growth.beside.certs", "held", held.Name, "target", a.RoleName(target), "name", next.Name)
	}
	return a.Say("growth.beside.cert", "target", a.RoleName(target), "name", next.Name)
}

// Mirror holds what is known of the person against a question that nothing
// answers for sure: where they stand, what counts, what is in hand, and a
// question back.
func (a Adviser) Mirror(text string) (out Advice, ok bool) {
	target, known := a.Target()
	g, by := a.GoalOf(text)
	skills := Measure(a.Careers, a.Facts, target)
	switch c, held := a.CertSaid(text); {
	case by > ByWord && g.Text != "":
		return a.HelpOn(g), true
	case held:
		return a.Held(c), true
	case by == Unnamed || g.Text == "":
		g, _ = a.atHand(skills)
	}
	if target == "" && g.Text == "" && len(a.Facts.Wins)+len(a.Facts.Certs) == 0 {
		return out, false
	}
	id := "growth.mirror"
	switch {
	case a.Facts.Role == "" && target == "":
		id = "growth.mirror.neither"
	case a.Facts.Role == "":
		id = "growth.mirror.no-role"
	case target == "":
		id = "growth.mirror.no-target"
	}
	out.say(a.Say(id, "role", a.RoleName(a.Facts.Role), "target", a.RoleName(target)))
	if names := a.evidence(append(In(skills, Strong), In(skills, Growing)...), 3); len(names) > 0 {
		out.say(a.Say("growth.counts", "proofs", bot.Markup(a.enumerate(names))))
	}
	n, told := a.means(text)
	open := In(skills, Unshown)
	switch named := a.ahead(&out, text); {
	case told:
		out.say(a.Say("growth.mirror.means", "text", n.Text))
	case !named && known && len(open) > 0:
		out.say(a.Say("growth.gap.also", "skills", a.skillList(open, 2)))
	}
	switch {
	case g.Text != "":
		out.say(a.besideGoal(g))
		out.offer(StepsOf, Offer{Goal: g})
	default:
		a.firstGoal(&out, skills)
	}
	out.say(a.Say("growth.mirror.ask"))
	out.offer(ShowGoals, Offer{})
	return out, true
}

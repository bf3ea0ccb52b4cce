package advice

import (
	"cmp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// What only the person's own facts answer and no kind of question names: "what
// have I got to show for it?", told with a story. The facts that it touches
// most come first, the others after them, so that whatever is meant is there.

// Touch is how likely each kind of what is kept is meant: "goal", "cert", "win",
// "self" (job and target).
type Touch map[string]float64

// How much tells that one of the facts is meant, beside its kind's likelihood.
const (
	touchNamed = 1.2  // the message has words of it
	touchDated = 0.7  // its day falls into the time that the message names
	touchFirst = 0.05 // of its kind it comes first: by its day, or as the newest
)

// unsaidKind is what a certification counts less where nothing speaks of any, and
// an achievement that is likely not meant (likelyWin): they are told beside the others.
const (
	unsaidKind = 0.1
	likelyWin  = 0.12
)

var examWords = plainwords.Words("exam exams examen examens test tests voucher vouchers paper papers letters titre titres wall mur course courses training formation formations qualified qualification qualifications qualifie learnt learned appris passed passe credential credentials accreditation")

// kept is one fact of the person's own, as it can be told.
type kept struct {
	kind  string
	score float64
	line  bot.Markup // as a sentence
	brief bot.Markup // among others
	name  string     // by which it is recognised in a reply
	goal  people.Goal
	cert  people.Certification
}

// all are the facts of a person, what a message touches most first.
func (a Adviser) all(text string, touch Touch) (out []kept) {
	s, within, windowed := a.spanSaid(text)
	if windowed && !within {
		s.From = a.Facts.Today
	}
	add := func(k kept, first, named bool, day string) {
		k.score += touch[k.kind]
		if named {
			k.score += touchNamed
		}
		if windowed && s.holds(day) {
			k.score += touchDated
		}
		if first {
			k.score += touchFirst
		}
		out = append(out, k)
	}
	named := a.goalsSaid(text)
	for i, g := range a.byDay() {
		k := kept{kind: "goal", line: a.ownGoal(g, i == 0, text), brief: a.Say("growth.proof.open", "number", g.Number, "goal", shortened(g.Text)), name: g.Text, goal: g}
		add(k, i == 0, slices.ContainsFunc(named, func(x people.Goal) bool { return x.ID == g.ID }), a.dayOf(g))
	}
	aboutCerts := share(said(text), ofCerts) || share(said(text), ofEnd) || share(said(text), renewWords) || share(said(text), examWords)
	certs, called := slices.Clone(a.Facts.Certs), a.certsSaid(text)
	slices.SortStableFunc(certs, func(x, y people.Certification) int {
		return cmp.Compare(cmp.Or(x.Expires, "9"), cmp.Or(y.Expires, "9"))
	})
	for i, c := range certs {
		k := kept{kind: "cert", line: a.standing(c), brief: a.Say("growth.own.cert", "name", c.Name), name: c.Name, cert: c}
		if _, dated := daysFrom(a.Facts.Today, c.Expires); dated {
			k.brief = a.Say("growth.own.cert.until", "name", c.Name, "day", a.Date(c.Expires))
		}
		if !aboutCerts {
			k.score = -unsaidKind
		}
		add(k, i == 0, slices.ContainsFunc(called, func(x people.Certification) bool { return x.ID == c.ID }), c.Expires)
	}
	told := a.winsSaid(text)
	for i, w := range slices.Backward(a.Facts.Wins) {
		k := kept{kind: "win", line: a.Say("growth.own.win", "text", shortened(w.Text), "day", a.Date(w.Date)), brief: a.Say("growth.proof.won", "text", shortened(w.Text)), name: w.Text}
		if touch["win"] < likelyWin {
			k.score = -unsaidKind
		}
		add(k, i == len(a.Facts.Wins)-1, slices.ContainsFunc(told, func(x people.Win) bool { return x.ID == w.ID }), "")
	}
	if role := a.Facts.Role; role != "" {
		k := kept{kind: "self", name: a.RoleName(role), line: a.Say("growth.record.role", "role", a.RoleName(role)), brief: a.Say("growth.own.role", "role", a.RoleName(role))}
		if target := a.Facts.Target; target != "" {
			k.name = a.RoleName(target)
			k.line = a.Say("growth.record.self", "role", a.RoleName(role), "target", k.name)
			k.brief = a.Say("growth.own.target", "target", k.name)
		}
		add(k, true, false, "")
	}
	slices.SortStableFunc(out, func(x, y kept) int { return cmp.Compare(y.score, x.score) })
	return out
}

// ownGoal is a goal as a sentence: with its day where it has one, or where that is asked.
func (a Adviser) ownGoal(g people.Goal, first bool, text string) bot.Markup {
	id := "growth.own.goal"
	switch {
	case g.Due != "", share(said(text), whenWords):
		return a.When(g).Text[0]
	case first && len(a.Facts.Open()) > 1:
		id = "growth.own.goal.first"
	}
	return a.Say(id, "number", g.Number, "goal", shortened(g.Text))
}

var whenWords = plainwords.Words("when day date due deadline late quand jour date echeance retard delai")

// firstByDay is the open goal of a horizon that is due first, else the first.
func (a Adviser) firstByDay(h people.Horizon) people.Goal {
	open := a.byDay()
	return open[slices.IndexFunc(open, func(g people.Goal) bool { return g.Horizon == h })]
}

// mostShort is how much of somebody's words stands in a list, in characters.
const mostShort = 90

func shortened(s string) string { return Trimmed(bot.Brief(s, mostShort)) }

// How many facts an answer leads with, and names after these; and how near the
// first one's score the next one has to be to lead as well.
const (
	mostLead   = 2
	mostBeside = 4
	nearLead   = 0.1
)

// likelyKind is how likely a kind is meant of which nothing is kept, from which
// that is said first.
const likelyKind = 0.3

// Own answers what asks for one's own facts from these; ok is false where there
// are none. roles are those that the message names.
func (a Adviser) Own(text string, touch Touch, roles []string) (out Advice, ok bool) {
	all := a.all(text, touch)
	if len(all) == 0 {
		return out, false
	}
	a.untrue(&out, text, touch, roles)
	for _, kind := range []string{"goal", "cert", "win"} {
		if touch[kind] >= likelyKind && touch[kind] >= all[0].score && !slices.ContainsFunc(all, func(k kept) bool { return k.kind == kind }) {
			out.say(a.Say("growth.own.no." + kind))
		}
	}
	if a.drafts(&out, text, all) {
		out.offer(ShowGoals, Offer{})
		return out, true
	}
	lead, rest := all[:1], all[1:]
	for len(lead) < mostLead && len(rest) > 0 && rest[0].score > lead[0].score-nearLead {
		if k := rest[0]; k.kind == "goal" && lead[0].kind == "goal" && k.goal.Due == "" && k.score < touchNamed { // its name is all there is to tell
			break
		}
		lead, rest = all[:len(lead)+1], rest[1:]
	}
	for _, k := range lead {
		out.say(k.line)
	}
	var beside []string
	for _, k := range rest[:min(len(rest), mostBeside)] {
		beside = append(beside, string(k.brief))
	}
	if len(beside) > 0 {
		out.say(a.Say("growth.own.beside", "facts", bot.Markup(a.enumerate(beside))))
	}
	a.stepFrom(&out, lead[0])
	out.offer(ShowGoals, Offer{})
	return out, true
}

// stepFrom is the step that follows from a fact.
func (a Adviser) stepFrom(out *Advice, k kept) {
	switch days, dated := daysFrom(a.Facts.Today, k.cert.Expires); {
	case k.kind == "goal":
		out.say(a.nextStep(k.goal, plainwords.GoalKind(a.Careers, k.goal.Text)))
		out.say(a.Say("growth.own.ask"))
		out.offer(StepsOf, Offer{Goal: k.goal})
	case k.kind == "cert" && dated && days < 0:
		out.say(a.Say("growth.held.step.past"))
	case k.kind == "cert" && dated:
		out.say(a.Say("growth.held.step", "day", a.Date(k.cert.Expires)))
	case k.kind == "cert":
		out.say(a.Say("growth.own.ask"))
	case k.kind == "win":
		out.say(a.Say("growth.own.win.step"))
	default:
		if g, ok := a.atHand(Measure(a.Careers, a.Facts, a.Facts.Target)); ok {
			out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
		}
		out.say(a.Say("growth.own.ask.self"))
	}
}

// untrue says first what a message takes for granted and the list does not
// have: a certification that is not held, a target that is another.
func (a Adviser) untrue(out *Advice, text string, touch Touch, roles []string) {
	if len(a.certsSaid(text)) == 0 {
		for _, c := range a.Careers.Certifications() {
			if !plainwords.Points(text, careers.Lists{En: append([]string{c.Name}, c.Aliases...), Fr: c.AliasesFr}) || slices.ContainsFunc(a.Facts.Certs, func(x people.Certification) bool { return x.Catalog == c.ID }) {
				continue
			}
			if g, ok := wants(a.Facts, c); ok {
				out.say(a.Say("growth.own.not-held.goal", "name", c.Name, "number", g.Number))
			} else {
				out.say(a.Say("growth.own.not-held", "name", c.Name))
			}
			break
		}
	}
	w := said(text)
	if target := a.Facts.Target; target != "" && (share(w, aimedWords) || share(w, whyWords)) {
		for _, r := range roles {
			if r != target && r != a.Facts.Role && touch["self"] > 0.05 {
				out.say(a.Say("growth.own.not-target", "role", a.RoleName(r), "target", a.RoleName(target)))
				break
			}
		}
		if share(w, whyWords) || w["reason"] || w["reasons"] || w["raison"] || w["raisons"] {
			out.say(a.Say("growth.own.no-reason"))
		}
	}
}

var aimedWords = plainwords.Words("target goal aim picked picking chose choosing destination direction cible but objectif cap choisi choisir vise visais reasons reason raisons raison")

// draftWords ask for words to hand on; only theirs are given.
var (
	draftWords = plainwords.Words("draft write reply fill redige redigez ecris ecrivez reponds remplis bio headline signature slogan")
	lengthOf   = plainwords.Words("line lines sentence sentences word words ligne lignes phrase phrases mot mots")
)

// drafts gives words to hand on, made of what is kept and nothing else, where a
// message asks for that.
func (a Adviser) drafts(out *Advice, text string, all []kept) bool {
	w := said(text)
	if !share(w, draftWords) && !(share(w, lengthOf) && !strings.Contains(text, "?")) {
		return false
	}
	out.say(a.Say("growth.own.draft"))
	var lines []string
	for _, k := range all[:min(len(all), mostLead+1)] {
		line := k.line
		switch {
		case k.kind == "self" && a.Facts.Target != "":
			line = a.Say("growth.own.draft.self", "role", a.RoleName(a.Facts.Role), "target", a.RoleName(a.Facts.Target))
		case k.kind == "goal" && k.goal.Due != "":
			line = a.Say("growth.own.draft.goal.due", "goal", shortened(k.goal.Text), "day", a.Date(k.goal.Due))
		case k.kind == "goal":
			line = a.Say("growth.own.draft.goal", "goal", shortened(k.goal.Text))
		case k.kind == "cert":
			line = a.Say("growth.own.draft.cert", "name", k.cert.Name, "day", a.Date(k.cert.Earned))
		case k.kind == "win":
			line = a.Say("growth.own.draft.win", "text", shortened(k.name))
		}
		lines = append(lines, "- "+string(line))
	}
	out.list(lines)
	out.say(a.Say("growth.own.draft.ask"))
	return true
}

// leastTouch is the score from which a fact has to do with what was said.
const leastTouch = 0.2

// mostlySelf is how likely job and target are meant from which they are named
// under another answer.
const mostlySelf = 0.4

// Touches is a sentence with the fact that a message touches most, for the end
// of an answer that has none of them; empty where it has, or there is none. one is
// true where any fact is enough.
func (a Adviser) Touches(text string, touch Touch, answered string, one bool) bot.Markup {
	all := a.all(text, touch)
	has := func(k kept) bool { return strings.Contains(answered, string(bot.Escape(Trimmed(k.name)))) }
	if len(all) > 0 && all[0].kind == "self" && (touch["self"] < mostlySelf || has(all[0])) { // where they stand is no news to them
		all = slices.DeleteFunc(all, func(k kept) bool { return k.kind == "self" })
		one = true
	}
	if len(all) == 0 || all[0].score < leastTouch || slices.ContainsFunc(all, func(k kept) bool { return (k.kind == all[0].kind || one && k.kind != "self") && has(k) }) {
		return ""
	}
	switch k := all[0]; k.kind {
	case "goal":
		return a.besideGoal(k.goal)
	case "win":
		proofs := []string{string(k.brief)}
		if len(all) > 1 && all[1].kind == k.kind {
			proofs = append(proofs, string(all[1].brief))
		}
		return a.Say("growth.beside.shown", "proofs", bot.Markup(a.enumerate(proofs)))
	default:
		return k.line
	}
}

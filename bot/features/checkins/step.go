package checkins

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/say"
)

// stepsToChoose is how many certifications or places fit well enough to be
// named in turn.
const stepsToChoose = 4

// roadmapStep is one fitting step from the roadmap: a certification that the
// target role asks for and that the person lacks, a place where its people
// meet, or somebody to talk to. The date chooses, so that the same check-in
// says the same and the next one something else.
func roadmapStep(t *bot.Turn, c people.CheckIn, goals []people.Goal) (bot.Markup, *bot.Choice) {
	role := cmp.Or(t.Person.Target, t.Person.Role)
	turn := turnOf(c.Date)
	kinds := []func(t *bot.Turn, role string, goals []people.Goal, turn int) (bot.Markup, *bot.Choice){certStep, placeStep, personStep}
	for i := range kinds {
		if text, choice := kinds[(turn+i)%len(kinds)](t, role, goals, turn/len(kinds)); text != "" {
			return t.Say("checkin.step") + " " + text, choice
		}
	}
	return "", nil
}

// turnOf is a number that differs from date to date.
func turnOf(date string) int {
	h := fnv.New32a()
	h.Write([]byte(date))
	return int(h.Sum32() >> 8)
}

// certStep names a certification; those that an open goal needs come first.
func certStep(t *bot.Turn, role string, goals []people.Goal, turn int) (bot.Markup, *bot.Choice) {
	known, ok := t.Bot.Careers().Role(role)
	owned, err := t.Tx.Certs(t.Person.ID)
	if !ok || err != nil { // without the list, naming one that is there already would grate
		return "", nil
	}
	var fit []*careers.Certification
	for _, want := range [2]bool{true, false} {
		for _, x := range t.Bot.Careers().Certifications() {
			has := slices.ContainsFunc(owned, func(o people.Certification) bool { return o.Catalog == x.ID })
			if x.Status == "active" && !has && slices.Contains(x.Roles, role) && wanted(t, x.ID, goals) == want && len(fit) < stepsToChoose {
				fit = append(fit, x)
			}
		}
	}
	if len(fit) == 0 {
		return "", nil
	}
	x := fit[turn%len(fit)]
	text := t.Say("checkin.step.cert", "name", x.Name, "role", known.Name.In(t.Lang))
	if len(x.Skills) > 1 { // in English, as exam guides name them
		text = t.Say("checkin.step.cert.skills", "name", x.Name, "role", known.Name.In(t.Lang), "one", x.Skills[0], "two", x.Skills[1])
	}
	return text,
		&bot.Choice{Label: t.Plain("checkin.button.more"), Action: "topic", Value: "certification/" + x.ID}
}

// wanted reports whether an open goal, as it was proposed, needs a certification.
func wanted(t *bot.Turn, cert string, goals []people.Goal) bool {
	for _, p := range t.Bot.Careers().Proposals() {
		if slices.Contains(p.Certifications, cert) &&
			slices.ContainsFunc(goals, func(g people.Goal) bool { return g.State == people.Open && g.Proposal == p.ID }) {
			return true
		}
	}
	return false
}

// placeStep names an association, a community or an event.
func placeStep(t *bot.Turn, role string, _ []people.Goal, turn int) (bot.Markup, *bot.Choice) {
	known, ok := t.Bot.Careers().Role(role)
	if !ok {
		return "", nil
	}
	var fit []*careers.Association
	for _, a := range t.Bot.Careers().Associations() {
		if a.Status == "active" && slices.Contains(a.Roles, role) {
			fit = append(fit, a)
		}
	}
	if len(fit) == 0 {
		return "", nil
	}
	a := fit[turn%len(fit)]
	id := "checkin.step.place"
	if strings.HasPrefix(a.Kind, "conference") || a.Kind == "unconference" || a.Kind == "trade-fair" {
		id = "checkin.step.event"
	}
	return t.Say(id, "name", a.Name, "role", known.Name.In(t.Lang)),
		&bot.Choice{Label: t.Plain("checkin.button.more"), Action: "topic", Value: "association/" + a.ID}
}

// personStep suggests to talk with somebody who holds the target role, also
// where it is a role in the person's own words.
func personStep(t *bot.Turn, role string, _ []people.Goal, _ int) (bot.Markup, *bot.Choice) {
	if role == "" {
		return "", nil
	}
	text := t.Say("checkin.step.person", "role", say.RoleName(t, role))
	if _, ok := t.Bot.Careers().Role(role); !ok {
		return text, nil
	}
	return text, &bot.Choice{Label: t.Plain("checkin.button.interview"), Action: "interview", Value: role}
}

package bot

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// stepsToChoose is how many certifications or places fit well enough to be
// named in turn.
const stepsToChoose = 4

// roadmapStep is one fitting step from the roadmap: a certification that the
// target role asks for and that the person lacks, a place where its people
// meet, or somebody to talk to. The date chooses, so that the same check-in
// says the same and the next one something else.
func (t *Turn) roadmapStep(c people.CheckIn, goals []people.Goal) (Markup, *Choice) {
	role := cmp.Or(t.p.Target, t.p.Role)
	turn := turnOf(c.Date)
	kinds := []func(role string, goals []people.Goal, turn int) (Markup, *Choice){t.certStep, t.placeStep, t.personStep}
	for i := range kinds {
		if text, choice := kinds[(turn+i)%len(kinds)](role, goals, turn/len(kinds)); text != "" {
			return t.say("checkin.step") + " " + text, choice
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
func (t *Turn) certStep(role string, goals []people.Goal, turn int) (Markup, *Choice) {
	known, ok := t.b.Careers().Role(role)
	owned, err := t.tx.Certs(t.p.ID)
	if !ok || err != nil { // without the list, naming one that is there already would grate
		return "", nil
	}
	var fit []*careers.Certification
	for _, want := range [2]bool{true, false} {
		for _, x := range t.b.Careers().Certifications() {
			has := slices.ContainsFunc(owned, func(o people.Certification) bool { return o.Catalog == x.ID })
			if x.Status == "active" && !has && slices.Contains(x.Roles, role) && t.wanted(x.ID, goals) == want && len(fit) < stepsToChoose {
				fit = append(fit, x)
			}
		}
	}
	if len(fit) == 0 {
		return "", nil
	}
	x := fit[turn%len(fit)]
	text := t.say("checkin.step.cert", "name", x.Name, "role", known.Name.In(t.lang))
	if len(x.Skills) > 1 { // in English, as exam guides name them
		text = t.say("checkin.step.cert.skills", "name", x.Name, "role", known.Name.In(t.lang), "one", x.Skills[0], "two", x.Skills[1])
	}
	return text,
		&Choice{Label: t.plain("checkin.button.more"), Action: "topic", Value: "certification/" + x.ID}
}

// wanted reports whether an open goal, as it was proposed, needs a certification.
func (t *Turn) wanted(cert string, goals []people.Goal) bool {
	for _, p := range t.b.Careers().Proposals() {
		if slices.Contains(p.Certifications, cert) &&
			slices.ContainsFunc(goals, func(g people.Goal) bool { return g.State == people.Open && g.Proposal == p.ID }) {
			return true
		}
	}
	return false
}

// placeStep names an association, a community or an event.
func (t *Turn) placeStep(role string, _ []people.Goal, turn int) (Markup, *Choice) {
	known, ok := t.b.Careers().Role(role)
	if !ok {
		return "", nil
	}
	var fit []*careers.Association
	for _, a := range t.b.Careers().Associations() {
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
	return t.say(id, "name", a.Name, "role", known.Name.In(t.lang)),
		&Choice{Label: t.plain("checkin.button.more"), Action: "topic", Value: "association/" + a.ID}
}

// personStep suggests to talk with somebody who holds the target role, also
// where it is a role in the person's own words.
func (t *Turn) personStep(role string, _ []people.Goal, _ int) (Markup, *Choice) {
	if role == "" {
		return "", nil
	}
	text := t.say("checkin.step.person", "role", t.roleName(role))
	if _, ok := t.b.Careers().Role(role); !ok {
		return text, nil
	}
	return text, &Choice{Label: t.plain("checkin.button.interview"), Action: "interview", Value: role}
}

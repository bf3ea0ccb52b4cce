package bot

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// sureOfRole is how near a name must be for the mentor to take it for a role
// that it knows; below it, the person's own words are kept.
const sureOfRole = 0.75

// maxName is how long a role in a person's own words may be, in characters.
const maxName = 120

// profileRoom is what the mentor knows of a person: role, target, zone, language, where nudges go.
func profileRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"profile"}, Personal: true, run: (*Turn).profile,
			Aliases: []string{"profil", "my profile", "mon profil", "settings", "réglages"},
			Args: []Arg{
				{Name: "role", Type: RoleArg, Keys: []string{"role", "rôle", "poste", "métier"}},
				{Name: "target", Type: RoleArg, Keys: []string{"target", "cible"}},
				{Name: "zone", Type: ZoneArg, Keys: []string{"zone", "timezone", "fuseau"}},
				{Name: "language", Type: WordsArg, Keys: []string{"language", "lang", "langue"}},
				{Name: "nudges", Type: WordsArg, Keys: []string{"nudges", "rappels"}},
				{Name: "fallback", Type: WordsArg, Keys: []string{"fallback", "secours"}},
			}}},
		presses: map[string]pressFunc{
			"profile":      func(t *Turn, _ string) (Reply, error) { return t.profileShown("") },
			"profile.edit": func(t *Turn, _ string) (Reply, error) { return t.open("profile", "") },
			"profile.role": func(t *Turn, id string) (Reply, error) { return t.profile(Args{"role": id}) },
			"profile.zone": func(t *Turn, z string) (Reply, error) { return t.profile(Args{"zone": z}) },
		},
		forms: map[string]form{"profile": {open: (*Turn).profileForm, submit: func(t *Turn, _ string, f map[string]string) (Reply, error) {
			return t.profile(Args(f))
		}}},
	}
}

// profile shows the profile, or sets what the arguments give.
func (t *Turn) profile(a Args) (Reply, error) {
	if len(a) == 0 {
		return t.profileShown("")
	}
	for _, k := range []string{"role", "target"} {
		if a[k] != "" && !wordy(a[k]) {
			r, _, err := t.roleOptions()
			return r, err
		}
	}
	zone := t.p.Zone
	if said := a["role"]; said != "" {
		t.p.Role = t.roleSaid(said)
	}
	if said := a["target"]; said != "" {
		t.p.Target = t.roleSaid(said)
	}
	if said := a["zone"]; said != "" {
		z, err := t.zoneSaid(said)
		if err != nil {
			return Reply{}, err
		}
		t.p.Zone, t.p.ZoneAsked = z, true
	}
	if said := a["language"]; said != "" {
		lang, err := t.langSaid(said)
		if err != nil {
			return Reply{}, err
		}
		t.p.Lang = lang
		t.lang = cmp.Or(lang, t.lang)
	}
	if said := a["nudges"]; said != "" {
		if err := t.nudgesSaid(said); err != nil {
			return Reply{}, err
		}
	}
	if said := a["fallback"]; said != "" {
		if err := t.fallbackSaid(said); err != nil {
			return Reply{}, err
		}
	}
	if err := t.save(); err != nil {
		return Reply{}, fmt.Errorf("save profile: %w", err)
	}
	if t.p.Zone != zone {
		if err := t.rezone(); err != nil {
			return Reply{}, err
		}
	}
	return t.profileShown("profile.saved")
}

// profileShown is the profile, under a first line if head names one.
func (t *Turn) profileShown(head string) (Reply, error) {
	lang := t.plain("profile.language.auto")
	if t.p.Lang != "" {
		lang = t.plain("language." + string(t.p.Lang))
	}
	zone := t.plain("profile.unset")
	if t.p.Zone != "" {
		zone = t.p.Zone + ", " + t.now.In(people.Location(t.p.Zone)).Format("15:04")
	}
	lines := []string{
		string(t.say("profile.role", "role", cmp.Or(t.roleName(t.p.Role), t.plain("profile.unset")))),
		string(t.say("profile.target", "role", cmp.Or(t.roleName(t.p.Target), t.plain("profile.unset")))),
		string(t.say("profile.zone", "zone", zone)),
		string(t.say("profile.language", "language", lang)),
		string(t.say("profile.nudges", "platform", t.platformName(t.p.NudgeAt.Platform))),
	}
	if t.p.Fallback != (people.Address{}) {
		lines = append(lines, string(t.say("profile.fallback")))
	}
	text := "- " + strings.Join(lines, "\n- ")
	if head != "" {
		text = string(t.say(head)) + "\n\n" + text
	}
	c := Choices{Items: []Choice{t.choice("profile.button.edit", "profile.edit", "")}}
	if t.p.Role != "" && t.p.Target != "" {
		c.Items = append(c.Items, t.choice("roadmap.button", "roadmap", ""))
	}
	return Reply{Text: Markup(text), Private: !t.ev.DM, Blocks: []Block{c}}, nil
}

func (t *Turn) profileForm(string) (*Form, error) {
	zone := t.zoneField()
	zone.Optional, zone.Initial = true, t.p.Zone
	return &Form{Title: t.plain("profile.form"), Submit: t.plain("button.save"), Fields: []Field{
		{ID: "role", Label: t.plain("start.form.role"), Suggest: "role", Initial: t.roleName(t.p.Role), Max: maxName, Optional: true},
		{ID: "target", Label: t.plain("start.form.target"), Suggest: "role", Initial: t.roleName(t.p.Target), Max: maxName, Optional: true},
		zone,
		{ID: "language", Label: t.plain("profile.form.language"), Kind: Pick, Initial: cmp.Or(string(t.p.Lang), "auto"), Options: []Choice{
			{Label: t.plain("profile.language.auto"), Value: "auto"},
			{Label: t.plain("language.en"), Value: "en"}, {Label: t.plain("language.fr"), Value: "fr"}}},
	}}, nil
}

// roleSaid is a role's id where the words name one, else the words.
func (t *Turn) roleSaid(said string) string {
	if _, ok := t.b.Careers().Role(said); ok {
		return said
	}
	if m := t.b.Answers().Roles(said); len(m) > 0 && m[0].Score >= sureOfRole {
		return m[0].ID
	}
	return brief(said, maxName)
}

// roleName is a role's name in the turn's language, or the person's own words for it.
func (t *Turn) roleName(role string) string {
	if r, ok := t.b.Careers().Role(role); ok {
		return r.Name.In(t.lang)
	}
	return role
}

// knownRole finds the role that words name; a Problem offers the nearest.
func (t *Turn) knownRole(said, action string) (*careers.Role, error) {
	if r, ok := t.b.Careers().Role(said); ok {
		return r, nil
	}
	found := t.b.Answers().Roles(said)
	if len(found) > 0 && found[0].Score >= sureOfRole {
		if r, ok := t.b.Careers().Role(found[0].ID); ok {
			return r, nil
		}
	}
	p := t.problem("role.unknown", "said", brief(said, 80))
	for _, m := range found[:min(4, len(found))] {
		p.Choices = append(p.Choices, Choice{Label: t.roleName(m.ID), Action: action, Value: m.ID})
	}
	return nil, p
}

func (t *Turn) langSaid(said string) (people.Lang, error) {
	switch Fold(said) {
	case "en", "english", "anglais":
		return careers.English, nil
	case "fr", "french", "francais":
		return careers.French, nil
	case "auto", "automatic", "automatique", "both", "les deux":
		return "", nil
	}
	return "", t.fieldProblem("language", "profile.language.unknown", "said", brief(said, 40))
}

// nudgesSaid chooses the platform that nudges come to: "here", "slack", or "auto" for the one last spoken from.
func (t *Turn) nudgesSaid(said string) error {
	word := Fold(said)
	switch word {
	case "auto", "last", "dernier":
		t.p.NudgeChosen = false
		return nil
	case "here", "ici":
		t.p.NudgeAt, t.p.NudgeChosen = t.ev.User, true
		return nil
	}
	all, err := t.tx.Identities(t.p.ID)
	if err != nil {
		return fmt.Errorf("read identities: %w", err)
	}
	for _, u := range all {
		if string(u.Platform) == word {
			t.p.NudgeAt, t.p.NudgeChosen = u, true
			return nil
		}
	}
	return t.problem("profile.nudges.unknown", "said", brief(said, 40))
}

func (t *Turn) platformName(p people.Platform) string { return t.plain("platform." + string(p)) }

// rezone computes the person's schedules anew after a change of zone.
func (t *Turn) rezone() error {
	all, err := t.tx.Schedules(t.p.ID)
	if err != nil {
		return fmt.Errorf("read schedules: %w", err)
	}
	for _, s := range all {
		s.Zone = t.p.Zone
		if !s.Next.IsZero() {
			next, err := t.b.Schedules.Next(s.Plan, s.Zone, t.now, 1)
			if err != nil {
				return fmt.Errorf("next of %s: %w", s.Horizon, err)
			}
			s.Next = time.Time{}
			if len(next) > 0 {
				s.Next = next[0]
			}
		}
		if _, err := t.tx.PutSchedule(s); err != nil {
			return fmt.Errorf("keep schedule: %w", err)
		}
	}
	return nil
}

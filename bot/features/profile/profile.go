package profile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// SureOfRole is how near a name must be for the mentor to take it for a role
// that it knows; below it, the person's own words are kept.
const SureOfRole = 0.75

// MaxName is how long a role in a person's own words may be, in characters.
const MaxName = 120

// profileArgs is what of a profile can be set.
var profileArgs = []bot.Arg{
	{Name: "role", Type: bot.RoleArg, Keys: []string{"role", "rôle", "poste", "métier"}},
	{Name: "target", Type: bot.RoleArg, Keys: []string{"target", "cible"}},
	{Name: "zone", Type: bot.ZoneArg, Keys: []string{"zone", "timezone", "fuseau"}},
	{Name: "language", Type: bot.WordsArg, Keys: []string{"language", "lang", "langue"}},
	{Name: "nudges", Type: bot.WordsArg, Keys: []string{"nudges", "rappels"}},
	{Name: "fallback", Type: bot.WordsArg, Keys: []string{"fallback", "secours"}},
}

// Profile shows the profile, or sets what the arguments give.
func Profile(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if len(a) == 0 {
		return profileShown(t, "")
	}
	for _, k := range []string{"role", "target"} {
		if a[k] != "" && !plainwords.Wordy(a[k]) {
			r, _, err := roleOptions(t)
			return r, err
		}
	}
	zone, did := t.Person.Zone, bot.Args{}
	sure := SureOfRole
	if a["as"] == asWritten {
		sure = 1
	}
	if said := a["role"]; said != "" {
		t.Person.Role, t.Person.RoleTitle = jobSaid(t, said, sure)
	}
	if said := a["target"]; said != "" {
		t.Person.Target, t.Person.TargetTitle = jobSaid(t, said, sure)
	}
	if said := a["zone"]; said != "" {
		z, err := zones.ZoneSaid(t, said)
		if err != nil {
			return bot.Reply{}, err
		}
		t.Person.Zone, t.Person.ZoneAsked = z, true
	}
	if said := a["language"]; said != "" {
		lang, err := langSaid(t, said)
		if err != nil {
			return bot.Reply{}, err
		}
		t.Person.Lang = lang
		t.Lang = cmp.Or(lang, t.Lang)
	}
	if said := a["nudges"]; said != "" {
		if err := nudgesSaid(t, said); err != nil {
			return bot.Reply{}, err
		}
	}
	if said := a["fallback"]; said != "" {
		if err := fallbackSaid(t, said); err != nil {
			return bot.Reply{}, err
		}
	}
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save profile: %w", err)
	}
	for field, now := range map[string]string{"role": t.Person.Role, "target": t.Person.Target, "zone": t.Person.Zone, "language": string(t.Person.Lang)} {
		if a[field] != "" {
			did[field] = now
		}
	}
	t.Did("profile.set", did)
	if t.Person.Zone != zone {
		if err := zones.Rezone(t); err != nil {
			return bot.Reply{}, err
		}
	}
	return profileShown(t, "profile.saved")
}

// profileShown is the profile, under a first line if head names one.
func profileShown(t *bot.Turn, head string) (bot.Reply, error) {
	lang := t.Plain("profile.language.auto")
	if t.Person.Lang != "" {
		lang = t.Plain("language." + string(t.Person.Lang))
	}
	zone := t.Plain("profile.unset")
	if t.Person.Zone != "" {
		zone = t.Person.Zone + ", " + t.Now.In(people.Location(t.Person.Zone)).Format("15:04")
	}
	lines := []string{
		jobShown(t, "profile.role", "profile.role.own", t.Person.Role, t.Person.RoleTitle),
		jobShown(t, "profile.target", "profile.target.own", t.Person.Target, t.Person.TargetTitle),
		string(t.Say("profile.zone", "zone", zone)),
		string(t.Say("profile.language", "language", lang)),
		string(t.Say("profile.nudges", "platform", say.PlatformName(t, t.Person.NudgeAt.Platform))),
	}
	if t.Person.Fallback != (people.Address{}) {
		lines = append(lines, string(t.Say("profile.fallback")))
	}
	text := "- " + strings.Join(lines, "\n- ")
	if head != "" {
		text = string(t.Say(head)) + "\n\n" + text
	}
	c := bot.Choices{Items: []bot.Choice{t.Choice("profile.button.edit", "profile.edit", "")}}
	if t.Person.Role != "" && t.Person.Target != "" {
		c.Items = append(c.Items, t.Choice("roadmap.button", "roadmap", ""))
	}
	return bot.Reply{Text: bot.Markup(text), Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

func profileForm(t *bot.Turn, _ string) (*bot.Form, error) {
	zone := zones.ZoneField(t)
	zone.Optional, zone.Initial = true, t.Person.Zone
	return &bot.Form{Title: t.Plain("profile.form"), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "role", Label: t.Plain("start.form.role"), Suggest: "role", Initial: say.Role(t), Max: MaxName, Optional: true},
		{ID: "target", Label: t.Plain("start.form.target"), Suggest: "role", Initial: say.Target(t), Max: MaxName, Optional: true},
		zone,
		{ID: "language", Label: t.Plain("profile.form.language"), Kind: bot.Pick, Initial: cmp.Or(string(t.Person.Lang), "auto"), Options: []bot.Choice{
			{Label: t.Plain("profile.language.auto"), Value: "auto"},
			{Label: t.Plain("language.en"), Value: "en"}, {Label: t.Plain("language.fr"), Value: "fr"}}},
	}}, nil
}

// nearest goes by a role for a job that is kept in the person's own words, which stay.
func nearest(t *bot.Turn, id string, role, title *string) (bot.Reply, error) {
	if _, ok := t.Bot.Careers().Role(id); !ok || *role == "" {
		return t.Stale(), nil
	}
	if _, known := t.Bot.Careers().Role(*role); !known {
		*title = *role
	}
	*role = id
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save profile: %w", err)
	}
	return profileShown(t, "profile.saved")
}

// jobShown is a line of the profile: a job as the person calls it, and the role
// that the mentor goes by where that has another name.
func jobShown(t *bot.Turn, id, own, role, title string) string {
	if title != "" {
		return string(t.Say(own, "title", title, "role", say.RoleName(t, role)))
	}
	return string(t.Say(id, "role", cmp.Or(say.RoleName(t, role), t.Plain("profile.unset"))))
}

// asWritten says that a title was found in a sentence: only one that is known to
// be a role's is taken for it.
const asWritten = "written"

// JobSaid is a job as somebody names it: the id of the role whose name it is, or
// which it is another name of, with their own words then; or their words alone.
func JobSaid(t *bot.Turn, said string) (role, title string) { return jobSaid(t, said, SureOfRole) }

func jobSaid(t *bot.Turn, said string, sure float64) (role, title string) {
	for _, r := range t.Bot.Careers().Roles() {
		if said == r.ID || bot.Fold(said) == bot.Fold(r.Name.In(careers.English)) || bot.Fold(said) == bot.Fold(r.Name.In(careers.French)) {
			return r.ID, ""
		}
	}
	own := bot.Brief(said, MaxName)
	if m := t.Bot.Answers().Roles(said); len(m) > 0 && m[0].Score >= sure && (m[0].Score >= 1 || sameRank(said, t.Bot.Careers(), m[0].ID)) {
		return m[0].ID, own
	}
	return own, ""
}

// ranks are the words that make another role of a role's name.
var ranks = []string{"senior", "junior", "head", "lead", "director", "chief"}

// sameRank reports whether a role's name has no rank that was not said:
// "analytics consultant" is no senior one.
func sameRank(said string, c *careers.Content, id string) bool {
	role, ok := c.Role(id)
	words := strings.Fields(bot.Fold(said))
	for _, rank := range ranks {
		if slices.Contains(strings.Fields(bot.Fold(role.Name.In(careers.English))), rank) && !slices.Contains(words, rank) {
			return false
		}
	}
	return ok
}

func langSaid(t *bot.Turn, said string) (people.Lang, error) {
	switch bot.Fold(said) {
	case "en", "english", "anglais":
		return careers.English, nil
	case "fr", "french", "francais":
		return careers.French, nil
	case "auto", "automatic", "automatique", "both", "les deux":
		return "", nil
	}
	return "", t.FieldProblem("language", "profile.language.unknown", "said", bot.Brief(said, 40))
}

// nudgesSaid chooses the platform that nudges come to: "here", "slack", or "auto" for the one last spoken from.
func nudgesSaid(t *bot.Turn, said string) error {
	word := bot.Fold(said)
	switch word {
	case "auto", "last", "dernier":
		t.Person.NudgeChosen = false
		return nil
	case "here", "ici":
		t.Person.NudgeAt, t.Person.NudgeChosen = t.Event.User, true
		return nil
	}
	all, err := t.Tx.Identities(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read identities: %w", err)
	}
	for _, u := range all {
		if string(u.Platform) == word {
			t.Person.NudgeAt, t.Person.NudgeChosen = u, true
			return nil
		}
	}
	return t.Problem("profile.nudges.unknown", "said", bot.Brief(said, 40))
}

// fallbackSaid chooses the channel that says a check-in waits where the
// person's direct messages are closed: this one, or none.
func fallbackSaid(t *bot.Turn, said string) error {
	switch bot.Fold(said) {
	case "off", "none", "no", "non", "aucun":
		t.Person.Fallback = people.Address{}
		return nil
	case "here", "ici":
		if t.Event.DM {
			return t.Problem("profile.fallback.dm")
		}
		t.Person.Fallback = t.Event.From.Public() // nobody is named there
		return nil
	}
	return t.Problem("profile.fallback.unknown", "said", bot.Brief(said, 40))
}

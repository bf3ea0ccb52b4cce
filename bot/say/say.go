// Package say owns how things are said that several features speak of: dates,
// clocks, horizons, roles, how a goal goes, and how a reply grows. It must not
// know any feature, and reads nothing that people write.
package say

import (
	"cmp"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// Planned is a next action as it is recalled later, when "tomorrow" is long past.
func Planned(e people.Entry) string {
	text := strings.TrimRight(bot.Brief(e.Next, ShownGoal), ".! ")
	var at []string
	for _, s := range []string{e.When, e.Where} {
		if s != "" {
			at = append(at, bot.Brief(s, people.MaxWhere))
		}
	}
	if len(at) > 0 {
		text += " (" + strings.Join(at, ", ") + ")"
	}
	return text
}

// StatusLine is how a goal goes, in a few words.
func StatusLine(t *bot.Turn, e people.Entry) bot.Markup {
	said := t.Say("checkin.status." + string(e.Status))
	if e.Confidence > 0 {
		said += t.Say("checkin.confidence", "n", e.Confidence)
	}
	return said
}

// OfGoal lets a screen reader say which goal a choice is of.
func OfGoal(t *bot.Turn, number int, c bot.Choice) bot.Choice {
	c.Spoken = t.Plain("goal.spoken", "number", number, "what", c.Label)
	return c
}

// ShownGoal is how much of a goal's text stands in lists and on buttons.
const ShownGoal = 240

func HorizonProblem(t *bot.Turn, said string) *bot.Problem {
	return t.FieldProblem("horizon", "goal.horizon", "said", bot.Brief(said, 60))
}

// Typed is a command as people of this turn's language type it. Families'
// names are the same in every language; so are the others where the platform
// does not show its own people translated ones.
func Typed(t *bot.Turn, s *bot.Spec) string {
	if len(s.Path) == 1 && !Translated(t) {
		return s.Path[0]
	}
	return t.Bot.FullName(s, t.Lang)
}

// Translated is true where the platform shows the commands under their names
// in this turn's language: Discord does, to those who use it in that language.
// Where nothing is known of that (a message tells no locale), the names are
// understood as words all the same.
func Translated(t *bot.Turn) bool {
	locale := t.Event.Hints.Locale
	return t.Event.From.Platform == people.Discord && (locale == "" || bot.LangOf(locale) == t.Lang)
}

// Role and Target are the job of the turn's person and the one they are heading
// for, as they call them. What others read says RoleName.
func Role(t *bot.Turn) string {
	return cmp.Or(t.Person.RoleTitle, RoleName(t, t.Person.Role))
}

func Target(t *bot.Turn) string {
	return cmp.Or(t.Person.TargetTitle, RoleName(t, t.Person.Target))
}

// OwnName is the name of a role in words that are the person's: theirs for their
// job and the one they are heading for.
func OwnName(t *bot.Turn, role string) string {
	switch role {
	case t.Person.Target:
		return Target(t)
	case t.Person.Role:
		return Role(t)
	}
	return RoleName(t, role)
}

// RoleName is a role's name in the turn's language, or the person's own words for it.
func RoleName(t *bot.Turn, role string) string {
	if r, ok := t.Bot.Careers().Role(role); ok {
		return r.Name.In(t.Lang)
	}
	return role
}

func PlatformName(t *bot.Turn, p people.Platform) string { return t.Plain("platform." + string(p)) }

// Marks are the colon and the semicolon between two things that are said: the
// French put a space before them.
func Marks(t *bot.Turn) (colon, semicolon string) {
	if t.Lang == careers.French {
		return careers.Typeset(" : "), careers.Typeset(" ; ")
	}
	return ": ", "; "
}

package growth

import (
	"fmt"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/advice"
	"mentor/bot/careers"
	"mentor/bot/dialogue"
	"mentor/bot/features/profile"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// The skills of a role, one at a time: what is ticked is kept with each press,
// so that the person can stop anywhere and go on another day. Which skill comes
// next follows from what is kept and from the button alone.

// The ways of going through the skills of a role. They travel in buttons.
const (
	walkNew   = "n" // what nothing was said of yet
	walkAgain = "a" // what is not strong
	walkOne   = "o" // one skill, to change what was said
)

// The answers about one skill. They travel in buttons.
const (
	tickBoth     = "2"
	tickOne      = "1"
	tickNone     = "0"
	tickNoChance = "x"
)

// questionWords are what a question about skills goes on with: it is for the answers.
var questionWords = plainwords.Words("for of to in at as a an the needed required i do does that which are is and or vs gap test pour de du des d' a au en le la les un une que qui sont est et ou requises necessaires")

// ownRole reports whether what follows "skills" can only be a role's name.
func ownRole(rest string, _ bot.Understood) bool {
	first, _, _ := strings.Cut(bot.Fold(rest), " ")
	return first != "" && !strings.HasSuffix(rest, "?") && !questionWords[first] && !strings.HasPrefix(first, "d'")
}

// assessment is the skills of one role as the person sees them.
type assessment struct {
	adviser
	t      *bot.Turn
	role   string
	skills []advice.Shown
}

func assessmentOf(t *bot.Turn, role string) (assessment, error) {
	x, err := adviserOf(t)
	return assessment{x, t, role, advice.Measure(x.Careers, x.Facts, role)}, err
}

// skillsCommand begins, goes on, or shows where things stand.
func skillsCommand(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	role, _ := x.Target()
	if said := a["role"]; said != "" {
		if role = roleSaid(t, said); role == "" {
			if m, ok := t.Event.Body.(bot.Message); ok {
				return dialogue.Answer(t, m.Text)
			}
			return bot.Reply{}, t.Problem("role.unknown", "said", bot.Brief(said, 80))
		}
	}
	if role == "" {
		return advised(t, x.AskWhere()), nil
	}
	s := assessment{x, t, role, advice.Measure(x.Careers, x.Facts, role)}
	if len(s.skills) == 0 {
		return bot.Reply{Text: t.Say("growth.skills.unknown", "role", x.RoleName(role)), Private: !t.Event.DM}, nil
	}
	told := 0
	for _, k := range s.skills {
		if k.Told {
			told++
		}
	}
	switch told {
	case 0:
		return bot.Reply{Text: t.Say("growth.skills.begin", "role", x.RoleName(role)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			t.Choice("growth.skills.button.begin", "skills.begin", role), t.Choice("growth.skills.button.not-now", "skills.later", "")}}}}, nil
	case len(s.skills):
		return s.show(true), nil
	}
	r := s.ask(walkNew, "")
	r.Lead(t.Say("growth.skills.go-on", "role", x.RoleName(role)))
	return r, nil
}

// roleSaid is the id of the role that words name; empty where they name none.
func roleSaid(t *bot.Turn, said string) string {
	if r, ok := t.Bot.Careers().Role(said); ok {
		return r.ID
	}
	if m := t.Bot.Answers().Roles(said); len(m) > 0 && m[0].Score >= profile.SureOfRole {
		return m[0].ID
	}
	return ""
}

// at is the place of a skill among those of the role; -1 where it is none of them.
func (s assessment) at(skill string) int {
	return slices.IndexFunc(s.skills, func(k advice.Shown) bool { return k.Skill.ID == skill })
}

// ask asks about the next skill after one; at the end, for examples.
func (s assessment) ask(walk, after string) bot.Reply {
	for i, k := range s.skills {
		if walk == walkNew && !k.Told || walk == walkAgain && i > s.at(after) && k.State != advice.Strong {
			return s.question(walk, i)
		}
	}
	return s.examples(walk, "")
}

// question asks about one skill.
func (s assessment) question(walk string, i int) bot.Reply {
	t, k := s.t, s.skills[i].Skill
	var deeds []string
	for _, d := range k.Deeds {
		deeds = append(deeds, "- "+string(bot.Escape(d.In(t.Lang))))
	}
	value := strings.Join([]string{walk, s.role, k.ID}, " ")
	t.Talk.Expect = "skills.said:" + value
	c := bot.Choices{}
	for _, a := range []struct{ label, answer string }{{"both", tickBoth}, {"one", tickOne}, {"none", tickNone}, {"no-chance", tickNoChance}} {
		c.Items = append(c.Items, t.Choice("growth.skills.button."+a.label, "skills.tick", value+" "+a.answer))
	}
	c.Items = append(c.Items, t.Choice("growth.skills.button.later", "skills.later", ""))
	return bot.Reply{Text: t.Say("growth.skills.question", "number", i+1, "of", len(s.skills), "skill", k.Name.In(t.Lang), "deeds", bot.Markup(strings.Join(deeds, "\n"))),
		Private: !t.Event.DM, Blocks: []bot.Block{c}}
}

// examples asks for an example of the next skill after one that is ticked in
// full, which makes it strong; at the end it shows how things stand.
func (s assessment) examples(walk, after string) bot.Reply {
	for i, k := range s.skills {
		if i > s.at(after) && k.Deeds == len(k.Skill.Deeds) && k.State != advice.Strong {
			return s.example(walk, k.Skill)
		}
	}
	return s.show(false)
}

func (s assessment) example(walk string, k careers.Skill) bot.Reply {
	t := s.t
	value := strings.Join([]string{walk, s.role, k.ID}, " ")
	t.Talk.Expect = "skills.example:" + value
	return bot.Reply{Text: t.Say("growth.skills.example", "skill", k.Name.In(t.Lang), "evidence", k.Evidence.In(t.Lang)), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			t.Choice("growth.skills.button.write", "form", "example "+value),
			t.Choice("growth.skills.button.skip", "skills.skip", value),
			t.Choice("growth.skills.button.show", "skills.show", s.role)}}}}
}

// tick keeps an answer and asks about the next skill; value is "WALK ROLE SKILL ANSWER".
func tick(t *bot.Turn, value string) (bot.Reply, error) {
	f := strings.Fields(value)
	if len(f) != 4 {
		return t.Stale(), nil
	}
	walk, role, skill, answer := f[0], f[1], f[2], f[3]
	k := people.Tick{Skill: skill, NoChance: answer == tickNoChance, At: t.Now}
	switch answer {
	case tickBoth:
		k.Deeds = 2
	case tickOne:
		k.Deeds = 1
	case tickNone, tickNoChance:
	default:
		return t.Stale(), nil
	}
	if _, ok := t.Bot.Careers().Skill(skill); !ok {
		return t.Stale(), nil
	}
	if err := t.Tx.PutTick(t.Person.ID, k); err != nil {
		return bot.Reply{}, fmt.Errorf("keep tick: %w", err)
	}
	t.Changed = true
	s, err := assessmentOf(t, role)
	if err != nil {
		return bot.Reply{}, err
	}
	i := s.at(skill)
	switch {
	case i < 0:
		return t.Stale(), nil
	case walk != walkOne:
		return s.ask(walk, skill), nil
	case s.skills[i].Deeds == len(s.skills[i].Skill.Deeds) && s.skills[i].State != advice.Strong:
		return s.example(walk, s.skills[i].Skill), nil
	}
	return s.show(false), nil
}

// typedTicks are what people type instead of pressing a button.
var typedTicks = map[string]string{"both": tickBoth, "2": tickBoth, "yes": tickBoth, "all": tickBoth, "les deux": tickBoth, "oui": tickBoth, "tous": tickBoth, "toutes": tickBoth,
	"one": tickOne, "1": tickOne, "one of them": tickOne, "only one": tickOne, "just one": tickOne, "one of the two": tickOne, "the first": tickOne, "the second": tickOne, "the first one": tickOne, "the second one": tickOne, "half": tickOne,
	"une des deux": tickOne, "l'une des deux": tickOne, "une seule": tickOne, "la premiere": tickOne, "le premier": tickOne, "la seconde": tickOne, "le second": tickOne, "la deuxieme": tickOne,
	"un": tickOne, "une": tickOne, "un seul": tickOne, "un des deux": tickOne, "l'un des deux": tickOne,
	"none": tickNone, "0": tickNone, "no": tickNone, "not yet": tickNone, "neither": tickNone, "aucun": tickNone, "non": tickNone, "pas encore": tickNone, "ni l'un ni l'autre": tickNone, "ni l'une ni l'autre": tickNone, "aucune": tickNone, "aucune des deux": tickNone, "none of them": tickNone, "never": tickNone, "jamais": tickNone,
	"no chance": tickNoChance, "no chance here": tickNoChance, "pas l'occasion": tickNoChance, "pas l'occasion ici": tickNoChance}

var (
	typedLater = plainwords.Words("later stop enough cancel quit tard arreter assez annuler")
	typedSkip  = map[string]bool{"skip": true, "next": true, "none": true, "no": true, "passer": true, "suivant": true, "non": true, "aucun": true, "no example": true, "pas d'exemple": true}
)

// typed splits what a button held from the words that were typed after it, and
// reports whether the person wants to stop.
func typed(value string) (held, said string, later bool) {
	f := strings.SplitN(value, " ", 4)
	if len(f) < 4 {
		return value, "", false
	}
	words := bot.Fold(strings.Trim(f[3], " .!"))
	last := words[strings.LastIndexByte(words, ' ')+1:]
	return strings.Join(f[:3], " "), f[3], typedLater[last] && len(strings.Fields(words)) < 4
}

// skillSaid takes words for the answer about a skill; others leave the
// assessment, which goes on where it was with the next "skills".
func skillSaid(t *bot.Turn, value string) (bot.Reply, error) {
	held, said, later := typed(value)
	if later {
		return skillsLater(t, "")
	}
	if a := typedTicks[bot.Fold(strings.Trim(said, " .!"))]; a != "" {
		return tick(t, held+" "+a)
	}
	return instead(t, said)
}

// instead hears words as a message of their own.
func instead(t *bot.Turn, said string) (bot.Reply, error) {
	t.Talk.Expect = ""
	return t.Hear(bot.Message{Text: said})
}

// exampleSaid keeps an example in words; value is "WALK ROLE SKILL WORDS".
func exampleSaid(t *bot.Turn, value string) (bot.Reply, error) {
	held, said, later := typed(value)
	switch {
	case later:
		return skillsLater(t, "")
	case typedSkip[bot.Fold(strings.Trim(said, " .!"))]:
		return nextExample(t, held)
	case isOther(t, said):
		return instead(t, said)
	}
	return keepExample(t, held, said)
}

// isOther reports whether words are a question or a wish of their own, which no
// example begins with.
func isOther(t *bot.Turn, said string) bool {
	if t.Bot.Reader == nil {
		return false
	}
	u := t.Bot.Reader().Read(said, bot.Context{Now: t.Now, Lang: t.Lang})
	return len(u.Parts) == 1 && u.Parts[0].Name != "" && (u.Parts[0].Kind == bot.QuestionPart || u.Parts[0].Kind == bot.CommandPart && u.Parts[0].Acts())
}

// keepExample logs an example as an achievement that shows its skill.
func keepExample(t *bot.Turn, held, text string) (bot.Reply, error) {
	f := strings.Fields(held)
	if len(f) != 3 {
		return t.Stale(), nil
	}
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	w := people.Win{Date: t.Today(), Text: text, Skill: f[2], At: t.Now}
	if g, ok := x.goalFor(text); ok {
		w.Goal = g.ID
	}
	if err := addWin(t, &w); err != nil {
		return bot.Reply{}, err
	}
	return nextExample(t, held)
}

// nextExample goes on to the next skill that an example would make strong.
func nextExample(t *bot.Turn, held string) (bot.Reply, error) {
	f := strings.Fields(held)
	if len(f) != 3 {
		return t.Stale(), nil
	}
	s, err := assessmentOf(t, f[1])
	if err != nil {
		return bot.Reply{}, err
	}
	if f[0] == walkOne {
		return s.show(false), nil
	}
	return s.examples(f[0], f[2]), nil
}

func skillsLater(t *bot.Turn, _ string) (bot.Reply, error) {
	return bot.Reply{Text: t.Say("growth.skills.later"), Private: !t.Event.DM}, nil
}

package dialogue

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
)

// How likely a message asks of the person from which that is answered: before
// what the message was half read as, and where nothing was read of it.
const (
	personalFirst = 0.6
	personalElse  = 0.3
	personalMost  = 0.75 // from which it is, though the answers hear how somebody is
	personalAll   = 0.9  // and from which it is, whatever was half read
)

// personal answers what is asked of the person from what is known of them; ok
// is false where nothing is known, or the message hardly asks for that.
func personal(t *bot.Turn, a answers.Answer, text string, least float64) (r bot.Reply, ok bool, err error) {
	if t.Person.ID == 0 || t.Others != "" || t.Person.Role == "" && t.Person.Target == "" && a.Personal != "me.know" {
		return r, false, nil
	}
	if len(a.Topics) > 0 && a.Personal != "me.know" && a.Personal != "me.back" {
		if subject, _, _ := strings.Cut(a.Topics[0], "/"); subject == "privacy" || subject == "work-life" && a.PersonalSure < personalMost { // who sees it, and how somebody is
			return r, false, nil
		}
	}
	about := t.Bot.Saying(a.Personal)
	if a.PersonalSure < least || about.Do == nil || !about.AboutMe {
		if least == personalElse && (a.Kind == answers.Unknown || a.Near) { // a goal's own words
			if help := t.Bot.Saying("me.help").Propose; help != nil {
				return help(t, text, nil)
			}
		}
		return r, false, nil
	}
	args := bot.Args{"clause": text, "number": numberOf(text)}
	if named := t.Bot.Answers().RolesIn(text); len(named) > 0 {
		args["role"] = named[len(named)-1].ID
	}
	if r, err = about.Do(t, args); err != nil || r.Text == "" {
		return r, err != nil, err
	}
	if a.Personal == "me.said" && a.Kind == answers.Answered && !a.Near && len(a.Topics) > 0 { // what is known on it, at hand
		r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{{Label: t.Bot.Careers().Title(a.Topics[0], t.Lang), Action: "topic", Value: a.Topics[0]}}})
	}
	return r, true, nil
}

// askedOfPerson answers first of all what is surely asked of the person, unless
// some of the message is to be done, or it is a command by its name.
func askedOfPerson(t *bot.Turn, text string, u bot.Understood) (bot.Reply, bool, error) {
	whole := func(p bot.Part) bool { // read to its end, or most of it, as something else
		read := p.Name != "" && (len(p.Leftover) == 0 || 2*(p.Span.To-p.Span.From) > p.Clause.To-p.Clause.From)
		return p.Acts() || read && p.Kind != bot.TalkPart
	}
	a := find(t, query(t, text))
	if a.Personal == "me.know" && a.PersonalSure > personalAll && !slices.ContainsFunc(u.Parts, bot.Part.Acts) { // it shows, whatever else it might be
		return personal(t, a, text, personalAll)
	}
	if slices.ContainsFunc(u.Parts, whole) || text[0] == '/' || strings.Contains(text, "\n") {
		return bot.Reply{}, false, nil
	}
	if s, rest, ok := t.Bot.LookUp(text); ok && (rest == "" || len(s.Path) > 1) {
		return bot.Reply{}, false, nil
	}
	if len(u.Guesses) > 0 && u.Wants*u.Guesses[0].Likely > personalFirst && !t.Bot.Saying(u.Guesses[0].Name).Shows { // something is to be done
		return bot.Reply{}, false, nil
	}
	return personal(t, a, text, personalFirst)
}

// numberOf is the number of the goal that words name: "goal 2", "the second one on my list".
func numberOf(text string) string {
	words := strings.Fields(plainwords.Spaced(bot.Fold(text)))
	for i, w := range words {
		if (w == "goal" || w == "objectif" || w == "goals" || w == "but" || w == "number") && i+1 < len(words) && bot.IsNumber(words[i+1]) {
			return words[i+1]
		}
		if n, ok := ordinals[w]; ok && (i+1 < len(words) && places[words[i+1]]) {
			return n
		}
	}
	return ""
}

var (
	ordinals = map[string]string{"first": "1", "second": "2", "third": "3", "premier": "1", "deuxieme": "2", "troisieme": "3"}
	places   = map[string]bool{"goal": true, "one": true, "objectif": true, "de": true, "on": true}
)

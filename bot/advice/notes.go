package advice

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// The kinds of notes that change an advice.
const (
	NoteAlone = "alone" // nobody else does the work
	NoteTeam  = "team"  // leads, mentors or trains somebody
	NoteTime  = "time"  // has little time
	NoteOther = "other"
)

var (
	aloneWords = []string{" only one", " the only", " nobody else", " no one else", " personne d ", " alone ", " on my own", " by myself", " sole ", " seul ", " seule ", " unique "}
	timeWords  = []string{" time", " temps", " budget", " support", " moyens", " soutien", " evening", " weekend", " soir", " hours a week", " heures par semaine", " day week", " cinquiemes"}
	// Who leads says a deed and whom: "I run the tags" leads nobody.
	leadVerbs = plainwords.Words("manage managing managed lead leading led mentor mentoring mentored coach coaching coached train training trained supervise supervising supervised run running onboard onboarded grow head teach taught encadre encadrer encadrais dirige diriger forme former accompagne accompagner manage supervise anime coache parraine tutrice tuteur")
	ledPeople = plainwords.Words("team teams people person persons junior juniors intern interns analyst analysts newcomer newcomers newcomers' starter starters colleague colleagues apprentice apprentices trainee trainees graduate graduates report reports direct freelancers developers equipe equipes personne personnes stagiaire stagiaires alternant alternants alternante nouveau nouveaux nouvelle nouvelles analyste analystes apprenti apprentis debutant debutants collegue collegues group groupe chapter guild")
	notDone   = plainwords.Words("never not no don't dont didn't haven't hasn't nobody want wants would like rather wish hope plan going jamais pas aucun aucune personne voudrais veux aimerais souhaite prefere espere compte sans")
)

// KindOfNote is what something said in passing is about.
func KindOfNote(text string) string {
	folded := " " + plainwords.Spaced(bot.Fold(text)) + " "
	has := func(any []string) bool {
		return slices.ContainsFunc(any, func(w string) bool { return strings.Contains(folded, w) })
	}
	switch {
	case has(aloneWords):
		return NoteAlone
	case leads(text):
		return NoteTeam
	case has(timeWords):
		return NoteTime
	}
	return NoteOther
}

// leads reports whether a text says that somebody leads, trains or mentors
// people: a verb of that, and whom, and nothing that takes it back.
func leads(text string) bool {
	if !claims(text) {
		return false
	}
	words := strings.Fields(plainwords.Spaced(bot.Fold(text)))
	verb := slices.IndexFunc(words, func(w string) bool { return leadVerbs[w] })
	return verb >= 0 && slices.ContainsFunc(words[verb+1:], func(w string) bool { return ledPeople[w] })
}

// claims reports whether a text says that something is or was done: what was
// never done, or is only wanted, shows nothing.
func claims(text string) bool {
	for _, w := range strings.Fields(strings.ReplaceAll(bot.Fold(text), "’", "'")) {
		if notDone[strings.Trim(w, ".,;!?")] {
			return false
		}
	}
	return true
}

// showsSkill reports whether a note shows a skill: it says a deed, not that one
// is alone with the work.
func showsSkill(n people.Note) bool {
	return n.Kind != NoteAlone && n.Kind != NoteTime && claims(n.Text)
}

package advice_test

import (
	"testing"

	"mentor/bot/advice"
	"mentor/bot/people"
)

// What is said in passing is about leading people only where it says whom.
func TestKindOfNote(t *testing.T) {
	for text, want := range map[string]string{
		"I run the tags at a travel company":         advice.NoteOther,
		"I manage the tag manager":                   advice.NoteOther,
		"I run the weekly audit with a junior":       advice.NoteTeam,
		"I've trained the three newcomers this year": advice.NoteTeam,
		"I lead a team of two":                       advice.NoteTeam,
		"I've never led anybody":                     advice.NoteOther,
		"I'd rather not manage a big team":           advice.NoteOther,
		"I'm the only analyst here":                  advice.NoteAlone,
		"no training budget for me this year":        advice.NoteTime,
		"j'encadre déjà deux juniors":                advice.NoteTeam,
		"je suis une formation en statistique":       advice.NoteOther,
		"je n'ai encore jamais encadré personne":     advice.NoteOther,
		"personne d'autre ne fait de tracking ici":   advice.NoteAlone,
		"je m'occupe des tags d'un voyagiste":        advice.NoteOther,
		"je ne peux étudier que le soir":             advice.NoteTime,
	} {
		if got := advice.KindOfNote(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// What was never done shows no skill, whatever words it is said in.
func TestNotesThatShowNothing(t *testing.T) {
	for text, want := range map[string]advice.State{
		"I mentor two juniors":       advice.Growing,
		"I've never mentored anyone": advice.Unshown,
		"I'd like to coach somebody": advice.Unshown,
	} {
		f := advice.Facts{Notes: []people.Note{{Kind: advice.KindOfNote(text), Text: text}}}
		a := advise(t, f)
		for _, s := range advice.Measure(a.Careers, a.Facts, "head-of-analytics") {
			if s.Skill.ID == "leading-people" && s.State != want {
				t.Errorf("%q: state %d, want %d", text, s.State, want)
			}
		}
	}
}

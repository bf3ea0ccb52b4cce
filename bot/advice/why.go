package advice

import (
	"strings"

	"mentor/bot"
)

// Why says on what a personal answer rests: what the person told, what the
// role asks for, and what of that they have shown.
func (a Adviser) Why() Advice {
	target, known := a.Target()
	if target == "" {
		return a.AskWhere()
	}
	var out Advice
	out.say(a.Say("growth.rests.target", "role", a.RoleName(a.Facts.Role), "target", a.RoleName(target)))
	if known {
		skills := Measure(a.Careers, a.Facts, target)
		if shown := append(In(skills, Strong), In(skills, Growing)...); len(shown) > 0 {
			out.say(a.Say("growth.rests.shown", "skills", a.skillList(shown, 3), "proofs", a.proofs(shown, mostShown)))
		}
		if open := In(skills, Unshown); len(open) > 0 {
			out.say(a.Say("growth.rests.open", "target", a.RoleName(target), "skills", a.skillList(open, 3)))
		}
	}
	if g, _, ok := dueFirst(a.Facts.Today, a.Facts.Open()); ok {
		out.say(a.Say("growth.rests.due", "number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(g.Due)))
	}
	out.say(a.Say("growth.rests.ask"))
	out.offer(ShowGoals, Offer{})
	return out
}

// Feelings that somebody says beside a goal, each with what meets it.
var feelings = []struct {
	words []string
	met   string
}{
	{[]string{" useless", " worthless", " failure", " stupid", " hopeless", " ashamed", " embarrassed", " not good enough", " nul ", " nulle ", " incapable", " honte", " a rien", " impostor", " imposter", " pas a la hauteur", " not up to it"}, "growth.met.useless"},
	{[]string{" overwhelmed", " exhausted", " drained", " so tired", " drowning", " too much for me", " epuise", " deborde", " submerge", " vide ", " a bout", " burnt out", " burned out", " worn out", " creve ", " crevee ", " n en peux plus", " can t keep up", " can t cope"}, "growth.met.tired"},
	{[]string{" scared", " afraid", " terrified", " nervous", " anxious", " panic", " peur", " angoisse", " stresse", " panique", " la trouille", " worried", " inquiet ", " inquiete ", " m inquiete", " boule au ventre"}, "growth.met.afraid"},
	{[]string{" fed up", " sick of", " frustrated", " angry", " had enough", " marre", " ras le bol", " enerve", " frustre", " decourage", " discouraged", " demotivated", " demotive", " decouragee", " bored to"}, "growth.met.fed-up"},
}

// Met meets what somebody says they feel in one sentence; empty where they say
// nothing of that.
func (a Adviser) Met(said string) bot.Markup {
	if id := feeling(said); id != "" {
		return a.Say(id)
	}
	return ""
}

// Feels reports whether somebody says what they feel.
func Feels(said string) bool { return feeling(said) != "" }

// feeling is the wording that meets what somebody says they feel.
func feeling(said string) string {
	folded := " " + spacedWords(said) + " "
	for _, f := range feelings {
		for _, w := range f.words {
			if strings.Contains(folded, w) {
				return f.met
			}
		}
	}
	return ""
}

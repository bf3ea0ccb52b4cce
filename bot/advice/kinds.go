package advice

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// Questions of one's own list that name nothing of it: "which one can wait?",
// "what did I achieve?". How they are put tells what they ask, in this order.

// kind is one such question: how it is put, in folded words with spaces, and
// its answer, where the list has one.
type kind struct {
	put    []*regexp.Regexp // each is found
	not    *regexp.Regexp   // … and this is not
	answer func(a Adviser, said string) (Advice, bool)
}

func put(all ...string) (out []*regexp.Regexp) {
	for _, x := range all {
		out = append(out, regexp.MustCompile(`\b(`+x+`)\b`))
	}
	return out
}

var kinds = []kind{
	{put("which|what|lequel|laquelle|lesquels|lesquelles|quoi|quel", `can wait|could wait|wait|postpone|push back|put off|park|pause|delay|move back|peut attendre|peuvent attendre|decaler?|decale(nt|r)?|repousse[rz]?|reporte[rz]?|retarde[rz]?`),
		regexp.MustCompile(`\b(days?|dates?|check ?ins?|points?|roles?|postes?|jobs?|metiers?|certif\w*|certs?|exams?|examens?|formations?|courses?)\b`), Adviser.wait},
	{put(`(dans )?quel ordre|(which|what) order`, `les (feri?ez|ferais|fais|faire|prendre|prends|attaque[rz]?|traite[rz]?|mettre|aborde[rz]?|classe[rz]?)|them|these|those|my goals|mes objectifs|mes projets|tout ca|all this|all of it`),
		regexp.MustCompile(`\b(certif|exam|etapes?|steps?)`), Adviser.ordered},
	{put(`how many|combien|what s|what is|what have|quoi|que|qu`, `left|remain(s|ing)?|still open|to go|reste(nt)?|encore ouverts?`, `i|i ve|me|my|of mine|goals|objectifs|m|mes|mon`),
		regexp.MustCompile(`\b(days?|weeks?|months?|years?|hours?|time|jours?|semaines?|mois|ans?|annees?|heures?|temps|money|budget|holidays?|conges|behind|steps?|etapes?|a faire|certif\w*|certs?)\b`), Adviser.left},
	{put(`which|what|any|one|goals?|objectifs?|auquel|lequel|laquelle|lesquels|un|celui|celle|quelque chose|truc`, `(no|without( an?y?| a)?|sans|aucune?|pas (mis |donne |fixe |prevu )?(de|d)) (due |target )?(date|day|deadline|echeance|jour)s?|(never|n t|not) (give|given|gave|set|put|added)( it| one)? an?y? (date|day|deadline)`),
		regexp.MustCompile(`\b(certif|expir)`), Adviser.undated},
	{put(`anything|something|any of|any goals?|which|what|quelque chose|un truc|quoi que ce soit|lequel|laquelle|lesquels|qu est ce`, `slip(ped|ping)?|overdue|running late|fallen behind|in arrears|en retard|depasse[es]*|laisse (passer|filer|trainer)|rate une? echeance|oublie une echeance`),
		nil, func(a Adviser, _ string) (Advice, bool) { return a.Late(), len(a.Facts.Open()) > 0 }},
	{put(`steps?|etapes?`, `how many|what|which|list|combien|quelles?|laquelle|lesquelles|c est quoi`), regexp.MustCompile(`\b(career|carriere|role|poste)\b`), Adviser.allSteps},
	{put(`said|say|planned|plan|wrote|noted|dit|prevu|note|ecrit`, `first|begin with|start with|d abord|en premier|commencer|commence`, `i|je|j`), nil, Adviser.firstStep},
	{put(`i (just |ve |have |can |really )*(never|nothing)( \w+){0,3} (finish(ed)?|achieved?|accomplish(ed)?|completed?|delivered?|show)|(achieved|accomplished|finished|delivered) (nothing|anything)|never (finish(ed)?|achieve[d]?|complete[d]?)( anything)?|(n ai|ai) (jamais )?rien (fini|acheve|accompli|reussi|realise|termine)|(finis|termine|acheve|vais) jamais`),
		regexp.MustCompile(`\b(he|she|they|il|elle|on|wrong|mal)( \w+)? (never|jamais|nothing|rien|finish)`), func(a Adviser, _ string) (Advice, bool) { return a.deeds("growth.record.otherwise") }},
	{put(`what (i|i ve|i have|have i)( ve| have| actually| really| even)* (did|done|achieved|accomplished|delivered|shipped|contributed|brought|finished|got done)|what did i( actually| really| even)? (do|achieve|accomplish|deliver|ship|contribute|bring|finish|get done)|ce que j ai (bien )?(apporte|fait|accompli|realise|reussi|livre)|qu ai je (apporte|fait|accompli|realise|reussi|livre)|qu est ce que j ai (bien )?(apporte|fait|accompli|realise|reussi|livre)|j ai (apporte|accompli|realise|reussi|fait) quoi`,
		`boss|manager|review|appraisal|quarter|year|month|christmas|summer|proud|show|chef|cheffe|patron|patronne|entretien|annuel|bilan|trimestre|annee|mois|noel|rentree|montrer|ici|so far|since|depuis`),
		regexp.MustCompile(`\b(wrong|mal|deserve|meriter|first|d abord)\b`), func(a Adviser, _ string) (Advice, bool) { return a.deeds("") }},
	{put(`what (do|should|can|could|will|would) i (tell|say|bring|show|answer)|(que|quoi) (leur |lui )?(dire|repondre|raconter|montrer)|je (leur |lui )?(dis|raconte|reponds|montre) quoi|give me|donne[zr]? moi|il me faut`,
		`example|time (when )?i|times|story|proof|evidence|saved|results?|exemple|fois ou|moment ou|resultats?|reussites?|preuves?|achievements?`), nil, func(a Adviser, _ string) (Advice, bool) { return a.deeds("") }},
	{put(`preuves?|proofs?|evidence|arguments?|credentials`, `i|i ve|my|mes|j|je|ai`, `have|got|show|hand|bring|sous la main|quelles?|what|which|montrer|ai`), nil, Adviser.evidenced},
	{put(`who (i|you) (am|are|m)|who i m|qui (je suis|vous etes|tu es)|d ou je (viens|pars)`, `(where|ou) (i|i m|you|you re|je|tu|vous|j)( am| are| m| re)*( \w+)? ?(going|headed|heading|go|vais|vas|allez|veux aller|aller|vise)`), nil, Adviser.whoAndWhere},
	{put(`realiste|realistic|possible|faisable|jouable|achievable|feasible|doable|atteignable|far ?fetched|trop (ambitieux|haut)|pipe dream|within reach|a ma portee|too (ambitious|high)`,
		`(poste|job|role|place)( \w+){0,3} (reve|vise|veux|dream\w*|want|after|aiming|target)|(dream|target) (job|role)|poste vise|ma cible|my target`), nil,
		func(a Adviser, _ string) (Advice, bool) { return a.Ready(""), a.Facts.Target != "" }},
	{put(`offered me|offer me|offers me|me propose|m a propose|m offre|recruiter|headhunter|recruteu[rs]e?|chasseur de tetes|approached me|m a contacte|on me demande de|i m asked to|been asked to`,
		`fit|fits|match|matches|suit|colle|correspond|va dans|coherent|in line|get me|helps?|m aide|rapproche|serves?|sert`, `i|i m|i ve|my|je|j|mon|ma|mes`), nil,
		func(a Adviser, _ string) (Advice, bool) { return a.Chance(), a.Facts.Target != "" }},
	{put(`casse[rz]?|break|breaks|affecte[rz]?|affects?|bouscule|perturbe|derange|derails?|hit|hits|touche|menace|threatens?|impacts?|remet en cause|tombe(nt)?|falls?|clash(es)?|collides?|mean for|change (pour|dans)|must i|i must|do i (owe|deliver)|dois je (rendre|livrer)`, `my|mes|mon|i|j ai|je|plan|objectifs|goals`), nil,
		func(a Adviser, said string) (out Advice, ok bool) { ok = a.dated(&out, said, false); return out, ok }},
	{put(`still|encore|toujours|already|deja|yet|did i|have i|ai je|est ce que j ai|is|est`, `worry|worried|worrying|sleep|fret|stress|stressing|bother|finish(ed)?|done|complete[d]?|over|behind me|close[d]?|fini|finie|termine|terminee|boucle|bouclee|regle|reglee|inquiete[r]?|souci|soucis|m en faire|penser a|derriere moi`), nil, Adviser.over},
	{put(`both|les deux|the two|all (three|four|five)|les (trois|quatre|cinq)|all of (it|them|that)|tout ca|too much`, `manage|tenir|tiens|tient|keep|fit|pull off|realistic|doable|possible|jouable|handle|finish|gerer|mener|boucler|too much|trop|make (it|them)|faisable|realiste`),
		regexp.MustCompile(`\b(roles?|postes?|jobs?|metiers?|enfants|kids)\b`), Adviser.together},
	{put(`on tr(ac?|a)k|on track|dans les temps|dans les clous|in time|a temps|still (doable|possible|realistic|make it)|encore (jouable|faisable|possible|tenable)|y arrive[r]?|y arriverai|make it|when s|when is|when was|c est quand|c est pour quand|quand est ce|by when|pour quand`), nil, Adviser.oneDay},
}

// asked is the answer to the first such question that a text puts; ok is false
// where it puts none, or the list has nothing for it.
func (a Adviser) asked(text string) (Advice, bool) {
	said := spacedWords(text)
	for _, k := range kinds {
		if k.fits(said) {
			if out, ok := k.answer(a, text); ok {
				return out, true
			}
		}
	}
	return Advice{}, false
}

func (k kind) fits(said string) bool {
	return !slices.ContainsFunc(k.put, func(r *regexp.Regexp) bool { return !r.MatchString(said) }) && (k.not == nil || !k.not.MatchString(said))
}

// PutsRecord reports whether a text is put as such a question, whatever of it
// was read as another.
func PutsRecord(text string) bool {
	said := spacedWords(text)
	return slices.ContainsFunc(kinds, func(k kind) bool { return k.fits(said) })
}

func spacedWords(text string) string {
	return plainwords.Spaced(bot.Fold(strings.NewReplacer("'", " ", "’", " ").Replace(text)))
}

func (a *Advice) list(lines []string) {
	if len(lines) > 0 {
		a.say(bot.Markup(strings.Join(lines[:min(len(lines), mostListed)], "\n")))
	}
}

func (a Adviser) goalLines(goals []people.Goal) (lines []string) {
	for _, g := range goals {
		lines = append(lines, string(a.goalLine(g)))
	}
	return lines
}

// wait says which goal has most time, and which has least.
func (a Adviser) wait(string) (out Advice, ok bool) {
	open := a.byDay()
	if len(open) < 2 || open[0].Due == "" {
		return out, false
	}
	first, last := open[0], open[len(open)-1]
	for _, g := range open { // without a day: the one that is farthest
		if last.Due == "" && g.Due == "" && g.Horizon > last.Horizon {
			last = g
		}
	}
	if last.Due == first.Due {
		return out, false
	}
	id := "growth.record.wait"
	if last.Due == "" {
		id = "growth.record.wait.undated"
	}
	out.say(a.Say(id, "number", last.Number, "goal", Trimmed(last.Text), "day", a.Date(last.Due)))
	out.say(a.Say("growth.record.wait.first", "number", first.Number, "goal", Trimmed(first.Text), "day", a.Date(first.Due)))
	out.say(a.nextStep(first, plainwords.GoalKind(a.Careers, first.Text)))
	out.offer(ShowGoals, Offer{})
	return out, true
}

// ordered is the open goals by their days.
func (a Adviser) ordered(string) (out Advice, ok bool) {
	open := a.byDay()
	if len(open) < 2 {
		return out, false
	}
	out.say(a.Say("growth.record.order", "number", open[0].Number, "goal", Trimmed(open[0].Text)))
	out.list(a.goalLines(open))
	out.say(a.nextStep(open[0], plainwords.GoalKind(a.Careers, open[0].Text)))
	out.offer(ShowGoals, Offer{})
	return out, true
}

// left is how many goals are open, and which.
func (a Adviser) left(string) (out Advice, ok bool) {
	open := a.byDay()
	if len(open) == 0 {
		return out, false
	}
	out.say(a.Say("growth.record.open-goals", "n", len(open)))
	out.list(a.goalLines(open))
	out.offer(ShowGoals, Offer{})
	return out, true
}

// undated is the open goals that have no day.
func (a Adviser) undated(string) (out Advice, ok bool) {
	open := a.Facts.Open()
	none := slices.DeleteFunc(slices.Clone(open), func(g people.Goal) bool { return g.Due != "" })
	switch {
	case len(open) == 0:
		return out, false
	case len(none) == 0:
		out.say(a.Say("growth.record.undated.none"))
		out.list(a.goalLines(a.byDay()))
	default:
		out.say(a.Say("growth.record.undated", "n", len(none)))
		out.list(a.goalLines(none))
		out.say(a.Say("growth.when.ask.none"))
	}
	out.offer(ShowGoals, Offer{})
	return out, true
}

// allSteps is the steps of the goal that words name, else of all.
func (a Adviser) allSteps(said string) (out Advice, ok bool) {
	lines := a.stepLines(a.goalsSaid(said))
	if len(lines) == 0 {
		return out, false
	}
	out.say(a.Say("growth.record.steps", "n", len(lines)))
	out.list(lines)
	out.offer(ShowGoals, Offer{})
	return out, true
}

// firstStep is the first step that is noted of the goal that words name, else
// of the one to take up.
func (a Adviser) firstStep(said string) (out Advice, ok bool) {
	open := slices.DeleteFunc(a.Facts.Open(), func(g people.Goal) bool { return a.Facts.nextStep(g.ID) == "" })
	g, by := a.GoalOf(said)
	if by == Unnamed || !slices.ContainsFunc(open, func(x people.Goal) bool { return x.ID == g.ID }) {
		target, _ := a.Target()
		if g, _, ok = a.pick(open, Measure(a.Careers, a.Facts, target)); !ok {
			return out, false
		}
	}
	out.say(a.Say("growth.record.step.first", "number", g.Number, "goal", Trimmed(g.Text), "step", Trimmed(a.Facts.nextStep(g.ID))))
	out.offer(ShowGoals, Offer{})
	return out, true
}

// deeds is what was achieved and reached, under a first sentence.
func (a Adviser) deeds(lead string) (out Advice, ok bool) {
	if !a.shows() {
		return out, false
	}
	if lead != "" {
		out.say(a.Say(lead))
	}
	if wins := a.Facts.Wins; len(wins) > 0 {
		newest := wins[len(wins)-1]
		out.say(a.Say("growth.record.wins", "n", len(wins), "text", Trimmed(newest.Text), "day", a.Date(newest.Date)))
		var lines []string
		for _, w := range slices.Backward(wins) {
			lines = append(lines, string(a.Say("growth.record.win", "text", Trimmed(w.Text), "day", a.Date(w.Date))))
		}
		out.list(lines)
	}
	if reached := a.reached(); len(reached) > 0 {
		out.say(a.Say("growth.record.reached", "n", len(reached)))
		out.list(reached)
	}
	return out, true
}

// evidenced is deeds with the certifications that are held.
func (a Adviser) evidenced(string) (Advice, bool) {
	out, ok := a.deeds("")
	if !ok {
		return out, false
	}
	var lines []string
	for _, c := range a.Facts.Certs {
		if !past(a.Facts.Today, c) {
			lines = append(lines, string(a.certLine(c)))
		}
	}
	out.list(lines)
	return out, true
}

// over says that the one goal that words name is reached.
func (a Adviser) over(said string) (out Advice, ok bool) {
	done := slices.DeleteFunc(slices.Clone(a.Facts.Goals), func(g people.Goal) bool { return g.State != people.Done })
	named := naming(done, tellingWords(said, plainGoalWords), func(g people.Goal) string { return g.Text })
	if len(named) != 1 || len(a.goalsSaid(said)) > 0 {
		return out, false
	}
	g := named[0]
	out.say(a.Say("growth.record.over", "number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(people.Today(g.Closed, ""))))
	if open := a.byDay(); len(open) > 0 {
		out.say(a.Say("growth.record.over.next", "number", open[0].Number, "goal", Trimmed(open[0].Text)))
	}
	out.offer(ShowGoals, Offer{})
	return out, true
}

// whoAndWhere is the role and the target.
func (a Adviser) whoAndWhere(string) (out Advice, ok bool) {
	if a.Facts.Role == "" || a.Facts.Target == "" {
		return out, false
	}
	out.say(a.Say("growth.record.self", "role", a.RoleName(a.Facts.Role), "target", a.RoleName(a.Facts.Target)))
	return out, true
}

// closeDays is within how many days two goals come together.
const closeDays = 14

// together weighs the goals that have a day, within the time that words name.
func (a Adviser) together(said string) (out Advice, ok bool) {
	until := "9"
	if s, _, named := a.spanSaid(said); named {
		until = s.To
	}
	goals := slices.DeleteFunc(a.byDay(), func(g people.Goal) bool { return g.Due == "" || g.Due > until })
	if len(goals) < 2 {
		return out, false
	}
	first, last := goals[0], goals[len(goals)-1]
	apart, _ := daysFrom(first.Due, last.Due)
	id := "growth.record.apart-enough"
	if apart <= closeDays {
		id = "growth.record.close"
	}
	out.say(a.Say(id, "n", cmp.Or(apart, 0), "number", first.Number, "goal", Trimmed(first.Text)))
	out.list(a.goalLines(goals))
	out.say(a.nextStep(first, plainwords.GoalKind(a.Careers, first.Text)))
	out.offer(ShowGoals, Offer{})
	return out, true
}

// oneDay is the day of the one goal that words name as their own: "the talk".
func (a Adviser) oneDay(said string) (out Advice, ok bool) {
	goals := a.goalsSaid(said)
	if len(goals) != 1 || goals[0].Due == "" {
		return out, false
	}
	words := strings.Fields(spacedWords(said))
	for _, w := range tellingWords(goals[0].Text, plainGoalWords) {
		i := slices.IndexFunc(words, func(s string) bool { return sameWord(s, w) })
		if i > 0 && (mine[words[i-1]] || theWords[words[i-1]]) {
			return a.When(goals[0]), true
		}
	}
	return out, false
}

var theWords = plainwords.Words("the that this le la les l ce cet cette")

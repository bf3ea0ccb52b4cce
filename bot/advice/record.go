package advice

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// What somebody asks of their own list: which day, in which order, how many,
// how far apart. The answer is the facts, and no advice.

// Words by which a message asks for one part of what is kept.
var (
	ofWins   = plainwords.Words("win wins achievement achievements accomplishment accomplishments reussite reussites victoire victoires exploit exploits succes success successes argument arguments proof proofs prove preuve preuves anecdote proud proudest fier fiere brag bullets bilan citer vanter")
	ofCerts  = plainwords.Words("cert certs certification certifications certificate certificates badge badges certif certifs certificat certificats diplome diplomes")
	ofSelf   = plainwords.Words("headline linkedin job title role metier poste target cible headed heading profession profil profile intitule correction career")
	ofGoals  = plainwords.Words("goal goals objectif objectifs deadline deadlines echeance echeances due liste list ordre order planned prevu calendar calendrier")
	onList   = plainwords.Words("goal goals objectif objectifs deadline deadlines echeance echeances due liste list date dates")
	ofEnd    = plainwords.Words("finish finishes finishing expire expires expiring expiry lapse lapses end ends ending run runs out valid finit expirent fin perimee perime valable")
	finished = plainwords.Words("finished done completed complete closed wrapped fini finie termine terminee boucle bouclee plie pliee acheve achevee")
	movedOn  = plainwords.Words("postponed moved pushed shifted delayed repousse repoussee decale decalee reporte reportee")
	slips    = plainwords.Words("slip slips slipped slipping late later delay delays delayed push pushes pushed shift shifts decale decaler glisse glisser retard repousse repousser reporte reporter")
)

// Words by which a message asks for a fact.
var (
	countWords  = plainwords.Words("many number count combien nombre compte list liste all toutes tous current actuelles latest newest last derniere dernier oldest ancien ancienne left reste restent")
	dayWords    = plainwords.Words("old long late time deadline echeance temps tard renew renouveler valable valid good when date dates day quand jour before after avant apres between entre expire expires expiring finish finishing finishes finir finit expirer")
	rankWords   = plainwords.Words("order ordre first next premier premiere prochain prochaine suivant suivante sort range rangez ranges trie triez")
	holdWords   = plainwords.Words("hold dream dreamt already deja toujours ever")
	whichWords  = plainwords.Words("which laquelle lesquelles lequel lesquels quelle quelles")
	mineWords   = plainwords.Words("my mine mon ma mes miennes miens i i've ive je j ai me moi m")
	storyWords  = plainwords.Words("interview interviewer interviewers story entretien anecdote raconter")
	cvWords     = plainwords.Words("cv resume bullet ligne line")
	clashWords  = plainwords.Words("fight clash clashes collide conflict conflicts contradict contradicts overlap same double doublon doublons meme mm contredisent genent chevauchent opposent")
	laterWords  = plainwords.Words("later long tard longs apres suit next horizons")
	lineWords   = plainwords.Words("line sentence phrase ligne headline slogan bio")
	doWords     = plainwords.Words("do am fais suis")
	adviceWords = plainwords.Words("should worth next take pass passer repasser prendre viser conseille conseillez pensez vaut interet")
	doneWords   = plainwords.Words("ticked closed finished done checked coche coches cochee fini finis boucle boucles termine termines")
	stepWords   = plainwords.Words("step steps etape etapes")
	caseWords   = plainwords.Words("argument arguments vanter brag convince convaincre")
	whyWords    = plainwords.Words("why pourquoi")
	leftWords   = plainwords.Words("long late time left deadline over temps tard reste echeance quand when")
	renewWords  = plainwords.Words("renew renewal expire expires lapse renouveler renouvelle repasser expirer")
	setWords    = plainwords.Words("wrote write put set said planned noted goals goal due down finish finished bouclé boucle boucler fixe fixee mis mise note notee ecrit prevu objectif objectifs chantiers")
	leadWords   = plainwords.Words("how when is do did does should am are can what which was so and quand combien est ai dois faut est-ce ca c'est j'ai vous quelle quel laquelle et list when tell remind rappelle rappelez")
	askWords    = plainwords.Words("what which that help wrong quoi que qu quel quelle quelles laquelle aide aidez")
	aimWords    = plainwords.Words("headed heading aiming want aim veux vise viser vouloir")
)

// said is a message's words, folded.
func said(text string) map[string]bool {
	return plainwords.Words(spacedWords(text))
}

// share reports whether two sets of words have one in common.
func share(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

// MayAskRecord reports whether a text may ask for a fact of one's own list, by
// its words alone.
func MayAskRecord(text string) bool {
	w := said(text)
	if PutsRecord(text) {
		return true
	}
	if share(w, mineWords) {
		for _, list := range []map[string]bool{countWords, dayWords, rankWords, holdWords, whichWords, clashWords, laterWords, cvWords, lineWords, ofWins, adviceWords, doneWords, whyWords, setWords, stepWords, aimWords} {
			if share(w, list) {
				return true
			}
		}
	}
	return w["dossier"] || share(w, ofWins) && share(w, countWords) || share(w, ofCerts) && (share(w, countWords) || share(w, adviceWords)) ||
		share(w, dayWords) && (w["between"] || w["entre"])
}

// asks reports whether a text is a question by its mark, or by how one of its
// sentences begins.
func asks(text string) bool {
	begins := true
	for _, raw := range strings.Fields(bot.Fold(text)) {
		if w := strings.Trim(raw, ",.!?;:"); begins && leadWords[w] {
			return true
		}
		begins = strings.ContainsAny(raw, ",.!?;:")
	}
	return strings.Contains(text, "?")
}

// AsksRecord reports whether a text asks for a fact of what is kept, by its
// words and by what it names of that.
func (a Adviser) AsksRecord(text string) bool {
	if _, ok := a.asked(text); ok {
		return true
	}
	w := said(askingOf(text))
	certs, goals, wins := len(a.certsSaid(text)), len(a.goalsSaid(text)), len(a.winsSaid(text))
	has := func(any map[string]bool) bool { return share(w, any) }
	_, _, windowed := a.spanSaid(askingOf(text))
	_, far := horizonSaid(text)
	switch {
	case certs > 0 && has(mineWords) && asks(text) && (has(dayWords) || has(holdWords) || has(adviceWords)), certs+goals > 1 && has(dayWords):
		return true
	case goals == 1 && (w["date"] || w["day"] && w["which"] || w["jour"] && w["quel"] || has(leftWords)) && has(mineWords):
		return true
	case len(a.Facts.Certs) > 0 && has(ofCerts) && (has(countWords) && (has(mineWords) || w["dates"])), len(a.Facts.Certs) > 0 && has(renewWords) && has(mineWords):
		return true
	case a.shows() && (has(ofWins) && (has(countWords) || has(whichWords) || has(askWords)) || w["dossier"] || w["mine"] && has(whichWords) && has(storyWords) || wins > 0 && has(cvWords)):
		return true
	case len(a.Facts.Open()) > 1 && (has(onList) && has(rankWords) && (w["dates"] || w["date"] || w["ordre"]) || has(clashWords) && (has(ofGoals) || w["mine"]) || w["prevu"] && has(laterWords) || w["planned"] && has(laterWords)):
		return true
	case len(a.Facts.Goals) > 0 && (far || windowed && !w["plan"] && (has(whenWords) || slices.ContainsFunc(a.Facts.Open(), func(g people.Goal) bool { return a.dayOf(g) != "" }))) && has(setWords) && has(mineWords):
		return true
	case len(a.Facts.Goals) > 0 && has(doneWords) && has(whichWords) && has(mineWords), a.stepAfter(text) != "", len(a.Facts.Steps) > 0 && has(stepWords) && has(whichWords):
		return true
	case a.Facts.Target != "" && has(aimWords) && has(mineWords) && (w["who"] || w["qui"]):
		return true
	}
	return has(lineWords) && has(doWords) && has(aimWords) && a.Facts.Role != "" || w["headline"] && has(mineWords)
}

// mostListed is how many lines a list of what is kept has at most.
const mostListed = 8

// Record answers what is asked of the person's own list; ok is false where
// nothing is on it.
func (a Adviser) Record(text string) (out Advice, ok bool) {
	if out, ok = a.asked(text); ok {
		return out, true
	}
	words := said(text)
	has := func(list map[string]bool) bool { return share(words, list) }
	goals, certs := a.goalsSaid(text), a.certsSaid(text)
	var lines []string
	var days []string
	for _, g := range goals {
		lines, days = append(lines, string(a.goalLine(g))), append(days, g.Due)
	}
	for _, c := range certs {
		day := c.Earned
		if has(ofEnd) {
			day = cmp.Or(c.Expires, day)
		}
		lines, days = append(lines, string(a.certLine(c))), append(days, day)
	}
	list := func(lines []string) { out.list(lines) }
	if next := a.stepAfter(text); next != "" {
		out.say(a.Say("growth.record.step", "step", next))
		out.offer(ShowGoals, Offer{})
		return out, true
	}
	if out, ok = a.allSteps(text); ok && has(stepWords) {
		return out, true
	}
	out = Advice{}
	if len(certs) == 1 && !has(whichWords) && (len(goals) == 0 || has(adviceWords)) {
		return a.Held(certs[0]), true
	}
	switch {
	case len(lines) == 1 && len(goals) == 1:
		out = a.When(goals[0])
	case len(lines) > 0:
		list(lines)
		if n, known := daysFrom(days[0], days[len(days)-1]); known && len(days) == 2 {
			out.say(a.Say("growth.record.apart", "n", max(n, -n)))
		}
	}
	if ok := a.dated(&out, text, len(lines) > 0); ok {
		return out, true
	}
	if has(caseWords) && a.shows() {
		return a.Strengths(), true
	}
	if wins := a.winsSaid(text); (has(ofWins) || words["dossier"] || has(storyWords)) && len(a.Facts.Wins) > 0 || len(wins) > 0 && len(lines) == 0 {
		if len(wins) == 0 {
			wins = a.Facts.Wins
		}
		newest := a.Facts.Wins[len(a.Facts.Wins)-1]
		out.say(a.Say("growth.record.wins", "n", len(a.Facts.Wins), "text", Trimmed(newest.Text), "day", a.Date(newest.Date)))
		lines = nil
		for _, w := range slices.Backward(wins) {
			lines = append(lines, string(a.Say("growth.record.win", "text", Trimmed(w.Text), "day", a.Date(w.Date))))
		}
		list(append(lines, a.reached()...))
	} else if (has(ofWins) || has(doneWords)) && len(a.reached()) > 0 && len(goals) == 0 {
		out.say(a.Say("growth.record.reached", "n", len(a.reached())))
		list(a.reached())
	}
	if has(ofCerts) && len(certs) == 0 && len(a.Facts.Certs) > 0 {
		lines = nil
		for _, c := range a.Facts.Certs {
			lines = append(lines, string(a.certLine(c)))
		}
		list(lines)
	}
	if (has(ofSelf) || has(lineWords) && has(doWords) && has(aimWords) || has(aimWords) && (words["who"] || words["qui"])) && a.Facts.Role != "" {
		id := "growth.record.self"
		if a.Facts.Target == "" {
			id = "growth.record.role"
		}
		out.say(a.Say(id, "role", a.RoleName(a.Facts.Role), "target", a.RoleName(a.Facts.Target)))
	}
	if open := a.byDay(); len(open) > 0 && len(goals) == 0 && (len(out.Text) == 0 || has(ofGoals)) {
		lines = nil
		for _, g := range open {
			lines = append(lines, string(a.goalLine(g)))
		}
		if n := len(a.reached()); n > 0 && len(out.Text) == 0 {
			out.say(a.Say("growth.record.reached", "n", n))
			list(a.reached())
		}
		out.say(a.Say("growth.record.open-goals", "n", len(open)))
		list(lines)
		out.offer(ShowGoals, Offer{})
	}
	return out, len(out.Text) > 0
}

// goalsSaid are the open goals of which words are in a text.
func (a Adviser) goalsSaid(text string) []people.Goal {
	return naming(a.Facts.Open(), tellingWords(text, nil), func(g people.Goal) string { return g.Text })
}

// winsSaid are the achievements of which words are in a text.
func (a Adviser) winsSaid(text string) []people.Win {
	return naming(a.Facts.Wins, tellingWords(text, plainGoalWords), func(w people.Win) string { return w.Text })
}

// naming are those of which one of some words is a telling one.
func naming[T any](all []T, said []string, words func(T) string) (out []T) {
	for _, x := range all {
		if slices.ContainsFunc(tellingWords(words(x), plainGoalWords), func(w string) bool {
			return slices.ContainsFunc(said, func(s string) bool { return sameWord(s, w) })
		}) {
			out = append(out, x)
		}
	}
	return out
}

// certsSaid are the certifications held that a text names.
func (a Adviser) certsSaid(text string) (out []people.Certification) {
	all := a.Facts.Certs
	for _, c := range all {
		a.Facts.Certs = []people.Certification{c}
		if _, ok := a.CertSaid(text); ok {
			out = append(out, c)
		}
	}
	return out
}

// byDay are the open goals, those with a day first, by their days.
func (a Adviser) byDay() []people.Goal {
	open := a.Facts.Open()
	slices.SortStableFunc(open, func(x, y people.Goal) int {
		return cmp.Compare(cmp.Or(x.Due, "9"), cmp.Or(y.Due, "9"))
	})
	return open
}

func (a Adviser) goalLine(g people.Goal) bot.Markup {
	id := "growth.record.goal"
	switch n, dated := daysFrom(a.Facts.Today, g.Due); {
	case !dated:
		id = "growth.record.goal.undated"
	case n < 0:
		id = "growth.record.goal.over"
	}
	return a.Say(id, "number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(g.Due), "horizon", string(g.Horizon))
}

func (a Adviser) certLine(c people.Certification) bot.Markup {
	id := "growth.record.cert"
	switch {
	case c.Expires == "":
		id = "growth.record.cert.kept"
	case past(a.Facts.Today, c):
		id = "growth.record.cert.past"
	}
	return a.Say(id, "name", c.Name, "earned", a.Date(c.Earned), "day", a.Date(c.Expires))
}

// Premise says first what words take for granted that the list says otherwise:
// a goal that is reached, or moved, or slips; ok is false where they do not.
func (a Adviser) Premise(text string) (out Advice, ok bool) {
	w := said(text)
	goals := a.goalsSaid(text)
	if dated := slices.DeleteFunc(a.Facts.Open(), func(g people.Goal) bool { return g.Due == "" }); len(goals) == 0 && len(dated) == 1 && share(w, slips) && (share(w, ofGoals) || spanIn(strings.Fields(spacedWords(text))) > 0) {
		goals = dated
	}
	if len(goals) != 1 {
		return out, false
	}
	g, days := goals[0], spanIn(strings.Fields(plainwords.Spaced(bot.Fold(text))))
	switch {
	case days > 0 && g.Due != "" && share(w, slips):
		due, _ := time.Parse(time.DateOnly, g.Due)
		out.say(a.Say("growth.record.shift", "number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(g.Due), "then", a.Date(due.AddDate(0, 0, days).Format(time.DateOnly))))
		out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
		out.offer(ShowGoals, Offer{})
		return out, true
	case share(w, finished):
		first := a.Say("growth.record.open", "number", g.Number, "goal", Trimmed(g.Text))
		a.Facts.Goals = slices.DeleteFunc(slices.Clone(a.Facts.Goals), func(x people.Goal) bool { return x.ID == g.ID })
		out = a.Next()
		out.Text = slices.Insert(out.Text, 0, first)
		out.Offers = slices.Insert(out.Offers, 0, Offer{Kind: DoneWith, Goal: g})
		return out, true
	case share(w, movedOn):
		out = a.Next()
		out.Text = slices.Insert(out.Text, 0, a.goalLine(g))
		return out, true
	}
	return out, false
}

// NextSaid is Next for the words by which it is asked.
func (a Adviser) NextSaid(text string) Advice {
	if out, ok := a.Premise(text); ok {
		return out
	}
	if named := a.goalsSaid(text); len(named) > 1 { // "the exam first, or the project?"
		a.Facts.Goals = slices.DeleteFunc(slices.Clone(a.Facts.Goals), func(g people.Goal) bool {
			return g.State == people.Open && !slices.ContainsFunc(named, func(n people.Goal) bool { return n.ID == g.ID })
		})
	}
	return a.Next()
}

// dayUnits are how many days the units of a span of time have.
var dayUnits = map[string]int{"day": 1, "days": 1, "jour": 1, "jours": 1, "week": 7, "weeks": 7, "semaine": 7, "semaines": 7}

// spanIn is the first span of time in some words, in days: "three weeks"; 0: none.
func spanIn(words []string) int {
	for i := 1; i < len(words); i++ {
		if unit := dayUnits[words[i]]; unit > 0 {
			n, err := strconv.Atoi(words[i-1])
			if err != nil {
				n = counted[words[i-1]]
			}
			if words[i-1] == "a" || words[i-1] == "une" {
				n = 1
			}
			return n * unit
		}
	}
	return 0
}

package advice

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// Naming is how surely words mean one goal.
type Naming int

// The ways in which words mean a goal.
const (
	Unnamed  Naming = iota
	ByWord          // one telling word that no other goal has
	ByName          // the same, said as a goal's: "the SQL goal", "my CIPP/E"
	ByWords         // two telling words and more
	ByNumber        // its number, or its place in the list
)

// GoalOf is the open goal that words are about. A number that no open goal has
// is given in g.Number with an empty text.
func (a Adviser) GoalOf(text string) (g people.Goal, by Naming) {
	open := a.Facts.Open()
	if n, place := numberIn(text); n != 0 {
		if g, ok := a.Facts.goal(n); ok {
			return g, ByNumber
		}
		if !place {
			return people.Goal{Number: n}, ByNumber
		}
		if n == lastPlace && len(open) > 0 {
			return open[len(open)-1], ByNumber
		}
	}
	said := tellingWords(text, nil)
	most, tie, word := 0, false, ""
	for _, x := range open {
		hits := 0
		for _, w := range tellingWords(x.Text, plainGoalWords) {
			if i := slices.IndexFunc(said, func(s string) bool { return sameWord(s, w) }); i >= 0 {
				hits++
				if hits > most {
					word = said[i]
				}
			}
		}
		switch {
		case hits > most:
			g, most, tie = x, hits, false
		case hits == most && hits > 0:
			tie = true
		}
	}
	switch {
	case most == 0 || tie:
		return people.Goal{}, Unnamed
	case most > 1:
		return g, ByWords
	case asGoal(text, word):
		return g, ByName
	}
	return g, ByWord
}

// asGoal reports whether a word is said as the name of a goal: "the SQL goal",
// "le projet consentement", "the one about SQL", "my CIPP/E".
func asGoal(text, word string) bool {
	words := strings.Fields(plainwords.Spaced(bot.Fold(strings.NewReplacer("'", " ", "’", " ").Replace(text))))
	at := slices.Index(words, word)
	if at < 0 {
		return false
	}
	if at > 0 && mine[words[at-1]] {
		return true
	}
	for i := max(0, at-namedWithin); i <= min(len(words)-1, at+namedWithin); i++ {
		if goalNames[words[i]] && (i > at || i < at && words[i] != "one" || i < at-1) {
			return true
		}
	}
	return false
}

// namedWithin is how many words lie at most between a goal's word and what says
// that it is one.
const namedWithin = 2

var goalNames = plainwords.Words("goal goals objectif objectifs project projet one celui celle thing story histoire")

// lastPlace is the number that stands for the last goal of the list.
const lastPlace = -1

// numberIn is the number of the goal that words name: "goal 2", "#2", "my
// second one", "le deuxième". place is true where it is a place in the list.
func numberIn(text string) (n int, place bool) {
	words := strings.Fields(plainwords.Spaced(bot.Fold(strings.ReplaceAll(text, "#", " goal "))))
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if goalNouns[w] || w == "number" || w == "numero" || w == "no" || w == "nr" {
			if next == "number" || next == "numero" || next == "no" {
				continue
			}
			if n, err := strconv.Atoi(next); err == nil {
				return n, false
			}
			if n := counted[next]; n != 0 {
				return n, false
			}
			if n := ordinals[next]; n != 0 && (i == 0 || words[i-1] != "a") {
				return n, true
			}
		}
		if about[w] && (next == "number" || next == "the" || next == "le" || next == "no") && i+2 < len(words) && len(words[i+2]) == 1 && (i+3 == len(words) || !units[words[i+3]]) {
			if n, err := strconv.Atoi(words[i+2]); err == nil { // "aide-moi sur le 1"
				return n, false
			}
		}
		if n := ordinals[w]; n != 0 {
			owned := i > 0 && (mine[words[i-1]] || words[i-1] == "le" || words[i-1] == "du" || words[i-1] == "the")
			bare := next == "" || next == "one" || next == "goal" || next == "objectif" || next == "on" || next == "sur" || next == "de"
			if goalNouns[next] || next == "one" && owned || owned && bare && (mine[words[i-1]] || next == "on" || next == "sur" || i > 0 && next == "") {
				return n, true
			}
		}
	}
	return 0, false
}

var (
	goalNouns = plainwords.Words("goal goals objectif objectifs")
	about     = plainwords.Words("sur on about with avec pour for of de")
	units     = plainwords.Words("day days week weeks month months year years hour hours jour jours semaine semaines mois an ans heure heures h january february march april may june july august september october november december janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")
	mine      = plainwords.Words("my mon ma mes")
	counted   = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5}
	ordinals  = map[string]int{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "last": lastPlace,
		"premier": 1, "1er": 1, "deuxieme": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3, "quatrieme": 4, "4e": 4, "4eme": 4, "cinquieme": 5, "dernier": lastPlace}
)

// plainGoalWords stand in many goals and tell none from another.
var plainGoalWords = plainwords.Words("goal objectif project projet lead learn earn become finish complete build make take find with from into more better well enough through first each every this that their them myself self team teams " +
	"role month months year years week weeks next work write start mener apprendre obtenir devenir finir terminer faire prendre trouver avec dans pour plus mieux chaque premier premiere notre votre leur equipe poste mois annee annees " +
	"semaine semaines prochain prochaine travail ecrire suivre passer about over what when what's should would could have your")

// tellingWords are the words of a text that say what it is about, folded: long
// ones, and abbreviations as they stand.
func tellingWords(text string, plain map[string]bool) (out []string) {
	for _, raw := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' && r != '\'' && r != '’'
	}) {
		if i := strings.LastIndexAny(raw, "'’"); i >= 0 && i < len(raw)-1 { // l'audit
			if _, size := utf8.DecodeRuneInString(raw[i:]); utf8.RuneCountInString(raw[i+size:]) > 1 {
				raw = raw[i+size:]
			}
		}
		w := bot.Fold(raw)
		switch {
		case plain[w] || w == "":
		case utf8.RuneCountInString(w) >= tellingLetters:
			out = append(out, w)
		case len(w) >= 2 && (plain == nil || raw == strings.ToUpper(raw) && unicode.IsLetter(rune(raw[0]))): // SQL, CDP, GA4
			out = append(out, w)
		}
	}
	return out
}

// sameStem is how many letters two words share at least that are forms of one.
const sameStem = 5

// sameWord reports whether two words are one, or forms of one: "migrer" and
// "migration", "dashboard" and "dashboards".
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= sameStem && len(a)-n <= 4 && len(b)-n <= 4 || n >= 4 && (a == b+"s" || b == a+"s")
}

// serves is the first skill a role asks for that a goal works on, with whether
// nothing else shows it.
func (a Adviser) serves(g people.Goal, skills []Shown) (s Shown, alone, ok bool) {
	for _, x := range skills {
		for _, p := range x.Proofs {
			if p.Kind == OpenGoal && p.Goal.ID == g.ID {
				if only := len(x.Proofs) == 1; !ok || only && !alone {
					s, alone, ok = x, only, true
				}
			}
		}
	}
	return s, alone, ok
}

// countsFor is the certification that a goal is to earn, where it counts for a
// role; for which skill, if one is known.
func (a Adviser) countsFor(g people.Goal, role string) (c *careers.Certification, skill careers.Skill, ok bool) {
	for _, x := range a.Careers.Certifications() {
		if !plainwords.Points(g.Text, careers.Lists{En: append([]string{x.Name}, x.Aliases...), Fr: x.AliasesFr}) {
			continue
		}
		for _, s := range a.Careers.SkillsOf(role) {
			if has(s.Certifications, x.ID) {
				return x, s, true
			}
		}
		if slices.Contains(x.Roles, role) {
			return x, careers.Skill{}, true
		}
	}
	return nil, careers.Skill{}, false
}

// Worth says whether a goal is worth keeping: what of the target hangs on it.
func (a Adviser) Worth(g people.Goal) Advice {
	var out Advice
	if g.Text == "" {
		return a.noGoal(g.Number)
	}
	if n, said := a.Facts.stuck(g.ID); n >= stuckLeast {
		return a.stuck(g, n, said)
	}
	target, known := a.Target()
	skills := Measure(a.Careers, a.Facts, target)
	s, alone, serving := a.serves(g, skills)
	kv := []any{"number", g.Number, "goal", Trimmed(g.Text), "target", a.RoleName(target), "skill", a.Skill(s.Skill, false)}
	_, shows, counts := a.countsFor(g, target)
	next := a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text))
	switch {
	case target == "" || !known:
		out.say(a.Say("growth.worth.no-target", kv...))
		next = a.Say("growth.worth.test")
	case serving && s.State != Strong && alone:
		out.say(a.Say("growth.worth.alone", kv...))
	case serving && s.State != Strong:
		out.say(a.Say("growth.worth.serves", kv...))
	case counts && shows.ID != "":
		kv[7] = a.Skill(shows, false)
		out.say(a.Say("growth.worth.serves", kv...))
	case counts:
		out.say(a.Say("growth.worth.counts", kv...))
	default:
		open, ok := First(skills, Unshown)
		id := "growth.worth.apart"
		if serving {
			id = "growth.worth.shown"
		}
		out.say(a.Say(id, kv...))
		if ok {
			out.say(a.Say("growth.worth.instead", "target", a.RoleName(target), "skill", a.Skill(open.Skill, false)))
		}
		next = a.Say("growth.worth.test")
	}
	if e, ok := a.Facts.last(g.ID); ok && e.Next != "" && e.Status != people.StatusStuck {
		out.say(a.Say("growth.goal.planned", "plan", plan(e)))
	}
	out.say(next)
	out.say(a.Say("growth.worth.ask"))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(ChangeGoal, Offer{Goal: g})
	out.offer(DropGoal, Offer{Goal: g})
	return out
}

// Least says which goal could go: one that is stuck, else the one on which least
// of what the target asks for hangs.
func (a Adviser) Least() Advice {
	var out Advice
	open := a.Facts.Open()
	if len(open) == 0 {
		out.say(a.Say("growth.closes.no-goals"))
		out.offer(Propose, Offer{})
		return out
	}
	for _, g := range open {
		if n, said := a.Facts.stuck(g.ID); n >= stuckLeast {
			return a.stuck(g, n, said)
		}
	}
	if len(open) == 1 {
		return a.Worth(open[0])
	}
	target, _ := a.Target()
	skills := Measure(a.Careers, a.Facts, target)
	rank := func(g people.Goal) int {
		s, alone, serving := a.serves(g, skills)
		_, _, counts := a.countsFor(g, target)
		switch {
		case serving && alone && s.State != Strong:
			return 3
		case serving && s.State != Strong:
			return 2
		case counts:
			return 2
		}
		return 0
	}
	least, keep := open[len(open)-1], open[0]
	for _, g := range slices.Backward(open) {
		if rank(g) < rank(least) {
			least = g
		}
	}
	for _, g := range open {
		if g.ID != least.ID && (keep.ID == least.ID || rank(g) > rank(keep)) {
			keep = g
		}
	}
	id := "growth.least"
	if rank(least) == 0 && target != "" && len(skills) > 0 {
		id = "growth.least.apart"
	}
	out.say(a.Say(id, "number", least.Number, "goal", Trimmed(least.Text), "target", a.RoleName(target)))
	if s, _, ok := a.serves(keep, skills); ok {
		out.say(a.Say("growth.least.keep", "number", keep.Number, "goal", Trimmed(keep.Text), "target", a.RoleName(target), "skill", a.Skill(s.Skill, false)))
	}
	out.say(a.Say("growth.worth.test"))
	out.say(a.Say("growth.worth.ask"))
	out.offer(ChangeGoal, Offer{Goal: least})
	out.offer(DropGoal, Offer{Goal: least})
	out.offer(ShowGoals, Offer{})
	return out
}

// When says when a goal is due, and what comes until then.
func (a Adviser) When(g people.Goal) Advice {
	var out Advice
	if g.Text == "" {
		return a.noGoal(g.Number)
	}
	days, dated := daysFrom(a.Facts.Today, g.Due)
	id, ask := "growth.when.due", "growth.when.ask"
	switch {
	case !dated:
		id, ask = "growth.when.none", "growth.when.ask.none"
	case days < 0:
		id, days = "growth.when.over", -days
	case days == 0:
		id = "growth.when.today"
	}
	kv := []any{"number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(g.Due)}
	if dated {
		kv = append(kv, "n", days)
	}
	out.say(a.Say(id, kv...))
	if e, ok := a.Facts.last(g.ID); ok && e.Next != "" && e.Status != people.StatusStuck {
		out.say(a.Say("growth.goal.planned", "plan", plan(e)))
	}
	out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
	out.say(a.Say(ask))
	out.offer(StepsOf, Offer{Goal: g})
	out.offer(ShowGoals, Offer{})
	return out
}

// Late says what is overdue, or due next.
func (a Adviser) Late() Advice {
	var out Advice
	open := a.Facts.Open()
	if len(open) == 0 {
		return a.Next()
	}
	first, in, dated := people.Goal{}, 0, false
	for _, g := range open {
		if n, ok := daysFrom(a.Facts.Today, g.Due); ok && (!dated || n < in) {
			first, in, dated = g, n, true
		}
	}
	switch {
	case dated && in < 0:
		out.say(a.Say("growth.late.over", "number", first.Number, "goal", Trimmed(first.Text), "day", a.Date(first.Due)))
	case dated:
		out.say(a.Say("growth.late.next", "number", first.Number, "goal", Trimmed(first.Text), "day", a.Date(first.Due)))
	default:
		first = open[0]
		out.say(a.Say("growth.late.undated", "number", first.Number, "goal", Trimmed(first.Text)))
	}
	for _, g := range open {
		if n, said := a.Facts.stuck(g.ID); n >= stuckLeast && said != "" {
			out.say(a.Say("growth.late.stuck", "number", g.Number, "said", Trimmed(said), "n", n))
			break
		}
	}
	if c, _, ok := a.Facts.expiring(expiryAhead); ok {
		out.say(a.Say("growth.date", "name", c.Name, "day", a.Date(c.Expires)))
	}
	out.say(a.nextStep(first, plainwords.GoalKind(a.Careers, first.Text)))
	if dated {
		out.say(a.Say("growth.when.ask"))
	} else {
		out.say(a.Say("growth.late.ask"))
	}
	out.offer(StepsOf, Offer{Goal: first})
	out.offer(ShowGoals, Offer{})
	return out
}

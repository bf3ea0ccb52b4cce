package growth

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/advice"
	"mentor/bot/answers"
	"mentor/bot/plainwords"
)

// The personal questions that the answers' classifier hears, by its names.
func asked() map[string]bot.Saying {
	answer := func(f func(x adviser, said string) (advice.Advice, bool)) bot.Saying {
		return bot.Saying{Shows: true, AboutMe: true, Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			if said, ok := f(x, a["clause"]); ok {
				return advised(t, x.met(a["clause"], said)), nil
			}
			return bot.Reply{}, nil // what is known of nothing is for the answers
		}}
	}
	always := func(f func(adviser) advice.Advice) bot.Saying {
		return answer(func(x adviser, _ string) (advice.Advice, bool) { return f(x), true })
	}
	return map[string]bot.Saying{
		"me.case": {Shows: true, AboutMe: true, Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			if said := a["clause"]; !plainwords.OfSelf(said) || a["only"] != "" && !plainwords.OfOwnCase(said) {
				return bot.Reply{}, nil
			}
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			out, ok := x.Mirror(a["clause"])
			if !ok {
				return bot.Reply{}, nil
			}
			return advised(t, x.met(a["clause"], out)), nil
		}},
		"me.own":    {Shows: true, AboutMe: true, Do: ownFacts},
		"me.touch":  {Shows: true, AboutMe: true, Do: touched},
		"me.beside": {Shows: true, AboutMe: true, Do: bearingOn},
		"me.shown": {Shows: true, AboutMe: true, Do: func(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			return bot.Reply{Text: x.Achieved()}, nil
		}},
		"me.falls": {Shows: true, AboutMe: true, Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			return bot.Reply{Text: x.Falls(a["from"], a["to"])}, nil
		}},
		"me.goal":    {Propose: oneGoal, AboutMe: true, Shows: true},
		"me.strong":  always(func(x adviser) advice.Advice { return x.Strengths() }),
		"me.fit":     always(func(x adviser) advice.Advice { return x.Fit() }),
		"me.lately":  always(func(x adviser) advice.Advice { return x.Lately() }),
		"me.planned": always(func(x adviser) advice.Advice { return x.Planned() }),
		"me.offer": {Shows: true, AboutMe: true, Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			return advised(t, x.met(a["clause"], x.Offered(a["role"]))), nil
		}},
		"me.why":    always(func(x adviser) advice.Advice { return x.Why() }),
		"me.record": answer(func(x adviser, said string) (advice.Advice, bool) { return x.Record(said) }),
		"me.worth": answer(func(x adviser, said string) (advice.Advice, bool) {
			if g, by := x.GoalOf(said); by != advice.Unnamed {
				return x.Worth(g), true
			}
			return x.Least(), true
		}),
		"me.when": {Shows: true, AboutMe: true, Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			g, by := x.GoalOf(a["clause"])
			switch {
			case by != advice.Unnamed:
				return advised(t, x.met(a["clause"], x.When(g))), nil
			case a["role"] != "": // how far a role is
				return advised(t, x.met(a["clause"], x.Ready(a["role"]))), nil
			}
			return advised(t, x.met(a["clause"], x.Late())), nil
		}},
		"me.skill": answer(func(x adviser, said string) (advice.Advice, bool) {
			s, role, ok := x.SkillSaid(said)
			if !ok {
				return advice.Advice{}, false
			}
			return x.OfSkill(s, role), true
		}),
		"me.held": answer(func(x adviser, said string) (advice.Advice, bool) {
			if c, ok := x.CertSaid(said); ok {
				return x.Held(c), true
			}
			if !says(said, certWords) {
				return advice.Advice{}, false
			}
			return x.Renewals()
		}),
		"me.aim": {Shows: true, AboutMe: true, Do: func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
			x, err := adviserOf(t)
			if err != nil {
				return bot.Reply{}, err
			}
			return advised(t, x.Aim(a["role"])), nil
		}},
	}
}

// bearingOn is what of the person's own bears on a topic.
func bearingOn(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if defines(a["clause"]) || a["declined"] != "" && !advice.MakesCase(a["topic"]) {
		return bot.Reply{}, nil
	}
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: x.Beside(a["topic"], a["clause"], strings.Fields(a["before"]))}, nil
}

// How likely a message asks of the person from which the words of one goal are
// enough: of several words, and of one that no other goal has.
const (
	likelyOfGoal = 0.25
	surelyOfGoal = 0.6
)

// oneGoal answers a question about one goal of the person's own from that goal.
// asks and sure are what the message most likely asks of the person; wants is
// how likely it wants something done.
func oneGoal(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if a["only"] == "supposed" {
		if !advice.PutsRecord(text) {
			return bot.Reply{}, false, nil
		}
		x, err := adviserOf(t)
		if err != nil {
			return bot.Reply{}, false, err
		}
		out, ok := x.Supposed(text)
		return advised(t, out), ok, nil
	}
	sure, _ := strconv.ParseFloat(a["sure"], 64)
	wants, _ := strconv.ParseFloat(a["wants"], 64)
	fact := advice.PutsRecord(text) || a["field"] == "" && (sure < surelyOfGoal || ofFacts[a["asks"]] || a["only"] != "") // what surely asks for advice is no question of the list
	if fact && (a["read"] == "" && advice.MayAskRecord(text) || a["read"] == "asked" && advice.PutsRecord(text)) {
		x, err := adviserOf(t)
		if err != nil {
			return bot.Reply{}, false, err
		}
		if out, ok := x.Premise(text); ok {
			return advised(t, out), true, nil
		}
		if out, ok := x.Record(text); ok && x.AsksRecord(text) {
			return advised(t, x.met(text, out)), true, nil
		}
	}
	feels := advice.Feels(text)
	if a["only"] != "" || !feels && a["stuck"] == "" && !asksOfGoal(text) {
		return bot.Reply{}, false, nil
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, false, fmt.Errorf("read goals: %w", err)
	}
	if says(text, offerWords) && slices.ContainsFunc(t.Bot.Answers().RolesIn(text), func(m answers.Match) bool { return m.ID == t.Person.Target }) {
		x, err := adviserOf(t)
		if err != nil {
			return bot.Reply{}, false, err
		}
		return advised(t, x.met(text, x.Offered(t.Person.Target))), true, nil
	}
	g, by := advice.Adviser{Facts: advice.Facts{Goals: goals}}.GoalOf(withoutRoles(t, text))
	ends := says(text, endWords)
	reason := says(text, whyWords) && says(text, setWords)
	switch {
	case a["field"] != "" && by != advice.ByName && !(by == advice.ByNumber && says(text, goalWords)): // what holds for anybody, whichever of its words a goal has
		return bot.Reply{}, false, nil
	case reason && by >= advice.ByWord:
	case sure > surelyOfGoal && !ofOneGoal[a["asks"]] && by != advice.ByNumber && by != advice.ByName: // "am I ready?" is about the role
		return bot.Reply{}, false, nil
	case by == advice.Unnamed || wants > max(sure, surelyOfGoal) && !ends && !feels:
		return bot.Reply{}, false, nil
	case by == advice.ByNumber, by == advice.ByName, ends, feels:
	case by == advice.ByWords && (sure > likelyOfGoal || spokenAsOwn(text) || !defines(text)):
	case by == advice.ByWord && sure > surelyOfGoal && ofOneGoal[a["asks"]]:
	default:
		return bot.Reply{}, false, nil
	}
	x, err := adviserOf(t) // reads all that is known of the person: for those alone whose goal is meant
	if err != nil {
		return bot.Reply{}, false, err
	}
	if out, ok := x.Premise(text); ok {
		return advised(t, out), true, nil
	}
	switch asks := a["asks"]; {
	case reason:
		return advised(t, x.met(text, x.Reason(g))), true, nil
	case says(text, timeWords):
		return advised(t, x.met(text, x.When(g))), true, nil
	case feels: // no grade of the goal to somebody who is low
	case asks == "me.worth" && sure > likelyOfGoal || ends || says(text, doubtWords):
		return advised(t, x.met(text, x.Worth(g))), true, nil
	case asks == "me.when" && sure > likelyOfGoal:
		return advised(t, x.met(text, x.When(g))), true, nil
	}
	return advised(t, x.met(text, x.HelpOn(g))), true, nil
}

// met puts before an advice a sentence for what somebody says they feel.
func (x adviser) met(said string, out advice.Advice) advice.Advice {
	if feeling := x.Met(said); feeling != "" {
		out.Text = slices.Insert(out.Text, 0, feeling)
	}
	return out
}

// withoutRoles is a text without the roles that it names: a goal that names one
// is not meant by it.
func withoutRoles(t *bot.Turn, text string) string {
	if at := strings.Index(bot.Fold(text), bot.Fold(t.Person.Target)); at >= 0 && t.Person.Target != "" && len(bot.Fold(text)) == len(text) {
		text = text[:at] + text[at+len(t.Person.Target):]
	}
	for _, m := range t.Bot.Answers().RolesIn(text) {
		named := plainwords.Words(bot.Fold(m.Name))
		text = strings.Join(slices.DeleteFunc(strings.Fields(text), func(w string) bool { return named[bot.Fold(strings.Trim(w, ".,;:!?"))] }), " ")
	}
	return text
}

// ofFacts are the questions that facts of the list may answer.
var ofFacts = map[string]bool{"me.record": true, "me.when": true, "me.held": true, "me.planned": true, "me.lately": true, "me.closes": true, "me.know": true, "me.cert": true, "me.plan": true, "me.said": true, "me.why": true, "me.next": true}

// ofOneGoal are the questions that are asked of one goal.
var ofOneGoal = map[string]bool{"me.help": true, "me.worth": true, "me.when": true, "me.next": true}

var (
	// endWords ask whether a goal is to go.
	endWords = []string{" give up", " drop", " abandon", " scrap", " bin it", " let go of", " laisser tomber", " laisse tomber", " renoncer", " renonce "}
	// doubtWords ask whether a goal is still wanted.
	doubtWords = []string{"worth", "still want", "still make", "pointless", "keep it", "keep the", "keep goal", "waste", "vaut", "garder", "encore un sens", "encore utile", "sert encore", "servir"}
	// offerWords say that something is offered to them.
	offerWords = []string{" offered me", " offer me", " offers me", " me propose", " m'a propose", " m'offre", " proposed me", " propose de me"}
	// whyWords and setWords ask why a goal was set.
	whyWords = []string{" why", " pourquoi", " what for", " a quoi bon"}
	setWords = []string{" signed up", " wanted", " set ", " put ", " wrote", " chose", " decided", " voulais", " mis ", " fixe", " note ", " choisi", " decide", " inscrit"}
	// timeWords ask how much time a goal has.
	timeWords = []string{" how long", " time left", " time do i", " deadline", " too late", " by when", " due", " combien de temps", " trop tard", " echeance", " pour quand", " quand dois"}
	// certWords speak of certifications.
	certWords = []string{" cert", " exam", " badge", " expir", " renew", " renouv", " diplom", " run out", " lapse"}
	goalWords = []string{" goal", " objectif"}
	// ownWords say that what is spoken of is a goal of one's own.
	ownWords = plainwords.Words("goal goals objectif objectifs my mine mon ma mes mien mienne one celui celle project projet")
	// questionLeads begin a question, or stand near the beginning of one that has no mark.
	questionLeads = plainwords.Words("how what when where why which who is are am should shall do does did any help comment que quoi quand ou pourquoi quel quelle qui est suis dois faut ca vaut c'est qu'est ai-je puis-je est-ce dois-je faut-il aide aidez aide-moi aidez-moi conseil idee idees advice ideas tips")
)

// says reports whether a text has one of some beginnings of words.
func says(text string, any []string) bool {
	folded := " " + bot.Fold(text)
	return slices.ContainsFunc(any, func(w string) bool { return strings.Contains(folded, w) })
}

// defines reports whether a message asks what something is, or how it is done
// by anybody: that is for the answers.
func defines(text string) bool {
	return says(text, []string{" what is a", " what are", " what does", " what's a", " c'est quoi", " qu'est-ce qu'un", " difference", " definition", " mean"})
}

func spokenAsOwn(text string) bool {
	for _, w := range strings.Fields(plainwords.Spaced(bot.Fold(text))) {
		if ownWords[w] {
			return true
		}
	}
	return false
}

// asksOfGoal reports whether a message asks, and for no deed: "can you drop goal
// 2?" is for the commands.
func asksOfGoal(text string) bool {
	words := strings.Fields(bot.Fold(text))
	if len(words) < 2 {
		return false
	}
	first := strings.Trim(words[0], ",.!?")
	if (first == "can" || first == "could" || first == "would" || first == "will" || first == "please") && strings.HasPrefix(words[1], "you") || first == "peux-tu" || first == "pouvez-vous" || first == "pourriez-vous" || first == "please" {
		return false
	}
	if strings.HasSuffix(strings.TrimSpace(text), "?") {
		return true
	}
	for _, w := range words[:min(len(words), 4)] {
		if questionLeads[strings.Trim(w, ",.!?")] {
			return true
		}
	}
	for i, w := range words[:len(words)-1] { // a question behind a story: "…, he's away. how do i …"
		if strings.ContainsAny(w, ".!?,:…") && questionLeads[strings.Trim(words[i+1], ",.!?")] {
			return true
		}
	}
	return says(text, []string{"je fais quoi", "des idees", "any idea"})
}

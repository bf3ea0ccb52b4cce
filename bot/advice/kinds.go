package advice

import (
	"cmp"
	_ "embed"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// Questions of one's own list that name nothing of it: "which one can wait?",
// "what did I achieve?". How they are put tells what they ask, in this order.

// kind is one such question: how it is put, and its answer, where the list has one.
type kind struct {
	name   string
	story  bool           // it may be put across the sentences of a story; else where the story asks
	put    []pattern      // each is found
	not    *regexp.Regexp // … and this is not
	answer func(a Adviser, said string) (Advice, bool)
}

//go:embed kinds.yaml
var kindsData []byte

// kinds are read when they are first needed.
var kinds = sync.OnceValue(func() (all []kind) {
	var entries []struct {
		Name  string
		Story bool
		Put   []string
		Not   string
	}
	if err := yaml.Unmarshal(kindsData, &entries); err != nil {
		panic("kinds.yaml: " + err.Error()) // it is part of the program, and each test reads it
	}
	for _, e := range entries {
		k := kind{name: e.Name, answer: answering[e.Name], story: e.Story}
		if k.answer == nil {
			panic("kinds.yaml: nothing answers " + e.Name)
		}
		for _, x := range e.Put {
			k.put = append(k.put, patternOf(x))
		}
		if e.Not != "" {
			k.not = regexp.MustCompile(e.Not)
		}
		all = append(all, k)
	}
	return all
})

// answering are the answers to such questions, by their names in kinds.yaml.
var answering = map[string]func(a Adviser, said string) (Advice, bool){
	"wait":          Adviser.wait,
	"ordered":       Adviser.ordered,
	"left":          Adviser.left,
	"undated":       Adviser.undated,
	"late":          func(a Adviser, _ string) (Advice, bool) { return a.Late(), len(a.Facts.Open()) > 0 },
	"all-steps":     Adviser.allSteps,
	"first-step":    Adviser.firstStep,
	"otherwise":     func(a Adviser, _ string) (Advice, bool) { return a.deeds("growth.record.otherwise") },
	"deeds":         func(a Adviser, _ string) (Advice, bool) { return a.deeds("") },
	"deeds-to-tell": func(a Adviser, _ string) (Advice, bool) { return a.deeds("") },
	"evidenced":     Adviser.evidenced,
	"who-and-where": Adviser.whoAndWhere,
	"within-reach":  func(a Adviser, _ string) (Advice, bool) { return a.Ready(""), a.Facts.Target != "" },
	"chance":        func(a Adviser, _ string) (Advice, bool) { return a.Chance(), a.Facts.Target != "" },
	"falls-on":      Adviser.fallsOn,
	"over":          Adviser.over,
	"together":      Adviser.together,
	"one-day":       Adviser.oneDay,
	"go-on":         Adviser.goOn,
	"left-off":      func(a Adviser, _ string) (Advice, bool) { return a.Planned(), len(a.Facts.Open()) > 0 },
	"gone":          Adviser.gone,
	"least":         func(a Adviser, _ string) (Advice, bool) { return a.Least(), len(a.Facts.Open()) > 1 },
	"how-long":      Adviser.howLong,
}

// asked is the answer to the first such question that a text puts; ok is false
// where it puts none, or the list has nothing for it.
func (a Adviser) asked(text string) (Advice, bool) {
	for k := range putIn(text) {
		if out, ok := k.answer(a, text); ok {
			return out, true
		}
	}
	return Advice{}, false
}

func (k kind) fits(said string, begin *beginnings) bool {
	return !slices.ContainsFunc(k.put, func(p pattern) bool { return !p.in(begin) }) &&
		!slices.ContainsFunc(k.put, func(p pattern) bool { return !p.MatchString(said) }) && (k.not == nil || !k.not.MatchString(said))
}

// putIn are the kinds that a text puts, in their order.
func putIn(text string) iter.Seq[kind] {
	return func(yield func(kind) bool) {
		said, asking := spacedWords(text), spacedWords(askingOf(text))
		var begin beginnings
		begin.of(said)
		for _, k := range kinds() {
			where := asking
			if k.story {
				where = said
			}
			if k.fits(where, &begin) && !yield(k) {
				return
			}
		}
	}
}

// PutsRecord reports whether a text is put as such a question, whatever of it
// was read as another.
func PutsRecord(text string) bool {
	for range putIn(text) {
		return true
	}
	return false
}

// storyLength is how many words make a story of a message.
const storyLength = 25

// askingOf is where a text asks: all of it, unless it is a story.
func askingOf(text string) string {
	if len(strings.Fields(text)) < storyLength {
		return text
	}
	return strings.Join(plainwords.Asking(text), ". ")
}

func spacedWords(text string) string {
	return plainwords.Spaced(bot.Fold(text))
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
	out.say(a.Say("growth.own.win.step"))
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

// howLong says what the time to the target hangs on, and what can be counted of it.
func (a Adviser) howLong(string) (Advice, bool) {
	if a.Facts.Target == "" {
		return Advice{}, false
	}
	out := a.Ready("")
	out.Text = slices.Insert(out.Text, 0, a.Say("growth.how-long", "target", a.RoleName(a.Facts.Target)))
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
func (a Adviser) whoAndWhere(said string) (out Advice, ok bool) {
	if a.Facts.Role == "" || a.Facts.Target == "" {
		return out, false
	}
	if a.drafts(&out, said, a.all(said, Touch{"self": 2, "win": 1})) {
		return out, true
	}
	out.say(a.Say("growth.record.self", "role", a.RoleName(a.Facts.Role), "target", a.RoleName(a.Facts.Target)))
	if g, ok := a.atHand(Measure(a.Careers, a.Facts, a.Facts.Target)); ok {
		out.say(a.besideGoal(g))
	} else {
		out.say(a.Achieved())
	}
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

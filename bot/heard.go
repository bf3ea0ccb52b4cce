package bot

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"mentor/bot/careers"
	"mentor/bot/language"
	"mentor/bot/people"
)

// heardRoom is what a message that was only half read is answered with.
func heardRoom() room {
	return room{presses: map[string]pressFunc{"offer.yes": (*Turn).offerTaken}}
}

// offered is what the mentor would do after a yes: a verb with its arguments.
type offered struct {
	Key  string            `json:"key"`
	Verb string            `json:"verb"`
	Args map[string]string `json:"args,omitempty"`
}

// context is what the meaning of a message hangs on besides its words.
func (t *Turn) context() (Context, error) {
	c := Context{Now: t.now.In(people.Location(t.p.Zone)), Lang: t.lang, Role: t.p.Role, Target: t.p.Target, Platform: t.ev.From.Platform}
	if t.p.ID == 0 {
		return c, nil
	}
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return c, fmt.Errorf("read goals: %w", err)
	}
	for _, g := range goals {
		if g.State == people.Open {
			c.Goals = append(c.Goals, GoalName{Number: g.Number, Text: g.Text, Horizon: g.Horizon})
		}
	}
	certs, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return c, fmt.Errorf("read certifications: %w", err)
	}
	for _, x := range certs {
		c.Certifications = append(c.Certifications, CertName{Number: x.Number, Catalog: x.Catalog, Name: x.Name})
	}
	waiting, _, err := t.checkInWaits()
	if err != nil {
		return c, err
	}
	if len(waiting.Entries) > 0 {
		c.Expect.Kind = ExpectCheckIn
		for _, e := range waiting.Entries {
			if i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal }); i >= 0 {
				c.Expect.Goals = append(c.Expect.Goals, goals[i].Number)
			}
		}
	}
	return c, nil
}

// read gives the message as it is understood: what was read before the
// transaction, where nothing has moved since, else read anew.
func (t *Turn) read(text string) (Understood, error) {
	if t.b.Reader == nil {
		return Understood{}, nil
	}
	c, err := t.context()
	if err != nil {
		return Understood{}, err
	}
	if h := t.thought; h != nil && h.text == text && reflect.DeepEqual(h.context, c) {
		return h.read, nil
	}
	return t.b.Reader().Read(text, c), nil
}

// understood does what a message says, as far as it was read for sure, and asks
// about the rest; ok is false where the message is a question or a story, for
// the answers.
func (t *Turn) understood(text string, u Understood) (r Reply, ok bool, err error) {
	parts := slices.DeleteFunc(slices.Clone(u.Parts), func(p Part) bool {
		return p.Kind == TalkPart && p.Name != "no" && p.Name != "keep" && !strings.HasPrefix(p.Name, "checkin.") || p.Kind == FeelingPart && len(u.Parts) > 1
	})
	if len(parts) == 0 {
		return t.heardTalk(u)
	}
	var replies []Reply
	var asked []string
	for _, group := range t.answersFirst(parts) {
		p := group[0]
		var said Reply
		switch {
		case p.Name == "checkin.answer" || p.Name == "checkin.confidence" || p.Name == "checkin.later":
			said, ok, err = t.checkInHeard(group)
		case p.Acts():
			said, ok, err = t.doPart(text, p)
		case p.Kind == CommandPart || p.Kind == StatementPart:
			said, ok, err = t.notDone(text, p)
		case p.Kind == QuotedPart && p.Name != "":
			said, ok, err = t.quoted(text, p)
		case p.Kind == QuestionPart && p.Name != "":
			said, ok, err = t.askedAbout(text, p)
		case p.Kind == TalkPart:
			said, ok, err = t.heardTalk(Understood{Parts: []Part{p}})
		case p.Kind == UnreadPart && p.Mood == ReportedMood && t.endsInCommand(cutSpan(text, p.Clause)):
			said, ok = Reply{Text: t.say("heard.theirs.command"), Private: !t.ev.DM}, true
		default:
			ok = false
		}
		if strings.HasPrefix(p.Name, "me.") && p.Kind == QuestionPart && len(u.Parts) > 1 && ok {
			ok = false // a question at the end of a story is about the story
		}
		if err != nil {
			return Reply{}, true, err
		}
		if ok {
			replies = append(replies, said)
		} else if p.Kind == QuestionPart {
			asked = append(asked, cutSpan(text, p.Clause))
		}
	}
	if len(replies) == 0 {
		return Reply{}, false, nil
	}
	for _, q := range asked { // what was asked beside it is answered as well
		replies = append(replies, t.told(t.find(t.query(q))))
	}
	return together(replies), true, nil
}

// answersFirst groups the parts that are one answer to a check-in.
func (t *Turn) answersFirst(parts []Part) (groups [][]Part) {
	var answers []Part
	for _, p := range parts {
		if strings.HasPrefix(p.Name, "checkin.") && p.Name != "checkin" {
			answers = append(answers, p)
		} else {
			groups = append(groups, []Part{p})
		}
	}
	if len(answers) > 0 {
		groups = append([][]Part{answers}, groups...)
	}
	return groups
}

func cutSpan(text string, s language.Span) string {
	if s.From < 0 || s.To > len(text) || s.From >= s.To {
		return ""
	}
	return text[s.From:s.To]
}

// together makes one reply of several: each one's words, the last one's choices.
func together(all []Reply) Reply {
	if len(all) == 1 {
		return all[0]
	}
	var out Reply
	var words []string
	for i, r := range all {
		words = append(words, string(r.Text))
		out.Private = out.Private || r.Private
		if r.Form != nil {
			out.Form = r.Form
		}
		for _, b := range r.Blocks {
			if _, choices := b.(Choices); choices && i == len(all)-1 {
				out.Blocks = append(out.Blocks, b)
			}
		}
	}
	out.Text = Markup(strings.Join(words, "\n\n"))
	return out
}

// doPart does what a part says for sure.
func (t *Turn) doPart(text string, p Part) (Reply, bool, error) {
	v, known := verbs[p.Name]
	if !known {
		return Reply{}, false, nil
	}
	r, err := v(t, t.argsOf(text, p))
	if !t.ev.DM {
		r.Private = r.Private || !t.open2all(p.Name)
	}
	return r, true, err
}

// open2all reports whether what a verb says tells nothing of the person.
func (t *Turn) open2all(name string) bool {
	s := t.b.Spec(strings.Split(name, ".")...)
	return s != nil && !s.Personal
}

// offer is a button that does what was only half read.
func (t *Turn) offer(text string, p Part) (Choice, bool) {
	name := p.Name
	if verbs[name] == nil {
		return Choice{}, false
	}
	args := map[string]string{}
	for k, v := range t.argsOf(text, p) {
		args[k] = v
	}
	t.talk.Offer = &offered{Key: strconv.FormatInt(t.now.UnixMilli(), 36), Verb: name, Args: args}
	return Choice{Label: t.plain("heard.button.yes"), Action: "offer.yes", Value: t.talk.Offer.Key}, true
}

// offerTaken does what was offered.
func (t *Turn) offerTaken(key string) (Reply, error) {
	o := t.talk.Offer
	if o == nil || o.Key != key || verbs[o.Verb] == nil {
		return t.stale(), nil
	}
	t.talk.Offer = nil
	return verbs[o.Verb](t, Args(o.Args))
}

// notDone answers a wish or fact that was not read whole, or not meant as one:
// it says what was read and what was not, and does nothing.
func (t *Turn) notDone(text string, p Part) (Reply, bool, error) {
	if r, ok, err := t.moodReply(text, p); ok || err != nil {
		return r, ok, err
	}
	if len(p.Alternatives) > 0 {
		return t.whichReading(text, p)
	}
	if p.Name == "profile.set" { // a wish with more in it: the answers offer it as a goal
		return Reply{}, false, nil
	}
	read := strings.TrimSpace(t.readWords(text, p))
	left := t.leftWords(text, p)
	if verbs[p.Name] == nil || left != "" && (p.Kind == StatementPart || showsOnly[p.Name]) { // "take my pmp off my certs" shows no list
		return Reply{}, false, nil
	}
	r := Reply{Private: !t.ev.DM}
	if left != "" {
		r.Text = t.say("heard.half", "read", brief(read, 160), "left", brief(left, 160))
	} else {
		r.Text = t.say("heard.guessed", "read", brief(read, 160))
	}
	c := Choices{}
	if p.Mood == PlainMood || p.Mood == Limited {
		if yes, ok := t.offer(text, p); ok && len(p.Slots) > 0 {
			c.Items = append(c.Items, yes)
		}
	}
	if what := t.wouldDo(text, p); what != "" && len(c.Items) > 0 {
		r.Text += "\n\n" + what
	}
	c.Items = append(c.Items, t.choice("button.keep", "keep", ""))
	r.Blocks = []Block{c}
	return r, true, nil
}

// wouldDo says what a part's verb would do.
func (t *Turn) wouldDo(text string, p Part) Markup {
	s := t.specOf(p.Name)
	if s == nil {
		return ""
	}
	var values []string
	for _, name := range slices.Sorted(mapsKeys(p.Slots)) {
		values = append(values, strings.TrimSpace(p.Slots[name].Text))
	}
	return t.say("heard.would", "command", t.typed(s), "values", cmp.Or(strings.Join(values, ", "), "…"))
}

func mapsKeys(m map[string]Value) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// specOf is the command that a verb belongs to.
func (t *Turn) specOf(name string) *Spec {
	if s := t.b.Spec(strings.Split(name, ".")...); s != nil {
		return s
	}
	switch name {
	case "profile.set", "profile.language", "profile.show", "moved", "role.new", "fact.role":
		return t.b.Spec("profile")
	case "schedule.quiet", "schedule.off", "schedule.show", "schedule.more", "schedule.less":
		return t.b.Spec("schedule")
	case "cert.passed", "cert.expires", "cert.expired":
		return t.b.Spec("cert", "add")
	case "cert.renew", "cert.renewed":
		return t.b.Spec("cert", "edit")
	case "goal.due", "goal.postpone":
		return t.b.Spec("goal", "edit")
	}
	return nil
}

// readWords is what was read of a part's clause.
func (t *Turn) readWords(text string, p Part) string { return cutSpan(text, p.Span) }

// leftWords is what was not.
func (t *Turn) leftWords(text string, p Part) string {
	var left []string
	for _, s := range p.Leftover {
		if w := strings.TrimSpace(cutSpan(text, s)); w != "" {
			left = append(left, w)
		}
	}
	return strings.Join(left, " … ")
}

// whichReading asks which of several readings was meant.
func (t *Turn) whichReading(text string, p Part) (Reply, bool, error) {
	if choice, ok := goalChoice(p); ok && choice.Several {
		r, err := t.whichGoal(p.Name, choice)
		return r, true, err
	}
	if longest, ok := oneName(text, p); ok {
		return t.doPart(text, longest)
	}
	same := true
	for _, a := range p.Alternatives {
		same = same && a.Name == p.Name
	}
	if !same { // two verbs fit: the first that only shows something is done
		for _, x := range append([]Part{p}, p.Alternatives...) {
			x.Alternatives = nil
			if x.Acts() && verbs[x.Name] != nil && (x.Kind == StatementPart || showsOnly[x.Name]) {
				return t.doPart(text, x)
			}
		}
	}
	r := Reply{Text: t.say("heard.which", "read", brief(t.readWords(text, p), 160)), Private: !t.ev.DM}
	c := Choices{}
	if yes, ok := t.offer(text, p); ok {
		yes.Label = t.plain("heard.button.first")
		c.Items = append(c.Items, yes)
		r.Text += "\n\n" + t.wouldDo(text, p)
	}
	c.Items = append(c.Items, t.choice("button.keep", "keep", ""), t.choice("help.button", "help", ""))
	r.Blocks = []Block{c}
	return r, true, nil
}

// moodReply answers what was negated, hoped, planned or said by somebody else.
func (t *Turn) moodReply(text string, p Part) (Reply, bool, error) {
	switch p.Mood {
	case PlainMood, Limited:
		return Reply{}, false, nil
	case ReportedMood:
		return t.quoted(text, p)
	case AskedAbout:
		return t.askedAbout(text, p)
	}
	if choice, ok := goalChoice(p); ok && len(choice.Numbers) == 1 {
		g, err := t.tx.Goal(t.p.ID, choice.Numbers[0])
		if err != nil {
			return Reply{}, true, err
		}
		id := "heard.goal.stays"
		if p.Mood == Planned || p.Mood == Hypothetical {
			id = "heard.goal.later"
		}
		return Reply{Text: t.say(id, "number", g.Number, "text", brief(g.Text, shownGoal)), Private: !t.ev.DM,
			Blocks: []Block{Choices{Items: []Choice{t.choice("goal.button.list", "goal.list", "")}}}}, true, nil
	}
	if strings.HasPrefix(p.Name, "cert.") {
		return t.certMood(text, p)
	}
	if strings.HasPrefix(p.Name, "goal.") {
		r, err := t.goalsStay()
		return r, true, err
	}
	if verbs[p.Name] == nil || p.Kind != CommandPart {
		return Reply{}, false, nil
	}
	if s := t.specOf(p.Name); s != nil && p.Mood != Negated {
		r, err := t.didYouMean(s, text)
		return r, true, err
	}
	return Reply{Text: t.say("heard.nothing"), Private: !t.ev.DM}, true, nil
}

// quoted answers somebody else's words: they never act.
func (t *Turn) quoted(text string, p Part) (Reply, bool, error) {
	if verbs[p.Name] == nil {
		return Reply{}, false, nil
	}
	if p.Kind != CommandPart && p.Kind != QuotedPart || strings.HasPrefix(p.Name, "cert.") {
		return Reply{Text: t.say("heard.theirs.fact"), Private: !t.ev.DM}, true, nil
	}
	r := Reply{Text: t.say("heard.theirs"), Private: !t.ev.DM}
	if choice, ok := goalChoice(p); ok && len(choice.Numbers) == 1 {
		g, err := t.tx.Goal(t.p.ID, choice.Numbers[0])
		if err != nil {
			return Reply{}, true, err
		}
		r.Text += " " + t.say("heard.goal.stays", "number", g.Number, "text", brief(g.Text, shownGoal))
	}
	return r, true, nil
}

// askedAbout answers a question about a command, or about a thing of one's own.
func (t *Turn) askedAbout(text string, p Part) (Reply, bool, error) {
	if v, ok := verbs[p.Name]; ok && strings.HasPrefix(p.Name, "me.") {
		r, err := v(t, t.argsOf(text, p))
		r.Private = r.Private || !t.ev.DM
		return r, true, err
	}
	if choice, ok := goalChoice(p); ok && len(choice.Numbers) == 1 && p.Name == "goal.done" {
		g, err := t.tx.Goal(t.p.ID, choice.Numbers[0])
		if err != nil {
			return Reply{}, true, err
		}
		return Reply{Text: t.say("heard.goal.state."+string(g.State), "number", g.Number, "text", brief(g.Text, shownGoal)), Private: !t.ev.DM,
			Blocks: []Block{Choices{Items: []Choice{t.choice("goal.button.list", "goal.list", "")}}}}, true, nil
	}
	switch p.Name {
	case "cert.passed", "cert.expired", "cert.expires":
		return t.certAsked(text, p)
	case "profile.set":
		if role, ok := Slot[Named](p, "role"); ok && role.ID == "" {
			return t.roleOptions()
		}
		if role, ok := Slot[Named](p, "target"); ok && role.ID == "" {
			return t.roleOptions()
		}
	}
	if s := t.specOf(p.Name); s != nil && p.Kind == QuestionPart && p.Exact && len(p.Leftover) == 0 && p.Name != "ask" && asksHow(cutSpan(text, p.Clause)) {
		r, err := t.helpWith(strings.Join(s.Path, " "))
		return r, true, err
	}
	return Reply{}, false, nil
}

// roleOptions lists the roles that can be set.
func (t *Turn) roleOptions() (Reply, bool, error) {
	r := Reply{Text: t.say("heard.roles"), Private: !t.ev.DM}
	c := Choices{}
	for _, role := range t.b.Careers().Roles() {
		c.Items = append(c.Items, Choice{Label: role.Name.In(t.lang), Action: "profile.role", Value: role.ID})
	}
	r.Blocks = []Block{c}
	return r, true, nil
}

// heardTalk answers the few words that end or refuse something; other small
// talk is the answers'.
func (t *Turn) heardTalk(u Understood) (Reply, bool, error) {
	for _, p := range u.Parts {
		switch p.Name {
		case "keep":
			return Reply{Text: t.say("heard.keep"), Private: !t.ev.DM}, true, nil
		case "no", "talk.retract", "cancel", "later", "checkin.later":
			return Reply{Text: t.say("heard.fine"), Private: !t.ev.DM}, true, nil
		}
	}
	return Reply{}, false, nil
}

// goalChoice is the goals that a part is about.
func goalChoice(p Part) (GoalChoice, bool) {
	if c, ok := Slot[GoalChoice](p, "goals"); ok {
		return c, true
	}
	return Slot[GoalChoice](p, "goal")
}

// argsOf gives a part's slots as a command's arguments: numbers, ids, ISO
// dates; people's own words as they are.
func (t *Turn) argsOf(text string, p Part) Args {
	a := Args{"clause": cutSpan(text, p.Clause)}
	for name, v := range p.Slots {
		switch of := v.Of.(type) {
		case GoalChoice:
			a["number"] = numbersOf(of.Numbers)
			a["unknown"] = numbersOf(of.Unknown)
			if of.Several {
				a["several"] = a["number"]
			}
		case CertChoice:
			a["number"] = numbersOf(of.Numbers)
			a["unknown"] = numbersOf(of.Unknown)
		case Named:
			if a[name] = cmp.Or(of.ID, of.Name); addsCert[p.Name] { // the words: they may fit several, which the command asks
				a[name] = cmp.Or(bareCert(of.Name), of.ID)
			}
		case []Named:
			var all []string
			for _, n := range of {
				one := cmp.Or(n.ID, n.Name)
				if addsCert[p.Name] {
					one = cmp.Or(bareCert(n.Name), n.ID)
				}
				all = append(all, one)
			}
			a[name] = strings.Join(all, "\n")
		case ZoneChoice:
			a[name] = cmp.Or(of.Zone, strings.TrimSpace(v.Text))
		case people.Horizon:
			a[name] = string(of)
		case careers.Lang:
			a[name] = string(of)
		case int:
			a[name] = strconv.Itoa(of)
		case language.Reading:
			readingArgs(a, name, strings.TrimSpace(v.Text), of)
		default:
			a[name] = strings.TrimSpace(v.Text)
			if s, ok := v.Of.(string); ok && s != "" && !strings.HasPrefix(strings.TrimSpace(v.Text), "http") {
				a[name] = s
			}
		}
	}
	if v, ok := p.Slots["text"]; ok && (p.Name == "goal.add" || p.Name == "goal.edit") {
		if rest := strings.TrimSpace(cutSpan(text, language.Span{From: v.Span.To, To: p.Clause.To})); rest != "" && !courtesy[Fold(strings.Trim(rest, " .!,"))] && len(p.Alternatives) == 0 {
			a["text"] = strings.TrimSpace(cutSpan(text, language.Span{From: v.Span.From, To: p.Clause.To}))
		}
	}
	for k, v := range a {
		if v == "" {
			delete(a, k)
		}
	}
	return a
}

func numbersOf(all []int) string {
	var out []string
	for _, n := range all {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, " ")
}

// readingArgs gives words of time as a day, or as two, beside the words.
func readingArgs(a Args, name, said string, r language.Reading) {
	a[name] = said
	a[name+".problem"] = string(r.Problem)
	a[name+".zone"] = r.Zone
	switch v := r.Value.(type) {
	case language.Date:
		a[name+".day"] = v.String()
		if _, two := r.Other.(language.Date); two && strings.ContainsAny(said, "/.") {
			a[name+".two"] = "yes"
		}
	case language.Range:
		if v.From != 0 {
			a[name+".from"] = v.From.String()
		}
		if v.To != 0 {
			a[name+".to"] = v.To.String()
		}
		a[name+".grain"] = strconv.Itoa(int(v.Grain))
		a[name+".bound"] = strconv.Itoa(int(v.Bound))
	case language.Duration:
		a[name+".length"] = v.String()
	case language.Recurrence:
		a[name+".beyond"] = beyondPlan(v)
		for _, d := range v.Days {
			if d > 28 {
				a[name+".short"] = "yes"
			}
		}
	}
}

// typedOut does a command that was typed by its name; ok is false where the
// message is none, or where what follows the name is for the reader.
func (t *Turn) typedOut(text string, u Understood) (Reply, bool, error) {
	s, rest, ok := t.b.lookUp(strings.TrimPrefix(text, "/"))
	if !ok || len(u.Parts) == 0 || strings.Contains(strings.TrimSpace(text), "\n") {
		return Reply{}, false, nil
	}
	typed := len(s.Path) > 1 && len(strings.Fields(text))-len(strings.Fields(rest)) > 1
	p := u.Parts[0]
	if first, _, _ := strings.Cut(Fold(rest), " "); s.Name() == "profile" && placesOfNudges[first] ||
		s.Name() == "schedule" && (strings.Contains(rest, "*") || len(u.Parts) > 1 && u.Parts[1].Kind == UnreadPart) ||
		s.Name() == "cert.add" && strings.HasPrefix(rest, "[") ||
		s.Name() == "away" && rest != "" && !strings.ContainsFunc(rest, unicode.IsLetter) {
		r, err := t.private(s)(s.run(t, s.parse(rest)))
		return r, true, err
	}
	if typed && verbatim[s.Name()] && rest != "" { // what follows is kept to the letter
		r, err := t.private(s)(s.run(t, s.parse(rest)))
		return r, true, err
	}
	if first, _, _ := strings.Cut(rest, " "); s.Name() == "profile" && keyOf(s, first) && p.Mood != AskedAbout && p.Mood != Negated {
		r, err := t.private(s)(s.run(t, s.parse(rest)))
		return r, true, err
	}
	if len(u.Parts) == 1 && p.Acts() {
		if strings.Join(s.Path, ".") != p.Name || verbs[p.Name] == nil {
			return Reply{}, false, nil
		}
		a := t.argsOf(text, p)
		a["typed"] = "yes"
		if link := s.parse(rest)["link"]; strings.HasPrefix(link, "http") { // to the letter, its brackets too
			a["link"] = link
		}
		r, err := verbs[p.Name](t, a)
		r.Private = r.Private || s.Personal && !t.ev.DM
		return r, true, err
	}
	if typed && p.Kind != QuotedPart && (s.Name() == "cert.add" || len(p.Alternatives) == 0 && !strings.HasSuffix(text, "?")) {
		r, err := t.private(s)(s.run(t, s.parse(rest)))
		return r, true, err
	}
	if !typed && readsRest[s.Name()] && (p.Mood == PlainMood || p.Mood == ReportedMood || p.Mood == Limited) && !p.Acts() && len(u.Parts) == 1 {
		r, err := t.named(s, text, rest)
		return r, true, err
	}
	return Reply{}, false, nil
}

// placesOfNudges is what the reader leaves to the profile: where nudges go.
var placesOfNudges = map[string]bool{"nudges": true, "rappels": true, "fallback": true, "secours": true}

// verbatim is the commands whose text is kept as it was written.
var verbatim = map[string]bool{"goal.add": true, "goal.edit": true}

// readsRest is the commands of one word that read what follows by themselves,
// and say so where they cannot.
var readsRest = map[string]bool{"help": true, "profile": true, "schedule": true, "compare": true, "roadmap": true, "interview": true, "ask": true, "link": true,
	"checkin": true, "progress": true, "cert.list": true}

// answerHeard takes a message for the answer to what the mentor asked for,
// where the reader read one; a command that was said instead is done.
func (t *Turn) answerHeard(text string, u Understood) (Reply, bool, error) {
	if len(u.Parts) == 0 {
		return Reply{}, false, nil
	}
	action, _, _ := strings.Cut(t.talk.Expect, ":")
	first := u.Parts[0]
	if strings.HasPrefix(action, "ci.") && strings.HasPrefix(first.Name, "checkin.") && first.Name != "checkin" && action != "ci.said" {
		return t.understood(text, u)
	}
	return Reply{}, false, nil
}

// beyondPlan names what of a recurrence a schedule cannot keep; empty where it
// can be one.
func beyondPlan(r language.Recurrence) string {
	nth := 0
	for _, w := range r.On {
		if w.Nth != 0 {
			nth++
		}
	}
	switch {
	case r.From != 0:
		return "start"
	case r.Until != 0 || r.Count != 0:
		return "end"
	case len(r.Except) > 0:
		return "except"
	case r.Weeks != 0:
		return "weeks"
	case nth > 1:
		return "nth"
	case r.Workday != 0:
		return "workday"
	}
	return ""
}

// oneName settles readings that differ only in how much of a certification's
// name they take: the longest, in the words that were said.
func oneName(text string, p Part) (Part, bool) {
	best, most := Part{}, 0
	for _, x := range append([]Part{p}, p.Alternatives...) {
		x.Alternatives = nil
		if x.Name != p.Name || !x.Acts() || !strings.HasPrefix(x.Name, "cert.") {
			return best, false
		}
		for _, name := range []string{"cert", "certs"} {
			if v, ok := x.Slots[name]; ok && v.Span.To-v.Span.From > most {
				best, most = x, v.Span.To-v.Span.From
				if name == "cert" {
					v.Of = Named{Name: strings.TrimSpace(cutSpan(text, v.Span))}
				} else {
					v.Of = []Named{{Name: strings.TrimSpace(cutSpan(text, v.Span))}}
				}
				slots := map[string]Value{}
				for k, other := range x.Slots {
					slots[k] = other
				}
				slots[name] = v
				best.Slots = slots
			}
		}
	}
	return best, most > 0
}

// endsInCommand reports whether words end in the name of a command: "they told
// us to stop".
func (t *Turn) endsInCommand(words string) bool {
	f := strings.Fields(strings.Trim(words, " .!"))
	return len(f) > 1 && len(f) < 12 && t.b.byWords[Fold(f[len(f)-1])] != nil
}

// courtesy is what may stand behind a goal without being a part of it.
var courtesy = map[string]bool{"please": true, "pls": true, "thanks": true, "thank you": true, "stp": true, "svp": true, "merci": true, "s'il te plait": true,
	"s'il vous plait": true, "as a goal": true, "comme objectif": true, "to my goals": true, "to my list": true, "a mes objectifs": true, "dans mes objectifs": true, "for me": true}

// keyOf reports whether a word names an argument of a command.
func keyOf(s *Spec, word string) bool {
	return slices.ContainsFunc(s.Args, func(a Arg) bool {
		return slices.ContainsFunc(a.Keys, func(k string) bool { return Fold(k) == Fold(word) })
	})
}

// asksHow reports whether a question is about how a command works or what it
// does: "how do I …", "what happens if …", "can I …".
func asksHow(clause string) bool {
	words := strings.TrimLeft(Fold(clause), " ,.;:\"'")
	return slices.ContainsFunc([]string{"how ", "what happens", "what will happen", "what if", "can i ", "could i ", "may i ", "where do i", "where can i", "is it possible", "what does", "comment ", "que se passe", "qu'arrive", "puis-je", "peut-on", "est-ce que je peux", "ou puis-je", "que fait", "est-il possible", "je peux "},
		func(p string) bool { return strings.HasPrefix(words, p) })
}

// addsCert is the verbs that log a certification.
var addsCert = map[string]bool{"cert.add": true, "cert.passed": true}

// bareCert takes the word for a certification off the front of its name:
// "certif scrum master".
func bareCert(name string) string {
	first, rest, ok := strings.Cut(strings.TrimSpace(name), " ")
	switch Fold(first) {
	case "cert", "certif", "certification", "certificat", "certificate":
		if ok {
			return strings.TrimSpace(rest)
		}
	}
	return strings.TrimSpace(name)
}

package dialogue

import (
	"errors"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// byName is words that begin with a command's name. "goal add …" always is the
// command; "help me choose between …" or "my goals are too vague" may be a
// question, and "stop the pause" another command: there the answers decide,
// and where they know nothing better it is the command.
func byName(t *bot.Turn, s *bot.Spec, text, rest string) (bot.Reply, error) {
	args, left := plainwords.Read(s, rest)
	words := len(strings.Fields(text)) - len(strings.Fields(rest))
	if rest != "" && s.Guarded {
		return didYouMean(t, s, text)
	}
	if text[0] != '/' && rest != "" && (words < 2 || left != "") && !certain(t, s, rest) {
		a := find(t, query(t, text))
		switch spec := intended(t.Bot, a); {
		case spec == nil:
		case spec.Shows && spec == s:
			return Does(t, s, clearer(t, s, a.Intent, text, args))
		case spec == s && s.Reads:
			return t.Private(s)(s.Run(t, args))
		default: // what was not read does nothing
			return act(t, spec, a, text)
		}
		unread := left != "" && len(s.Args) == 0 // "stop micromanaging me" is not stop
		if a.Kind != answers.Unknown && a.Confidence >= 0.6 || strings.HasSuffix(text, "?") || unread {
			before := t.Talk.Memory
			return besideTold(t, about(t, a, text), a, text, before)
		}
	}
	return t.Private(s)(s.Run(t, args))
}

// clearer chooses between two readings of words that begin with the name of a
// command that only shows: args is what follows the name taken as it stands, the
// other is read as a sentence ("compare these roles: …").
func clearer(t *bot.Turn, s *bot.Spec, intent []string, text string, args bot.Args) bot.Args {
	read := plainwords.Understand(t, s, intent, text)
	keyed := slices.ContainsFunc(s.Args, func(a bot.Arg) bool { return len(a.Keys) > 0 })
	if len(read) == 0 || s.Name() == "ask" || keyed && len(args) > 0 {
		return args
	}
	return read
}

// certain reports whether what follows a command's name can only be its
// arguments: "help goal", "compare product owner and process owner".
func certain(t *bot.Turn, s *bot.Spec, rest string) bool {
	if s.Has(bot.CommandArg) != "" {
		_, left, ok := t.Bot.LookUp(rest)
		return ok && left == ""
	}
	if words := strings.Fields(bot.Fold(rest)); s.Has(bot.WhenArg) != "" && len(words) <= 2 && (plainwords.OnWords[words[len(words)-1]] || plainwords.OffWords[words[len(words)-1]]) {
		return true // "schedule on", as the mentor itself tells people to say, and "schedule 3-5 on"
	}
	roles := 0
	first, _, _ := strings.Cut(bot.Fold(rest), " ")
	for _, a := range s.Args {
		if len(s.Args[0].Keys) > 0 && slices.ContainsFunc(a.Keys, func(k string) bool { return bot.Fold(k) == first }) {
			return true // every argument says what it is: "profile zone Paris"
		}
		if a.Type == bot.RoleArg && len(a.Keys) == 0 && a.Required {
			roles++
		}
	}
	return roles > 0 && !strings.HasSuffix(rest, "?") && len(t.Bot.Answers().RolesIn(rest)) > 0 && len(strings.Fields(rest)) <= 8*roles
}

// expected takes words for the answer to what was asked before. Words that are
// none, and clearly ask for something else, are heard as that.
func expected(t *bot.Turn, expect bot.Call, text string) (bot.Reply, error) {
	c := expect.With(text)
	r, err := t.Do(c.Action, c.Value)
	var p *bot.Problem
	if errors.As(err, &p) {
		family, _, _ := strings.Cut(expect.Action, ".")
		if a := find(t, query(t, text)); a.Confidence >= 0.9 {
			if spec := intended(t.Bot, a); spec != nil && spec.Path[0] != family && spec.Shows {
				t.Talk.Expect = ""
				return act(t, spec, a, text)
			}
		}
	}
	return r, err
}

// ask is any plain words: a command in other words, or a question.
func ask(t *bot.Turn, text string, u bot.Understood) (bot.Reply, error) {
	a, before := find(t, query(t, text)), t.Talk.Memory
	spec := intended(t.Bot, a)
	if spec == nil {
		spec, a.Intent = plainwords.Plainly(t, text)
	}
	if !told(t, a, text, u) && !(u.Wants > a.PersonalSure && (tells(t, text, u) || a.Personal == "me.record" && wishesSurely(u))) {
		if r, ok, err := personal(t, a, text, personalElse); ok || err != nil {
			return r, err
		}
	}
	if u.Theirs && (spec != nil || a.Kind != answers.Answered) {
		return bot.Reply{Text: t.Say("heard.theirs.fact"), Private: !t.Event.DM}, nil
	}
	if reporting.MatchString(text) && (spec != nil || (a.Kind == answers.Unknown || a.Near || onlyQuoted(text, u)) && !strings.Contains(text, "?")) {
		return bot.Reply{Text: t.Say("about.nothing"), Private: !t.Event.DM}, nil
	}
	if all := agreed(u.Guesses, a.Intent); spec != nil && all != nil && !spec.Shows {
		if r, ok, err := propose(t, text, bot.Understood{Guesses: all}); ok || err != nil {
			return r, err
		}
	}
	switch {
	case spec != nil && (a.Confidence >= commandSure || a.Kind != answers.Command):
		return act(t, spec, a, text)
	case t.Others != "":
		return about(t, a, text), nil
	case !sure(t, a, text, u):
		if r, ok, err := proposed(t, text, u, a.Kind == answers.Answered, a.Kind != answers.Answered && spec == nil && a.Confidence*a.Confidence > u.Wants); ok || err != nil {
			return r, err
		}
	}
	if spec != nil {
		return act(t, spec, a, text)
	}
	if r, ok, err := won(t, a, text); ok || err != nil {
		return r, err
	}
	if r, ok, err := mirrored(t, a, text); ok || err != nil {
		return r, err
	}
	r, err := besideTold(t, Told(t, a), a, text, before)
	if a.Kind == answers.Answered {
		r = besides(t, r, text, u)
	}
	return offerGoal(t, r, text), err
}

// onlyQuoted reports whether a message holds nothing but who says it and what
// somebody else said.
func onlyQuoted(text string, u bot.Understood) bool {
	theirs := func(p bot.Part) bool { return p.Kind == bot.QuotedPart || p.Mood == bot.ReportedMood }
	return strings.ContainsAny(text, "\"“«") && len(u.Parts) > 0 && !slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return !theirs(p) })
}

// commandSure is how sure the answers are of a command from which they know it
// better than a guess.
const commandSure = 0.9

// evenly is how much surer than a wish a subject has to be.
const evenly = 0.05

// mostFollowing is how many words a follow-up has that only means what was
// answered before it.
const mostFollowing = 4

// sure reports whether the answers know a subject better than a guess knows a
// wish: a follow-up is theirs, and what somebody wants to reach one day.
func sure(t *bot.Turn, a answers.Answer, text string, u bot.Understood) bool {
	switch {
	case len(u.Guesses) == 0:
		return true
	case tells(t, text, u):
		return false
	case a.Kind != answers.Answered || a.Near:
		return false
	case len(t.Talk.Memory.Topics) > 0 && len(strings.Fields(text)) <= mostFollowing:
		return true
	case longsFor(text) && u.Guesses[0].Name != "goal.add":
		return true
	}
	return a.Confidence*a.Confidence > u.Wants+evenly // a likelihood of one half is much of a wish and little of a subject
}

// Answer is a question for sure: a command's words in it count as words.
func Answer(t *bot.Turn, text string) (bot.Reply, error) {
	setLanguage(t, text)
	a := find(t, query(t, text))
	if a.Kind == answers.Command {
		return ask(t, text, bot.Understood{})
	}
	return Told(t, a), nil
}

func query(t *bot.Turn, text string) answers.Query {
	return answers.Query{Text: text, Lang: t.Lang, Memory: t.Talk.Memory, Role: t.Person.Role, Target: t.Person.Target, At: t.Now}
}

// Told is an answer as a reply: its text, and the next questions as choices.
func Told(t *bot.Turn, a answers.Answer) bot.Reply {
	t.Talk.Memory = a.Memory
	count(t, a)
	if a.Lang != "" {
		t.Lang = a.Lang
	}
	r := bot.Reply{Text: bot.Markup(a.Text)}
	if a.Cited != "" {
		r.Text = bot.Markup(strings.TrimSuffix(a.Text, "\n\n"+a.Cited))
		r.Blocks = append(r.Blocks, bot.Note{Text: bot.Markup(strings.Trim(a.Cited, "_"))})
	}
	if c := next(t, a); len(c.Items) > 0 {
		r.Blocks = append(r.Blocks, c)
	}
	if _, said := t.Event.Body.(bot.Message); a.Kind == answers.Unknown && !t.Event.DM {
		// What tells nothing is nobody else's reading. To a message on Discord
		// no answer in the channel can be for one person: it is a line, and the
		// way to where the rest can be said.
		if r.Private = !said || t.Event.From.Platform != people.Discord; !r.Private {
			return line(t, r)
		}
	}
	if a.Kind == answers.Answered && !a.Near && t.Answered.Topic != "" {
		r.Blocks = append(r.Blocks, bot.Feedback{Topic: t.Answered.Topic})
	}
	if a.Kind == answers.Answered && !t.Event.DM && !r.Private && t.Person.LastSeen.IsZero() {
		invite(t, &r)
	}
	return r
}

// line is the first paragraph of an answer, and a button that goes on in private.
func line(t *bot.Turn, r bot.Reply) bot.Reply {
	first, _, _ := strings.Cut(string(r.Text), "\n\n")
	return bot.Reply{Text: bot.Markup(first), Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("talk.button.private", "start.on", "")}}}}
}

// invite shows somebody who is answered in a channel for the first time where
// what is their own has its place.
func invite(t *bot.Turn, r *bot.Reply) {
	on := t.Choice("talk.button.private", "start.on", "")
	i := slices.IndexFunc(r.Blocks, func(b bot.Block) bool { _, is := b.(bot.Choices); return is })
	if i < 0 {
		i = 0
		r.Blocks = slices.Insert(r.Blocks, 0, bot.Block(bot.Choices{}))
	}
	c := r.Blocks[i].(bot.Choices)
	c.Items = append(c.Items, on)
	r.Blocks[i] = c
	r.Blocks = slices.Insert(r.Blocks, i, bot.Block(bot.Note{Text: t.Say("talk.between-us")}))
}

// next is the questions that an answer leads to: briefly under an answer about
// the same role, in full where two would read alike.
func next(t *bot.Turn, a answers.Answer) (c bot.Choices) {
	seen, roles, named := map[string]int{}, 0, ""
	for _, o := range a.Options {
		if strings.HasSuffix(o.Topic, "/overview") {
			roles, named = roles+1, o.Topic
		}
	}
	brief := func(o answers.Option) string {
		switch {
		case a.Kind == answers.Clarify: // they are what the text names
			return o.Label
		case a.Kind != answers.Answered || len(a.Topics) == 0 || roles > 1: // each role is named
			return button(t, o, "")
		case a.Options[0].Topic == named: // the first button says whom the next ones are about
			if role, _, _ := strings.Cut(named, "/"); o.Topic != named && strings.HasPrefix(o.Topic, role+"/") {
				return button(t, o, named)
			}
		}
		return button(t, o, a.Topics[0])
	}
	for _, o := range a.Options {
		seen[brief(o)]++
	}
	for _, o := range a.Options {
		item := bot.Choice{Label: brief(o), Spoken: o.Label, Action: "topic", Value: o.Topic}
		if seen[item.Label] > 1 {
			item.Label = o.Label
		}
		c.Items = append(c.Items, item)
	}
	return c
}

// button is what stands on a button for a question under an answer about a
// topic: short where that one says of which role it is.
func button(t *bot.Turn, o answers.Option, under string) string {
	subject, facet, _ := strings.Cut(o.Topic, "/")
	about, way, _ := strings.Cut(under, "/")
	if about == "paths" { // a way is about the role that it leads to
		_, about, _ = strings.Cut(way, "..")
	}
	_, isRole := t.Bot.Careers().Role(subject)
	_, to, isPath := strings.Cut(facet, "..")
	_, leads := t.Bot.Careers().Role(to)
	switch {
	case isRole && subject == about && t.Bot.Words.Has(t.Lang, "facet."+facet):
		return t.Plain("facet." + facet)
	case isRole && facet == "action-plan" && strings.HasPrefix(under, "paths/"):
		return t.Plain("facet.rung")
	case isRole && facet == "overview":
		return say.RoleName(t, subject)
	case subject == "paths" && isPath && leads:
		return t.Plain("facet.to", "role", say.RoleName(t, to))
	}
	return o.Label
}

// count notes an answer for those who run the mentor.
func count(t *bot.Turn, a answers.Answer) {
	topic := ""
	if len(a.Topics) > 0 {
		topic = a.Topics[0]
	}
	switch {
	case a.Kind == answers.Answered && a.Near:
		t.Count("near", topic)
	case a.Kind == answers.Answered:
		t.Count("answered", topic)
	case a.Kind == answers.Unknown || a.Kind == answers.Clarify:
		t.Count("unanswered", topic)
	}
}

func orLang(langs ...people.Lang) people.Lang {
	for _, l := range langs {
		if l != "" {
			return l
		}
	}
	return ""
}

// didYouMean proposes the command that words seem to ask for, and does nothing.
func didYouMean(t *bot.Turn, s *bot.Spec, text string) (bot.Reply, error) {
	if s.Sure != nil { // it asks before it does anything
		return Does(t, s, plainwords.Understand(t, s, nil, text))
	}
	if s.Mean != nil {
		if r, ok, err := s.Mean(t, text); ok || err != nil {
			return r, err
		}
	}
	example, _, _ := strings.Cut(t.Plain("command."+s.Name()+".examples"), "\n")
	r := bot.Reply{Text: t.Say("heard.mean", "said", bot.Brief(text, 120), "command", say.Typed(t, s), "example", example), Private: !t.Event.DM}
	r.Blocks = []bot.Block{bot.Choices{Items: []bot.Choice{{Label: t.Plain("heard.button.help", "command", say.Typed(t, s)), Action: "help", Value: strings.Join(s.Path, " ")}, t.Choice("button.keep", "keep", "")}}}
	return r, nil
}

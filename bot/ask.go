package bot

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"mentor/bot/answers"
	"mentor/bot/people"
)

// askRoom is questions: the ask command, plain words, and the choices under answers.
func askRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"ask"}, Aliases: []string{"question", "demande", "demander"},
			Args: []Arg{{Name: "question", Type: WordsArg, Required: true}}, run: func(t *Turn, a Args) (Reply, error) {
				if a["question"] != "" {
					return t.answer(a["question"])
				}
				if _, picked := t.ev.Body.(Command); picked && t.ev.Forms { // from a menu: there is nowhere to go on writing
					return t.open("ask", "")
				}
				return t.greet()
			}}},
		forms: map[string]form{"ask": {open: (*Turn).askForm, submit: func(t *Turn, _ string, f map[string]string) (Reply, error) {
			if f["question"] == "" {
				return Reply{}, t.fieldProblem("question", "ask.empty")
			}
			return t.answer(f["question"])
		}}},
		presses: map[string]pressFunc{
			"topic": func(t *Turn, id string) (Reply, error) {
				answer, ok := t.b.Answers().Topic(id, t.lang, t.talk.Memory)
				if !ok {
					return t.stale(), nil
				}
				return t.told(answer), nil
			},
			"form": pressForm,
		},
	}
}

func (t *Turn) askForm(string) (*Form, error) {
	return &Form{Title: t.plain("ask.form"), Submit: t.plain("ask.form.submit"), Fields: []Field{
		{ID: "question", Label: t.plain("ask.form.question"), Hint: t.plain("ask.form.hint"), Kind: LongText, Max: 2000}}}, nil
}

// named is words that begin with a command's name. "goal add …" always is the
// command; "help me choose between …" or "my goals are too vague" may be a
// question, and "stop the pause" another command: there the answers decide,
// and where they know nothing better it is the command.
func (t *Turn) named(s *Spec, text, rest string) (Reply, error) {
	args, left := s.read(rest)
	words := len(strings.Fields(text)) - len(strings.Fields(rest))
	if t.b.Reader != nil && rest != "" && askedFirst[s.Name()] {
		return t.didYouMean(s, text)
	}
	if text[0] != '/' && rest != "" && (words < 2 || left != "") && !t.certain(s, rest) {
		a := t.find(t.query(text))
		if t.b.Reader != nil { // what was not read does nothing
			switch spec := t.b.intended(a); {
			case spec == nil || shows[spec.Name()]:
			case spec == s && readsRest[s.Name()]:
				return t.private(s)(s.run(t, args))
			default:
				return t.didYouMean(spec, text)
			}
		}
		if spec := t.b.intended(a); spec != nil && spec != s {
			return t.act(spec, a, text)
		} else if spec == s {
			return t.does(s, t.clearer(s, a.Intent, text, args))
		}
		unread := left != "" && len(s.Args) == 0 // "stop micromanaging me" is not stop
		if a.Kind != answers.Unknown && a.Confidence >= 0.6 || strings.HasSuffix(text, "?") || unread {
			return t.about(a, text), nil
		}
	}
	return t.private(s)(s.run(t, args))
}

// certain reports whether what follows a command's name can only be its
// arguments: "help goal", "compare product owner and process owner".
func (t *Turn) certain(s *Spec, rest string) bool {
	if s.has(CommandArg) != "" {
		_, left, ok := t.b.lookUp(rest)
		return ok && left == ""
	}
	if s.has(WhenArg) != "" && (onWords[Fold(rest)] || offWords[Fold(rest)]) {
		return true // "schedule on", as the mentor itself tells people to say
	}
	roles := 0
	first, _, _ := strings.Cut(Fold(rest), " ")
	for _, a := range s.Args {
		if len(s.Args[0].Keys) > 0 && slices.ContainsFunc(a.Keys, func(k string) bool { return Fold(k) == first }) {
			return true // every argument says what it is: "profile zone Paris"
		}
		if a.Type == RoleArg && len(a.Keys) == 0 && a.Required {
			roles++
		}
	}
	return roles > 0 && !strings.HasSuffix(rest, "?") && len(t.b.Answers().RolesIn(rest)) > 0 && len(strings.Fields(rest)) <= 8*roles
}

// expected takes words for the answer to what was asked before. Words that are
// none, and clearly ask for something else, are heard as that.
func (t *Turn) expected(expect, text string) (Reply, error) {
	action, value, _ := strings.Cut(expect, ":")
	r, err := t.press(action, value+" "+text)
	var p *Problem
	if errors.As(err, &p) {
		family, _, _ := strings.Cut(action, ".")
		if a := t.find(t.query(text)); a.Confidence >= 0.9 {
			if spec := t.b.intended(a); spec != nil && spec.Path[0] != family && (t.b.Reader == nil || shows[spec.Name()]) {
				t.talk.Expect = ""
				return t.act(spec, a, text)
			}
		}
	}
	return r, err
}

// ask is any plain words: a command in other words, or a question.
func (t *Turn) ask(text string) (Reply, error) {
	a := t.find(t.query(text))
	spec := t.b.intended(a)
	if spec == nil {
		spec, a.Intent = t.plainly(text)
	}
	switch {
	case spec != nil && reporting.MatchString(text):
		return Reply{Text: t.say("about.nothing"), Private: !t.ev.DM}, nil
	case spec != nil && t.b.Reader != nil && !shows[spec.Name()]:
		return t.didYouMean(spec, text)
	case spec != nil:
		return t.act(spec, a, text)
	case t.others != "":
		return t.about(a, text), nil
	}
	return t.offerGoal(t.told(a), text), nil
}

// answer is a question for sure: a command's words in it count as words.
func (t *Turn) answer(text string) (Reply, error) {
	t.hear(text)
	a := t.find(t.query(text))
	if a.Kind == answers.Command {
		return t.ask(text)
	}
	return t.told(a), nil
}

func (t *Turn) query(text string) answers.Query {
	return answers.Query{Text: text, Lang: t.lang, Memory: t.talk.Memory, Role: t.p.Role, Target: t.p.Target, At: t.now}
}

// told is an answer as a reply: its text, and the next questions as choices.
func (t *Turn) told(a answers.Answer) Reply {
	t.talk.Memory = a.Memory
	if a.Lang != "" {
		t.lang = a.Lang
	}
	r := Reply{Text: Markup(a.Text)}
	if len(a.Options) > 0 {
		c := Choices{}
		for _, o := range a.Options {
			c.Items = append(c.Items, Choice{Label: o.Label, Action: "topic", Value: o.Topic})
		}
		r.Blocks = []Block{c}
	}
	return r
}

func orLang(langs ...people.Lang) people.Lang {
	for _, l := range langs {
		if l != "" {
			return l
		}
	}
	return ""
}

// shows is the commands that change nothing: they are run on what the
// classifier takes words for.
var shows = map[string]bool{"ask": true, "goal.list": true, "cert.list": true, "cert.find": true, "progress": true, "roadmap": true, "compare": true,
	"interview": true, "quiz": true, "help": true, "checkin": true, "start": true, "export": true, "forget": true, "unlink": true}

// askedFirst is the commands that do nothing with words that the reader does
// not account for.
var askedFirst = map[string]bool{"goal.done": true, "goal.drop": true, "goal.move": true, "cert.add": true, "cert.edit": true, "cert.remove": true,
	"pause": true, "away": true, "stop": true, "resume": true}

// didYouMean proposes the command that words seem to ask for, and does nothing.
func (t *Turn) didYouMean(s *Spec, text string) (Reply, error) {
	if s.sure != nil { // it asks before it does anything
		return t.does(s, t.understand(s, nil, text))
	}
	switch s.Name() {
	case "profile":
		if fallbackWish.MatchString(Fold(text)) {
			return t.does(s, t.understand(s, nil, text))
		}
	case "cert.add": // without its day nothing is logged: it is asked for
		args := t.understand(s, nil, text)
		delete(args, "on")
		delete(args, "expires")
		return t.does(s, args)
	case "goal.add":
		args := t.understand(s, nil, text)
		if args["text"] == "" {
			return t.open("goal", args["horizon"])
		}
		t.talk.Offer = &offered{Key: strconv.FormatInt(t.now.UnixMilli(), 36), Verb: "goal.add", Args: args}
		return Reply{Text: t.say("heard.goal.keep", "text", brief(args["text"], shownGoal)), Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
			{Label: t.plain("heard.button.goal-keep"), Action: "offer.yes", Value: t.talk.Offer.Key}, t.choice("button.keep", "keep", "")}}}}, nil
	}
	example, _, _ := strings.Cut(t.plain("command."+s.Name()+".examples"), "\n")
	r := Reply{Text: t.say("heard.mean", "said", brief(text, 120), "command", t.typed(s), "example", example), Private: !t.ev.DM}
	r.Blocks = []Block{Choices{Items: []Choice{{Label: t.plain("heard.button.help", "command", t.typed(s)), Action: "help", Value: strings.Join(s.Path, " ")}, t.choice("button.keep", "keep", "")}}}
	return r, nil
}

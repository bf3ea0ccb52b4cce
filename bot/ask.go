package bot

import "mentor/bot/answers"

// askRoom is questions: the ask command, plain words, and the choices under answers.
func askRoom() room {
	return room{
		specs: []*Spec{{Path: []string{"ask"}, Aliases: []string{"question", "demande", "demander"},
			Args: []Arg{{Name: "question", Type: WordsArg, Required: true}}, run: func(t *Turn, a Args) (Reply, error) {
				if a["question"] == "" {
					return t.greet()
				}
				return t.answer(a["question"])
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

// isCommand decides whether words that begin like a command are one: "goal add
// …" always is, "help me choose between …" or "compare notes with whom" may be
// a question. A command of one word followed by more is one where its arguments
// can be read from it and the answers do not know it better.
func (t *Turn) isCommand(s *Spec, text, rest string) bool {
	if text[0] == '/' || rest == "" || len(s.Path) > 1 {
		return true
	}
	a := t.b.Answers().Ask(t.query(text))
	if a.Kind == answers.Command {
		return true
	}
	return a.Kind == answers.Unknown || a.Confidence < 0.6
}

// ask is any plain words: a command in other words, or a question.
func (t *Turn) ask(text string) (Reply, error) {
	a := t.b.Answers().Ask(t.query(text))
	if a.Kind == answers.Command {
		if s := t.b.Spec(a.Intent...); s != nil {
			t.lang = orLang(t.p.Lang, a.Lang)
			return t.private(s)(s.run(t, t.understand(s, text)))
		}
	}
	return t.told(a), nil
}

// answer is a question for sure: a command's words in it count as words.
func (t *Turn) answer(text string) (Reply, error) {
	t.hear(text)
	a := t.b.Answers().Ask(t.query(text))
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

func orLang(langs ...Lang) Lang {
	for _, l := range langs {
		if l != "" {
			return l
		}
	}
	return ""
}

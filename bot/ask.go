package bot

import (
	"strings"

	"mentor/bot/answers"
)

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

// named is words that begin with a command's name. "goal add …" always is the
// command; "help me choose between …" or "my goals are too vague" may be a
// question, and "stop the pause" another command: there the answers decide,
// and where they know nothing better it is the command.
func (t *Turn) named(s *Spec, text, rest string) (Reply, error) {
	args, left := s.read(rest)
	words := len(strings.Fields(text)) - len(strings.Fields(rest))
	if _, more, ok := t.b.lookUp(rest); ok && more == "" && s.has(CommandArg) != "" { // "help goal" is about the command
		return t.private(s)(s.run(t, args))
	}
	if text[0] != '/' && rest != "" && (words < 2 || left != "") {
		a := t.find(t.query(text))
		if spec := t.b.intended(a); spec != nil && spec != s {
			return t.act(spec, a, text)
		} else if spec == s {
			return t.does(s, t.clearer(s, a.Intent, text, args))
		}
		if a.Kind != answers.Unknown && a.Confidence >= 0.6 {
			return t.told(a), nil
		}
	}
	return t.private(s)(s.run(t, args))
}

// ask is any plain words: a command in other words, or a question.
func (t *Turn) ask(text string) (Reply, error) {
	a := t.find(t.query(text))
	if spec := t.b.intended(a); spec != nil {
		return t.act(spec, a, text)
	}
	return t.told(a), nil
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

func orLang(langs ...Lang) Lang {
	for _, l := range langs {
		if l != "" {
			return l
		}
	}
	return ""
}

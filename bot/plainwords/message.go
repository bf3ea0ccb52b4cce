// Package plainwords reads what people write in their own words, by patterns
// and by the answers' classifier. It is the bot.Reader that runs until the
// grammar of package understanding takes its place; features use its dates and
// horizons meanwhile. It must not know any feature.
package plainwords

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// byName is words that begin with a command's name. "goal add …" always is the
// command; "help me choose between …" or "my goals are too vague" may be a
// question, and "stop the pause" another command: there the answers decide,
// and where they know nothing better it is the command.
func byName(t *bot.Turn, s *bot.Spec, text, rest string) (bot.Reply, error) {
	args, left := read(s, rest)
	words := len(strings.Fields(text)) - len(strings.Fields(rest))
	if text[0] != '/' && rest != "" && (words < 2 || left != "") && !certain(t, s, rest) {
		a := find(t, query(t, text))
		if spec := intended(t.Bot, a); spec != nil && spec != s {
			return act(t, spec, a, text)
		} else if spec == s {
			return does(t, s, clearer(t, s, a.Intent, text, args))
		}
		unread := left != "" && len(s.Args) == 0 // "stop micromanaging me" is not stop
		if a.Kind != answers.Unknown && a.Confidence >= 0.6 || strings.HasSuffix(text, "?") || unread {
			return Told(t, a), nil
		}
	}
	return t.Private(s)(s.Run(t, args))
}

// certain reports whether what follows a command's name can only be its
// arguments: "help goal", "compare product owner and process owner".
func certain(t *bot.Turn, s *bot.Spec, rest string) bool {
	if s.Has(bot.CommandArg) != "" {
		_, left, ok := t.Bot.LookUp(rest)
		return ok && left == ""
	}
	if s.Has(bot.WhenArg) != "" && (OnWords[bot.Fold(rest)] || OffWords[bot.Fold(rest)]) {
		return true // "schedule on", as the mentor itself tells people to say
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
			if spec := intended(t.Bot, a); spec != nil && spec.Path[0] != family {
				t.Talk.Expect = ""
				return act(t, spec, a, text)
			}
		}
	}
	return r, err
}

// ask is any plain words: a command in other words, or a question.
func ask(t *bot.Turn, text string) (bot.Reply, error) {
	a := find(t, query(t, text))
	spec := intended(t.Bot, a)
	if spec == nil {
		spec, a.Intent = plainly(t, text)
	}
	if spec != nil {
		return act(t, spec, a, text)
	}
	return offerGoal(t, Told(t, a), text), nil
}

// Answer is a question for sure: a command's words in it count as words.
func Answer(t *bot.Turn, text string) (bot.Reply, error) {
	setLanguage(t, text)
	a := find(t, query(t, text))
	if a.Kind == answers.Command {
		return ask(t, text)
	}
	return Told(t, a), nil
}

func query(t *bot.Turn, text string) answers.Query {
	return answers.Query{Text: text, Lang: t.Lang, Memory: t.Talk.Memory, Role: t.Person.Role, Target: t.Person.Target, At: t.Now}
}

// Told is an answer as a reply: its text, and the next questions as choices.
func Told(t *bot.Turn, a answers.Answer) bot.Reply {
	t.Talk.Memory = a.Memory
	if a.Lang != "" {
		t.Lang = a.Lang
	}
	r := bot.Reply{Text: bot.Markup(a.Text)}
	if len(a.Options) > 0 {
		c := bot.Choices{}
		for _, o := range a.Options {
			c.Items = append(c.Items, bot.Choice{Label: o.Label, Action: "topic", Value: o.Topic})
		}
		r.Blocks = []bot.Block{c}
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

// Reader reads plain words by patterns and the answers' classifier.
type Reader struct{}

var _ bot.Reader = Reader{}

// Ahead implements Reader.
func (Reader) Ahead(ctx context.Context, b *bot.Bot, ev bot.Event) any { return thinkAhead(b, ctx, ev) }

// Message implements Reader.
func (Reader) Message(t *bot.Turn, m bot.Message) (bot.Reply, error) { return message(t, m) }

// Args implements Reader.
func (Reader) Args(s *bot.Spec, line string) bot.Args { return parse(s, line) }

// Hear implements Reader.
func (Reader) Hear(t *bot.Turn, text string) { setLanguage(t, text) }

// message is plain words: a command by its name, an answer to what was asked
// for, a command in other words, or a question.
func message(t *bot.Turn, m bot.Message) (bot.Reply, error) {
	if n := len(m.Text); n > bot.MaxWords {
		return bot.Reply{}, t.Problem("error.too-long", "n", utf8.RuneCountInString(m.Text), "most", bot.MaxWords)
	}
	text := m.Words()
	if text == "" {
		return t.Show(bot.FirstContact)
	}
	expect, expects := t.Expects()
	if s, _, ok := t.Bot.LookUp(text); expect.Action != "schedule.at" && (!ok || bot.Fold(text) != strings.Join(s.Path, " ")) {
		setLanguage(t, text) // a city or a command's own name is of no language
	}
	if undoing[bot.Fold(text)] {
		return undo(t)
	}
	if expects {
		t.Talk.Expect = ""
		s, rest, ok := t.Bot.LookUp(text)
		// A bare command or a question is no answer; "start with the course" is one.
		full := ok && len(s.Path) > 1 && len(strings.Fields(text))-len(strings.Fields(rest)) > 1 // "goal add …"
		if command := ok && (rest == "" || full); !command && text[0] != '/' && !strings.HasSuffix(text, "?") {
			return expected(t, expect, text)
		}
	}
	return words(t, text)
}

// words is a command by its name or in other words, an answer to a check-in
// that came by itself, or a question.
func words(t *bot.Turn, text string) (bot.Reply, error) {
	if s, rest, ok := t.Bot.LookUp(strings.TrimPrefix(text, "/")); ok {
		return byName(t, s, text, rest)
	}
	for _, hears := range t.Bot.Hears {
		if r, ok, err := hears(t, text); ok || err != nil {
			return r, err
		}
	}
	if bot.IsNumber(text) && len(t.Talk.Memory.Options) == 0 {
		return bot.Reply{}, t.Problem("error.number", "said", text)
	}
	return ask(t, text)
}

// setLanguage sets the language of this turn to that of the words, unless the person
// has chosen one or the words could be either.
func setLanguage(t *bot.Turn, text string) {
	if t.Person.Lang != "" {
		return
	}
	// A command's own name is the same in every language: what follows it
	// tells, where it is more than a name ("interview pastry chef").
	text = strings.TrimPrefix(text, "/")
	if s, rest, ok := t.Bot.LookUp(text); ok {
		typed := bot.Fold(strings.TrimSpace(strings.TrimSuffix(text, rest)))
		if typed == strings.Join(s.Path, " ") && len(strings.Fields(rest)) < 3 {
			return
		}
		// Who types the name in their own language means it, though roles that
		// follow have English names ("comparer product owner et process owner").
		if t.Lang != careers.English && len(s.Path) == 1 && typed == bot.Fold(t.Bot.LocalName(s, t.Lang)) {
			return
		}
	}
	if lang, sure := t.Bot.Answers().Lang(text); sure > 0.7 {
		t.Lang = lang
	}
}

// thought is an answer found before the transaction that uses it. Writing is
// one thing at a time, so whatever needs no writing is done before: finding an
// answer takes longer than everything else about a question.
type thought struct {
	query  answers.Query
	answer answers.Answer
}

// thinkAhead finds the answer to plain words before their transaction. It is nil
// where there is nothing to find, or no state to read: then it is found within.
func thinkAhead(b *bot.Bot, ctx context.Context, ev bot.Event) *thought {
	m, ok := ev.Body.(bot.Message)
	if !ok || len(m.Text) > bot.MaxWords {
		return nil
	}
	text := m.Words()
	if _, rest, ok := b.LookUp(text); text == "" || ok && rest == "" {
		return nil
	}
	var found *thought
	err := b.Glance(ctx, ev, func(t *bot.Turn) {
		setLanguage(t, text)
		found = &thought{query: query(t, text)}
	})
	if err != nil || found == nil {
		return nil
	}
	found.answer = b.Answers().Ask(found.query)
	return found
}

// find answers a query, with what was thought ahead if that was about the same.
func find(t *bot.Turn, q answers.Query) answers.Answer {
	if th, ok := t.Thought.(*thought); ok && th != nil && reflect.DeepEqual(th.query, q) {
		return th.answer
	}
	return t.Bot.Answers().Ask(q)
}

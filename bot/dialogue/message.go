// Package dialogue answers what people write: a message is read once, by the
// bot.Reader, before its transaction; what was read whole and for sure is done
// by the feature whose table lists it; what was read in part is asked about; the
// rest is a question for the answers, or a command by its name. It is the
// bot.Listener, and must not know any feature.
package dialogue

import (
	"cmp"
	"context"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/plainwords"
	"mentor/bot/wishes"
)

// Listener answers messages.
type Listener struct{}

var _ bot.Listener = Listener{}

// Ahead implements Listener.
func (Listener) Ahead(ctx context.Context, b *bot.Bot, ev bot.Event) any {
	return thinkAhead(b, ctx, ev)
}

// Message implements Listener.
func (Listener) Message(t *bot.Turn, m bot.Message) (bot.Reply, error) {
	r, err := message(t, m)
	if err == nil {
		r, err = falls(t, r)
	}
	t.Talk.Agree = ""
	notedSince(t, m)
	if call := firstCall(r); err == nil && call.Action != "" && (t.Talk.Offer == nil || t.Talk.Offer.Past) {
		t.Talk.Agree = call.String()
	}
	return r, err
}

// Args implements Listener.
func (Listener) Args(s *bot.Spec, line string) bot.Args { return plainwords.Parse(s, line) }

// Hear implements Listener.
func (Listener) Hear(t *bot.Turn, text string) { setLanguage(t, text) }

// message is plain words: a command by its name, an answer to what was asked
// for, a command in other words, or a question.
func message(t *bot.Turn, m bot.Message) (bot.Reply, error) {
	if n := len(m.Text); n > bot.MaxWords {
		return bot.Reply{}, t.Problem("error.too-long", "n", utf8.RuneCountInString(m.Text), "most", bot.MaxWords)
	}
	text, others := m.Parts()
	switch {
	case text == "" && others == "":
		return t.Show(bot.FirstContact)
	case text == "":
		return pointed(t, others)
	}
	t.Others = others
	expect, expects := t.Expects()
	if s, _, ok := t.Bot.LookUp(text); expect.Action != "schedule.at" && (!ok || bot.Fold(text) != strings.Join(s.Path, " ")) {
		setLanguage(t, text) // a city or a command's own name is of no language
	}
	u, err := read(t, text)
	if err != nil {
		return bot.Reply{}, err
	}
	text = cmp.Or(u.Said, text)
	u = returned(text, u)
	pending := t.Talk.Agree != "" || t.Talk.Offer != nil && !t.Talk.Offer.Past
	if r, ok, err := askedAnew(t, text, u); ok || err != nil {
		return r, err
	}
	switch {
	case undoes(text) && (!pending || undoing[bot.Fold(text)]):
		return undo(t)
	case takesBack(u.Parts) && pending: // "wait, no": of what was asked, not of what was done before it
		t.Talk.Offer.Pass()
		return bot.Reply{Text: t.Say("keep.done")}, nil
	case takesBack(u.Parts):
		return undo(t)
	}
	if expects {
		if r, ok, err := answerHeard(t, text, u); ok || err != nil {
			return r, err
		}
		t.Talk.Expect = ""
		s, rest, ok := t.Bot.LookUp(text)
		// A bare command or a question is no answer; "start with the course" is one.
		full := ok && len(s.Path) > 1 && len(strings.Fields(text))-len(strings.Fields(rest)) > 1 // "goal add …"
		if command := ok && (rest == "" || full); !command && text[0] != '/' && !strings.HasSuffix(text, "?") {
			return expected(t, expect, text)
		}
	}
	yes := !expects && yeses[bot.Fold(strings.Trim(text, " .!,"))]
	if o := t.Talk.Offer; o != nil && yes && !o.Past {
		return offerAgreed(t, o)
	}
	t.Talk.Offer.Pass()
	if call := bot.ParseCall(t.Talk.Agree); yes && call.Action != "" {
		return t.Do(call.Action, call.Value)
	}
	if r, ok, err := bare(t, text); ok || err != nil {
		return r, err
	}
	if r, ok, err := askedOfPerson(t, text, u); ok || err != nil {
		return r, err
	}
	if r, ok, err := ofOwn(t, text, u, false); ok || err != nil {
		return r, err
	}
	if r, ok, err := typedOut(t, text, u); ok || err != nil {
		return r, err
	}
	r, ok, err := understood(t, text, u)
	if !ok && err == nil {
		r, err = words(t, text, u)
	}
	if err != nil {
		return r, err
	}
	if r, err = touching(t, text, u, r, false); err != nil {
		return r, err
	}
	return withAnswer(t, text, u, r)
}

// takesBack reports whether a message does nothing but take something back.
func takesBack(parts []bot.Part) bool {
	undo := false
	for _, p := range parts {
		switch {
		case p.Name == "undo" && p.Acts():
			undo = true
		case p.Kind != bot.TalkPart:
			return false
		}
	}
	return undo
}

// words is a command by its name or in other words, an answer to a check-in
// that came by itself, or a question.
func words(t *bot.Turn, text string, u bot.Understood) (bot.Reply, error) {
	if s, rest, ok := t.Bot.LookUp(strings.TrimPrefix(text, "/")); ok {
		if rest != "" && len(s.Args) == 0 && wantsOther(t, s, u) { // "check in with me on Thursdays"
			if r, ok, err := propose(t, text, u); ok || err != nil {
				return r, err
			}
		}
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
	return ask(t, text, u)
}

// wantsOther reports whether a message that begins with a command's name rather
// wants another.
func wantsOther(t *bot.Turn, s *bot.Spec, u bot.Understood) bool {
	return len(u.Guesses) > 0 && u.Wants >= wantsFrom && u.Guesses[0].Likely >= aloneFrom && specOf(t, u.Guesses[0].Name) != s
}

// setLanguage sets the language of this turn to that of the words, unless the person
// has chosen one or the words could be either.
func setLanguage(t *bot.Turn, text string) {
	if t.Person.Lang != "" || !plainwords.Wordy(text) { // a figure is of no language
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
	if lang, sure := t.Bot.Answers().Lang(text); sure > 0.7 && (t.Talk.Lang == "" || manyWords(text)) {
		t.Lang = lang
	}
}

// manyWords reports whether a text has more than one word, names left out: one
// alone that both languages have ("silence 21:00-08:00", "zone Europe/Paris")
// turns no conversation round.
func manyWords(text string) bool {
	n := 0
	for i, f := range strings.Fields(text) {
		if first, _ := utf8.DecodeRuneInString(f); plainwords.Wordy(f) && (i == 0 || !unicode.IsUpper(first)) {
			n++
		}
	}
	return n > 1
}

// thought is an answer found before the transaction that uses it. Writing is
// one thing at a time, so whatever needs no writing is done before: finding an
// answer takes longer than everything else about a question.
type thought struct {
	query   answers.Query
	answer  answers.Answer
	text    string
	context bot.Context
	read    bot.Understood
	own     wishes.Guess // which of one's own facts are asked for
}

// thinkAhead finds the answer to plain words before their transaction. It is nil
// where there is nothing to find, or no state to read: then it is found within.
func thinkAhead(b *bot.Bot, ctx context.Context, ev bot.Event) *thought {
	m, ok := ev.Body.(bot.Message)
	if !ok || len(m.Text) > bot.MaxWords {
		return nil
	}
	text := m.Asked()
	if _, rest, ok := b.LookUp(text); text == "" || ok && rest == "" {
		return nil
	}
	var found *thought
	err := b.Glance(ctx, ev, func(t *bot.Turn) (err error) {
		if own, _ := m.Parts(); own != "" {
			setLanguage(t, own)
		}
		found = &thought{query: query(t, text), text: text}
		found.context, err = contextOf(t)
		return err
	})
	if err != nil || found == nil {
		return nil
	}
	found.read = b.Reader().Read(text, found.context)
	if does(b, found.read) { // no answer is looked for
		found.query = answers.Query{}
		return found
	}
	found.answer, found.own = b.Answers().Ask(found.query), wishes.Own(text)
	return found
}

// find answers a query, with what was thought ahead if that was about the same.
func find(t *bot.Turn, q answers.Query) answers.Answer {
	if h, ok := t.Thought.(*thought); ok && h != nil && reflect.DeepEqual(h.query, q) {
		return h.answer
	}
	return t.Bot.Answers().Ask(q)
}

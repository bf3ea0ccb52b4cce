package bot

import (
	"context"
	"errors"
	"reflect"

	"mentor/bot/answers"
)

// thought is an answer found before the transaction that uses it. Writing is
// one thing at a time, so whatever needs no writing is done before: finding an
// answer takes longer than everything else about a question.
type thought struct {
	query   answers.Query
	answer  answers.Answer
	text    string
	context Context
	read    Understood
}

// ahead finds the answer to plain words before their transaction. It is nil
// where there is nothing to find, or no state to read: then it is found within.
func (b *Bot) ahead(ctx context.Context, ev Event) *thought {
	m, ok := ev.Body.(Message)
	if !ok || len(m.Text) > maxWords {
		return nil
	}
	text := m.asked()
	if _, rest, ok := b.lookUp(text); text == "" || ok && rest == "" {
		return nil
	}
	var found *thought
	err := b.Store.View(ctx, func(tx Tx) error {
		t := &Turn{ctx: ctx, b: b, tx: tx, ev: ev, now: ev.At.UTC()}
		var err error
		if t.p, err = tx.PersonOf(ev.User); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err := t.recall(); err != nil {
			return err
		}
		if own, _ := m.parts(); own != "" {
			t.hear(own)
		}
		found = &thought{query: t.query(text), text: text}
		if b.Reader != nil {
			found.context, err = t.context()
		}
		return err
	})
	if err != nil || found == nil {
		return nil
	}
	if b.Reader != nil {
		found.read = b.Reader().Read(text, found.context)
	}
	found.answer = b.Answers().Ask(found.query)
	return found
}

// find answers a query, with what was thought ahead if that was about the same.
func (t *Turn) find(q answers.Query) answers.Answer {
	if t.thought != nil && reflect.DeepEqual(t.thought.query, q) {
		return t.thought.answer
	}
	return t.b.Answers().Ask(q)
}

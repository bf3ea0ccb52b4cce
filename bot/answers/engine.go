package answers

import (
	"mentor/bot/careers"
)

// Engine answers questions from one Content. It does not change once made, so
// many goroutines can ask it at once; the same question gets the same answer.
type Engine struct {
	content *careers.Content
}

// New makes an engine that answers from c.
func New(c *careers.Content) (*Engine, error) {
	return &Engine{content: c}, nil
}

// Content is what the engine answers from.
func (e *Engine) Content() *careers.Content { return e.content }

// Ask answers a question.
func (e *Engine) Ask(q Query) Answer {
	return Answer{Kind: Unknown, Lang: careers.English, Text: "I don't know that yet."}
}

// Topic answers a choice that was picked: SUBJECT/FACET, paths/FROM..TO or
// compare/A..B. ok is false where there is no such topic.
func (e *Engine) Topic(id string, lang careers.Lang, m Memory) (Answer, bool) {
	t, ok := e.content.Topic(id)
	if !ok {
		return Answer{}, false
	}
	return Answer{Kind: Answered, Lang: lang, Text: t.Text.In(lang), Topics: []string{id}, Sources: t.Source, Confidence: 1}, true
}

// Compare sets two or three roles side by side.
func (e *Engine) Compare(ids []string, lang careers.Lang) (Answer, bool) {
	id := "compare/"
	for i, r := range ids {
		if i > 0 {
			id += ".."
		}
		id += r
	}
	return e.Topic(id, lang, Memory{})
}

// Path is the way from one role to another.
func (e *Engine) Path(from, to string, lang careers.Lang) (Answer, bool) {
	return e.Topic("paths/"+from+".."+to, lang, Memory{})
}

// Lang tells the language of a text and how sure that is, 0 to 1.
func (e *Engine) Lang(text string) (careers.Lang, float64) { return careers.English, 0 }

// Roles finds the roles that words may name, best first.
func (e *Engine) Roles(words string) []Match { return nil }

// RolesIn finds the roles that a text mentions, in the order of mention.
func (e *Engine) RolesIn(text string) []Match { return nil }

// Certifications finds the certifications that words may name, best first.
func (e *Engine) Certifications(words string) []Match { return nil }

// Explanation says how an answer came about.
type Explanation struct {
	Answer Answer
	Steps  []string
}

// Explain answers and says why.
func (e *Engine) Explain(q Query) Explanation { return Explanation{Answer: e.Ask(q)} }

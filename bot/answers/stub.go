package answers

import "mentor/bot/careers"

// This file lets the core build until the engine lands, which takes its place: delete it then.

type Engine struct{}

func (e *Engine) Ask(q Query) Answer                                     { return Answer{Kind: Unknown, Text: "…"} }
func (e *Engine) Topic(string, careers.Lang, Memory) (Answer, bool)      { return Answer{}, false }
func (e *Engine) Compare(ids []string, lang careers.Lang) (Answer, bool) { return Answer{}, false }
func (e *Engine) Path(from, to string, lang careers.Lang) (Answer, bool) { return Answer{}, false }
func (e *Engine) Lang(s string) (careers.Lang, float64)                  { return careers.English, 0 }
func (e *Engine) Roles(words string) []Match                             { return nil }
func (e *Engine) RolesIn(words string) []Match                           { return nil }
func (e *Engine) Certifications(words string) []Match                    { return nil }

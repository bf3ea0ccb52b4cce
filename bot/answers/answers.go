// Package answers owns the way from a person's words to what the mentor
// knows: language, names of roles, facets, retrieval, follow-ups, and when to
// say "I don't know". It must not know people, stores or platforms: what it
// has to remember of a conversation it gives back as Memory.
package answers

import (
	"time"

	"mentor/bot/careers"
)

// Kind is what an Answer is.
type Kind string

// The kinds of answers.
const (
	Answered  Kind = "answered"  // Text answers the question
	Clarify   Kind = "clarify"   // Text is a short question, Options name the subjects that fit
	Unknown   Kind = "unknown"   // Text says in one sentence that this is not known, and what is near
	SmallTalk Kind = "smalltalk" // a greeting, thanks: answered, without topics
	Command   Kind = "command"   // the words ask for a command of the table: Intent names it
)

// Query is one question with what surrounds it.
type Query struct {
	Text   string
	Lang   careers.Lang // the person's own, for words that could be either; may be empty
	Memory Memory
	Role   string // the person's role and target, for "what is next for me"; may be empty
	Target string
	At     time.Time
}

// Memory is what follow-ups lean on, for one person in one conversation. It is
// kept as JSON, a few hundred bytes; what is older than 30 minutes is forgotten.
type Memory struct {
	At       time.Time    `json:"at,omitzero"`
	Lang     careers.Lang `json:"lang,omitempty"`
	Topics   []string     `json:"topics,omitempty"`   // what was answered last, most relevant first
	Earlier  []string     `json:"earlier,omitempty"`  // topics answered before that, newest first
	Options  []string     `json:"options,omitempty"`  // what the last clarifying question offered
	Text     string       `json:"text,omitempty"`     // the last question's words, shortened, for "and in france?"
	Told     string       `json:"told,omitempty"`     // the last message's words, where it told and asked nothing
	Own      string       `json:"own,omitempty"`      // the role that somebody said they hold
	Target   string       `json:"target,omitempty"`   // … and that they want
	Personal bool         `json:"personal,omitempty"` // what was said last rests on what is known of the person
}

// Answer is what to say.
type Answer struct {
	Kind         Kind
	Near         bool // of Answered: Text says first that there is no direct answer, then gives the nearest that is known
	Lang         careers.Lang
	Text         string   // the subset of CommonMark that bot.Markup allows; text of people is not in it
	Topics       []string // SUBJECT/FACET, most relevant first
	Options      []Option // next questions, or what a clarifying question names
	Sources      []string // ids of careers' sources
	Cited        string   // the last paragraph of Text, where that names the sources
	Confidence   float64  // 0 to 1, calibrated: how often such an answer is right
	Intent       []string // for Command: the command's path, as goal add
	Personal     string   // what is asked of the person, as me.next, where only what is known of them answers; Text is what holds for anybody
	PersonalSure float64  // how likely that is
	Bare         string   // "why" or "more", where a message only asks that of what was said last
	Vague        bool     // of Unknown: nothing known fits, and nothing says why
	Memory       Memory   // to keep for the next question
}

// Option is a question that can be taken with one press.
type Option struct {
	Topic string // what Engine.Topic answers
	Label string
}

// Match is a thing found by name. Score is 1 for the very name, less the further away.
type Match struct {
	ID    string
	Name  string
	Score float64
}

// Package codec turns events and replies into what is stored of them, and back.
// They wait as JSON with a tag for each sealed type: a backup can be read by
// people, and a field that a newer program adds does no harm to an older row.
// Text that is not valid UTF-8 comes back with U+FFFD in place of what was
// invalid, as bot.Clean has it. It must not know where they are stored.
package codec

import (
	"encoding/json"
	"fmt"
	"reflect"

	"mentor/bot"
)

// tagged is a value of a sealed interface with its type's name.
type tagged struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

// sealed names the types behind a sealed interface.
type sealed[I any] map[string]reflect.Type

var (
	bodies = seal[bot.Body](bot.Message{}, bot.Command{}, bot.Press{}, bot.Submit{}, bot.Opened{})
	blocks = seal[bot.Block](bot.Section{}, bot.Table{}, bot.Progress{}, bot.Picture{}, bot.File{}, bot.Choices{}, bot.Note{}, bot.Feedback{})
)

func seal[I any](values ...I) sealed[I] {
	s := sealed[I]{}
	for _, v := range values {
		s[reflect.TypeOf(v).Name()] = reflect.TypeOf(v)
	}
	return s
}

// written is tagged on its way into JSON, whose value is encoded with the rest.
type written struct {
	Type  string `json:"type"`
	Value any    `json:"value"`
}

func (s sealed[I]) encode(v I) (written, error) {
	name := reflect.TypeOf(v).Name()
	if s[name] != reflect.TypeOf(v) {
		return written{}, fmt.Errorf("%T cannot be stored: add it in codec.go", v)
	}
	return written{Type: name, Value: v}, nil
}

func (s sealed[I]) decode(t tagged) (v I, err error) {
	typ, ok := s[t.Type]
	if !ok {
		return v, fmt.Errorf("stored as %q, which this program does not know", t.Type)
	}
	p := reflect.New(typ)
	if err := json.Unmarshal(t.Value, p.Interface()); err != nil {
		return v, err
	}
	return p.Elem().Interface().(I), nil
}

// The stored forms: the tagged field stands nearer than the embedded one, so
// that JSON takes it instead.
type (
	eventAlias            bot.Event
	storedEvent[body any] struct {
		eventAlias
		Body *body `json:",omitempty"`
	}
	replyAlias             bot.Reply
	storedReply[block any] struct {
		replyAlias
		Blocks []block `json:",omitempty"`
	}
)

// EncodeEvent is an event as it is stored.
func EncodeEvent(ev bot.Event) ([]byte, error) {
	s := storedEvent[written]{eventAlias: eventAlias(ev)}
	if ev.Body != nil {
		body, err := bodies.encode(ev.Body)
		if err != nil {
			return nil, err
		}
		s.Body = &body
	}
	return json.Marshal(s)
}

// DecodeEvent reads what EncodeEvent wrote.
func DecodeEvent(raw []byte) (bot.Event, error) {
	var s storedEvent[tagged]
	if err := json.Unmarshal(raw, &s); err != nil {
		return bot.Event{}, err
	}
	ev := bot.Event(s.eventAlias)
	if s.Body == nil {
		return ev, nil
	}
	var err error
	ev.Body, err = bodies.decode(*s.Body)
	return ev, err
}

// EncodeReply is a reply as it is stored.
func EncodeReply(r bot.Reply) ([]byte, error) {
	s := storedReply[written]{replyAlias: replyAlias(r)}
	for _, b := range r.Blocks {
		block, err := blocks.encode(b)
		if err != nil {
			return nil, err
		}
		s.Blocks = append(s.Blocks, block)
	}
	return json.Marshal(s)
}

// DecodeReply reads what EncodeReply wrote.
func DecodeReply(raw []byte) (bot.Reply, error) {
	var s storedReply[tagged]
	if err := json.Unmarshal(raw, &s); err != nil {
		return bot.Reply{}, err
	}
	r := bot.Reply(s.replyAlias)
	for _, t := range s.Blocks {
		b, err := blocks.decode(t)
		if err != nil {
			return bot.Reply{}, err
		}
		r.Blocks = append(r.Blocks, b)
	}
	return r, nil
}

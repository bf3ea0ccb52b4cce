package slack

import (
	"context"
	"sync"
	"time"

	slackgo "github.com/slack-go/slack"
)

// How far back a delivery is looked for: a second try comes within minutes of
// the first, and this is more than a conversation gets meanwhile.
const readBackLimit = 200

// A reading serves the other rows of its conversation for this long: after a
// crash there may be many, and the history is Tier 3. It is safe for rows that
// this process has not tried since (a try that fails drops the reading), and
// what another process tried is ours to try only after its lease, which is longer.
const readBackLife = 5 * time.Second

// readPart is what is there of one delivery.
type readPart struct {
	messages map[int]string  // their timestamps, by number
	files    map[string]bool // by name: those that came after its first message
}

// readings are the conversations read of late.
type readings struct {
	mu sync.Mutex
	of map[string]reading
}

type reading struct {
	at   time.Time
	keys map[string]readPart
}

func (r *readings) get(channel, thread string, now time.Time) (map[string]readPart, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	got, is := r.of[channel+"/"+thread]
	return got.keys, is && now.Sub(got.at) < readBackLife
}

func (r *readings) put(channel, thread string, at time.Time, keys map[string]readPart) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for k, old := range r.of {
		if at.Sub(old.at) >= readBackLife {
			delete(r.of, k)
		}
	}
	if r.of == nil {
		r.of = map[string]reading{}
	}
	r.of[channel+"/"+thread] = reading{at, keys}
}

func (r *readings) drop(channel, thread string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.of, channel+"/"+thread)
}

// readBack finds the messages of a delivery that are there already, by part.
func (a *Adapter) readBack(ctx context.Context, channel, thread, key string) (readPart, error) {
	if keys, is := a.read.get(channel, thread, time.Now()); is {
		return keys[key], nil
	}
	at := time.Now()
	var messages []slackgo.Message
	var err error
	if thread != "" {
		err = a.call(ctx, "conversations.replies", "", false, func(ctx context.Context) (err error) {
			messages, _, _, err = a.api().GetConversationRepliesContext(ctx, &slackgo.GetConversationRepliesParameters{
				ChannelID: channel, Timestamp: thread, Limit: readBackLimit, IncludeAllMetadata: true})
			return err
		})
	} else {
		err = a.call(ctx, "conversations.history", "", false, func(ctx context.Context) error {
			h, err := a.api().GetConversationHistoryContext(ctx, &slackgo.GetConversationHistoryParameters{
				ChannelID: channel, Limit: readBackLimit, IncludeAllMetadata: true})
			if err == nil {
				messages = h.Messages
			}
			return err
		})
	}
	if err != nil {
		return readPart{}, err
	}
	keys := map[string]readPart{}
	first := map[string]string{}
	for _, m := range messages {
		k, is := m.Metadata.EventPayload[deliveryKey].(string)
		if m.Metadata.EventType != deliveryEvent || !is {
			continue
		}
		if keys[k].messages == nil {
			keys[k] = readPart{map[int]string{}, map[string]bool{}}
		}
		part, _ := m.Metadata.EventPayload[deliveryPart].(float64)
		keys[k].messages[int(part)] = m.Timestamp
		if first[k] == "" || m.Timestamp < first[k] { // digits of one length
			first[k] = m.Timestamp
		}
	}
	for _, m := range messages {
		for _, f := range m.Files {
			for k, p := range keys {
				if m.Timestamp > first[k] {
					p.files[f.Name] = true
				}
			}
		}
	}
	a.read.put(channel, thread, at, keys)
	return keys[key], nil
}

package slack

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
	"mentor/bot/people"
)

// Message metadata that carries a delivery's key, so that a second try finds
// what the first one left in the history.
const (
	deliveryEvent = "mentor_delivery"
	deliveryKey   = "key"
	deliveryPart  = "part"
)

// Send shows r at an address.
func (a *Adapter) Send(ctx context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	id, err := a.send(ctx, to, r, false)
	var fault *bot.SendError
	if errors.As(err, &fault) && fault.Code == "channel_not_found" {
		a.dms.Range(func(user, dm any) bool { // Direct is to open it anew
			if dm == to.Channel {
				a.dms.Delete(user)
			}
			return dm != to.Channel
		})
	}
	return id, err
}

// channelUser takes an address's channel apart: user is set outside of direct
// messages.
func channelUser(channel string) (id, user string) {
	id, user, _ = strings.Cut(channel, ":")
	return id, user
}

// alone is true where what is said at an address is for one person only.
func alone(to people.Address, r bot.Reply) bool {
	_, user := channelUser(to.Channel)
	return user != "" && (to.Thread == "" || r.Private)
}

func (a *Adapter) send(ctx context.Context, to people.Address, r bot.Reply, direct bool) (bot.MessageID, error) {
	if r.Form != nil { // its moment is over: a form opens in answer to an event only
		r = late(r, in(string(r.Lang)))
	}
	if r.Empty() {
		return "", nil
	}
	if alone(to, r) {
		files := render(r, false).all()
		id, err := a.sendAlone(ctx, to, inDirect(r, files))
		if err != nil {
			return "", err
		}
		return id, a.attachDirect(ctx, to, r, files)
	}
	return a.sendOpen(ctx, to, r, true, direct)
}

// sendOpen shows a reply to everybody who is at an address; files is false
// where they are there already.
func (a *Adapter) sendOpen(ctx context.Context, to people.Address, r bot.Reply, files, direct bool) (bot.MessageID, error) {
	channel, user := channelUser(to.Channel)
	whole := r
	var sent readPart
	if r.Delivery.Key != "" && r.Delivery.Try > 1 {
		var err error
		sent, err = a.readBack(ctx, channel, to.Thread, r.Delivery.Key)
		var fault *bot.SendError
		if errors.As(err, &fault) && fault.Kind == bot.Denied && !fault.Workspace {
			// We ask for no right to read channels: there a second message is
			// better than none.
			err = nil
		}
		if err != nil {
			return "", err
		}
	}
	out := render(r, false)
	var first bot.MessageID
	for i, m := range out.messages {
		ts := sent.messages[i]
		if ts == "" {
			var err error
			if ts, err = a.deliver(ctx, channel, to.Thread, m, r, i, direct); refused(err) && user != "" && i == 0 {
				return a.sendDirect(ctx, to, whole, files)
			} else if err != nil {
				return "", err
			}
		}
		a.showPictures(ctx, channel, to.Thread, ts, m, metadata(r, i))
		if i == 0 {
			first = bot.MessageID(ts)
		}
	}
	if !files {
		return first, nil
	}
	return first, a.attach(ctx, channel, to.Thread, out.files, r, sent, len(out.messages))
}

// metadata is what finds a part of a delivery again; empty where it has no row.
func metadata(r bot.Reply, part int) string {
	if r.Delivery.Key == "" {
		return ""
	}
	meta, _ := json.Marshal(slackgo.SlackMetadata{EventType: deliveryEvent,
		EventPayload: map[string]any{deliveryKey: r.Delivery.Key, deliveryPart: part}}) // strings and numbers: cannot fail
	return string(meta)
}

// deliver posts one message, or puts it in the place of another.
func (a *Adapter) deliver(ctx context.Context, channel, thread string, m post, r bot.Reply, part int, direct bool) (string, error) {
	args := map[string]string{"channel": channel, "metadata": metadata(r, part)}
	if r.Replace != "" && part == 0 {
		a.unpictured.Delete(channel + "/" + string(r.Replace))
		args["ts"] = string(r.Replace)
		ts, err := a.send1(ctx, "chat.update", "", true, m, args)
		if !refused(err) {
			return ts, err
		}
		delete(args, "ts") // it is not there any more, or not ours to change: say it anew
	}
	args["thread_ts"] = thread
	ts, err := a.send1(ctx, "chat.postMessage", channel, direct, m, args)
	if err != nil {
		a.read.drop(channel, thread) // it may be there all the same
	}
	return ts, err
}

// send1 sends one message, in older blocks where the workspace refuses the newer.
func (a *Adapter) send1(ctx context.Context, method, pace string, direct bool, m post, args map[string]string) (ts string, err error) {
	call := func(m post) error {
		return a.call(ctx, method, pace, direct, func(ctx context.Context) (err error) {
			ts, err = a.chat(ctx, method, m, args)
			return err
		})
	}
	if err = call(m); refusesBlocks(err) {
		for _, plain := range older(m) {
			if err = call(plain); err != nil {
				break
			}
		}
	}
	return ts, err
}

// refused is true where Slack said no to this message, and would again; what
// is to be said may still find another way.
func refused(err error) bool {
	var fault *bot.SendError
	return errors.As(err, &fault) && fault.Kind != bot.Retry && !fault.Workspace
}

func refusesBlocks(err error) bool {
	var fault *bot.SendError
	return errors.As(err, &fault) && fault.Kind == bot.Rejected &&
		(strings.HasPrefix(fault.Code, "invalid_blocks") || fault.Code == "msg_blocks_too_long" || fault.Code == "only_one_table_allowed")
}

// older gives a message as sections of its words, and its buttons.
func older(m post) []post {
	w := &renderer{plain: true}
	w.markup([]para{{spans: []span{{text: m.words}}}})
	for _, b := range m.blocks {
		if actions, is := b.(*slackgo.ActionBlock); is {
			w.add("", actions)
		}
	}
	posts := pack(w.pieces, maxMessageBlocks, maxFallbackRunes)
	for i := range posts {
		posts[i].text = fallback(posts[i].text)
	}
	return posts
}

// sendAlone shows a reply to one person in a channel; where that cannot be,
// as the mentor is not in it, in their direct message.
func (a *Adapter) sendAlone(ctx context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	channel, user := channelUser(to.Channel)
	var first bot.MessageID
	for i, m := range render(r, false).messages {
		ts, err := a.send1(ctx, "chat.postEphemeral", "", true, m, map[string]string{"channel": channel, "user": user, "thread_ts": to.Thread})
		if refused(err) && i == 0 {
			return a.sendDirect(ctx, to, r, false)
		}
		if err != nil {
			return "", err
		}
		if i == 0 {
			first = bot.MessageID(ts)
		}
	}
	return first, nil
}

// sendDirect shows a reply in the direct message of the person to whom an
// address in a channel belongs.
func (a *Adapter) sendDirect(ctx context.Context, to people.Address, r bot.Reply, files bool) (bot.MessageID, error) {
	_, user := channelUser(to.Channel)
	dm, err := a.Direct(ctx, people.UserRef{Platform: people.Slack, Workspace: to.Workspace, ID: user})
	if err != nil {
		return "", err
	}
	r.Replace = ""
	return a.sendOpen(ctx, dm, r, files, true)
}

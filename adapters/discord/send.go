package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// Send shows r at an address.
func (a *Adapter) Send(ctx context.Context, to people.Address, r bot.Reply) (bot.MessageID, error) {
	channel, who, _ := strings.Cut(to.Channel, ":")
	id, err := a.post(ctx, channel, r, sending{key: r.Delivery.Key, forWhom: who, patience: sendPatience})
	if hasCode(err, codeUnknownChannel) {
		a.dms.Range(func(user, dm any) bool { // Direct is to open it anew
			if dm == channel {
				a.dms.Delete(user)
			}
			return dm != channel
		})
	}
	return id, err
}

// sending is how a reply is posted.
type sending struct {
	key      string // makes each message one that Discord takes only once
	ref      string // the message that is answered
	forWhom  string // named before it, in a channel: nobody is pinged
	patience time.Duration
}

// post sends a reply's messages to a channel.
func (a *Adapter) post(ctx context.Context, channel string, r bot.Reply, s sending) (bot.MessageID, error) {
	key, ref, patience := s.key, s.ref, s.patience
	if key == "" {
		key = newID()
	}
	if r.Form != nil { // the process that should have opened it has ended
		r = a.formMessage(r, "", "")
	}
	var shown bot.MessageID
	for i, m := range a.render(r) {
		if i > 0 {
			patience = talkPatience
		} else if s.forWhom != "" {
			m.address(s.forWhom)
		}
		var id bot.MessageID
		var err error
		if i == 0 && r.Replace != "" {
			id, err = a.edit(ctx, channel, r.Replace, m, patience)
			if hasCode(err, codeUnknownMessage, codeForeignMessage) {
				id, err = a.create(ctx, channel, m, key, "", patience)
			}
		} else if i == 0 && r.Notice != "" && r.Replace == "" {
			id, err = a.createNoticed(ctx, channel, r, m, s, partNonce(key, 0), patience)
		} else {
			id, err = a.create(ctx, channel, m, partNonce(key, i), ref, patience)
			ref = ""
		}
		if err != nil {
			return shown, sendError(err)
		}
		if shown == "" || m.offers() {
			shown = id
		}
	}
	return shown, nil
}

// messageRef is what the API says of a message that it took.
type messageRef struct {
	ID string `json:"id"`
}

// create posts one message with a nonce that Discord enforces, so that a
// second try within its minutes gives the first message back.
func (a *Adapter) create(ctx context.Context, channel string, m message, nonce, ref string, patience time.Duration) (bot.MessageID, error) {
	body := m.body()
	body.Nonce, body.EnforceNonce = nonce, true
	if ref != "" {
		no := false
		body.Reference = &reference{MessageID: ref, FailIfNotExists: &no}
	}
	var out messageRef
	err := a.api.do(ctx, call{method: "POST", path: "/channels/" + channel + "/messages", bucket: "messages/" + channel,
		body: body, files: m.Files, out: &out, patience: patience})
	return bot.MessageID(out.ID), err
}

// createNoticed posts what was not asked for. A notification shows the content that a
// message is created with: of a layout none at all (discord-api-docs#7854), of
// other words the goals they name. So the message is created with its notice,
// and then says what it has to say. A second try gets the same message by its nonce.
func (a *Adapter) createNoticed(ctx context.Context, channel string, r bot.Reply, m message, s sending, nonce string, patience time.Duration) (bot.MessageID, error) {
	notice := render(bot.Reply{Text: r.Notice}, false)[0]
	if s.forWhom != "" {
		notice.address(s.forWhom)
	}
	id, err := a.create(ctx, channel, notice, nonce, s.ref, patience)
	if err != nil {
		return "", err
	}
	return a.edit(ctx, channel, id, m, talkPatience)
}

func (a *Adapter) edit(ctx context.Context, channel string, id bot.MessageID, m message, patience time.Duration) (bot.MessageID, error) {
	err := a.api.do(ctx, call{method: "PATCH", path: "/channels/" + channel + "/messages/" + string(id), bucket: "edits/" + channel,
		body: m.edit(), files: m.Files, patience: patience})
	return id, err
}

// partNonce is the nonce of the i-th message of a reply.
func partNonce(key string, i int) string {
	if i == 0 && len(key) <= maxNonceRunes {
		return key
	}
	sum := sha256.Sum256([]byte(key + "\x00" + string(rune('a'+i))))
	return base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])[:maxNonceRunes]
}

// Direct is the address of a person's direct message, opened once.
func (a *Adapter) Direct(ctx context.Context, user people.UserRef) (people.Address, error) {
	to := people.Address{Platform: people.Discord}
	if id, known := a.dms.Load(user.ID); known {
		to.Channel = id.(string)
		return to, nil
	}
	d, ok := a.opens.take(time.Now(), talkPatience)
	if !ok {
		return people.Address{}, &bot.SendError{Kind: bot.Retry, After: d, Code: "paced"}
	} else if err := sleep(ctx, d); err != nil {
		return people.Address{}, &bot.SendError{Kind: bot.Retry, Code: "stopped", Err: err}
	}
	var out messageRef
	err := a.api.do(ctx, call{method: "POST", path: "/users/@me/channels", bucket: "dms",
		body: map[string]string{"recipient_id": user.ID}, out: &out, patience: talkPatience})
	if err != nil {
		return people.Address{}, sendError(err)
	}
	a.dms.Store(user.ID, out.ID)
	to.Channel = out.ID
	return to, nil
}

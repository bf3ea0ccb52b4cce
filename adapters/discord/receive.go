package discord

import (
	"context"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
	"mentor/bot/people"
)

// eventTimeout bounds how long storing an event may take.
const eventTimeout = 10 * time.Second

// turnPatience is how long a press waits for what came before it: Discord opens
// a form within three seconds only.
const turnPatience = 750 * time.Millisecond

// onMessage takes a message from the gateway. It runs in the reader, so it
// only decides in whose line it stands.
func (a *Adapter) onMessage(m *received) {
	ev, ok := a.decodeMessage(m)
	if !ok {
		return
	}
	if ev.DM {
		a.dms.Store(ev.User.ID, m.ChannelID)
		a.talks.hear(m.ChannelID, m.ID, a.now())
	}
	channel, ref := m.ChannelID, ""
	if !ev.DM {
		ref = m.ID
	}
	in := a.intake()
	job := func(ctx context.Context) {
		defer a.recovered("message")
		err := in.Accept(ctx, ev, func(ctx context.Context, r bot.Reply) (bot.MessageID, error) {
			if r.Private && !ev.DM {
				// Nothing is for one person alone in a channel but answers to interactions.
				return a.inPrivate(ctx, ev, channel, ref, r)
			}
			id, err := a.post(ctx, channel, r, sending{key: answerKey(r, ev), ref: ref, patience: talkPatience})
			if !ev.DM && id == "" && closedToUs(err) { // better said elsewhere than not at all
				return a.inPrivate(ctx, ev, channel, ref, r)
			}
			return id, err
		})
		if err != nil {
			a.log.Error("message not kept", "event", ev.LogName(), "err", err)
			a.post(ctx, channel, bot.Reply{Text: bot.Markup(words(ev.Hints.Locale).notKept)}, sending{ref: ref, patience: talkPatience})
		}
	}
	if !a.inLine(in, ev.User, job) {
		a.tellCrowded()
	}
}

// inLine has the core take something of a person's, in the order of the calls;
// false if too much of theirs waits already. It is called by the reader.
func (a *Adapter) inLine(in bot.Intake, who people.UserRef, job func(context.Context)) bool {
	place, ok := in.Enter(who)
	if !ok {
		a.jobs.Refuse()
		return false
	}
	ok = a.jobs.Go(func() {
		defer place.Leave()
		ctx, cancel := context.WithTimeout(bot.WithPlace(context.Background(), place), eventTimeout)
		defer cancel()
		job(ctx)
	})
	if !ok {
		place.Leave()
	}
	return ok
}

// tellCrowded logs, once a minute, that somebody's line is full: what is
// newest of theirs is dropped, as they are told by the core.
func (a *Adapter) tellCrowded() {
	a.crowded.Do(func() { a.log.Warn("too much at once, not taken", "so far", a.jobs.Refused()) })
}

// Counts implements bot.Counter.
func (a *Adapter) Counts() map[string]int64 {
	return map[string]int64{"crowded_events": a.jobs.Refused()}
}

// inPrivate brings what is for one person alone to their direct messages.
// The channel learns no more than that it is there, or that these are closed:
// then the answer itself stays parked.
func (a *Adapter) inPrivate(ctx context.Context, ev bot.Event, channel, ref string, r bot.Reply) (bot.MessageID, error) {
	to, err := a.Direct(ctx, ev.User)
	if err != nil {
		return "", err
	}
	id, err := a.post(ctx, to.Channel, r, sending{key: answerKey(r, ev), patience: talkPatience})
	note := words(r.Lang).written
	if hasCode(err, codeClosedDM) {
		note = words(r.Lang).closed
	} else if err != nil {
		return id, err
	}
	said := bot.Reply{Text: bot.Markup(note), Lang: r.Lang}
	if _, err := a.post(ctx, channel, said, sending{key: partNonce("where "+ev.Key(), 0), ref: ref, patience: talkPatience}); err != nil {
		a.log.Warn("not told where the answer is", "event", ev.LogName(), "err", err)
	}
	return id, err
}

// answerKey is what keeps an answer from being posted twice: its row's key,
// or, where it has no row, its event.
func answerKey(r bot.Reply, ev bot.Event) string {
	if r.Delivery.Key != "" {
		return r.Delivery.Key
	}
	return partNonce(ev.Key(), 0)
}

// recovered keeps a panic within its event.
func (a *Adapter) recovered(what string) {
	if r := recover(); r != nil {
		a.log.Error("discord event panicked", "what", what, "panic", fmt.Sprint(r))
	}
}

// onGuild keeps which of a guild's roles is the app's own.
func (a *Adapter) onGuild(g guild) {
	for _, r := range g.Roles {
		if r.Tags.Bot != "" && r.Tags.Bot == a.me() {
			a.roles.Store(r.ID, true)
		}
	}
}

// onInteraction takes an interaction from the gateway. Completions are
// answered beside the lines: somebody is typing.
func (a *Adapter) onInteraction(i *interaction) {
	who := i.who()
	if who == "" {
		return
	}
	in := a.intake()
	r := newResponder(a, i, who)
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		go func() {
			defer a.recovered("completion")
			a.complete(in, r)
		}()
		return
	}
	job := func(ctx context.Context) {
		defer a.recovered("interaction")
		turn, cancel := context.WithTimeout(ctx, turnPatience)
		bot.PlaceIn(ctx).Turn(turn)
		cancel()
		a.interact(ctx, in, r)
	}
	r.deferLater()
	if !a.inLine(in, user(who), job) {
		a.tellCrowded()
		go r.apologize(r.words().busy)
	}
}

// interact turns one interaction into its event and lets the intake have it.
// What only turns the pages of a form stays here.
func (a *Adapter) interact(ctx context.Context, in bot.Intake, r *responder) {
	var body bot.Body
	switch r.i.Type {
	case discordgo.InteractionApplicationCommand:
		body = a.decodeCommand(r.i)
	case discordgo.InteractionMessageComponent:
		if body = a.decodeComponent(r); body == nil {
			return
		}
	case discordgo.InteractionModalSubmit:
		if body = a.decodeModal(r); body == nil {
			return
		}
	}
	if body == nil {
		r.apologize(r.words().stale)
		return
	}
	ev := bot.Event{ID: r.i.ID, At: a.now().UTC(), User: user(r.who), From: r.from, DM: r.dm, Forms: r.i.Type != discordgo.InteractionModalSubmit,
		Hints: bot.Hints{Locale: r.i.Locale}, Body: body}
	if r.dm {
		a.dms.Store(r.who, r.i.ChannelID)
	}
	r.event = ev
	if err := in.Accept(ctx, ev, r.answer); err != nil {
		a.log.Error("interaction not kept", "event", ev.LogName(), "err", err)
		r.apologize(r.words().notKept)
	}
}

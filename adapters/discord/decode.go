package discord

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
)

// eventTimeout bounds how long storing an event may take.
const eventTimeout = 10 * time.Second

// onMessage takes a message from the gateway. It runs in the reader, so it
// only decides whose lane it is.
func (a *Adapter) onMessage(m *discordgo.Message) {
	ev, ok := a.decodeMessage(m)
	if !ok {
		return
	}
	if ev.DM {
		a.dms.Store(ev.User.ID, m.ChannelID)
	}
	channel, ref := m.ChannelID, ""
	if !ev.DM {
		ref = m.ID
	}
	job := func() {
		defer a.recovered("message")
		ctx, cancel := context.WithTimeout(context.Background(), eventTimeout)
		defer cancel()
		err := a.intake().Accept(ctx, ev, func(ctx context.Context, r bot.Reply) (bot.MessageID, error) {
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
			a.log.Error("message not kept", "event", ev.Key(), "err", err)
			a.post(ctx, channel, bot.Reply{Text: bot.Markup(words(ev.Hints.Locale).notKept)}, sending{ref: ref, patience: talkPatience})
		}
	}
	if !a.lanes.Do(ev.From.Conversation(), job) {
		a.log.Warn("conversation is full; its newest message is dropped", a.person(ev.User.ID))
	}
}

// inPrivate brings what is for one person alone to their direct messages.
// Where these are closed it says so in the channel, and nothing else: the
// answer itself stays parked.
func (a *Adapter) inPrivate(ctx context.Context, ev bot.Event, channel, ref string, r bot.Reply) (bot.MessageID, error) {
	to, err := a.Direct(ctx, ev.User)
	if err != nil {
		return "", err
	}
	id, err := a.post(ctx, to.Channel, r, sending{key: answerKey(r, ev), patience: talkPatience})
	if hasCode(err, codeClosedDM) {
		note := bot.Reply{Text: bot.Markup(words(r.Lang).closed), Lang: r.Lang}
		if _, err := a.post(ctx, channel, note, sending{key: partNonce("closed "+ev.Key(), 0), ref: ref, patience: talkPatience}); err != nil {
			a.log.Warn("closed direct messages not told", "event", ev.Key(), "err", err)
		}
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

// decodeMessage makes an event of a message that is for us: anything that a
// person says in a direct message, and mentions elsewhere.
func (a *Adapter) decodeMessage(m *discordgo.Message) (bot.Event, bool) {
	if m == nil || m.Author == nil || m.Author.Bot || m.WebhookID != "" ||
		m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply {
		return bot.Event{}, false
	}
	dm := m.GuildID == ""
	self := a.me()
	if !dm && !mentions(m, self) {
		return bot.Event{}, false
	}
	body := bot.Message{Text: plainText(m, self)}
	if r := m.ReferencedMessage; r != nil && !dm && r.Author != nil && r.Author.ID != self {
		body.About = plainText(r, self)
	}
	return bot.Event{
		ID: m.ID, At: a.now().UTC(), User: user(m.Author.ID), From: address(m.ChannelID, m.Author.ID, dm), DM: dm, Body: body,
	}, true
}

func user(id string) bot.UserRef { return bot.UserRef{Platform: bot.Discord, ID: id} }

func address(channel, user string, dm bool) bot.Address {
	if !dm {
		channel += ":" + user
	}
	return bot.Address{Platform: bot.Discord, Channel: channel}
}

func mentions(m *discordgo.Message, self string) bool {
	for _, u := range m.Mentions {
		if u.ID == self {
			return true
		}
	}
	return self != "" && (strings.Contains(m.Content, "<@"+self+">") || strings.Contains(m.Content, "<@!"+self+">"))
}

// entity is Discord's own markup: mentions, channels, roles, emoji, commands, times.
var entity = regexp.MustCompile(`<(@!?|@&|#|a?:(\w+):|/([^:<>]+):|t:)(-?\d+)(:[tTdDfFR])?>`)

// plainText takes Discord's markup away: our own mention goes, other mentions
// become names.
func plainText(m *discordgo.Message, self string) string {
	text := entity.ReplaceAllStringFunc(m.Content, func(s string) string {
		p := entity.FindStringSubmatch(s)
		switch {
		case p[1] == "@" || p[1] == "@!":
			if p[4] == self {
				return ""
			}
			for _, u := range m.Mentions {
				if u.ID == p[4] {
					return "@" + u.DisplayName()
				}
			}
			return "@someone"
		case p[1] == "@&":
			return "@role"
		case p[1] == "#":
			return "#channel"
		case p[2] != "":
			return ":" + p[2] + ":"
		case p[3] != "":
			return "/" + p[3]
		case p[1] == "t:":
			if n, err := strconv.ParseInt(p[4], 10, 64); err == nil {
				return time.Unix(n, 0).UTC().Format("2006-01-02 15:04")
			}
		}
		return s
	})
	return strings.TrimSpace(text)
}

// onInteraction takes an interaction from the gateway. Completions are
// answered beside the lanes: somebody is typing.
func (a *Adapter) onInteraction(i *discordgo.Interaction) {
	who := interactionUser(i)
	if i == nil || who == "" {
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
	job := func() {
		defer a.recovered("interaction")
		a.interact(in, r)
	}
	r.deferLater()
	if !a.lanes.Do(r.from.Conversation(), job) {
		a.log.Warn("conversation is full; its newest interaction is refused", a.person(who))
		go r.apologize(r.words().busy)
	}
}

func interactionUser(i *discordgo.Interaction) string {
	switch {
	case i == nil:
		return ""
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

// interact turns one interaction into its event and lets the intake have it.
// What only turns the pages of a form stays here.
func (a *Adapter) interact(in bot.Intake, r *responder) {
	var body bot.Body
	switch data := r.i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		body = a.decodeCommand(data)
	case discordgo.MessageComponentInteractionData:
		if body = a.decodeComponent(r, data); body == nil {
			return
		}
	case discordgo.ModalSubmitInteractionData:
		if body = a.decodeModal(r, data); body == nil {
			return
		}
	}
	if body == nil {
		r.apologize(r.words().stale)
		return
	}
	ev := bot.Event{ID: r.i.ID, At: a.now().UTC(), User: user(r.who), From: r.from, DM: r.dm, Forms: r.i.Type != discordgo.InteractionModalSubmit,
		Hints: bot.Hints{Locale: string(r.i.Locale)}, Body: body}
	if r.dm {
		a.dms.Store(r.who, r.i.ChannelID)
	}
	r.event = ev
	ctx, cancel := context.WithTimeout(context.Background(), eventTimeout)
	defer cancel()
	if err := in.Accept(ctx, ev, r.answer); err != nil {
		a.log.Error("interaction not kept", "event", ev.Key(), "err", err)
		r.apologize(r.words().notKept)
	}
}

// decodeCommand makes a command of what was typed, or a message of one that
// somebody points at.
func (a *Adapter) decodeCommand(d discordgo.ApplicationCommandInteractionData) bot.Body {
	if d.CommandType == discordgo.MessageApplicationCommand {
		if d.Resolved == nil || d.Resolved.Messages[d.TargetID] == nil {
			return nil
		}
		return bot.Message{About: plainText(d.Resolved.Messages[d.TargetID], a.me())}
	}
	c := bot.Command{Path: []string{d.Name}, Args: map[string]string{}}
	opts := d.Options
	for len(opts) == 1 && (opts[0].Type == discordgo.ApplicationCommandOptionSubCommand || opts[0].Type == discordgo.ApplicationCommandOptionSubCommandGroup) {
		c.Path = append(c.Path, opts[0].Name)
		opts = opts[0].Options
	}
	for _, o := range opts {
		c.Args[o.Name] = optionText(o.Value)
	}
	return c
}

func optionText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

// decodeComponent makes a press of a button or a menu. nil: it was a form's,
// and is answered, or nobody knows it (then it is told).
func (a *Adapter) decodeComponent(r *responder, d discordgo.MessageComponentInteractionData) bot.Body {
	id := d.CustomID
	switch {
	case strings.HasPrefix(id, menuPrefix) && len(d.Values) > 0:
		id = d.Values[0]
	case isFormID(id):
		body, err := a.formStep(r, id, d.Values)
		if err != nil {
			r.apologize(r.words().stale)
		}
		return body
	}
	action, value, ok := parseChoiceID(id)
	if !ok {
		r.apologize(r.words().stale)
		return nil
	}
	p := bot.Press{Action: action, Value: value}
	if r.i.Message != nil {
		p.On = bot.MessageID(r.i.Message.ID)
	}
	return p
}

// errNoForm says that a form's steps are not known any more.
var errNoForm = errors.New("form is not known any more")

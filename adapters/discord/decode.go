package discord

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
	"mentor/bot/people"
)

// eventTimeout bounds how long storing an event may take.
const eventTimeout = 10 * time.Second

// onMessage takes a message from the gateway. It runs in the reader, so it
// only decides whose lane it is.
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
			a.log.Error("message not kept", "event", ev.LogName(), "err", err)
			a.post(ctx, channel, bot.Reply{Text: bot.Markup(words(ev.Hints.Locale).notKept)}, sending{ref: ref, patience: talkPatience})
		}
	}
	if !a.lanes.Do(ev.User.ID, job) {
		a.tellCrowded()
	}
}

// tellCrowded logs, once a minute, that somebody's lane is full: what is
// newest of theirs is dropped, as they are told by the core.
func (a *Adapter) tellCrowded() {
	a.crowded.Do(func() { a.log.Warn("too much at once, not taken", "so far", a.lanes.Refused()) })
}

// Counts implements bot.Counter.
func (a *Adapter) Counts() map[string]int64 {
	return map[string]int64{"crowded_events": a.lanes.Refused()}
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
			a.log.Warn("closed direct messages not told", "event", ev.LogName(), "err", err)
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

// Types of messages that are somebody saying something; all others are joins,
// pins and what apps do (Discord's reference, message types).
const (
	typeDefault = 0
	typeReply   = 19
)

// decodeMessage makes an event of a message that is for us: anything that a
// person says in a direct message, and mentions elsewhere.
func (a *Adapter) decodeMessage(m *received) (bot.Event, bool) {
	if m == nil || m.Author == nil || m.Author.ID == "" || m.Author.Bot || m.WebhookID != "" || m.Type != typeDefault && m.Type != typeReply {
		return bot.Event{}, false
	}
	dm := m.GuildID == ""
	self := a.me()
	if !dm && !mentions(m, self) && !a.mentionsRole(m) {
		return bot.Event{}, false
	}
	// What was forwarded, and what is answered in a channel, was said by somebody else.
	body := bot.Message{Text: a.ownWords(m, dm), About: forwarded(m, self)}
	if r := m.Answers; r != nil && !dm && r.Author != nil && r.Author.ID != self && body.About == "" {
		body.About = saying(r, self)
	}
	if body.Text == "" && body.About == "" {
		body.Attached = attached(m)
	}
	return bot.Event{
		ID: m.ID, At: a.now().UTC(), User: user(m.Author.ID), From: address(m.ChannelID, m.Author.ID, dm), DM: dm, Body: body,
	}, true
}

// ownWords is what the person themselves wrote. In a channel, who else was
// called is no part of what we are asked.
func (a *Adapter) ownWords(m *received, dm bool) string {
	text := plainText(m, a.me())
	if dm {
		return text
	}
	for _, role := range m.MentionRoles {
		if a.isOurRole(role) {
			text = strings.TrimSpace(strings.Replace(text, "@role", "", 1))
			break
		}
	}
	for {
		cut := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(text, "@everyone"), "@here"))
		if cut == text {
			return text
		}
		text = cut
	}
}

// forwarded is what a message passes on.
func forwarded(m *received, self string) string {
	var all []string
	for _, s := range m.Snapshots {
		if t := saying(&s.Message, self); t != "" {
			all = append(all, t)
		}
	}
	return strings.Join(all, "\n\n")
}

const flagVoice = 1 << 13 // of a voice message (Discord's reference, message flags)

// attached says what came without a word.
func attached(m *received) bot.Attached {
	switch {
	case m.Flags&flagVoice != 0:
		return bot.AttachedVoice
	case len(m.Stickers) > 0:
		return bot.AttachedSticker
	case len(m.Snapshots) > 0: // of what has no words itself
		return bot.AttachedForward
	case m.Content == "" && m.GuildID != "":
		return bot.AttachedUnseen // Discord shows us the words of what mentions us by name, not by our role
	case len(m.Attachments) == 0:
		return ""
	}
	return bot.AttachedOf(m.Attachments[0].ContentType)
}

// isOurRole is true of the role that Discord made for the app in a guild.
func (a *Adapter) isOurRole(id string) bool {
	_, is := a.roles.Load(id)
	return is
}

func (a *Adapter) mentionsRole(m *received) bool {
	return slices.ContainsFunc(m.MentionRoles, a.isOurRole)
}

// onGuild keeps which of a guild's roles is the app's own.
func (a *Adapter) onGuild(g guild) {
	for _, r := range g.Roles {
		if r.Tags.Bot != "" && r.Tags.Bot == a.me() {
			a.roles.Store(r.ID, true)
		}
	}
}

func user(id string) people.UserRef { return people.UserRef{Platform: people.Discord, ID: id} }

func address(channel, user string, dm bool) people.Address {
	if !dm {
		channel += ":" + user
	}
	return people.Address{Platform: people.Discord, Channel: channel}
}

func mentions(m *received, self string) bool {
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
func plainText(m *received, self string) string {
	text := entity.ReplaceAllStringFunc(m.Content, func(s string) string {
		p := entity.FindStringSubmatch(s)
		switch {
		case p[1] == "@" || p[1] == "@!":
			if p[4] == self {
				return ""
			}
			for _, u := range m.Mentions {
				if u.ID == p[4] {
					return "@" + u.display()
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
	return strings.TrimSpace(blanks.ReplaceAllString(text, " "))
}

// blanks is what a mention that went leaves between two words.
var blanks = regexp.MustCompile(`[ \t]{2,}`)

// onInteraction takes an interaction from the gateway. Completions are
// answered beside the lanes: somebody is typing.
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
	job := func() {
		defer a.recovered("interaction")
		a.interact(in, r)
	}
	r.deferLater()
	if !a.lanes.Do(who, job) {
		a.tellCrowded()
		go r.apologize(r.words().busy)
	}
}

// interact turns one interaction into its event and lets the intake have it.
// What only turns the pages of a form stays here.
func (a *Adapter) interact(in bot.Intake, r *responder) {
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
	ctx, cancel := context.WithTimeout(context.Background(), eventTimeout)
	defer cancel()
	if err := in.Accept(ctx, ev, r.answer); err != nil {
		a.log.Error("interaction not kept", "event", ev.LogName(), "err", err)
		r.apologize(r.words().notKept)
	}
}

// decodeCommand makes a command of what was typed, or a message of one that
// somebody points at.
func (a *Adapter) decodeCommand(i *interaction) bot.Body {
	if i.Data.Kind == discordgo.MessageApplicationCommand {
		m := i.Data.Resolved.Messages[i.Data.TargetID]
		if m == nil {
			return nil
		}
		b := bot.Message{About: saying(m, a.me())}
		if b.About == "" {
			b.Attached = attached(m)
		}
		return b
	}
	path, opts := i.path()
	c := bot.Command{Path: path, Args: map[string]string{}}
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
func (a *Adapter) decodeComponent(r *responder) bot.Body {
	d := r.i.Data
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

package discord

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
	"mentor/bot/people"
)

// Deadlines of interactions: Discord's are 3 s and 15 min.
const (
	deferAfter   = 1800 * time.Millisecond
	followWithin = 14*time.Minute + 30*time.Second
)

// What an interaction was answered with first.
const (
	answerMessage = 4 // a message
	answerLater   = 5 // "thinking…"
	updateLater   = 6 // nothing to see; the message with the component may change later
	answerUpdate  = 7 // the message with the component, changed
	answerChoices = 8 // completions
	answerModal   = 9
)

const flagEphemeral = 1 << 6

// callback is the body of a first answer.
type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// responder answers one interaction: at once where the reply comes in time,
// else it defers and the reply takes the place of "thinking…". What comes too
// late for that goes to a direct message.
type responder struct {
	a     *Adapter
	i     *interaction
	who   string
	dm    bool
	alone bool // whatever is said here is for the person only
	from  people.Address
	event bot.Event
	born  time.Time
	timer *time.Timer

	mu      sync.Mutex
	first   int  // type of the first answer; 0: none yet
	private bool // the first answer is for the person alone
	used    bool // "thinking…" has been replaced
	// steps is set where the interaction sits on a form's own message: the
	// reply takes its place.
	steps bool
	form  *openedForm // the form that was sent
}

func newResponder(a *Adapter, i *interaction, who string) *responder {
	dm := i.GuildID == "" && i.Context != discordgo.InteractionContextPrivateChannel
	return &responder{a: a, i: i, who: who, dm: dm, alone: !dm && i.abroad(), from: address(i.ChannelID, who, dm), born: time.Now()}
}

// logName is the event's name in the log, also before there is an event.
func (r *responder) logName() string {
	return bot.Event{ID: r.i.ID, From: people.Address{Platform: people.Discord}}.LogName()
}

func (r *responder) words() adapterWords { return words(r.i.Locale) }

// deferLater sees to it that the interaction is answered in time, whatever
// the mentor is busy with.
func (r *responder) deferLater() {
	r.timer = time.AfterFunc(deferAfter, func() {
		defer r.a.recovered("deferral")
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.first != 0 {
			return
		}
		kind, data := answerLater, any(nil)
		if r.i.Type == discordgo.InteractionMessageComponent || r.i.Type == discordgo.InteractionModalSubmit && r.i.Message != nil {
			kind = updateLater
		} else if private := !r.dm && (r.alone || r.personal()); private {
			data = map[string]int{"flags": flagEphemeral}
			r.private = true
		}
		ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
		defer cancel()
		r.first = kind
		if _, err := r.callback(ctx, callback{kind, data}, nil); err != nil {
			r.a.log.Warn("interaction not deferred", "event", r.logName(), "err", err)
		}
	})
}

// personal tells whether a slash command's answer is for the person alone, as
// far as that is known before there is one.
func (r *responder) personal() bool {
	if r.i.Type != discordgo.InteractionApplicationCommand {
		return true
	}
	if r.i.Data.Kind == discordgo.MessageApplicationCommand {
		return r.a.isPersonal(nil)
	}
	path, _ := r.i.path()
	return r.a.isPersonal(path)
}

func (r *responder) path(kind string) string {
	if kind == "callback" {
		return "/interactions/" + r.i.ID + "/" + r.i.Token + "/callback?with_response=true"
	}
	return "/webhooks/" + cmp.Or(r.i.AppID, r.a.application()) + "/" + r.i.Token + kind
}

// An interaction's first answer is taken for three seconds (Discord's
// reference, receiving and responding); half a second more is the way there.
const (
	callbackLife = 3500 * time.Millisecond
	callbackTry  = 2 * time.Second
)

// callback gives the first answer. Where Discord's reply to it is lost, a
// second try tells by its refusal whether the first one arrived.
func (r *responder) callback(ctx context.Context, body callback, files []file) (bot.MessageID, error) {
	var out struct {
		Resource struct {
			Message messageRef `json:"message"`
		} `json:"resource"`
	}
	c := call{method: "POST", path: r.path("callback"), body: body, files: files, out: &out, open: true}
	// What Discord has not taken three seconds after the interaction it takes no
	// more: to wait longer only keeps the person from another way.
	ctx, cancel := context.WithDeadline(ctx, r.born.Add(callbackLife))
	defer cancel()
	try := func() error {
		ctx, cancel := context.WithTimeout(ctx, callbackTry)
		defer cancel()
		return r.a.api.do(ctx, c)
	}
	err := try()
	var e *apiError
	if errors.As(err, &e) && e.unclear() && time.Since(r.born) < deferAfter+time.Second {
		err = try()
		if hasCode(err, codeAcknowledged) {
			err = nil
		}
	}
	return bot.MessageID(out.Resource.Message.ID), err
}

// answer shows the reply to the interaction.
func (r *responder) answer(ctx context.Context, reply bot.Reply) (bot.MessageID, error) {
	r.timer.Stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(reply.Fields) > 0 {
		reply = r.a.fieldErrors(r, reply)
	} else if r.form != nil {
		r.a.forms.drop(r.form.key)
	}
	if reply.Form != nil {
		id, shown, err := r.openForm(ctx, reply)
		if shown || err != nil {
			return id, err
		}
		reply = r.a.formMessage(reply, r.who, r.on())
	}
	return r.show(ctx, reply)
}

// on is the message that the interaction sits on.
func (r *responder) on() bot.MessageID {
	if r.i.Message == nil {
		return ""
	}
	return bot.MessageID(r.i.Message.ID)
}

// show gives the reply's messages; r.mu is held.
func (r *responder) show(ctx context.Context, reply bot.Reply) (bot.MessageID, error) {
	private := (reply.Private || r.alone) && !r.dm
	parts := r.a.renderAs(reply, r.replaces(reply))
	if time.Since(r.born) > followWithin {
		return r.late(ctx, reply)
	}
	var shown bot.MessageID
	for n, m := range parts {
		var id bot.MessageID
		var err error
		switch {
		case n > 0:
			id, err = r.followUp(ctx, m, private)
		case r.first == 0:
			id, err = r.atOnce(ctx, m, private, r.replaces(reply))
		case r.first == answerLater && !r.used && private && !r.private:
			// "Thinking…" is for everybody to see, the answer is not.
			r.used = true
			r.a.api.do(ctx, call{method: "DELETE", path: r.path("/messages/@original"), open: true})
			id, err = r.followUp(ctx, m, true)
		case r.first == answerLater && !r.used:
			r.used = true
			id, err = r.editOriginal(ctx, m)
		case r.first == updateLater && r.replaces(reply):
			id, err = r.editOriginal(ctx, m)
		default:
			id, err = r.followUp(ctx, m, private)
		}
		if err != nil && n == 0 {
			return r.lost(ctx, reply, err)
		}
		if err != nil {
			r.a.log.Error("a further part of an answer is lost", "event", r.logName(), "err", err)
			return shown, nil
		}
		if shown == "" || m.offers() && id != "" {
			shown = id
		}
	}
	return shown, nil
}

// replaces tells whether the reply takes the place of the message that the
// interaction sits on. What is for one person never takes the place of what
// everybody reads.
func (r *responder) replaces(reply bot.Reply) bool {
	if reply.Private && !r.dm && r.i.Message != nil && r.i.Message.Flags&flagEphemeral == 0 {
		return false
	}
	return r.i.Message != nil && (r.steps || reply.Replace != "" && string(reply.Replace) == r.i.Message.ID)
}

// atOnce answers within the first seconds; r.mu is held.
func (r *responder) atOnce(ctx context.Context, m message, private, update bool) (bot.MessageID, error) {
	if update {
		r.first = answerUpdate
		_, err := r.callback(ctx, callback{answerUpdate, m.edit()}, m.Files)
		return bot.MessageID(r.i.Message.ID), err
	}
	r.first, r.private = answerMessage, private
	body := m.body()
	if private {
		body.Flags |= flagEphemeral
	}
	return r.callback(ctx, callback{answerMessage, body}, m.Files)
}

func (r *responder) editOriginal(ctx context.Context, m message) (bot.MessageID, error) {
	var out messageRef
	c := call{method: "PATCH", path: r.path("/messages/@original"), body: m.edit(), files: m.Files, out: &out, open: true}
	err := r.a.api.do(ctx, c)
	var e *apiError
	if errors.As(err, &e) && e.unclear() {
		err = r.a.api.do(ctx, c) // an edit twice is one edit
	}
	return bot.MessageID(out.ID), err
}

// followUp adds a message. Nothing keeps Discord from taking one twice, so an
// unclear result counts as taken.
func (r *responder) followUp(ctx context.Context, m message, private bool) (bot.MessageID, error) {
	var out messageRef
	body := m.body()
	if private {
		body.Flags |= flagEphemeral
	}
	err := r.a.api.do(ctx, call{method: "POST", path: r.path(""), body: body, files: m.Files, out: &out, open: true})
	var e *apiError
	if errors.As(err, &e) && e.unclear() {
		r.a.log.Warn("follow-up unclear", "event", r.logName(), "err", err)
		return "", nil
	}
	return bot.MessageID(out.ID), err
}

// lost finds out what became of an answer that failed, and brings the reply by
// another way where the interaction is over; r.mu is held.
func (r *responder) lost(ctx context.Context, reply bot.Reply, err error) (bot.MessageID, error) {
	var e *apiError
	if errors.As(err, &e) && e.unclear() {
		var out messageRef
		check := r.a.api.do(ctx, call{method: "GET", path: r.path("/messages/@original"), out: &out, open: true})
		if check == nil && !r.replaces(reply) && r.first == answerMessage {
			return bot.MessageID(out.ID), nil
		}
		return "", sendError(err) // its row brings it again
	}
	if hasCode(err, codeUnknownInter, codeUnknownWebhook, codeWebhookToken, codeAcknowledged, codeUnknownMessage) {
		return r.late(ctx, reply)
	}
	return "", sendError(err)
}

// late brings a reply that the interaction cannot carry any more: to the
// person's direct messages, where it is nobody else's and nothing is lost.
func (r *responder) late(ctx context.Context, reply bot.Reply) (bot.MessageID, error) {
	r.a.log.Warn("answer comes too late for its interaction; it goes to a direct message", "event", r.logName(), "took", time.Since(r.born))
	to := people.Address{Platform: people.Discord, Channel: r.i.ChannelID}
	if !r.dm {
		var err error
		if to, err = r.a.Direct(ctx, user(r.who)); err != nil {
			return "", err
		}
		reply.Replace = ""
	}
	return r.a.post(ctx, to.Channel, reply, sending{key: answerKey(reply, r.event), patience: talkPatience})
}

// apologize answers with a few words of the adapter's own, for the person alone.
func (r *responder) apologize(text string) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	r.timer.Stop()
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := r.show(ctx, bot.Reply{Text: bot.Markup(text), Private: true}); err != nil {
		r.a.log.Warn("interaction not answered", "event", r.logName(), "err", err)
	}
}

// suggestWithin bounds a completion: later than that nobody sees it.
const suggestWithin = 1500 * time.Millisecond

// complete answers what somebody types into an option.
func (a *Adapter) complete(in bot.Intake, r *responder) {
	path, opts := r.i.path()
	choices := []choice{}
	for _, o := range opts {
		if !o.Focused {
			continue
		}
		ctx, cancel := context.WithTimeout(context.Background(), suggestWithin)
		found, err := a.suggest(ctx, in, r, a.completion(path, o.Name), optionText(o.Value))
		cancel()
		if err != nil {
			a.log.Warn("no completions", "option", o.Name, "err", err)
		}
		for _, c := range found {
			// A value that is too long to travel is left out: cut, it would be another one.
			if c.Label == "" || c.Value == "" || units(c.Value) > maxOptionRunes || len(choices) == maxOptions {
				continue
			}
			choices = append(choices, choice{Name: shorten(c.Label, maxOptionRunes), Value: c.Value})
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	if _, err := r.callback(ctx, callback{answerChoices, map[string]any{"choices": choices}}, nil); err != nil && !hasCode(err, codeUnknownInter) {
		a.log.Warn("completions not shown", "err", err)
	}
}

// suggest asks for completions, with what the client says of the person where
// the intake makes use of it.
func (a *Adapter) suggest(ctx context.Context, in bot.Intake, r *responder, field, typed string) ([]bot.Choice, error) {
	if in, ok := in.(bot.Completer); ok {
		return in.Complete(ctx, bot.Event{ID: r.i.ID, At: a.now().UTC(), User: user(r.who), From: r.from, DM: r.dm,
			Hints: bot.Hints{Locale: r.i.Locale}}, field, typed)
	}
	return in.Suggest(ctx, user(r.who), field, typed)
}

// choice is one completion.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

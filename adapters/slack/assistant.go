package slack

import (
	"context"
	"errors"
	"sync"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// titled remembers which threads of the assistant pane have a title.
type titled struct {
	mu sync.Mutex
	of map[string]bool
}

const titledMax = 10000

func (t *titled) first(thread string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.of == nil || len(t.of) > titledMax {
		t.of = map[string]bool{}
	}
	was := t.of[thread]
	t.of[thread] = true
	return !was
}

// thinking shows in the assistant pane that an answer is on its way, and
// names the thread after its first question. A thread in a direct message is
// such a pane where the workspace has them; where it says it has none we
// stop asking. Nothing waits for it: Slack takes the status away with the answer.
func (a *Adapter) thinking(ctx context.Context, in inbound) {
	if !in.ev.DM || in.ev.From.Thread == "" || a.noPane.Load() {
		return
	}
	to, status := in.ev.From, a.texts(in).thinking
	words := ""
	if m, is := in.ev.Body.(bot.Message); is && !bot.InDanger(m.Text) { // such words are quoted nowhere
		words = m.Text
	}
	go func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
		defer cancel()
		err := a.call(ctx, "assistant.threads.setStatus", "", true, func(ctx context.Context) error {
			return a.api().SetAssistantThreadsStatusContext(ctx, slackgo.AssistantThreadsSetStatusParameters{
				ChannelID: to.Channel, ThreadTS: to.Thread, Status: status})
		})
		if a.paneless(err) || words == "" || !a.titles.first(join(to.Channel, to.Thread)) {
			return
		}
		_ = a.paneless(a.call(ctx, "assistant.threads.setTitle", "", true, func(ctx context.Context) error {
			return a.api().SetAssistantThreadsTitleContext(ctx, slackgo.AssistantThreadsSetTitleParameters{
				ChannelID: to.Channel, ThreadTS: to.Thread, Title: shorten(words, maxThreadTitle)})
		}))
	}()
}

// paneless notes where a workspace has no assistant pane.
func (a *Adapter) paneless(err error) bool {
	var fault *bot.SendError
	if !errors.As(err, &fault) {
		return false
	}
	switch fault.Code {
	case "missing_scope", "unknown_method", "not_allowed_token_type", "access_denied", "feature_not_enabled":
		a.noPane.Store(true)
	}
	return true
}

// firstContact greets somebody who opened the assistant pane, or the messages
// tab for the first time.
func (a *Adapter) firstContact(ctx context.Context, core bot.Intake, in inbound, done ack) {
	if in.thread == "" && a.experience.agent() {
		defer a.prompt(ctx, in) // they are seen where the direct message is empty or at rest
	}
	if in.thread == "" && !a.unmet(ctx, in.ev) {
		done(nil, true)
		return
	}
	r, err := a.inTime(ctx, core, in)
	if err != nil {
		if !errors.Is(err, bot.ErrHandled) {
			a.fault("event was not handled", in.ev, err)
		}
		done(nil, err == nil || errors.Is(err, bot.ErrHandled))
		return
	}
	done(nil, true)
	if r.Empty() {
		return
	}
	if in.thread != "" {
		a.prompt(ctx, in)
	}
	if err := a.insist(ctx, in, r); err != nil {
		a.fault("greeting was not shown", in.ev, err)
	}
}

// unmet is true where a direct message is still empty. Opening the messages
// tab says nothing of whether it is for the first time.
func (a *Adapter) unmet(ctx context.Context, ev bot.Event) bool {
	if _, known := a.greeted.LoadOrStore(ev.User.ID, true); known {
		return false
	}
	empty := false
	err := a.call(ctx, "conversations.history", "", true, func(ctx context.Context) error {
		h, err := a.api().GetConversationHistoryContext(ctx, &slackgo.GetConversationHistoryParameters{ChannelID: ev.From.Channel, Limit: 1})
		if err == nil {
			empty = len(h.Messages) == 0
		}
		return err
	})
	if refused(err) { // we may never look: greeted once is better than never
		return true
	}
	if err != nil {
		a.greeted.Delete(ev.User.ID)
	}
	return err == nil && empty
}

// prompt offers what may be asked first. A prompt's message is said as the
// person's own words, so it has to be one that the mentor answers. In the agent
// experience prompts belong to the direct message: named with a thread they
// would silently go nowhere (docs.slack.dev, assistant.threads.setSuggestedPrompts).
func (a *Adapter) prompt(ctx context.Context, in inbound) {
	if a.noPane.Load() {
		return
	}
	var prompts []slackgo.AssistantThreadsPrompt
	for _, p := range a.texts(in).prompts {
		prompts = append(prompts, slackgo.AssistantThreadsPrompt{Title: p.Title, Message: p.Message})
	}
	_ = a.paneless(a.call(ctx, "assistant.threads.setSuggestedPrompts", "", true, func(ctx context.Context) error {
		return a.api().SetAssistantThreadsSuggestedPromptsContext(ctx, slackgo.AssistantThreadsSetSuggestedPromptsParameters{
			ChannelID: in.ev.From.Channel, ThreadTS: in.thread, Prompts: prompts})
	}))
}

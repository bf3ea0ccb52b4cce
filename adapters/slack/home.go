package slack

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
	"mentor/bot/people"
)

// openHome answers somebody who looks at their home tab, or turns its page.
func (a *Adapter) openHome(ctx context.Context, core bot.Intake, in inbound, done ack) {
	r, err := a.inTime(ctx, core, in)
	if err != nil {
		sorry := a.apology(in, err)
		done(nil, true)
		if sorry.Empty() {
			return
		}
		r = sorry
	} else {
		done(nil, true)
	}
	if r.Empty() {
		return
	}
	if err := a.publish(ctx, in.ev.User, r, in.page); err != nil {
		a.fault("home was not published", in.ev, err)
	}
}

// PublishHome shows r as the person's home. It returns at once: the newest
// home of each person is published as fast as Slack takes them, so that
// nobody's answer waits for somebody's home.
func (a *Adapter) PublishHome(_ context.Context, user people.UserRef, r bot.Reply) error {
	a.homes.mu.Lock()
	defer a.homes.mu.Unlock()
	h := &a.homes
	if h.waiting == nil {
		h.waiting = map[people.UserRef]bot.Reply{}
	}
	if _, again := h.waiting[user]; !again {
		if len(h.waiting) >= homesWaiting {
			return &bot.SendError{Kind: bot.Retry, Code: "busy"} // opening the tab shows the newest anyway
		}
		h.order = append(h.order, user)
	}
	h.waiting[user] = r
	if !h.running {
		h.running = true
		go a.publishHomes()
	}
	return nil
}

// homesWaiting bounds the homes that wait to be published.
const homesWaiting = 1000

// homes are the home tabs that wait to be published.
type homes struct {
	mu      sync.Mutex
	waiting map[people.UserRef]bot.Reply
	order   []people.UserRef
	running bool
}

func (a *Adapter) publishHomes() {
	h := &a.homes
	for {
		h.mu.Lock()
		if len(h.order) == 0 {
			h.running = false
			h.mu.Unlock()
			return
		}
		user := h.order[0]
		h.order = h.order[1:]
		r := h.waiting[user]
		delete(h.waiting, user)
		h.mu.Unlock()
		a.publishOne(user, r)
	}
}

func (a *Adapter) publishOne(user people.UserRef, r bot.Reply) {
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("panic in a home", a.person(user.ID), "panic", fmt.Sprint(p))
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := a.publish(ctx, user, r, 0); err != nil {
		a.log.Warn("home was not published", a.person(user.ID), "err", err)
	}
}

func (a *Adapter) publish(ctx context.Context, user people.UserRef, r bot.Reply, page int) error {
	locale := string(r.Lang)
	if locale == "" {
		locale = a.people.find(ctx, user.ID).hints.Locale
	}
	view := homeView(r, page, in(locale))
	return a.call(ctx, "views.publish", "", true, func(ctx context.Context) error {
		_, err := a.api().PublishViewContext(ctx, slackgo.PublishViewContextRequest{UserID: user.ID, View: view})
		return err
	})
}

// homeView renders one page of a home tab; pages are counted from 0.
func homeView(r bot.Reply, page int, t texts) slackgo.HomeTabViewRequest {
	w := &renderer{where: inView}
	w.reply(r)
	if len(w.pieces) == 0 { // nothing but a file, which a view cannot show
		w.markup([]para{{spans: []span{{text: "…"}}}})
	}
	pages := pack(w.pieces, maxViewBlocks-2, homeRunes) // two blocks for turning pages
	page = max(0, min(page, len(pages)-1))
	blocks := pages[page].blocks
	if len(pages) > 1 {
		var turn []slackgo.BlockElement
		add := func(n int, arrow string) {
			if n >= 0 && n < len(pages) {
				turn = append(turn, slackgo.NewButtonBlockElement(pageAction+strconv.Itoa(n), "",
					plainText(t.page+" "+strconv.Itoa(n+1)+" "+arrow)))
			}
		}
		add(page-1, "◀")
		add(page+1, "▶")
		blocks = append(blocks, slackgo.NewContextBlock("", plainText(t.page+" "+strconv.Itoa(page+1)+"/"+strconv.Itoa(len(pages)))),
			slackgo.NewActionBlock("", turn...))
	}
	return slackgo.HomeTabViewRequest{Type: slackgo.VTHomeTab, Blocks: slackgo.Blocks{BlockSet: blocks}}
}

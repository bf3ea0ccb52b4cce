package slack

import (
	"context"
	"strconv"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
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

// PublishHome shows r as the person's home.
func (a *Adapter) PublishHome(ctx context.Context, user bot.UserRef, r bot.Reply) error {
	return a.publish(ctx, user, r, 0)
}

func (a *Adapter) publish(ctx context.Context, user bot.UserRef, r bot.Reply, page int) error {
	view := homeView(r, page, in(a.people.find(ctx, user.ID).hints.Locale))
	return a.call(ctx, "views.publish", "", true, func(ctx context.Context) error {
		_, err := a.api.PublishViewContext(ctx, slackgo.PublishViewContextRequest{UserID: user.ID, View: view})
		return err
	})
}

// homeView renders one page of a home tab; pages are counted from 0.
func homeView(r bot.Reply, page int, t texts) slackgo.HomeTabViewRequest {
	w := &renderer{where: inView}
	w.reply(r)
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

package discord

import (
	"context"
	"fmt"
)

// Examine asks Discord about the set-up without starting anything, and reports
// each thing: what was found, or what is wrong with its mend.
func (a *Adapter) Examine(ctx context.Context, report func(what, found string, wrong error)) {
	ctx, cancel := context.WithTimeout(ctx, 3*callTimeout)
	defer cancel()
	if err := a.Probe(ctx); err != nil {
		report("DISCORD_TOKEN", "", err)
		return
	}
	var me struct {
		Name string `json:"username"`
	}
	if err := a.api.do(ctx, call{method: "GET", path: "/users/@me", out: &me, patience: talkPatience}); err != nil {
		report("DISCORD_TOKEN", "", sendError(err))
		return
	}
	report("DISCORD_TOKEN", "@"+me.Name, nil)
	var gw struct {
		Shards int `json:"shards"`
		Limit  struct {
			Total     int `json:"total"`
			Remaining int `json:"remaining"`
		} `json:"session_start_limit"`
	}
	if err := a.api.do(ctx, call{method: "GET", path: "/gateway/bot", out: &gw, patience: talkPatience}); err != nil {
		report("Discord gateway", "", sendError(err))
		return
	}
	var wrong error
	if gw.Limit.Total > 0 && gw.Limit.Remaining < max(1, gw.Shards) {
		wrong = fmt.Errorf("%d of %d starts are left today, and %d are needed: something starts the mentor again and again; look at its log", gw.Limit.Remaining, gw.Limit.Total, max(1, gw.Shards))
	}
	report("Discord gateway", fmt.Sprintf("%d of %d starts left today", gw.Limit.Remaining, gw.Limit.Total), wrong)
}

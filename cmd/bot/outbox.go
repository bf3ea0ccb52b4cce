package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"mentor/bot"
	"mentor/db"
)

// outboxCmd looks after messages that wait to be sent, or could not be.
type outboxCmd struct {
	List  outboxListCmd  `cmd:"" help:"List what is parked; with --all also what waits and what is being sent."`
	Retry outboxRetryCmd `cmd:"" help:"Try parked messages again."`
	Drop  outboxDropCmd  `cmd:"" help:"Give messages up; they are counted as skipped, not deleted."`
}

type outboxListCmd struct {
	All   bool `help:"Also what waits and what is being sent."`
	Limit int  `default:"100" help:"How many to list."`
}

// Run implements the command.
func (c *outboxListCmd) Run(ctx context.Context, w world, cfg config) error {
	return withDB(ctx, cfg, func(d *db.DB) error {
		states := []bot.DeliveryState{bot.Parked}
		if c.All {
			states = append(states, bot.Pending, bot.Claimed)
		}
		rows, err := d.List(ctx, states, c.Limit)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			fmt.Fprintln(w.out, "Nothing waits.")
			return nil
		}
		t := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "ID\tSTATE\tKIND\tPLATFORM\tDUE\tTRIES\tREASON")
		for _, r := range rows {
			platform := r.To.Platform
			if platform == "" {
				platform = r.User.Platform
			}
			fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%d\t%s\n", r.ID, r.State, r.Kind, platform, r.Due.UTC().Format(time.DateTime), r.Tries, bot.Clean(r.Reason))
		}
		return t.Flush()
	})
}

type outboxRetryCmd struct {
	IDs []int64 `arg:"" name:"id" help:"Numbers from the list."`
}

// Run implements the command.
func (c *outboxRetryCmd) Run(ctx context.Context, w world, cfg config) error {
	return eachRow(ctx, w, cfg, c.IDs, "will be tried again", "is parked", (*db.DB).Retry)
}

type outboxDropCmd struct {
	IDs []int64 `arg:"" name:"id" help:"Numbers from the list."`
}

// Run implements the command.
func (c *outboxDropCmd) Run(ctx context.Context, w world, cfg config) error {
	return eachRow(ctx, w, cfg, c.IDs, "given up", "waits", (*db.DB).Drop)
}

// eachRow does something to each of ids, and names those to which it could not be done.
func eachRow(ctx context.Context, w world, cfg config, ids []int64, done, state string, do func(*db.DB, context.Context, []int64, time.Time) (int, error)) error {
	return withDB(ctx, cfg, func(d *db.DB) error {
		var missing []string
		for _, id := range ids {
			n, err := do(d, ctx, []int64{id}, cfg.Now())
			if err != nil {
				return err
			}
			if n == 0 {
				missing = append(missing, strconv.FormatInt(id, 10))
			}
		}
		if n := len(ids) - len(missing); n > 0 {
			fmt.Fprintf(w.out, "%d of %d %s.\n", n, len(ids), done)
		}
		if len(missing) > 0 {
			return fmt.Errorf("no message that %s has the number %s: 'mentor outbox list --all' shows what there is", state, strings.Join(missing, " or "))
		}
		return nil
	})
}

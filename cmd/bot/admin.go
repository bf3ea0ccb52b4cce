package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mentor/adapters/terminal"
	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/features/admin"
	"mentor/bot/people"
	"mentor/db"
)

// adminCmd is what those who run the mentor do beside its settings; it works
// while the mentor runs.
type adminCmd struct {
	Stats  adminStatsCmd  `cmd:"" help:"How the mentor is used, in figures; about people from ten up."`
	Forget adminForgetCmd `cmd:"" help:"Erase what is kept about somebody: a leaver, or a request by law."`
	Pause  adminPauseCmd  `cmd:"" help:"Send nothing unasked, to anybody, until resume."`
	Resume adminResumeCmd `cmd:"" help:"Send check-ins and reminders again."`
}

type adminStatsCmd struct{}

// Run implements the command.
func (*adminStatsCmd) Run(ctx context.Context, w world, cfg config) error {
	words, err := wording(cfg.Content)
	if err != nil {
		return err
	}
	known, err := newLibrary(cfg.Content, logger(w.err, cfg))
	if err != nil {
		return err
	}
	return withDB(ctx, cfg, func(d *db.DB) error {
		return d.View(ctx, func(tx bot.Tx) error {
			s, err := tx.Stats(cfg.Now())
			if err != nil {
				return err
			}
			paused, err := tx.Paused()
			if err != nil {
				return err
			}
			r := bot.Reply{Text: admin.Report(words, careers.English, s, paused, known.content()), Lang: careers.English}
			return terminal.Write(w.out, r, 100, styled(w))
		})
	})
}

type adminForgetCmd struct {
	Person string `arg:"" help:"Who, as slack:U012AB3CD, or discord:80351110224678912."`
	Yes    bool   `help:"Erase; without it only what would be is said."`
}

// Run implements the command.
func (c *adminForgetCmd) Run(ctx context.Context, w world, cfg config) error {
	ref, err := people.ParseUserRef(c.Person)
	if err != nil {
		return usageError{err}
	}
	var gone []string
	err = withDB(ctx, cfg, func(d *db.DB) error {
		return d.Update(ctx, func(tx bot.Tx) error {
			gone = nil
			all, err := tx.PeopleOf(ref.Platform, ref.ID)
			switch {
			case err != nil:
				return err
			case len(all) == 0:
				return usageError{fmt.Errorf("nobody is known as %s: look for a slip, they may have been forgotten already", c.Person)}
			case !c.Yes:
				fmt.Fprintf(w.out, "%s would be erased with all that is kept about them, on every chat they linked; it cannot be undone. Say it again with --yes.\n", c.Person)
				return nil
			}
			for _, id := range all {
				p, err := tx.Person(id)
				if err != nil {
					return err
				}
				if err := tx.Forget(id); err != nil && !errors.Is(err, bot.ErrNotFound) {
					return err
				}
				gone = append(gone, p.LogID)
			}
			return nil
		})
	})
	if err != nil || len(gone) == 0 {
		return err
	}
	fmt.Fprintf(w.out, "Nothing about %s is left in the database. Older copies lose it when they are restored.\n", c.Person)
	if files := db.Aside(cfg.DB); len(files) > 0 {
		fmt.Fprintf(w.out, "It is still in what a restore or an upgrade set aside; delete that once all is well:\n  rm %s\n", strings.Join(files, " "))
	}
	for _, id := range gone {
		logger(w.err, cfg).Warn("somebody was forgotten from the command line", "person", id)
	}
	return nil
}

type adminPauseCmd struct{}

// Run implements the command.
func (*adminPauseCmd) Run(ctx context.Context, w world, cfg config) error {
	return hold(ctx, w, cfg, true, "Nothing is sent unasked until 'mentor admin resume'; whoever writes is answered.")
}

type adminResumeCmd struct{}

// Run implements the command.
func (*adminResumeCmd) Run(ctx context.Context, w world, cfg config) error {
	return hold(ctx, w, cfg, false, "Check-ins and reminders go out again; what came due meanwhile, where it is not too late.")
}

func hold(ctx context.Context, w world, cfg config, on bool, said string) error {
	return withDB(ctx, cfg, func(d *db.DB) error {
		since := time.Time{}
		err := d.Update(ctx, func(tx bot.Tx) (err error) {
			if since, err = tx.Paused(); err != nil {
				return err
			}
			return tx.Pause(on, cfg.Now())
		})
		if err != nil {
			return err
		}
		if on && !since.IsZero() {
			said = fmt.Sprintf("It has been paused since %s already.", since.Format(time.DateTime+" MST"))
		}
		if _, err = fmt.Fprintln(w.out, said); err != nil {
			return err
		}
		logger(w.err, cfg).Warn("what is sent unasked was switched from the command line", "paused", on)
		return nil
	})
}

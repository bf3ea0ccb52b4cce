package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"mentor/adapters/discord"
	"mentor/adapters/slack"
	"mentor/bot/careers"
	"mentor/db"
)

// doctorCmd looks at the whole set-up and names everything that wants a hand,
// each with its mend. It changes nothing, and may run beside the mentor.
type doctorCmd struct{}

// examiner is a platform that can be asked about the set-up.
type examiner interface {
	Examine(ctx context.Context, report func(what, found string, wrong error))
}

// leastRoom is what a disk should have free: a month of a large team is less.
const leastRoom = 200 << 20

// Run implements the command.
func (*doctorCmd) Run(ctx context.Context, w world, cfg config) error {
	e := &examination{out: w.out, now: cfg.Now()}
	e.settings(cfg.wrong)
	e.database(ctx, cfg)
	e.backups(cfg)
	e.content(cfg)
	_, err := time.LoadLocation("America/Santiago")
	e.report("time zones", "known", err)
	e.platforms(ctx, cfg)
	if e.wrong > 0 {
		fmt.Fprintf(w.err, "%d to mend\n", e.wrong)
		return reported{exitFailed}
	}
	return nil
}

type examination struct {
	out   io.Writer
	now   time.Time
	wrong int
}

// report prints one line.
func (e *examination) report(what, found string, wrong error) {
	if wrong != nil {
		e.wrong++
		fmt.Fprintf(e.out, "MEND  %-18s %v\n", what, wrong)
		return
	}
	fmt.Fprintf(e.out, "ok    %-18s %s\n", what, found)
}

// settings has a line for each mistake.
func (e *examination) settings(wrong error) {
	if wrong == nil {
		e.report("settings", "all are known and well formed ('mentor config' shows them)", nil)
		return
	}
	for line := range strings.Lines(wrong.Error()) {
		e.report("settings", "", errors.New(strings.TrimSpace(line)))
	}
}

func (e *examination) database(ctx context.Context, cfg config) {
	dir := filepath.Dir(cfg.DB)
	if _, err := os.Stat(cfg.DB); errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		e.report("database", "none yet at "+cfg.DB+"; the first start makes it", makeable(dir, runsAs(cfg.DB)))
	} else {
		g, err := db.Look(ctx, cfg.DB)
		version := fmt.Sprintf("%s, version %d, %s, whole", cfg.DB, g.Version, megabytes(g.Bytes))
		if g.Version < g.Newest {
			version += fmt.Sprintf("; the next start brings it to version %d and keeps a copy", g.Newest)
		}
		e.report("database", version, err)
		if err == nil {
			e.report("deliveries", e.deliveries(g), parked(g.Parked))
		}
		e.rights(cfg.DB)
	}
	if files := db.Aside(cfg.DB); len(files) > 0 {
		e.report("set aside", list(files)+": delete once all is well, whoever was erased since is still in it", nil)
	}
	if _, err := os.Stat(dir); err != nil {
		return // the first start makes it
	}
	room, err := free(dir)
	if err == nil && room < leastRoom {
		err = fmt.Errorf("%s are free beside the database: make room, or put it elsewhere with MENTOR_DB", megabytes(room))
	}
	if errors.Is(err, errors.ErrUnsupported) {
		return
	}
	e.report("disk", megabytes(room)+" free", err)
}

func (e *examination) deliveries(g db.Glance) string {
	last := "none sent yet"
	if !g.LastSent.IsZero() {
		last = "the last sent one was due " + e.now.Sub(g.LastSent).Round(time.Minute).String() + " ago"
	}
	return fmt.Sprintf("%d wait, %s", g.Waiting, last)
}

func parked(n int) error {
	if n == 0 {
		return nil
	}
	return fmt.Errorf("%d could not be sent: 'mentor outbox list' says why, 'mentor outbox retry' tries again", n)
}

func (e *examination) backups(cfg config) {
	if cfg.BackupDir == "" {
		e.report("backups", "none by themselves; set MENTOR_BACKUP_DIR", nil)
		return
	}
	b := &backups{dir: cfg.BackupDir}
	names, last, err := b.newest()
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		e.report("backups", "none yet in "+cfg.BackupDir+"; the first start makes one", makeable(cfg.BackupDir, runsAs(cfg.DB)))
		return
	}
	if err == nil {
		err = makeable(cfg.BackupDir, runsAs(cfg.DB))
	}
	if age := e.now.Sub(last); err == nil && len(names) > 0 && age > 2*cfg.BackupEvery {
		err = fmt.Errorf("the newest in %s is %v old: the log of the mentor says why", cfg.BackupDir, age.Round(time.Minute))
	}
	found := fmt.Sprintf("%d in %s", len(names), cfg.BackupDir)
	if len(names) > 0 {
		found += ", the newest " + e.now.Sub(last).Round(time.Minute).String() + " old"
	}
	e.report("backups", found, err)
}

func (e *examination) content(cfg config) {
	c, err := careers.Load(layers(cfg.Content)...)
	if err != nil {
		e.report("content", "", err)
		return
	}
	if n := len(careers.Check(c)); n > 0 {
		err = fmt.Errorf("%d to mend: 'mentor content check' names each with its line", n)
	}
	e.report("content", fmt.Sprintf("%d roles, %d topics", len(c.Roles()), len(c.Topics())), err)
}

func (e *examination) platforms(ctx context.Context, cfg config) {
	all := map[string]examiner{}
	quiet := slog.New(slog.DiscardHandler)
	if cfg.slack() {
		all["Slack"] = slack.New(slack.Options{BotToken: string(cfg.SlackBotToken), AppToken: string(cfg.SlackAppToken),
			SigningSecret: string(cfg.SlackSigningSecret), APIURL: cfg.SlackAPIURL, Log: quiet, Now: cfg.Now})
	}
	if cfg.discord() {
		all["Discord"] = discord.New(discord.Options{Token: string(cfg.DiscordToken), APIURL: cfg.DiscordAPIURL, Log: quiet, Now: cfg.Now})
	}
	if len(all) == 0 && cfg.wrong == nil {
		e.report("platforms", "no token is set: this is a mentor for the terminal", nil)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		all[name].Examine(ctx, func(what, found string, wrong error) { e.report(what, found, plainly(name, wrong)) })
	}
}

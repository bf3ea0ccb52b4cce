package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"

	"golang.org/x/term"

	"mentor/adapters/terminal"
	"mentor/db/rights"
)

// chatCmd is the mentor in this terminal.
type chatCmd struct{}

// Run implements the command.
func (*chatCmd) Run(ctx context.Context, w world, cfg config) error {
	log, closeLog := chatLog(cfg)
	defer closeLog()
	a, err := open(ctx, cfg, log)
	if err != nil {
		return err
	}
	err = a.serve(ctx, terminal.New(terminalOptions(w, cfg, log)))
	return errors.Join(err, a.close())
}

// terminalOptions finds out what kind of terminal this is.
func terminalOptions(w world, cfg config, log *slog.Logger) terminal.Options {
	o := terminal.Options{In: w.in, Out: w.out, Folder: cfg.Folder, User: userName(w.getenv),
		Hints: terminal.Hints(w.getenv), Database: cfg.DB, Now: cfg.Now, Log: log}
	if out, ok := w.out.(*os.File); ok && term.IsTerminal(int(out.Fd())) {
		o.Interactive = term.IsTerminal(int(w.in.Fd())) && w.getenv("TERM") != "dumb"
		o.Style = styled(w)
		o.Columns = func() int { columns, _, _ := term.GetSize(int(out.Fd())); return columns }
	}
	return o
}

// styled reports whether bold and the like may be used: on a terminal that
// can, unless the person wants none (no-color.org).
func styled(w world) bool {
	out, ok := w.out.(*os.File)
	return ok && term.IsTerminal(int(out.Fd())) && w.getenv("NO_COLOR") == "" && w.getenv("TERM") != "dumb"
}

// userName is the person's name on this machine.
func userName(getenv func(string) string) string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return getenv("USER")
}

// chatLog writes what an operator would read to a file: the terminal is for
// the conversation. Without the folder nothing is written; the conversation
// goes on.
func chatLog(cfg config) (*slog.Logger, func()) {
	none := func() {}
	if err := rights.MkdirAll(cfg.Folder); err != nil {
		return slog.New(slog.DiscardHandler), none
	}
	path := filepath.Join(cfg.Folder, "log")
	// A new file where the last one has grown: nobody reads old ones.
	if info, err := os.Stat(path); err == nil && info.Size() > maxLogBytes {
		_ = os.Rename(path, path+".old")
	}
	f, err := rights.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, rights.OwnerOf(path))
	if err != nil {
		return slog.New(slog.DiscardHandler), none
	}
	return logger(io.Writer(f), cfg), func() { f.Close() }
}

// maxLogBytes is how large the chat's log grows before it makes way.
const maxLogBytes = 4 << 20

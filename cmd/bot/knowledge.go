package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/features"
	"mentor/bot/understanding"
	"mentor/bot/understanding/known"
	"mentor/reminders"
)

// knowledge is what the mentor knows, and the engine over it.
type knowledge struct {
	content *careers.Content
	engine  *answers.Engine
	reader  *understanding.Reader
}

// library holds what the mentor knows now.
type library struct {
	dirs []string
	log  *slog.Logger
	now  atomic.Pointer[knowledge]
}

func newLibrary(dirs []string, log *slog.Logger) (*library, error) {
	l := &library{dirs: dirs, log: log}
	k, err := know(dirs)
	if err != nil {
		return nil, err
	}
	l.now.Store(k)
	return l, nil
}

func (l *library) content() *careers.Content { return l.now.Load().content }
func (l *library) engine() *answers.Engine   { return l.now.Load().engine }
func (l *library) reader() bot.Reader        { return l.now.Load().reader }

// lookEvery is how often an organisation's folder is looked at for changes.
const lookEvery = 2 * time.Second

// watch takes up changed content until ctx ends. What cannot be read leaves
// the old content in place. It looks at names, sizes and times, because
// notifications do not come from the network folders that such content often
// lies in.
func (l *library) watch(ctx context.Context) {
	if len(l.dirs) == 0 {
		return
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for seen := l.state(); ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if state := l.state(); state != seen {
			seen = state
			l.reload()
		}
	}
}

// reload takes up the content as it is now, if it can be read.
func (l *library) reload() {
	k, err := know(l.dirs)
	if err != nil {
		l.log.Error("changed content is not taken up: the old one stays", "err", err)
		return
	}
	l.now.Store(k)
	l.log.Info("changed content is taken up")
}

// state reports whether anything has changed: every file's name, size and time.
func (l *library) state() string {
	var b strings.Builder
	for _, layer := range layers(l.dirs) {
		_ = fs.WalkDir(layer, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				fmt.Fprintln(&b, path, err)
				return nil
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				fmt.Fprintln(&b, path, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return b.String()
}

// know loads the content with the layers of dirs over it.
func know(dirs []string) (*knowledge, error) {
	content, err := careers.Load(layers(dirs)...)
	if err != nil {
		return nil, usageError{fmt.Errorf("the content needs mending:\n%s", bullets(err))}
	}
	if len(dirs) > 0 { // our own is checked by a test
		var errs []error
		for _, p := range careers.Check(content) {
			errs = append(errs, errors.New(problem(p)))
		}
		if len(errs) > 0 {
			return nil, usageError{fmt.Errorf("the content needs mending (mentor content check DIR):\n%s", bullets(errors.Join(errs...)))}
		}
	}
	engine, err := answers.New(content)
	if err != nil {
		return nil, fmt.Errorf("prepare answers: %w", err)
	}
	reader := understanding.New(known.From(content, new(reminders.Schedules)))
	return &knowledge{content, engine, reader}, nil
}

func layers(dirs []string) []fs.FS {
	var out []fs.FS
	for _, dir := range dirs {
		out = append(out, layer{os.DirFS(dir)})
	}
	return out
}

// layer is an organisation's folder as content: what it says otherwise lies
// beside it in the folder "wording", which is no content.
type layer struct{ fs.FS }

// ReadDir implements fs.ReadDirFS.
func (l layer) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(l.FS, name)
	if name == "." {
		all = slices.DeleteFunc(all, func(d fs.DirEntry) bool { return d.IsDir() && d.Name() == wordingFolder })
	}
	return all, err
}

const wordingFolder = "wording"

// wording reads the mentor's own words, and an organisation's over them: the
// folder "wording" of a layer.
func wording(dirs []string) (*bot.Words, error) {
	var over []fs.FS
	for _, dir := range dirs {
		if dir = filepath.Join(dir, wordingFolder); isDir(dir) {
			over = append(over, os.DirFS(dir))
		}
	}
	w, err := bot.NewWords(features.All(), over...)
	if err != nil {
		return nil, usageError{err}
	}
	return w, nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// level reads a log level; an empty one is info.
func level(name string) (slog.Level, error) {
	var l slog.Level
	if name == "" {
		return slog.LevelInfo, nil
	}
	err := l.UnmarshalText([]byte(strings.ToUpper(name)))
	return l, err
}

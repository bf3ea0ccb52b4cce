package main

import (
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
)

// knowledge is what the mentor knows, and the engine over it.
type knowledge struct {
	content *careers.Content
	engine  *answers.Engine
}

// know loads the content with the layers of dirs over it.
func know(dirs []string) (*knowledge, error) {
	content, err := careers.Load(layers(dirs)...)
	if err != nil {
		return nil, usageError{fmt.Errorf("the content needs mending:\n%s", bullets(err))}
	}
	engine, err := answers.New(content)
	if err != nil {
		return nil, fmt.Errorf("prepare answers: %w", err)
	}
	return &knowledge{content, engine}, nil
}

func layers(dirs []string) []fs.FS {
	var out []fs.FS
	for _, dir := range dirs {
		out = append(out, os.DirFS(dir))
	}
	return out
}

// wording reads the mentor's own words, and an organisation's over them: the
// folder "wording" of a layer.
func wording(dirs []string) (*bot.Words, error) {
	var over []fs.FS
	for _, layer := range layers(dirs) {
		if sub, err := fs.Sub(layer, "wording"); err == nil {
			if _, err := fs.Stat(sub, "."); err == nil {
				over = append(over, sub)
			}
		}
	}
	w, err := bot.NewWords(over...)
	if err != nil {
		return nil, usageError{err}
	}
	return w, nil
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

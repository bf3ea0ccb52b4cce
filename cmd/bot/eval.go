package main

import (
	"fmt"
	"os"

	"mentor/bot/answers/eval"
)

// evalCmd measures answers.
type evalCmd struct {
	File  string `arg:"" help:"Questions, one JSON object a line: id, q, after, lang, kind, topics, must, must_not, answer."`
	JSON  bool   `name:"json" help:"Print the figures as JSON."`
	Typos bool   `name:"typos" help:"Put typos into the questions first, the same ones every time."`
}

// Run implements the command.
func (c *evalCmd) Run(w world, cfg config) error {
	f, err := os.Open(c.File)
	if err != nil {
		return usageError{fmt.Errorf("%s cannot be read: %w", c.File, reason(err))}
	}
	defer f.Close()
	qs, err := eval.Read(f)
	if err != nil {
		return usageError{fmt.Errorf("%s: %w", c.File, err)}
	}
	if c.Typos {
		qs = eval.WithTypos(qs)
	}
	k, err := know(cfg.Content)
	if err != nil {
		return err
	}
	figures := eval.Measure(eval.Run(k.engine, qs))
	if c.JSON {
		return figures.JSON(w.out)
	}
	return figures.Table(w.out)
}

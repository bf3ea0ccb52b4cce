package main

import (
	"errors"
)

// evalCmd measures answers.
type evalCmd struct {
	File string `arg:"" help:"Questions, one JSON object a line: id, q, after, lang, kind, topics, must, must_not, answer."`
	JSON bool   `name:"json" help:"Print the figures as JSON."`
}

// Run implements the command.
func (c *evalCmd) Run(w world, cfg config) error { return errors.New("not measured yet") }

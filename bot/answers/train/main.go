// Command train learns the model that the mentor understands people by, from
// the training lines and the content, and writes it to bot/answers/model.bin.
// With -check it measures by cross-validation instead and writes nothing.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mentor/bot/answers"
	"mentor/bot/answers/training"
	"mentor/bot/careers"
	"mentor/bot/wishes/spans"
)

func main() {
	out := flag.String("o", "model.bin", "file to write")
	check := flag.Bool("check", false, "measure by cross-validation and write nothing")
	flag.Parse()
	if err := run(*out, *check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, check bool) error {
	c, err := careers.Load()
	if err != nil {
		return err
	}
	set, err := training.Read(c)
	if err != nil {
		return err
	}
	if check {
		fmt.Print(answers.CrossValidate(c, set.Lines, set.Unknown))
		return nil
	}
	told, err := told()
	if err != nil {
		return err
	}
	data, err := answers.Train(c, set.Lines, told, set.Unknown)
	if err != nil {
		return err
	}
	fmt.Printf("%d lines, %d bytes\n", len(set.Lines), len(data))
	return os.WriteFile(out, data, 0o644)
}

// asking are wishes by which somebody may as well ask what the mentor makes of
// them: lines of these say nothing of the difference.
var asking = []string{"", "goal.stuck", "goal.suggest", "profile.show", "progress", "review", "roadmap", "skills", "start", "quiz", "help"}

// share is of how many such messages one is learned from: more make the model larger and no better.
const share = 2

// told gives the messages in which wishes are marked and that want nothing but
// what is to be done.
func told() (lines []answers.Line, err error) {
	files, _ := filepath.Glob("../wishes/spans/training/*.txt") // the pattern is well formed
	n := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
				continue
			}
			l, err := spans.ParseLine(line)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			if n++; n%share == 0 && !slices.ContainsFunc(l.Clauses, func(c spans.Marked) bool { return slices.Contains(asking, c.Wish) }) {
				lines = append(lines, answers.Line{Text: l.Text, Lang: careers.Lang(filepath.Base(name)[:2]), About: "told"})
			}
		}
	}
	return lines, nil
}

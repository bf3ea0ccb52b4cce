package main

import (
	"cmp"
	"fmt"
	"io"
	"os"

	"mentor/bot/careers"
)

// contentCmd looks after what the mentor knows.
type contentCmd struct {
	Check contentCheckCmd `cmd:"" help:"Check the mentor's content, and an organisation's over it."`
}

type contentCheckCmd struct {
	Dir string `arg:"" optional:"" help:"An organisation's folder; without it the mentor's own content is checked."`
}

// Run implements the command.
func (c *contentCheckCmd) Run(w world, cfg config) error {
	dirs := cfg.Content
	if c.Dir != "" {
		if info, err := os.Stat(c.Dir); err != nil {
			return usageError{fmt.Errorf("%s cannot be read: %w", c.Dir, reason(err))}
		} else if !info.IsDir() {
			return usageError{fmt.Errorf("%s is a file: name the folder that it is in", c.Dir)}
		}
		dirs = append(dirs, c.Dir)
	}
	content, err := careers.Load(layers(dirs)...)
	if err != nil {
		fmt.Fprintln(w.out, err)
		return reported{exitFailed}
	}
	if _, err := wording(dirs); err != nil {
		fmt.Fprintln(w.out, err)
		return reported{exitFailed}
	}
	problems := careers.Check(content)
	for _, p := range problems {
		fmt.Fprintln(w.out, problem(p))
	}
	if len(problems) > 0 {
		fmt.Fprintf(w.err, "%d to mend\n", len(problems))
		return reported{exitFailed}
	}
	return counts(w.out, content)
}

// problem is a fault as an editor finds it: file, line, what it is about.
func problem(p careers.Problem) string {
	return fmt.Sprintf("%s:%d: %s: %s", cmp.Or(p.Place.File, "content"), p.Place.Line, p.About, p.What)
}

// counts says what there is, so that an editor sees what was read.
func counts(out io.Writer, c *careers.Content) error {
	_, err := fmt.Fprintf(out, "ok: %d roles, %d topics\n", len(c.Roles()), len(c.Topics()))
	return err
}

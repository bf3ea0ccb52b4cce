package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
)

// readCmd shows how a message is read; it needs no database and does nothing.
type readCmd struct {
	Text   []string `arg:"" help:"The message."`
	JSON   bool     `name:"json" help:"Print one JSON object."`
	Lang   string   `help:"Language of the conversation." enum:"en,fr" default:"en"`
	Goal   []string `help:"A goal that the person has, in the order of their numbers."`
	Cert   []string `help:"A certification that the person has logged."`
	Expect string   `help:"What was asked for: checkin, yesno, role, zone, date, schedule, horizon, number, text."`
}

// Run implements the command.
func (c *readCmd) Run(w world, cfg config) error {
	text := strings.TrimSpace(strings.Join(c.Text, " "))
	if text == "" {
		return usageError{errors.New("read what? For example: bot read drop goal 2")}
	}
	known, err := know(cfg.Content)
	if err != nil {
		return err
	}
	about := bot.Context{Now: cfg.Now(), Lang: people.Lang(c.Lang), Expect: bot.Expectation{Kind: bot.ExpectKind(c.Expect)}, Platform: people.Terminal}
	for i, goal := range c.Goal {
		about.Goals = append(about.Goals, bot.GoalName{Number: i + 1, Text: goal, Horizon: people.Year1})
		about.Expect.Goals = append(about.Expect.Goals, i+1)
	}
	for i, cert := range c.Cert {
		about.Certifications = append(about.Certifications, bot.CertName{Number: i + 1, Name: cert})
	}
	u := known.reader.Read(text, about)
	if c.JSON {
		return json.NewEncoder(w.out).Encode(u)
	}
	if u.Said != "" {
		fmt.Fprintf(w.out, "meant %q\n", u.Said)
	}
	printUnderstood(w.out, cmp.Or(u.Said, text), u)
	return nil
}

// printUnderstood prints a reading for people.
func printUnderstood(out io.Writer, text string, u bot.Understood) {
	fmt.Fprintf(out, "language %s\n", u.Lang)
	for _, p := range u.Parts {
		printPart(out, text, p, "")
	}
	if u.Supposed != nil {
		fmt.Fprintln(out, "supposed:")
		printPart(out, text, *u.Supposed, "  ")
	}
	for _, g := range u.Guesses {
		fmt.Fprintf(out, "perhaps, %.2f of %.2f: ", g.Likely, u.Wants)
		printPart(out, text, g.Part, "")
	}
	for _, g := range u.Each {
		fmt.Fprintf(out, "a clause, %.2f: ", g.Likely)
		printPart(out, text, g.Part, "")
	}
}

func printPart(out io.Writer, text string, p bot.Part, indent string) {
	fmt.Fprintf(out, "%s%s %s", indent, p.Kind, p.Name)
	if p.Mood != bot.PlainMood {
		fmt.Fprintf(out, " (%s)", p.Mood)
	}
	switch {
	case p.Acts():
		fmt.Fprint(out, " acts")
	case !p.Exact:
		fmt.Fprint(out, " not exact")
	}
	fmt.Fprintf(out, ": %q\n", text[p.Clause.From:p.Clause.To])
	names := make([]string, 0, len(p.Slots))
	for name := range p.Slots {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(out, "%s  %s = %+v %q\n", indent, name, p.Slots[name].Of, p.Slots[name].Text)
	}
	for _, s := range p.Leftover {
		fmt.Fprintf(out, "%s  not read: %q\n", indent, text[s.From:s.To])
	}
	for _, a := range p.Alternatives {
		fmt.Fprintf(out, "%s  or:\n", indent)
		printPart(out, text, a, indent+"  ")
	}
}

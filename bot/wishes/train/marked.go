package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mentor/bot/wishes"
	"mentor/bot/wishes/spans"
)

// said says which wish has another name in the lines of bot/wishes/spans.
var said = map[string]string{"zone": "moved", "language": "profile.language", "quiet": "schedule.quiet"}

// eachMarked gives the lines of files in which wishes and values are marked.
func eachMarked(files string, give func(spans.Line)) error {
	names, _ := filepath.Glob(files) // the patterns are well formed
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
				continue
			}
			l, err := spans.ParseLine(line)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			give(l)
		}
	}
	return nil
}

// marked gives the clauses of the lines in which wishes and values are marked,
// and as a whole those that have several clauses.
func marked() (lines, wholes, others []example, err error) {
	err = eachMarked("bot/wishes/spans/training/*.txt", func(l spans.Line) {
		if len(l.Clauses) > 1 { // the message as a whole wants something too
			if i := slices.IndexFunc(l.Clauses, func(c spans.Marked) bool { return c.Wish != "" }); i >= 0 {
				wholes = append(wholes, example{name: l.Clauses[i].Wish, line: l.Text})
			}
		}
		for _, c := range l.Clauses {
			text := strings.TrimSpace(l.Text[c.From:c.To])
			switch {
			case text == "":
			case c.Wish == "":
				others = append(others, example{name: wishes.None, line: text})
			default:
				lines = append(lines, example{name: cmp.Or(said[c.Wish], c.Wish), line: text})
			}
		}
	})
	return lines, wholes, others, err
}

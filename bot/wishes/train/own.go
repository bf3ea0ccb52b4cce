package main

import (
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mentor/bot/answers/training"
	"mentor/bot/careers"
	"mentor/bot/wishes"
)

// told is with how many stories each question of bot/wishes/training/own is
// learned besides by itself: what is told around a question says nothing of
// what it asks.
const told = 4

// ownLines gives what asks for one's own facts, and what does not: the lines of
// bot/wishes/training/own, by themselves and with a story; what the answers learn
// as asked of the person; all other lines that they learn; and what is wanted.
func ownLines(c *careers.Content, wanted []example) (all []example, names []string, err error) {
	names = []string{wishes.OwnGoal, wishes.OwnCert, wishes.OwnWin, wishes.OwnSelf, wishes.OwnAny, wishes.None}
	order := rand.New(rand.NewSource(1))
	files, _ := filepath.Glob("bot/wishes/training/own/*.txt") // the pattern is well formed
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		var asks []example
		var stories []string
		kind := ""
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if head, is := strings.CutPrefix(line, "## "); is {
				kind = head
			} else if line != "" && line[0] != '#' && kind == "story" {
				stories = append(stories, line)
			} else if line != "" && line[0] != '#' {
				asks = append(asks, example{name: kind, line: line})
			}
		}
		for _, s := range stories {
			all = append(all, example{name: wishes.None, line: s})
		}
		for _, e := range asks {
			all = append(all, e, e)
			for i := range told {
				story := stories[order.Intn(len(stories))]
				if i > 1 {
					story += " " + stories[order.Intn(len(stories))]
				}
				line := strings.TrimRight(story, ".") + ". " + e.line
				if i%2 == 1 {
					line = strings.TrimRight(line, "?.") + "?"
				}
				if i == told-1 {
					line = e.line + ". " + story
				}
				all = append(all, example{name: e.name, line: line})
			}
		}
	}
	set, err := training.Read(c)
	if err != nil {
		return nil, nil, err
	}
	for _, l := range set.Lines {
		name := wishes.None
		switch about, personal := strings.CutPrefix(l.About, "me."); {
		case personal && about != "said" && about != "back":
			name = wishes.OwnAny
		case strings.HasPrefix(l.About, "command:"), l.About == "ellipsis", strings.HasPrefix(l.About, "follow:"):
			continue
		}
		all = append(all, example{name: name, line: l.Text})
		if parts := wishes.Sentences(l.Text); name == wishes.None && len(parts) > 1 {
			for _, p := range parts {
				all = append(all, example{name: name, line: p})
			}
		}
	}
	for i, e := range wanted {
		if strings.HasSuffix(e.name, ".list") || e.name == "progress" || i%2 == 1 { // these show the same
			continue
		}
		all = append(all, example{name: wishes.None, line: e.line})
	}
	for i := range all {
		all[i].label = slices.Index(names, all[i].name)
		all[i].features = wishes.Features(nil, all[i].line, nil)
	}
	return all, names, nil
}

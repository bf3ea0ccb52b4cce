package bot_test

import (
	"os"
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
)

// Conversations as text files: they are tests, and they show what the mentor does.
func TestTranscripts(t *testing.T) { bottest.Transcripts(t, ".") }

// TestTranscriptsShowEveryCommand: each command of the table is used in a
// conversation of each language.
func TestTranscriptsShowEveryCommand(t *testing.T) {
	used := map[string]map[string]bool{"en": {}, "fr": {}}
	specs := bottest.New(t).Specs()
	files := bottest.Files(t, ".")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang := "en"
		for _, line := range strings.Split(string(text), "\n") {
			if locale, ok := strings.CutPrefix(line, "@locale "); ok {
				lang = locale[:2]
			}
			if said, ok := strings.CutPrefix(line, "> "); ok && used[lang] != nil {
				if s := command(specs, said); s != nil {
					used[lang][s.Name()] = true
				}
			}
		}
	}
	for lang, names := range used {
		for _, s := range specs {
			if !names[s.Name()] {
				t.Errorf("no conversation with @locale %s uses %s", lang, strings.Join(s.Path, " "))
			}
		}
	}
	if len(files) < 30 {
		t.Errorf("%d transcripts, want at least 30", len(files))
	}
}

// command is the one whose path or alias a line begins with, the longest.
func command(specs []*bot.Spec, said string) (found *bot.Spec) {
	longest := 0
	for _, s := range specs {
		for _, name := range append([]string{strings.Join(s.Path, " ")}, s.Aliases...) {
			if strings.HasPrefix(bot.Fold(said)+" ", bot.Fold(name)+" ") && len(name) > longest {
				found, longest = s, len(name)
			}
		}
	}
	return found
}

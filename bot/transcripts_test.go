package bot_test

import (
	"testing"

	"mentor/bot/bottest"
)

// Conversations as text files: they are tests, and they show what the mentor does.
func TestTranscripts(t *testing.T) { bottest.Transcripts(t, "testdata/transcripts") }

package discord

import (
	"testing"

	"mentor/adapters/adaptertest"
	"mentor/adapters/discord/discordfake"
)

func TestExercise(t *testing.T) {
	t.Parallel()
	adaptertest.Exercise(t, func(t *testing.T) adaptertest.Harness {
		h := start(t, discordfake.Options{Unlimited: true}, Options{GlobalPerSecond: -1})
		h.fake.DropUser("999999999999999999")
		return h
	})
}

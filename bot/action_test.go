package bot_test

import (
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/people"
)

type answered struct {
	CheckIn, Goal int64
	Status        people.Status
}

type saidOf struct {
	CheckIn, Goal int64
	Words         string
}

var (
	answer = bot.Verb[answered]{Name: "ci", Between: ":"}
	tell   = bot.Verb[saidOf]{Name: "ci.said", Between: ": "}
	number = bot.Verb[int]{Name: "goal.open"}
)

// What verbs write is what buttons that were sent long ago carry.
func TestVerbsKeepTheirText(t *testing.T) {
	for _, c := range []struct {
		got  bot.Call
		want string
	}{
		{answer.Of(answered{12, 34, people.StatusOnTrack}), "ci:12:34:on-track"},
		{tell.Of(saidOf{12, 34, "draft it: now"}), "ci.said:12:34 draft it: now"},
		{number.Of(7), "goal.open:7"},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
		if back := bot.ParseCall(c.want); back != c.got {
			t.Errorf("%s came back as %s", c.want, back)
		}
	}
	if got, err := answer.Read("12"); err != nil || got != (answered{CheckIn: 12}) {
		t.Errorf("missing fields: %+v, %v", got, err)
	}
	for _, bad := range []string{"x:1:done", "1:y:done", "99999999999999999999:1:done"} {
		if got, err := answer.Read(bad); err == nil {
			t.Errorf("%q is %+v", bad, got)
		}
	}
}

// Whatever a verb writes it reads, and whatever comes back is read or refused.
func FuzzVerb(f *testing.F) {
	f.Add(int64(1), int64(2), "draft it, tuesday: 9", "1:2 x")
	f.Add(int64(-1), int64(0), "", ":::")
	f.Fuzz(func(t *testing.T, checkIn, goal int64, words, wire string) {
		want := saidOf{checkIn, goal, words}
		got, err := tell.Read(tell.Of(want).Value)
		if err != nil || got != want {
			t.Errorf("%+v came back as %+v, %v", want, got, err)
		}
		if got, err := tell.Read(wire); err == nil {
			if again, err := tell.Read(tell.Of(got).Value); err != nil || again != got {
				t.Errorf("%q is %+v and then %+v", wire, got, again)
			}
		}
		if a, _, ok := strings.Cut(wire, ":"); ok {
			if c := bot.ParseCall(wire); c.Action != a || c.String() != wire {
				t.Errorf("%q is %+v", wire, c)
			}
		}
	})
}

// What is not said yet leaves no gap behind: the words come after it.
func TestVerbsWaitForWords(t *testing.T) {
	waits := tell.Of(saidOf{CheckIn: 12, Goal: 34})
	if waits.Value != "12:34" {
		t.Errorf("%q", waits.Value)
	}
	if got, err := tell.Read(waits.With("draft it: now").Value); err != nil || got != (saidOf{12, 34, "draft it: now"}) {
		t.Errorf("%+v, %v", got, err)
	}
}

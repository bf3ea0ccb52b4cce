package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestFaults runs every fault test at its reduced size: the real program,
// built and killed, against servers in processes of their own.
func TestFaults(t *testing.T) {
	l, err := newLab(t.Context(), true, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	// Not t.TempDir: its cleaning would race with processes that are just being killed.
	t.Cleanup(l.close)
	for _, f := range faults {
		t.Run(fmt.Sprint(f.n, "-", f.name), func(t *testing.T) {
			v, err := f.run(t.Context(), l.room(f.name))
			if err != nil {
				t.Fatal(err)
			}
			t.Log(v)
			if !v.ok {
				t.Error(v.why)
			}
		})
	}
}

func TestArguments(t *testing.T) {
	var out bytes.Buffer
	for _, args := range [][]string{{"99"}, {"x"}, {"-nothing"}} {
		if _, err := run(context.Background(), args, &out); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
	for _, c := range []struct {
		v    verdict
		want string
	}{
		{verdict{ok: true, sent: 3, more: "kills=2"}, "pass sent=3 lost=0 duplicates=0 kills=2"},
		{verdict{sent: 3, lost: 1, why: "nudges were lost"}, "FAIL sent=3 lost=1 duplicates=0: nudges were lost"},
	} {
		if got := c.v.String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if strings.Contains(out.String(), "fault") {
		t.Errorf("%q", out.String())
	}
}

package main

import (
	"context"
	"strings"
	"testing"
)

// Every fault test passes at its reduced size.
func TestSmall(t *testing.T) {
	var out strings.Builder
	ok, err := run(context.Background(), []string{"-small", "-keep", t.TempDir()}, &out)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + out.String())
	if !ok {
		t.Error("a fault test failed")
	}
}

func TestUnknownNumber(t *testing.T) {
	if _, err := run(context.Background(), []string{"99"}, &strings.Builder{}); err == nil {
		t.Error("fault test 99 is accepted; want an error that says there is none")
	}
}

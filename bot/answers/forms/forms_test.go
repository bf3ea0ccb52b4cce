package forms

import (
	"slices"
	"strings"
	"testing"
)

type word string

func (w word) Folded() string { return string(w) }

func said(s string) (ts []word) {
	for _, w := range strings.Fields(s) {
		ts = append(ts, word(w))
	}
	return ts
}

func TestForms(t *testing.T) {
	for _, x := range []struct {
		text string
		name string
		has  bool
	}{
		{"how much does one earn there", "decline:salary", true},
		{"how much does the exam earn trust", "decline:salary", false}, // a word that stands nowhere in it
		{"is there a notice period", "decline:law", true},
		{"what does he mean", "define", false},
		{"what did he mean by that what he meant", "define", true},
	} {
		if got := Of(said(x.text)); got.Has(x.name) != x.has {
			t.Errorf("%q: %v, want %s %v", x.text, got, x.name, x.has)
		}
	}
	if got := Of(said("how much does one earn")).First("decline:"); got != "salary" {
		t.Errorf("declined as %q", got)
	}
	if got := At(said("so notice period"), 1); !slices.Contains(got, "decline:law") {
		t.Errorf("at the word: %v", got)
	}
	if Bare("else", said("what else is there")) || !Bare("else", said("others maybe")) {
		t.Error("others is one word, what else are two")
	}
	if !Speaks("salary")["wage"] || Against("far")["wage"] || !Against("far")["boss"] {
		t.Error("words that speak for and against a refusal")
	}
}

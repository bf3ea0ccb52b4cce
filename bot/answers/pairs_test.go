package answers_test

import (
	"testing"

	"mentor/bot/answers"
	"mentor/bot/answers/training"
)

// Whatever follows whatever is answered with a text: what was told before, a
// name brought into a question and two titles without a role have ended it.
func TestAnyMessageAfterAnyOther(t *testing.T) {
	e := engine(t)
	set, err := training.Read(e.Content())
	if err != nil {
		t.Fatal(err)
	}
	const apart = 23 // lines of one topic lie side by side
	var m answers.Memory
	for i := 0; i < len(set.Lines); i += apart {
		a := e.Ask(answers.Query{Text: set.Lines[i].Text, Memory: m})
		if a.Text == "" && a.Kind != answers.Command {
			t.Errorf("%q after %q: %s without a text", set.Lines[i].Text, m.Text, a.Kind)
		}
		m = a.Memory
	}
}

package careers

import (
	"encoding/json"
	"testing"
)

// What is packed is what the files say, to the last pointer: gob drops those to
// zero values, and a validity that is not known would become none at all.
func TestPackKeepsEverything(t *testing.T) {
	read, err := parse(Files())
	if err != nil {
		t.Fatal(err)
	}
	packed, ok := unpack(sum(Files()))
	if !ok {
		t.Fatal("the pack is of other files: go generate ./bot/careers")
	}
	if len(read.certifications) != len(packed.certifications) {
		t.Fatalf("%d certifications are read, %d unpacked", len(read.certifications), len(packed.certifications))
	}
	for i, want := range read.certifications {
		w, _ := json.Marshal(want)
		g, _ := json.Marshal(packed.certifications[i])
		if string(w) != string(g) && want.ValidityKnown != nil {
			t.Errorf("%s\nread   %s\npacked %s", want.ID, w, g)
		}
	}
}

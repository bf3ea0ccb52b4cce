package careers

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
)

// The same files make the same bytes, so that a pack in Git changes only where
// the content does.
func TestPackIsTheSameEachTime(t *testing.T) {
	first, err := Pack()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := Pack()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Fatal("two packs of the same files differ")
		}
	}
	if !bytes.Equal(first, packed) {
		t.Error("content.pack is not what its files make: go generate ./bot/careers")
	}
}

// Roles, subjects and speech come back as they were read.
func TestPackKeepsMaps(t *testing.T) {
	read, err := parse(Files())
	if err != nil {
		t.Fatal(err)
	}
	packed, ok := unpack(sum(Files()))
	if !ok {
		t.Fatal("the pack is of other files: go generate ./bot/careers")
	}
	for i, r := range read.roles {
		if !reflect.DeepEqual(r.Facets, packed.roles[i].Facets) {
			t.Errorf("%s: the facets differ", r.ID)
		}
	}
	for i, x := range read.subjects {
		if !reflect.DeepEqual(x.Topics, packed.subjects[i].Topics) {
			t.Errorf("%s: the topics differ", x.ID)
		}
	}
	for name, got := range map[string]bool{"speech": reflect.DeepEqual(read.speech, packed.speech), "places": reflect.DeepEqual(read.places, packed.places), "quiz": reflect.DeepEqual(read.quiz, packed.quiz)} {
		if !got {
			t.Errorf("%s: unpacked, it differs", name)
		}
	}
}

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

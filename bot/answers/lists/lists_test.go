package lists

import "testing"

func TestLists(t *testing.T) {
	if !Words("ask-words")["difference"] || !Set("Été à")["ete"] {
		t.Error("words are folded")
	}
	if got := Phrases("tags")["is"]; len(got) == 0 || got[0][0] != "is" {
		t.Errorf("phrases by their first word: %v", got)
	}
	if len(Of("department/")) < 3 || len(Topics["comfort"]) == 0 {
		t.Error("lists by their prefix, and of topics")
	}
	defer func() {
		if recover() == nil {
			t.Error("a list that is not there does not panic")
		}
	}()
	Words("no such list")
}

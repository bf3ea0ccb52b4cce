package careers

import (
	"fmt"
	"testing"
)

// A composed topic is made once while it is kept, what is none is not kept, and
// no more are kept than may be.
func TestComposedIsKept(t *testing.T) {
	var k composed
	made := 0
	of := func(id string, ok bool) {
		topic, has := k.of(id, func() (Topic, bool) { made++; return Topic{ID: id}, ok })
		if has != ok || ok && topic.ID != id {
			t.Fatalf("%s is %v, %v", id, topic, has)
		}
	}
	of("term/seo", true)
	of("term/seo", true)
	of("term/none", false)
	of("term/none", false)
	if made != 3 {
		t.Errorf("composed %d times, want 3", made)
	}
	for i := range 3 * mostComposed {
		of(fmt.Sprint(i), true)
		if len(k.topics) > mostComposed {
			t.Fatalf("%d topics are kept", len(k.topics))
		}
	}
}

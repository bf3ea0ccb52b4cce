package memo

import (
	"slices"
	"testing"
)

// What was found of a type is there for its place and scope only, and what was
// looked for in vain is not looked for again.
func TestMemo(t *testing.T) {
	var m Memo[string]
	m.Reset(3)
	check := func(kind uint8, at, to int, want []string, known bool) {
		t.Helper()
		if got, ok := m.Of(kind, at, to); !slices.Equal(got, want) || ok != known {
			t.Errorf("type %d from %d to %d is %q, %v", kind, at, to, got, ok)
		}
	}
	check(1, 0, 3, nil, false)
	m.Put(1, 0, 3, []string{"a"})
	m.Put(2, 0, 3, nil)
	m.Put(MostKinds-1, 0, 3, []string{"c"})
	m.Put(1, 0, 2, []string{"b"})
	check(1, 0, 3, []string{"a"}, true)
	check(2, 0, 3, nil, true)
	check(MostKinds-1, 0, 3, []string{"c"}, true)
	check(1, 0, 2, []string{"b"}, true)
	check(2, 0, 2, nil, false)
	check(1, 1, 3, nil, false)

	if _, ok := m.May(2); ok {
		t.Error("nobody has said what may begin at 2")
	}
	m.SetMay(2, 0)
	m.Forget()
	check(1, 0, 3, nil, false)
	if kinds, ok := m.May(2); kinds&(1<<MostKinds-1) != 0 || !ok {
		t.Errorf("%b may begin at 2, %v", kinds, ok)
	}
	m.Empty()
	m.Reset(3)
	check(1, 0, 3, nil, false)
	if _, ok := m.May(2); ok {
		t.Error("what may begin in one message was told of the next")
	}
}

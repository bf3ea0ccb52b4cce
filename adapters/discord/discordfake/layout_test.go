package discordfake

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A layout is taken within its rules, and refused beyond each of them.
func TestLayoutRules(t *testing.T) {
	text := func(n int) string { return fmt.Sprintf(`{"type":10,"content":%q}`, strings.Repeat("x", n)) }
	button := `{"type":2,"style":2,"label":"Add","custom_id":"a"}`
	many := strings.Repeat(text(1)+",", 39) + text(1)
	for what, c := range map[string]struct {
		components, more string
		ok               bool
	}{
		"a text":                    {text(1), "", true},
		"a container":               {`{"type":17,"accent_color":1,"components":[` + text(1) + `,{"type":14},{"type":9,"components":[` + text(1) + `],"accessory":` + button + `}]}`, "", true},
		"a picture":                 {`{"type":12,"items":[{"media":{"url":"attachment://a.png"},"description":"a"}]}`, `,"attachments":[{"id":"0","filename":"a.png"}]`, true},
		"40 parts":                  {many, "", true},
		"41 parts":                  {many + "," + text(1), "", false},
		"4,000 characters":          {text(2000) + "," + text(2000), "", true},
		"4,001 characters":          {text(2001) + "," + text(2000), "", false},
		"no text in a text":         {text(0), "", false},
		"nothing":                   {"", "", false},
		"content beside it":         {text(1), `,"content":"x"`, false},
		"an embed beside it":        {text(1), `,"embeds":[{"title":"x"}]`, false},
		"a button of its own":       {button, "", false},
		"a section without button":  {`{"type":9,"components":[` + text(1) + `]}`, "", false},
		"an id twice":               {`{"type":1,"components":[` + button + `]},{"type":1,"components":[` + button + `]}`, "", false},
		"a container in another":    {`{"type":17,"components":[{"type":17,"components":[` + text(1) + `]}]}`, "", false},
		"a picture from nowhere":    {`{"type":12,"items":[{"media":{"url":"attachment://a.png"}}]}`, "", false},
		"a file that nothing shows": {text(1), `,"attachments":[{"id":"0","filename":"a.png"}]`, false},
	} {
		body := `{"flags":32768,"components":[` + c.components + `]` + c.more + `}`
		if !json.Valid([]byte(body)) {
			t.Fatalf("%s: %s", what, body)
		}
		if err := Check([]byte(body)); (err == nil) != c.ok {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := Check([]byte(`{"components":[` + text(1) + `]}`)); err == nil {
		t.Error("a text without the flag is taken")
	}
}

// A message becomes a layout where its content is taken away, and stays one.
func TestALayoutStaysOne(t *testing.T) {
	s := New(Options{})
	m := &Message{Content: "plain", Embeds: json.RawMessage("[]"), Components: json.RawMessage("[]")}
	change := func(body string) error {
		var in outgoing
		if err := json.Unmarshal([]byte(body), &in); err != nil {
			t.Fatal(err)
		}
		return s.apply(m, &in, nil)
	}
	layout := `"components":[{"type":10,"content":"x"}]`
	if err := change(`{"flags":32768,` + layout + `}`); err == nil {
		t.Error("it becomes a layout beside its content")
	}
	if err := change(`{"flags":32768,"content":null,` + layout + `}`); err != nil || m.Content != "" || m.Flags&flagLayout == 0 {
		t.Errorf("it does not become a layout: %v", err)
	}
	if err := change(`{"content":"plain","components":[]}`); err == nil {
		t.Error("it becomes plain again")
	}
	if err := change(`{"flags":0,` + layout + `}`); err != nil || m.Flags&flagLayout == 0 {
		t.Errorf("the flag is taken back: %v", err)
	}
}

package slack

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"mentor/bot/bottest"
)

// The manifest that admins paste is the one that the program prints.
func TestTheManifestInDocsIsTheOneThatIsPrinted(t *testing.T) {
	const file = "../../docs/slack-manifest.yaml"
	got, err := Manifest(ManifestOptions{}, bottest.New(t).Bot)
	if err != nil {
		t.Fatal(err)
	}
	if f := flag.Lookup("update"); f != nil && f.Value.String() == "true" { // package bottest defines it
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("docs/slack-manifest.yaml is another: go test ./adapters/slack -run Manifest -update writes it anew\n%s", got)
	}
}

// What a manifest names is what is read.
func TestTheManifestNamesWhatIsRead(t *testing.T) {
	table := bottest.New(t).Bot
	for name, o := range map[string]ManifestOptions{"agent": {}, "assistant": {Assistant: true}, "request URL": {URL: "https://m.example.org/slack/events"}, "commands": {Commands: true}} {
		text, err := Manifest(o, table)
		if err != nil {
			t.Fatal(err)
		}
		var m manifest
		d := yaml.NewDecoder(bytes.NewReader(text))
		d.KnownFields(true)
		if err := d.Decode(&m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		global := 0
		for _, s := range m.Features.Shortcuts {
			switch {
			case len([]rune(s.Name)) > 24 || len([]rune(s.Description)) > 150:
				t.Errorf("shortcut %q is too long", s.Name)
			case s.Type == "global" && shortcuts[s.Callback] == nil, s.Type == "message" && s.Callback != askAbout:
				t.Errorf("shortcut %q is not read", s.Callback)
			case s.Type == "global":
				global++
			}
		}
		if global != len(shortcuts) {
			t.Errorf("%d global shortcuts, %d are read", global, len(shortcuts))
		}
		// Each scope has its reason in docs/slack.md; a new one needs one too.
		if want := []string{"app_mentions:read", "assistant:write", "chat:write", "commands", "files:write", "im:history", "im:write", "users:read"}; !slices.Equal(m.OAuth.Scopes.Bot, want) {
			t.Errorf("scopes %v, want %v", m.OAuth.Scopes.Bot, want)
		}
		want := []string{"app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked", "user_change", "app_context_changed"}
		if o.Assistant {
			want[6] = "assistant_thread_started"
		}
		for _, e := range want {
			if !slices.Contains(m.Settings.Events.Bot, e) {
				t.Errorf("%s: event %s is not subscribed to", name, e)
			}
		}
		if (m.Features.Agent != nil) == o.Assistant || (m.Features.Assistant != nil) != o.Assistant || m.Settings.Socket != (o.URL == "") {
			t.Errorf("%s: %s", name, text)
		}
		if n := strings.Count(string(text), o.URL); o.URL != "" && n != 4 { // events, interactivity, options, /mentor
			t.Errorf("%s: the address stands in %d places", name, n)
		}
		for _, c := range m.Features.Commands[1:] {
			if !table.Known(strings.TrimPrefix(c.Command, "/")) || c.Description == "" {
				t.Errorf("command %+v is not one of the mentor's", c)
			}
		}
		if o.Commands && len(m.Features.Commands) < 10 {
			t.Errorf("%d commands", len(m.Features.Commands))
		}
	}
}

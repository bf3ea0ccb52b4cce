package slack

import (
	"os"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// The manifest that admins paste and what the adapter reads are one thing.
func TestTheManifestNamesWhatIsRead(t *testing.T) {
	text, err := os.ReadFile("../../docs/slack-manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Features struct {
			Shortcuts []struct {
				Type     string `yaml:"type"`
				Callback string `yaml:"callback_id"`
			} `yaml:"shortcuts"`
		} `yaml:"features"`
		OAuth struct {
			Scopes struct {
				Bot []string `yaml:"bot"`
			} `yaml:"scopes"`
		} `yaml:"oauth_config"`
		Settings struct {
			Events struct {
				Bot []string `yaml:"bot_events"`
			} `yaml:"event_subscriptions"`
		} `yaml:"settings"`
	}
	if err := yaml.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	global := 0
	for _, s := range m.Features.Shortcuts {
		switch s.Type {
		case "global":
			global++
			if shortcuts[s.Callback] == nil {
				t.Errorf("shortcut %q is not read", s.Callback)
			}
		case "message":
			if s.Callback != askAbout {
				t.Errorf("message shortcut %q is not read", s.Callback)
			}
		}
	}
	if global != len(shortcuts) {
		t.Errorf("%d global shortcuts, %d are read", global, len(shortcuts))
	}
	// Each scope has its reason in docs/slack.md; a new one needs one too.
	if want := []string{"app_mentions:read", "assistant:write", "chat:write", "commands", "files:write", "im:history", "im:write", "users:read"}; !slices.Equal(m.OAuth.Scopes.Bot, want) {
		t.Errorf("scopes %v, want %v", m.OAuth.Scopes.Bot, want)
	}
	for _, e := range []string{"app_home_opened", "app_mention", "app_uninstalled", "assistant_thread_started", "message.im", "tokens_revoked", "user_change"} {
		if !slices.Contains(m.Settings.Events.Bot, e) {
			t.Errorf("event %s is not subscribed to", e)
		}
	}
}

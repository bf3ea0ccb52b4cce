package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mentor/bot/people"
	"mentor/reminders"
)

// What `config` shows of check-ins where nothing is set is what is in force.
func TestCheckInDefaultsAreThoseInForce(t *testing.T) {
	own, err := reminders.NewSchedules(nil)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := reminders.NewSchedules(checkInDefaults)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range people.Horizons {
		if own.Default(h) != shown.Default(h) {
			t.Errorf("%s: %+v is in force, %+v is shown", h, own.Default(h), shown.Default(h))
		}
	}
}

// deploy/mentor.env.sample names every setting, and docs/install.md does;
// neither names one that is none. What it sets is well formed, with what it
// proposes or without.
func TestEverySettingIsInTheSampleAndTheDocs(t *testing.T) {
	sample, err := os.ReadFile("../../deploy/mentor.env.sample")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/install.md")
	if err != nil {
		t.Fatal(err)
	}
	var s settings
	empty := world{getenv: func(string) string { return "" }, environ: func() []string { return nil }}
	known, err := s.read(empty)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, one := range known.set {
		all[one.Name] = true
	}
	in := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#?([A-Z][A-Z0-9_]+)=`).FindAllStringSubmatch(string(sample), -1) {
		if in[m[1]] {
			t.Errorf("the sample has %s twice", m[1])
		}
		in[m[1]] = true
	}
	for name := range in {
		if !all[name] {
			t.Errorf("the sample names %s, which is no setting", name)
		}
	}
	for name := range all {
		if !in[name] {
			t.Errorf("the sample lacks %s", name)
		}
		short := strings.TrimPrefix(name, "MENTOR_CHECKIN") // the page has `MENTOR_CHECKIN_0_1`, `_1_3`, `_3_5`
		if !strings.Contains(string(page), "`"+name+"`") && !strings.Contains(string(page), "`"+short+"`") {
			t.Errorf("docs/install.md lacks %s", name)
		}
	}
	filled := regexp.MustCompile(`(?m)^#([A-Z][A-Z0-9_]+=)`).ReplaceAllString(string(sample), "$1")
	filled = strings.ReplaceAll(filled, "/etc/mentor/content", t.TempDir())
	for _, text := range []string{string(sample), filled} {
		s.EnvFile = filepath.Join(t.TempDir(), "mentor.env")
		if err := os.WriteFile(s.EnvFile, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.read(empty); err != nil {
			t.Error(err)
		}
	}
}

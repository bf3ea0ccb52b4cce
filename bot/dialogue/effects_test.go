package dialogue_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// A case of what people write, judged by what is kept afterwards.
type effect struct {
	Lang   string   `yaml:"lang"`
	Before []string `yaml:"before"` // said first; "[1]" takes a choice
	Say    string   `yaml:"say"`
	Reply  []string `yaml:"reply"` // patterns of the reply
	Not    []string `yaml:"not"`   // patterns that it has not
	Press  int      `yaml:"press"` // the choice that is taken then; before that nothing has changed
	Yes    bool     `yaml:"yes"`   // "yes" is typed instead of a choice
	Has    []string `yaml:"has"`   // lines of what is kept at the end, see kept
	Hasnt  []string `yaml:"hasnt"` // parts of lines that are not
	Same   bool     `yaml:"same"`  // nothing has changed at the end
}

// TestEffects plays testdata/effects: each case by somebody of their own.
func TestEffects(t *testing.T) {
	files, err := filepath.Glob("testdata/effects/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var cases []effect
			if err := yaml.Unmarshal(text, &cases); err != nil {
				t.Fatal(err)
			}
			m, wrong := bottest.New(t), 0
			for i, c := range cases {
				if !c.holds(t, m, fmt.Sprintf("%s-%d", filepath.Base(file), i)) {
					wrong++
				}
			}
			if wrong > 0 {
				t.Errorf("%d of %d are right", len(cases)-wrong, len(cases))
			}
		})
	}
}

func (c effect) holds(t *testing.T, m *bottest.Mentor, who string) bool {
	t.Helper()
	m.Now = time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC) // a Tuesday, 10:00 in Paris
	user := people.UserRef{Platform: people.Terminal, ID: who}
	var last bot.Reply
	do := func(body bot.Body) {
		m.Now = m.Now.Add(time.Second)
		ev := m.Event(user, body)
		ev.Hints = bot.Hints{Locale: cmp.Or(map[string]string{"fr": "fr-FR"}[c.Lang], "en-GB"), Zone: "Europe/Paris"}
		last = m.Do(t, ev)
	}
	press := func(n int) bool {
		all := bottest.Choices(last)
		if n > len(all) {
			return false
		}
		do(bot.Press{Action: all[n-1].Action, Value: all[n-1].Value})
		return true
	}
	for _, line := range c.Before {
		var n int
		if _, err := fmt.Sscanf(line, "[%d]", &n); err == nil {
			if !press(n) {
				t.Errorf("%q: no choice %d before", c.Say, n)
			}
			continue
		}
		do(bot.Message{Text: line})
	}
	before := kept(t, m, user)
	do(bot.Message{Text: c.Say})
	said := bottest.Show(last)
	var faults []string
	for _, p := range c.Reply {
		if !regexp.MustCompile("(?i)" + p).MatchString(said) {
			faults = append(faults, "the reply lacks "+p)
		}
	}
	for _, p := range c.Not {
		if regexp.MustCompile("(?i)" + p).MatchString(said) {
			faults = append(faults, "the reply has "+p)
		}
	}
	if c.Press > 0 || c.Yes {
		if now := kept(t, m, user); !slices.Equal(now, before) {
			faults = append(faults, "written before the yes: "+strings.Join(now, "; "))
		}
		if c.Yes {
			do(bot.Message{Text: cmp.Or(map[string]string{"fr": "oui"}[c.Lang], "yes")})
		} else if !press(c.Press) {
			faults = append(faults, "no such choice")
		}
		said += "\n-- pressed --\n" + bottest.Show(last)
	}
	now := kept(t, m, user)
	if c.Same && !slices.Equal(now, before) {
		faults = append(faults, "something has changed")
	}
	for _, line := range c.Has {
		if !slices.ContainsFunc(now, func(l string) bool { return strings.EqualFold(l, line) }) {
			faults = append(faults, "not kept: "+line)
		}
	}
	for _, part := range c.Hasnt {
		if slices.ContainsFunc(now, func(l string) bool { return strings.Contains(strings.ToLower(l), strings.ToLower(part)) }) {
			faults = append(faults, "kept: "+part)
		}
	}
	if len(faults) > 0 {
		t.Errorf("%q\n  %s\nkept:\n  %s\nreply:\n%s", c.Say, strings.Join(faults, "\n  "), strings.Join(now, "\n  "), said)
	}
	return len(faults) == 0
}

// kept is what is kept of somebody, a line each: "goal 1 open 0-1 by 2026-03-20:
// Learn SQL", "step 1: read", "cert 1 2026-03-02 - 2028-03-02: PMP", "remind
// 2026-03-06 16:00: call", "checkin 0-1 0 9 * * 1", "away 2026-03-09/2026-03-13",
// "paused 2026-04-03", "quiet 19:00-08:00", "role …", "target …", "zone …", "lang fr".
func kept(t *testing.T, m *bottest.Mentor, user people.UserRef) (out []string) {
	t.Helper()
	err := m.DB.View(t.Context(), func(tx bot.Tx) error {
		p, err := tx.PersonOf(user)
		if err != nil {
			return nil // not met yet
		}
		goals, err := tx.Goals(p.ID)
		if err != nil {
			return err
		}
		for _, g := range goals {
			by := ""
			if g.Due != "" {
				by = " by " + g.Due
			}
			out = append(out, fmt.Sprintf("goal %d %s %s%s: %s", g.Number, g.State, g.Horizon, by, g.Text))
		}
		steps, err := tx.Steps(p.ID)
		if err != nil {
			return err
		}
		for _, s := range steps {
			for _, g := range goals {
				if s.Goal == g.ID {
					out = append(out, fmt.Sprintf("step %d: %s", g.Number, s.Text))
				}
			}
		}
		checkIns, err := tx.CheckIns(p.ID, 10)
		if err != nil {
			return err
		}
		for _, c := range checkIns {
			for _, e := range c.Entries {
				if i := slices.IndexFunc(goals, func(g people.Goal) bool { return g.ID == e.Goal }); i >= 0 && e.Status != "" {
					out = append(out, fmt.Sprintf("how goal %d: %s", goals[i].Number, e.Status))
				}
			}
		}
		certs, err := tx.Certs(p.ID)
		if err != nil {
			return err
		}
		for _, c := range certs {
			out = append(out, fmt.Sprintf("cert %d %s - %s: %s", c.Number, c.Earned, c.Expires, c.Name))
		}
		reminders, err := tx.Reminders(p.ID)
		if err != nil {
			return err
		}
		for _, r := range reminders {
			out = append(out, fmt.Sprintf("remind %s: %s", r.At.In(people.Location(p.Zone)).Format("2006-01-02 15:04"), r.Text))
		}
		schedules, err := tx.Schedules(p.ID)
		if err != nil {
			return err
		}
		for _, s := range schedules {
			if !s.Next.IsZero() {
				out = append(out, fmt.Sprintf("checkin %s %s", s.Horizon, s.Plan.Cron))
			}
		}
		for _, a := range p.Absences {
			out = append(out, "away "+a.From+"/"+a.To)
		}
		if !p.PausedUntil.IsZero() {
			out = append(out, "paused "+people.Today(p.PausedUntil, p.Zone))
		}
		if p.Stopped {
			out = append(out, "stopped")
		}
		out = append(out, fmt.Sprintf("quiet %02d:%02d-%02d:%02d", p.QuietFrom/60, p.QuietFrom%60, p.QuietTo/60, p.QuietTo%60), "role "+cmp.Or(p.RoleTitle, p.Role), "target "+cmp.Or(p.TargetTitle, p.Target), "zone "+p.Zone, "lang "+string(p.Lang))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

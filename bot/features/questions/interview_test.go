package questions_test

import (
	"strings"
	"testing"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// Whoever prepares for any role, in either language, is asked five different
// questions, one at a time, each with what a good answer holds; and what is
// said of their strengths is what they logged.
func TestEveryRoleAsksFiveQuestions(t *testing.T) {
	m := bottest.New(t)
	heads := map[string]string{"en-GB": "A good answer holds", "fr-FR": "Une bonne réponse contient"}
	told := map[string]string{"en-GB": "I presented to the board and they said yes", "fr-FR": "Nous avons présenté à la direction, qui a dit oui"}
	for locale, head := range heads {
		who := people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "U" + locale[:2]}
		do := func(body bot.Body) bot.Reply {
			ev := m.Event(who, body)
			ev.Hints.Locale = locale
			return m.Do(t, ev)
		}
		do(bot.Message{Text: map[string]string{"en-GB": "win ", "fr-FR": "réussite "}[locale] + told[locale]})
		for _, role := range m.Careers().Roles() {
			seen := map[string]bool{}
			r := do(bot.Command{Path: []string{"interview"}, Args: map[string]string{"role": role.ID}})
			value := find(r, "interview.asked")
			for value != "" {
				r = do(bot.Press{Action: "interview.asked", Value: value})
				if !strings.Contains(string(r.Text), head) || len([]rune(string(r.Text))) > 900 || seen[string(r.Text)] {
					t.Errorf("%s %s: %q", role.ID, value, r.Text)
				}
				seen[string(r.Text)] = true
				value = find(r, "interview.asked")
			}
			if len(seen) != 5 {
				t.Errorf("%s in %s asks %d questions", role.ID, locale, len(seen))
			}
			r = do(bot.Press{Action: "interview.me", Value: role.ID})
			asks := false
			for _, s := range m.Careers().SkillsOf(role.ID) {
				asks = asks || s.ID == "strategy-with-leaders"
			}
			if quoted := strings.Contains(string(r.Text), "**Strategy with") || strings.Contains(string(r.Text), "**Stratégie avec"); quoted != asks || !strings.Contains(string(r.Text), told[locale]) {
				t.Errorf("%s, which asks for strategy: %v, is presented with %q", role.ID, asks, r.Text)
			}
		}
	}
	if r := m.Do(t, m.Event(people.UserRef{Platform: people.Slack, Workspace: "T1", ID: "Uen"}, bot.Press{Action: "interview.asked", Value: "head-of-analytics 9"})); find(r, "interview.asked") != "" {
		t.Errorf("a tenth question: %q", r.Text)
	}
}

// find is the value of the first choice with an action.
func find(r bot.Reply, action string) string {
	for _, c := range bottest.Choices(r) {
		if c.Action == action {
			return c.Value
		}
	}
	return ""
}

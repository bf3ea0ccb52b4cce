package slack

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/people"
)

// awkward is what people write, of every kind.
var awkward = []string{
	"plain words", "*bold* _italic_ ~struck~ `code` ```block```", "<!channel> <!here> @everyone @channel @here <@U0BOT> <#C1>",
	"a & b < c > d &amp; &lt;", "[a link](https://evil.example) https://ok.example/?a=1&b=2", "مرحبا بالعالم", "日本語の目標", "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 ﷽",
	"\u202eright to left\u202c \u200b zero width", "control \x01\x02\x1b[31m", "# title\n- item\n1. one\n> quote", "| a | b |\n|---|---|",
	":smile: ~/.ssh $HOME %s %d %!x(MISSING)", "'); DROP TABLE goals; --", "line\none\n\n\ntwo", strings.Repeat("W", 500), strings.Repeat("very long words ", 640),
}

// rich makes somebody who has used the mentor for years.
func (h *house) veteran(id, locale string, lang people.Lang) {
	h.t.Helper()
	h.fake.PutUser(slackfake.User{ID: id, TZ: "Europe/Paris", Locale: locale})
	err := h.m.DB.Update(h.t.Context(), func(tx bot.Tx) error {
		p, err := tx.AddPerson(people.UserRef{Platform: people.Slack, Workspace: "T1", ID: id},
			people.Person{Created: h.now, Lang: lang, Zone: "Europe/Paris", ZoneAsked: true, Role: "digital-tracking-manager", Target: "solutions-architect",
				OptedIn: true, QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo, LastSeen: h.now})
		if err != nil {
			return err
		}
		for i := range 300 {
			text := fmt.Sprintf("Goal %d: %s", i+1, awkward[i%len(awkward)])
			if i%50 == 0 {
				text = strings.Repeat("ten thousand characters ", 417)[:10000]
			}
			g := people.Goal{Person: p.ID, Horizon: people.Horizons[i%3], Text: text, State: people.Open, Created: h.now, Updated: h.now}
			if i%7 == 0 {
				g.State, g.Closed = people.Done, h.now
			}
			if _, err := tx.AddGoal(g); err != nil {
				return err
			}
		}
		for i := range 60 {
			c := people.Certification{Person: p.ID, Name: fmt.Sprintf("Cert %d %s", i+1, bot.Clean(awkward[i%len(awkward)])), Earned: "2025-01-15",
				Expires: fmt.Sprintf("2026-%02d-01", i%12+1), Link: "https://badges.example/" + fmt.Sprint(i), Created: h.now}
			if _, err := tx.AddCert(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// arguments are what people may write after each command.
var arguments = map[string][]string{
	"ask":     {"what does a solutions architect do?", "comment devenir architecte de solutions ?", "blah blah xyz", "<!channel> @here"},
	"roadmap": {"", "digital tracking manager to solutions architect"}, "compare": {"", "digital tracking manager and solutions architect"},
	"interview": {"", "solutions architect"}, "goal add": {"", "1-3 lead a team", "0-1 " + awkward[2], "3-5 " + strings.Repeat("long ", 1900)},
	"goal list": {"", "0-1", "1-3", "3-5"}, "goal done": {"", "2", "9999"}, "goal edit": {"", "3 new words", "1"}, "goal drop": {"", "5"},
	"goal move": {"", "6 3-5"}, "checkin": {"", "0-1", "1-3"}, "schedule": {"", "every monday 9am", "0-1 tous les lundis à 9h", "0 9 30 2 *", "* * * * *"},
	"pause": {"", "two weeks"}, "away": {"", "2026-07-01 2026-07-20"}, "cert add": {"", "AWS Solutions Architect on 2026-01-05", awkward[4]},
	"cert edit": {"", "3 expires 2027-01-01"}, "cert remove": {"", "7"}, "cert find": {"", "google", "zzzz"}, "link": {"", "WRONG-CODE"},
	"help": {"", "goal", "cert add", "nonsense"}, "profile": {"", "zone Europe/Berlin", "role " + awkward[2]},
}

// Every command, in both languages, in the direct message and in a channel, by
// somebody with much data; then everything that its answers offer to press.
// With MENTOR_RECORD set, all of it is recorded for the check of limits.
func TestEverythingFits(t *testing.T) {
	for _, who := range []struct {
		id, locale string
		lang       people.Lang
	}{{"UANN", "en-GB", "en"}, {"UBEA", "fr-FR", "fr"}} {
		t.Run(string(who.lang), func(t *testing.T) {
			h := open(t)
			h.veteran(who.id, who.locale, who.lang)
			seen := map[string]bool{}
			h.home(who.id, seen)
			var last []string
			for _, s := range h.m.Specs() {
				path := strings.Join(s.Path, " ")
				words := []string{path}
				if local := h.m.LocalName(s, who.lang); local != "" && local != path {
					words = append(words, local)
				}
				tails := arguments[path]
				if tails == nil {
					tails = []string{""}
				}
				for _, w := range words {
					for _, tail := range tails {
						line := strings.TrimSpace(w + " " + tail)
						if path == "forget" || path == "unlink" || path == "stop" {
							last = append(last, line) // they end what the others need
							continue
						}
						h.try(who.id, line, seen)
					}
				}
			}
			for _, line := range awkward {
				h.try(who.id, line, seen)
			}
			h.home(who.id, seen)
			for _, line := range last {
				h.try(who.id, line, seen)
			}
			refused := h.fake.Stats().Refused
			for code, n := range refused {
				t.Errorf("%d calls were refused with %s", n, code)
			}
			t.Logf("%d calls, %d kinds of choices pressed", len(h.fake.Record()), len(seen))
		})
	}
}

// try says a line in each way, and follows what the answer offers.
func (h *house) try(user, line string, seen map[string]bool) {
	h.t.Helper()
	for _, ev := range []slackfake.Event{
		{Kind: "command", Text: line}, {Kind: "message", Text: line},
		{Kind: "command", Channel: "C9", Text: line}, {Kind: "mention", Channel: "C8", Text: line},
	} {
		ev.User = user
		r, calls := h.do(ev)
		h.shows(ev.Kind+" "+line, user, r, calls)
		h.follow(user, ev.Channel, calls, seen, 2)
	}
}

// follow presses every kind of choice once, fills in the forms that open, and
// goes on with what that brings.
func (h *house) follow(user, channel string, calls []slackfake.Call, seen map[string]bool, depth int) {
	h.t.Helper()
	h.fill(user, seen)
	if depth == 0 {
		return
	}
	for _, c := range calls {
		raw, _ := json.Marshal(c.Body["blocks"])
		for _, e := range slackfake.Elements(raw) {
			at := c.TS
			where, _ := c.Body["channel"].(string)
			if where == "" {
				where = channel
			}
			value := ""
			for _, v := range e.Options {
				if value == "" || v < value {
					value = v
				}
			}
			action, _, _ := readChoice(pressed{ActionID: e.Action, Value: e.Value})
			if value != "" {
				action, _, _ = splitChoice(value)
			}
			key := fmt.Sprint(action, where == channel && channel != "")
			if action == "" || seen[key] || strings.HasPrefix(action, "forget") || strings.HasPrefix(action, "stop") {
				continue
			}
			seen[key] = true
			m, _ := h.fake.Message(where, at)
			if !slices.ContainsFunc(slackfake.Elements(m.Blocks), func(x slackfake.Element) bool { return x.Action == e.Action }) {
				continue // an earlier press has put something else in its place
			}
			r, more := h.do(slackfake.Event{Kind: "press", User: user, Channel: where, TS: at, Action: e.Action, Value: value})
			h.shows("press "+action, user, r, more)
			h.follow(user, where, more, seen, depth-1)
		}
	}
}

// fill sends an open form back, as it stands and with awkward words, and
// closes what stays open.
func (h *house) fill(user string, seen map[string]bool) {
	h.t.Helper()
	v := h.fake.Modal(user)
	if v == nil {
		return
	}
	var private formState
	text, _ := v.Body["private_metadata"].(string)
	_ = json.Unmarshal([]byte(text), &private)
	if !seen["form "+private.ID] {
		seen["form "+private.ID] = true
		fields := map[string]string{}
		for _, b := range v.Body["blocks"].([]any) {
			block := b.(map[string]any)
			e, _ := block["element"].(map[string]any)
			if e != nil && e["type"] == "plain_text_input" {
				fields[block["block_id"].(string)] = awkward[2]
			}
		}
		h.do(slackfake.Event{Kind: "submit", User: user, Fields: fields})
		if h.fake.Modal(user) != nil {
			h.do(slackfake.Event{Kind: "submit", User: user})
		}
	}
	if h.fake.Modal(user) != nil {
		h.do(slackfake.Event{Kind: "close", User: user})
	}
}

// home opens the home tab and presses what stands on it.
func (h *house) home(user string, seen map[string]bool) {
	h.t.Helper()
	_, calls := h.do(slackfake.Event{Kind: "home", User: user})
	if len(calls) == 0 {
		h.t.Error("no home was published")
		return
	}
	for _, e := range slackfake.Elements(h.fake.Home(user).Blocks()) {
		h.do(slackfake.Event{Kind: "press", User: user, Action: e.Action})
		h.fill(user, seen)
		h.do(slackfake.Event{Kind: "home", User: user})
	}
}

package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mentor/adapters/slack/slackfake"
)

// TestAdminForgetLeavesNothing has an admin erase somebody who has goals,
// certifications, check-ins, and an answer that could not be sent, beside
// somebody who stays. Of the one nothing is in any table, in the outbox, in the
// file's bytes, in the log or in a later export; the other has it all.
func TestAdminForgetLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	slack := slackfake.New(slackfake.Options{})
	defer slack.Close()
	const leaver, stays = "ULEAVER", "USTAYS"
	dm := slack.DM(leaver)
	channels := map[string]string{leaver: dm, stays: slack.DM(stays)}

	dir := t.TempDir()
	file := filepath.Join(dir, "m.db")
	env := append(os.Environ(), "XDG_DATA_HOME="+dir, "MENTOR_DB="+file,
		"SLACK_BOT_TOKEN="+slack.BotToken(), "SLACK_APP_TOKEN="+slack.AppToken(), "SLACK_API_URL="+slack.URL())
	cmd, log := exec.Command("bot"), &lockedBuffer{}
	cmd.Stdout, cmd.Stderr, cmd.Env = log, log, env
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()

	posted := func(to string) func(c slackfake.Call) bool {
		return func(c slackfake.Call) bool {
			body, _ := json.Marshal(c.Body)
			return c.Method == "chat.postMessage" && strings.Contains(string(body), channels[to])
		}
	}
	say := func(who, text string) {
		t.Helper()
		slack.Forget()
		slack.Say(who, text)
		if _, err := slack.Await(ctx, posted(who)); err != nil {
			t.Fatalf("no answer to %q: %v\n%s", text, err, log)
		}
	}
	// "Zanzibar" is in all that they tell.
	for _, who := range []string{leaver, stays} {
		say(who, "goal add 0-1 Learn Zanzibar dialect")
		say(who, "cert add Zanzibar diploma 3 November 2026")
		say(who, "profile role Zanzibar manager")
		say(who, "schedule every monday 9am")
		say(who, "checkin")
		say(who, "what does a solutions architect do in Zanzibar?")
	}
	bot := func(args ...string) string {
		t.Helper()
		c := exec.Command("bot", args...)
		c.Env = env
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("bot %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	slack.Break(slackfake.Fault{Kind: slackfake.Error, Method: "chat.postMessage", Channel: dm, Error: "is_archived"})
	slack.Say(leaver, "goals")
	parked := func() int {
		return len(strings.Fields(rows(t, file, `SELECT id FROM deliveries WHERE state = 'parked'`)))
	}
	for tick := time.NewTicker(20 * time.Millisecond); parked() == 0; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("the answer that cannot be sent was not parked:\n%s", log)
		}
	}
	if all := everything(t, file); strings.Count(all, "Zanzibar") < 8 || !strings.Contains(all, leaver) {
		t.Fatalf("too little was kept to show anything:\n%s", all)
	}

	if said := bot("admin", "forget", "slack:"+leaver); !strings.Contains(said, "--yes") || !strings.Contains(everything(t, file), leaver) {
		t.Errorf("asked first: %s", said)
	}
	if said := bot("admin", "forget", "slack:"+leaver, "--yes"); !strings.Contains(said, "Nothing about slack:"+leaver+" is left") ||
		!strings.Contains(said, "somebody was forgotten") {
		t.Errorf("erased: %s", said)
	}
	slack.Mend()

	theirs := rows(t, file, `SELECT person_id FROM identities WHERE user_id = '`+stays+`'`)
	for table, all := range tables(t, file) {
		if strings.Contains(all, leaver) || strings.Contains(all, dm) {
			t.Errorf("%s still names them: %s", table, all)
		}
	}
	if n := rows(t, file, `SELECT count(*) FROM people`); n != "1" || theirs == "" {
		t.Errorf("%s people are left, of them %q", n, theirs)
	}
	if n := rows(t, file, `SELECT count(*) FROM deliveries WHERE person_id <> `+theirs); n != "0" {
		t.Errorf("%s deliveries are left", n)
	}
	if said := bot("outbox", "list"); strings.Contains(said, leaver) || strings.Contains(said, "is_archived") {
		t.Errorf("the outbox: %s", said)
	}

	// Who writes again is somebody new: an export has what they said since.
	say(leaver, "goal add 0-1 Learn Lisbon dialect")
	slack.Forget()
	slack.Say(leaver, "export")
	done, err := slack.Await(ctx, func(c slackfake.Call) bool { return c.Method == "files.completeUploadExternal" })
	if err != nil {
		t.Fatalf("no export: %v\n%s", err, log)
	}
	body, _ := json.Marshal(done.Body)
	exported := ""
	for n := range 1000 {
		if f, ok := slack.File(fmt.Sprintf("F%08d", n)); ok && strings.Contains(string(body), f.ID) {
			exported += string(f.Data)
		}
	}
	if !strings.Contains(exported, "Lisbon") || strings.Contains(exported, "Zanzibar") {
		t.Errorf("exported: %s", exported)
	}
	slack.Forget()
	slack.Say(stays, "goals")
	if c, err := slack.Await(ctx, posted(stays)); err != nil || !strings.Contains(fmt.Sprint(c.Body), "Zanzibar") {
		t.Errorf("who stays has lost their goal: %v %v", err, c.Body)
	}

	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if said := log.String(); strings.Contains(said, leaver) || strings.Contains(said, dm) || strings.Contains(said, "Zanzibar") {
		t.Errorf("the log names them:\n%s", said)
	}
	// Of who stays, once they are erased as well, no byte is left either.
	bot("admin", "forget", "slack:"+stays, "--yes")
	bot("admin", "forget", "slack:"+leaver, "--yes")
	for _, name := range []string{file, file + "-wal", file + ".erased"} {
		if b, err := os.ReadFile(name); err == nil && (bytes.Contains(b, []byte("Zanzibar")) || bytes.Contains(b, []byte(leaver))) {
			t.Errorf("%s still has what was told", filepath.Base(name))
		}
	}
}

// rows is what a query gives, its values with blanks between.
func rows(t *testing.T, file, query string) string {
	t.Helper()
	d, err := sql.Open("sqlite3", "file:"+file+"?mode=ro&_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	r, err := d.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	names, err := r.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for r.Next() {
		values, to := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			to[i] = &values[i]
		}
		if err := r.Scan(to...); err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if b, is := v.([]byte); is {
				v = string(b)
			}
			out = append(out, fmt.Sprint(v))
		}
	}
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

// tables is every table as text, by its name.
func tables(t *testing.T, file string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range strings.Fields(rows(t, file, `SELECT name FROM sqlite_master WHERE type = 'table'`)) {
		out[name] = rows(t, file, `SELECT * FROM "`+name+`"`)
	}
	return out
}

func everything(t *testing.T, file string) string {
	t.Helper()
	var all strings.Builder
	for name, text := range tables(t, file) {
		all.WriteString(name + ": " + text + "\n")
	}
	return all.String()
}

package bot_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

func TestAfterPeriod(t *testing.T) {
	for _, c := range []struct{ from, period, want string }{
		{"2026-03-03", "P3Y", "2029-03-03"},
		{"2024-02-29", "P1Y", "2025-02-28"},
		{"2024-02-29", "P4Y", "2028-02-29"},
		{"2026-01-31", "P1M", "2026-02-28"},
		{"2026-08-31", "P25M", "2028-09-30"},
		{"2026-12-31", "P2M", "2027-02-28"},
		{"2026-03-03", "P90D", "2026-06-01"},
		{"2026-03-03", "P1Y6M", "2027-09-03"},
		{"2026-03-03", "P", ""},
		{"2026-03-03", "", ""},
		{"2026-03-03", "3 years", ""},
	} {
		from, _ := time.Parse(time.DateOnly, c.from)
		got, ok := bot.AfterPeriod(from, c.period)
		if ok != (c.want != "") || ok && got.Format(time.DateOnly) != c.want {
			t.Errorf("%s after %s is %v, %v; want %q", c.period, c.from, got, ok, c.want)
		}
	}
}

// Every certification of the catalogue can be logged by its name, by each of
// its abbreviations that is not another's too, and once only.
func TestEveryCertification(t *testing.T) {
	x := newTalker(t)
	c, err := known()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]string{}
	for _, k := range c.Certifications() {
		for _, n := range append([]string{k.Name, k.ExamCode}, k.Aliases...) {
			names[bot.Fold(n)] = append(names[bot.Fold(n)], k.ID)
		}
	}
	for _, k := range c.Certifications() {
		x.says("cert add "+k.Name+" on 3 march 2026", "earned on 3 March 2026", strings.NewReplacer("\\", "").Replace(k.Name))
		for _, n := range k.Aliases {
			if len(names[bot.Fold(n)]) == 1 {
				x.says("cert add "+n+" on 3 march 2026", "You have that one already", k.Name)
			}
		}
	}
	// More than fit in one reply: they are listed in pages, none is lost.
	seen := map[int]bool{}
	r := x.says("cert list", fmt.Sprintf("**%d** certifications", len(c.Certifications())))
	for {
		for n := 1; n <= len(c.Certifications()); n++ {
			if strings.Contains(show(r), fmt.Sprintf("- **%d** ", n)) {
				seen[n] = true
			}
		}
		if !strings.Contains(show(r), "[Next page]") {
			break
		}
		r = x.takes("Next page")
	}
	if len(seen) != len(c.Certifications()) {
		t.Errorf("%d of %d are listed", len(seen), len(c.Certifications()))
	}
}

func TestCertAddForm(t *testing.T) {
	x := newTalker(t)
	x.says("cert add", "form cert")
	x.fills(map[string]string{"name": ""}, "name: Which certification is it?")
	x.fills(map[string]string{"name": "pmp", "on": "tomorrow"}, "on: 23 November 2026 is still to come")
	x.fills(map[string]string{"name": "pmp", "on": "3 march 2026", "expires": "3 march 2025"}, "It can't run out on 3 March 2025")
	x.fills(map[string]string{"name": "pmp", "link": "javascript:alert(1)"}, "link: I can't keep javascript:alert(1)")
	x.fills(map[string]string{"name": "pmp", "link": "https://credly.com/" + strings.Repeat("a", 2000)}, "link: That link has 2019 characters")
	x.fills(map[string]string{"name": strings.Repeat("n", 201)}, "name: That name has 201 characters")
	x.fills(map[string]string{"name": "pmp", "on": "3 march 2026", "link": "credly.com/badges/1"}, "Project Management Professional")
	x.says("cert list", "[credly.com](https://credly.com/badges/1)")
	x.says("cert edit 1", "form cert")
	x.fills(map[string]string{"on": "3 april 2026", "link": ""}, "earned on 3 April 2026", "3 April 2029") // the expiry left as it was follows
	x.says("cert list", "!credly")
	x.says("cert edit 1")
	x.fills(map[string]string{"expires": "never"}, "never expires")
	x.says("cert edit 1")
	x.fills(map[string]string{"expires": ""}, "By the issuer's rule it runs out on 3 April 2029")
}

// What people type stays what they typed: no link, no ping, no markup.
func TestCertNamesAreData(t *testing.T) {
	x := newTalker(t)
	r := x.says("cert add [free money](https://evil.example) <!channel> @everyone `x` on 3 march 2026")
	for _, bad := range []string{"](https://evil", "<!channel>", " @everyone", "`x`"} {
		if strings.Contains(string(r.Text), bad) {
			t.Errorf("%q is in %s", bad, r.Text)
		}
	}
	x.says(`cert edit 1 https://credly.com/a)[x](https://evil.example)`)
	if r := x.says("cert list"); strings.Contains(string(r.Text), "](https://evil") {
		t.Errorf("a link is forged: %s", r.Text)
	}
	for _, link := range []string{"https://localhost/x", "https:///x", "ftp://credly.com/x", "https://user:pass@credly.com/", "https://", "//credly.com"} {
		x.says("cert edit 1", "form cert")
		x.fills(map[string]string{"link": link}, "link: I can't keep")
	}
}

// Buttons of a question that was answered or given up do nothing wrong.
func TestOldCertButtons(t *testing.T) {
	x := newTalker(t)
	first := x.says("cert add aws solutions architect on 3 march 2026", "Which one do you mean")
	x.says("cert add pmp", "When did you earn it?")
	old := choices(first)[0]
	x.wants("old button", x.do(bot.Press{Action: old.Action, Value: old.Value}), "older message")
	x.says("what is a solutions architect?", "!certification number") // a question is no day
	x.says("cert add capm", "When did you earn it?")
	today := choices(x.last)[0]
	x.do(bot.Press{Action: today.Action, Value: today.Value})
	x.wants("the button pressed twice", x.do(bot.Press{Action: today.Action, Value: today.Value}), "older message")
	x.says("cert list", "**one** certification")
}

func TestUndoRemovedCert(t *testing.T) {
	x := newTalker(t)
	x.says("cert add pmp on 3 march 2026", "Logged as **1**")
	x.says("cert remove 1", "is off your list", "[Undo]")
	x.says("cert list", "haven't logged any")
	x.says("cert add pmp on 3 april 2026", "Logged as **2**")
	x.says("cert remove 2")
	x.says("cert remove 2", "You have no certification number 2")
	x.says("undo", "**2**", "is back on your list")
	x.says("cert add pmp", "You have that one already, as **2**")
}

// The note before a certification runs out is written when it is sent, so it
// knows what has become of it meanwhile.
func TestComposeExpiry(t *testing.T) {
	x := newTalker(t)
	x.says("cert add pmp on 20 january 2024", "20 January 2027")
	note := func() (bot.Reply, error) {
		var id int64
		var person people.PersonID
		if err := x.db.View(t.Context(), func(tx bot.Tx) error {
			p, err := tx.PersonOf(people.UserRef{Platform: people.Terminal, ID: "me"})
			if err != nil {
				return err
			}
			all, err := tx.Certs(p.ID)
			if err == nil && len(all) > 0 {
				id, person = all[0].ID, p.ID
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		return x.bot.Compose(t.Context(), bot.Outgoing{Person: person, Kind: people.KindExpiry, Subject: fmt.Sprint(id), Date: "2026-11-23", Due: at, NotBefore: at})
	}
	nothing := func(why string) {
		t.Helper()
		if r, err := note(); !errors.Is(err, bot.ErrNothing) {
			t.Errorf("%s: %v, %v; want nothing to be sent", why, r.Text, err)
		}
	}
	nothing("nobody asked for nudges yet")
	x.says("start")
	x.fills(map[string]string{"role": "TAM", "target": "Head of Analytics", "zone": "Europe/Paris", "when": "every monday at 9:00"})
	r, err := note()
	if err != nil {
		t.Fatal(err)
	}
	x.wants("note", r, "Project Management Professional (PMP)", "runs out on 20 January 2027", "[I renewed it]", "[How to renew]")
	x.last = r
	x.takes("I renewed it", "form cert.renew")
	x.fills(map[string]string{"on": "3 march 2020"}, "is before 20 January 2024")
	x.fills(map[string]string{"on": "yesterday"}, "earned on 21 November 2026", "21 November 2029")
	nothing("it was renewed")
	x.says("cert edit 1 expires 20 january 2027")
	x.says("cert remove 1")
	nothing("it was removed")
	x.says("undo")
	x.says("stop")
	nothing("nudges were stopped")
}

// A wish that is answered as a question can be kept as a goal with one choice.
func TestWishBecomesGoal(t *testing.T) {
	x := newTalker(t)
	x.says("je voudrais devenir Head of Analytics d'ici trois ans", "[En faire un objectif]")
	old := x.last
	x.takes("En faire un objectif", "objectif **1** (1 à 3 ans)\u00a0: Devenir Head of Analytics")
	x.last = old
	x.takes("En faire un objectif", "ancien message")
	x.says("I want to lead a team of four within five years", "Keep it as a goal")
	x.takes("Keep it as a goal", "goal **2** for 3–5 years: Lead a team of four")
	x.says("what is a solutions architect?", "!Keep it as a goal")
}

// In a channel nothing of it is for others to read, and a platform's typed
// options mean the same as a line.
func TestCertsInAChannel(t *testing.T) {
	x := newTalker(t)
	n := 0
	do := func(body bot.Body) bot.Reply {
		t.Helper()
		n++
		r, err := x.bot.Handle(t.Context(), bot.Event{ID: fmt.Sprint("c", n), At: x.now, User: people.UserRef{Platform: people.Discord, ID: "7"},
			From: people.Address{Platform: people.Discord, Channel: "general"}, Forms: true, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Private {
			t.Errorf("%v: everybody reads %s", body, show(r))
		}
		return r
	}
	x.wants("options", do(bot.Command{Path: []string{"cert", "add"}, Args: map[string]string{"name": "pmp", "on": "2026-03-03", "link": "https://credly.com/1", "expires": ""}}), "Project Management Professional")
	x.wants("a line", do(bot.Command{Path: []string{"cert", "add"}, Line: "pmp on 3 march 2026"}), "You have that one already")
	x.wants("an id", do(bot.Command{Path: []string{"cert", "add"}, Args: map[string]string{"name": "aws-cloud-practitioner", "on": "yesterday"}}), "Cloud Practitioner")
	x.wants("which", do(bot.Command{Path: []string{"cert", "add"}, Args: map[string]string{"name": "scrum master"}}), "Which one do you mean")
	x.wants("list", do(bot.Command{Path: []string{"cert", "list"}}), "**2** certifications")
	x.wants("list", do(bot.Message{Text: "show my certs"}), "**2** certifications")
	x.wants("edit", do(bot.Command{Path: []string{"cert", "edit"}, Args: map[string]string{"number": "1", "expires": "never"}}), "never expires")
	x.wants("remove", do(bot.Command{Path: []string{"cert", "remove"}, Args: map[string]string{"number": "1"}}), "off your list")
}

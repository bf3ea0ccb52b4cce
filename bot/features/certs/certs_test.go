package certs_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mentor/bot"
	"mentor/bot/bottest"
	"mentor/bot/people"
)

// Every certification of the catalogue can be logged by its name, by each of
// its abbreviations that is not another's too, and once only.
func TestEveryCertification(t *testing.T) {
	x := bottest.NewTalker(t)
	c, err := bottest.Known()
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
		x.Says("cert add "+k.Name+" on 3 march 2026", "earned on 3 March 2026", strings.NewReplacer("\\", "").Replace(k.Name))
		for _, n := range k.Aliases {
			if len(names[bot.Fold(n)]) == 1 {
				x.Says("cert add "+n+" on 3 march 2026", "You have that one already", k.Name)
			}
		}
	}
	// More than fit in one reply: they are listed in pages, none is lost.
	seen := map[int]bool{}
	r := x.Says("cert list", fmt.Sprintf("**%d** certifications", len(c.Certifications())))
	for {
		for n := 1; n <= len(c.Certifications()); n++ {
			if strings.Contains(bottest.Show(r), fmt.Sprintf("- **%d** ", n)) {
				seen[n] = true
			}
		}
		if !strings.Contains(bottest.Show(r), "[Next page]") {
			break
		}
		r = x.Takes("Next page")
	}
	if len(seen) != len(c.Certifications()) {
		t.Errorf("%d of %d are listed", len(seen), len(c.Certifications()))
	}
}

func TestCertAddForm(t *testing.T) {
	x := bottest.NewTalker(t)
	x.Says("cert add", "form cert")
	x.Fills(map[string]string{"name": ""}, "name: Which certification is it?")
	x.Fills(map[string]string{"name": "pmp", "on": "tomorrow"}, "on: 23 November 2026 is still to come")
	x.Fills(map[string]string{"name": "pmp", "on": "3 march 2026", "expires": "3 march 2025"}, "It can't run out on 3 March 2025")
	x.Fills(map[string]string{"name": "pmp", "link": "javascript:alert(1)"}, "link: I can't keep javascript:alert(1)")
	x.Fills(map[string]string{"name": "pmp", "link": "https://credly.com/" + strings.Repeat("a", 2000)}, "link: That link has 2019 characters")
	x.Fills(map[string]string{"name": strings.Repeat("n", 201)}, "name: That name has 201 characters")
	x.Fills(map[string]string{"name": "pmp", "on": "3 march 2026", "link": "credly.com/badges/1"}, "Project Management Professional")
	x.Says("cert list", "[credly.com](https://credly.com/badges/1)")
	x.Says("cert edit 1", "form cert")
	x.Fills(map[string]string{"on": "3 april 2026", "link": ""}, "earned on 3 April 2026", "3 April 2029") // the expiry left as it was follows
	x.Says("cert list", "!credly")
	x.Says("cert edit 1")
	x.Fills(map[string]string{"expires": "never"}, "never expires")
	x.Says("cert edit 1")
	x.Fills(map[string]string{"expires": ""}, "By the issuer's rule it runs out on 3 April 2029")
}

// What people type stays what they typed: no link, no ping, no markup.
func TestCertNamesAreData(t *testing.T) {
	x := bottest.NewTalker(t)
	r := x.Says("cert add [free money](https://evil.example) <!channel> @everyone `x` on 3 march 2026")
	for _, bad := range []string{"](https://evil", "<!channel>", " @everyone", "`x`"} {
		if strings.Contains(string(r.Text), bad) {
			t.Errorf("%q is in %s", bad, r.Text)
		}
	}
	x.Says(`cert edit 1 https://credly.com/a)[x](https://evil.example)`)
	if r := x.Says("cert list"); strings.Contains(string(r.Text), "](https://evil") {
		t.Errorf("a link is forged: %s", r.Text)
	}
	for _, link := range []string{"https://localhost/x", "https:///x", "ftp://credly.com/x", "https://user:pass@credly.com/", "https://", "//credly.com"} {
		x.Says("cert edit 1", "form cert")
		x.Fills(map[string]string{"link": link}, "link: I can't keep")
	}
}

// Buttons of a question that was answered or given up do nothing wrong.
func TestOldCertButtons(t *testing.T) {
	x := bottest.NewTalker(t)
	first := x.Says("cert add aws solutions architect on 3 march 2026", "Which one do you mean")
	x.Says("cert add pmp", "When did you earn it?")
	old := bottest.Choices(first)[0]
	x.Wants("old button", x.Do(bot.Press{Action: old.Action, Value: old.Value}), "older message")
	x.Says("what is a solutions architect?", "!certification number") // a question is no day
	x.Says("cert add capm", "When did you earn it?")
	today := bottest.Choices(x.Last)[0]
	x.Do(bot.Press{Action: today.Action, Value: today.Value})
	x.Wants("the button pressed twice", x.Do(bot.Press{Action: today.Action, Value: today.Value}), "older message")
	x.Says("cert list", "**one** certification")
}

func TestUndoRemovedCert(t *testing.T) {
	x := bottest.NewTalker(t)
	x.Says("cert add pmp on 3 march 2026", "Logged as **1**")
	x.Says("cert remove 1", "is off your list", "[Undo]")
	x.Says("cert list", "haven't logged any")
	x.Says("cert add pmp on 3 april 2026", "Logged as **2**")
	x.Says("cert remove 2")
	x.Says("cert remove 2", "You have no certification number 2")
	x.Says("undo", "**2**", "is back on your list")
	x.Says("cert add pmp", "You have that one already, as **2**")
}

// The note before a certification runs out is written when it is sent, so it
// knows what has become of it meanwhile.
func TestComposeExpiry(t *testing.T) {
	x := bottest.NewTalker(t)
	x.Says("cert add pmp on 20 january 2024", "20 January 2027")
	note := func() (bot.Reply, error) {
		var id int64
		var person people.PersonID
		if err := x.Db.View(t.Context(), func(tx bot.Tx) error {
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
		return x.Bot.Compose(t.Context(), bot.Outgoing{Person: person, Kind: people.KindExpiry, Subject: fmt.Sprint(id), Date: "2026-11-23", Due: at, NotBefore: at})
	}
	nothing := func(why string) {
		t.Helper()
		if r, err := note(); !errors.Is(err, bot.ErrNothing) {
			t.Errorf("%s: %v, %v; want nothing to be sent", why, r.Text, err)
		}
	}
	nothing("nobody asked for nudges yet")
	x.Says("setup")
	x.Fills(map[string]string{"role": "TAM", "target": "Head of Analytics", "zone": "Europe/Paris", "when": "every monday at 9:00"})
	r, err := note()
	if err != nil {
		t.Fatal(err)
	}
	x.Wants("note", r, "Project Management Professional (PMP)", "runs out on 20 January 2027", "[I renewed it]", "[How to renew]")
	x.Last = r
	x.Takes("I renewed it", "form cert.renew")
	x.Fills(map[string]string{"on": "3 march 2020"}, "is before 20 January 2024")
	x.Fills(map[string]string{"on": "yesterday"}, "earned on 21 November 2026", "21 November 2029")
	nothing("it was renewed")
	x.Says("cert edit 1 expires 20 january 2027")
	x.Says("cert remove 1")
	nothing("it was removed")
	x.Says("undo")
	x.Says("stop")
	nothing("nudges were stopped")
}

// A wish that is answered as a question can be kept as a goal with one choice.
func TestWishBecomesGoal(t *testing.T) {
	x := bottest.NewTalker(t)
	x.Says("je voudrais devenir Head of Analytics d'ici trois ans", "[En faire un objectif]")
	old := x.Last
	x.Takes("En faire un objectif", "objectif **1** (1 à 3 ans)\u00a0: Devenir Head of Analytics")
	x.Last = old
	x.Takes("En faire un objectif", "ancien message")
	x.Says("I want to lead a team of four within five years", "Keep it as a goal")
	x.Takes("Keep it as a goal", "goal **2** for 3–5 years: Lead a team of four")
	x.Says("what is a solutions architect?", "!Keep it as a goal")
}

// In a channel nothing of it is for others to read, and a platform's typed
// options mean the same as a line.
func TestCertsInAChannel(t *testing.T) {
	x := bottest.NewTalker(t)
	n := 0
	do := func(body bot.Body) bot.Reply {
		t.Helper()
		n++
		r, err := x.Bot.Handle(t.Context(), bot.Event{ID: fmt.Sprint("c", n), At: x.Now, User: people.UserRef{Platform: people.Discord, ID: "7"},
			From: people.Address{Platform: people.Discord, Channel: "general"}, Forms: true, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Private {
			t.Errorf("%v: everybody reads %s", body, bottest.Show(r))
		}
		return r
	}
	x.Wants("options", do(bot.Command{Path: []string{"cert", "add"}, Args: map[string]string{"name": "pmp", "on": "2026-03-03", "link": "https://credly.com/1", "expires": ""}}), "Project Management Professional")
	x.Wants("a line", do(bot.Command{Path: []string{"cert", "add"}, Line: "pmp on 3 march 2026"}), "You have that one already")
	x.Wants("an id", do(bot.Command{Path: []string{"cert", "add"}, Args: map[string]string{"name": "aws-cloud-practitioner", "on": "yesterday"}}), "Cloud Practitioner")
	x.Wants("which", do(bot.Command{Path: []string{"cert", "add"}, Args: map[string]string{"name": "scrum master"}}), "Which one do you mean")
	x.Wants("list", do(bot.Command{Path: []string{"cert", "list"}}), "**2** certifications")
	x.Wants("list", do(bot.Message{Text: "show my certs"}), "**2** certifications")
	x.Wants("edit", do(bot.Command{Path: []string{"cert", "edit"}, Args: map[string]string{"number": "1", "expires": "never"}}), "never expires")
	x.Wants("remove", do(bot.Command{Path: []string{"cert", "remove"}, Args: map[string]string{"number": "1"}}), "off your list")
}

// A goal for some certification, as the mentor itself proposes it, is offered
// as reached; one that asks for more than a certification is not.
func TestCertMeetsAGoalForAnyCertification(t *testing.T) {
	for goal, meets := range map[string]bool{
		"Earn at least one certification that counts for the role I want":         true,
		"Obtenir au moins une certification utile pour le poste que je vise":      true,
		"Move into a Solutions Architect role":                                    false,
		"Get the team of twelve to earn one certification each before the merger": false,
	} {
		m := bottest.New(t)
		m.Say(t, "anna", "goal add 0-1 "+goal)
		r := m.Say(t, "anna", "cert add CIPP/E 2026-02-27")
		offered := slices.ContainsFunc(bottest.Choices(r), func(c bot.Choice) bool { return c.Action == "goal.done" })
		if offered != meets {
			t.Errorf("%q: offered as reached: %v, want %v (%s)", goal, offered, meets, r.Text)
		}
	}
}

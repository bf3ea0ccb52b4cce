package progress

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// words are what lines are made of in the test: figures, names, marks, both languages.
var words = strings.Fields("I I've J'ai j’ai we led cut 12 9% 2,5 € 1.2M teams Adobe GA4 Anne-Marie l'équipe d'Airbus réduit de à from to — “quoted” (2024) . , ; * _ ] 𝟙 ÉTÉ ı")

func randomText(r *rand.Rand) string {
	var out []string
	for range 1 + r.IntN(9) {
		out = append(out, words[r.IntN(len(words))])
	}
	return strings.Join(out, " ")
}

// Every line is a stretch of one logged row, but for the case of its first
// letter and the year of a certification, which its row has too: no figure and
// no name stands in a line that no row has.
func TestEveryLineStandsInARow(t *testing.T) {
	c, err := careers.Default()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	skills := c.Skills()
	for range 2000 {
		all := rows{today: "2026-03-02"}
		var logged []string
		for i := range r.IntN(6) {
			w := people.Win{ID: int64(i), Text: randomText(r)}
			if r.IntN(2) == 0 {
				w.Skill = skills[r.IntN(len(skills))].ID
			}
			all.wins = append(all.wins, w)
			logged = append(logged, w.Text)
		}
		for range r.IntN(3) {
			g := people.Goal{Text: randomText(r), State: []people.GoalState{people.Open, people.Done, people.Dropped}[r.IntN(3)]}
			all.goals = append(all.goals, g)
			if g.State == people.Done {
				logged = append(logged, g.Text)
			}
		}
		for range r.IntN(3) {
			x := people.Certification{Name: randomText(r), Earned: "2025-11-02", Expires: []string{"", "2027-01-01", "2026-01-01"}[r.IntN(3)]}
			all.certs = append(all.certs, x)
			logged = append(logged, x.Name+" (2025)")
		}
		n := 0
		for _, g := range cvLines(skills, all) {
			for _, l := range g.Lines {
				n++
				if !standsIn(l, logged) {
					t.Fatalf("%q is in none of %q", l, logged)
				}
			}
		}
		if n < len(all.wins) {
			t.Fatalf("%d lines of %d achievements", n, len(all.wins))
		}
	}
}

func standsIn(line string, logged []string) bool {
	_, size := utf8.DecodeRuneInString(line)
	for _, row := range logged {
		if at := strings.Index(row, line[size:]); at >= 0 || line == "" {
			return true
		}
	}
	return false
}

// What a line of a CV leaves out is the "I" at the beginning, nothing else.
func TestCVLine(t *testing.T) {
	for said, want := range map[string]string{
		"I got my dashboard adopted by 12 teams.": "Got my dashboard adopted by 12 teams",
		"I've trained two juniors":                "Trained two juniors",
		"we dropped a vendor":                     "We dropped a vendor",
		"Iterated on the tag plan":                "Iterated on the tag plan",
		"j'ai renouvelé le contrat":               "Renouvelé le contrat",
		"étendu le suivi à 3 pays":                "Étendu le suivi à 3 pays",
		"I":                                       "I",
		"":                                        "",
	} {
		if got := cvLine(said); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

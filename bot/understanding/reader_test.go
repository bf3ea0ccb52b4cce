package understanding

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"mentor/bot"
	"mentor/bot/language"
	"mentor/bot/people"
	"mentor/bot/understanding/grammar"
)

// reader knows a handful of names, so that tests need no content.
var reader = New(Knowledge{
	Roles: []language.Name{{ID: "web-analyst", Name: "Web Analyst"}, {ID: "solutions-architect", Name: "Solutions Architect"}, {ID: "director-martech", Name: "Director of Marketing Technology"}},
	Certifications: []language.Name{{ID: "pmp", Name: "PMP"}, {ID: "capm", Name: "CAPM"}, {ID: "itil", Name: "ITIL"}, {ID: "csm", Name: "CSM", Forms: []string{"Certified ScrumMaster"}},
		{ID: "pspo", Name: "PSPO"}},
	Zone: func(words string) (string, []string) {
		switch strings.ToLower(words) {
		case "lisbon":
			return "Europe/Lisbon", nil
		case "singapore":
			return "Asia/Singapore", nil
		case "lyon", "paris":
			return "Europe/Paris", nil
		case "leeds":
			return "Europe/London", nil
		case "portland":
			return "", []string{"America/Los_Angeles", "America/New_York"}
		}
		return "", nil
	},
})

// about is what the cases are read in: a Wednesday.
func about(lang people.Lang) bot.Context {
	return bot.Context{
		Now: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC), Lang: lang,
		Goals: []bot.GoalName{{Number: 1, Text: "Learn SQL"}, {Number: 2, Text: "Earn a cloud certification"},
			{Number: 3, Text: "Speak at a conference"}, {Number: 4, Text: "Mentor a junior analyst"}},
		Certifications: []bot.CertName{{Number: 1, Catalog: "csm", Name: "CSM"}},
		Role:           "web-analyst", Target: "solutions-architect",
	}
}

// cases reads a file of cases: by language, one a line.
func cases(t testing.TB, name string) map[people.Lang][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var langs map[people.Lang]grammar.Lines
	if err := yaml.Unmarshal(text, &langs); err != nil {
		t.Fatal(err)
	}
	out := map[people.Lang][]string{}
	for lang, list := range langs {
		for _, line := range list {
			out[lang] = append(out[lang], strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return out
}

// say is what a part means, in one line: its name and its values.
func say(p bot.Part) string {
	names := make([]string, 0, len(p.Slots))
	for name := range p.Slots {
		names = append(names, name)
	}
	slices.Sort(names)
	out := p.Name
	for _, name := range names {
		v := ""
		switch of := p.Slots[name].Of.(type) {
		case bot.GoalChoice:
			v = strings.Trim(strings.ReplaceAll(fmt.Sprint(of.Numbers), " ", ","), "[]")
			if len(of.Unknown) > 0 {
				v += "?" + fmt.Sprint(of.Unknown)
			}
		case bot.CertChoice:
			v = strings.Trim(strings.ReplaceAll(fmt.Sprint(of.Numbers), " ", ","), "[]")
		case []bot.Named:
			var list []string
			for _, n := range of {
				list = append(list, n.Name)
			}
			v = strings.Join(list, ",")
		case int, people.Horizon:
			v = fmt.Sprint(of)
		case string:
			v = of
		case nil:
			v = p.Slots[name].Text
		default:
			v = p.Slots[name].Text
			if r, ok := of.(fmt.Stringer); ok {
				v = r.String()
			}
			if d := dated(of); d != "" {
				v = d
			}
		}
		if strings.Contains(v, " ") {
			v = `"` + v + `"`
		}
		out += " " + name + "=" + v
	}
	return out
}

// acting gives what parts would do.
func acting(parts []bot.Part) string {
	var out []string
	for _, p := range parts {
		if p.Acts() {
			out = append(out, say(p))
		}
	}
	return strings.Join(out, "; ")
}

func TestActs(t *testing.T) {
	for _, name := range []string{"acts", "times", "checkin", "people", "people_checkin"} {
		for lang, list := range cases(t, name) {
			for _, line := range list {
				text, want, _ := strings.Cut(line, " | ")
				c := about(lang)
				if strings.HasSuffix(name, "checkin") {
					c.Expect = bot.Expectation{Kind: bot.ExpectCheckIn, Goals: []int{1, 2, 3}}
				}
				u := reader.Read(text, c)
				if got := acting(u.Parts); got != want {
					t.Errorf("%q\n  got  %s\n  want %s\n  parts %s", text, got, want, parts(u))
				}
			}
		}
	}
}

func TestHolds(t *testing.T) {
	for _, name := range []string{"holds", "people_holds"} {
		for lang, list := range cases(t, name) {
			for _, text := range list {
				u := reader.Read(text, about(lang))
				if got := acting(u.Parts); got != "" {
					t.Errorf("%q acts: %s", text, got)
				}
			}
		}
	}
}

// parts is a reading for a failure's message.
func parts(u bot.Understood) (out string) {
	for _, p := range u.Parts {
		out += fmt.Sprintf("[%s %s mood=%q exact=%v left=%v alt=%d]", p.Kind, say(p), p.Mood, p.Exact, p.Leftover, len(p.Alternatives))
		for _, a := range p.Alternatives {
			out += " or " + say(a)
		}
	}
	return out
}

// intruders are words that turn a meaning round, and one that nobody knows.
var intruders = map[people.Lang][]string{
	"en": {"xyzzy", "not", "never", "if", "almost", "except", "until", "only", "unless", "without", "instead", "nearly"},
	"fr": {"xyzzy", "pas", "jamais", "si", "presque", "sauf", "jusqu'à", "seulement", "sans", "failli"},
}

// open reports whether a slot keeps words as they are, so that a word more
// makes a difference inside it and nowhere else.
func openSlot(v any) bool {
	switch of := v.(type) {
	case string, nil:
		return true
	case bot.Named:
		return of.ID == ""
	}
	return false
}

// TestInsertion puts a word at every place of every case: the same happens, or
// nothing, or the word is in a text that is kept as it is.
func TestInsertion(t *testing.T) {
	n := 0
	for _, name := range []string{"acts", "times", "holds", "people", "people_holds"} {
		for lang, list := range cases(t, name) {
			for _, line := range list {
				text, want, _ := strings.Cut(line, " | ")
				allowed := strings.Split(want, "; ")
				for i := 0; i <= len(text); i++ {
					if i > 0 && i < len(text) && text[i] != ' ' {
						continue
					}
					for _, w := range intruders[lang] {
						said := strings.TrimSpace(text[:i] + " " + w + text[i:])
						if i == 0 {
							said = w + " " + text
						}
						n++
						for _, p := range reader.Read(said, about(lang)).Parts {
							if !p.Acts() || slices.Contains(allowed, say(p)) {
								continue
							}
							// "until" says how long, where a length belongs.
							kept := (w == "until" || w == "jusqu'à") && slices.Contains([]string{"away", "pause", "goal.postpone", "leave"}, p.Name)
							for _, v := range p.Slots {
								kept = kept || openSlot(v.Of) && strings.Contains(v.Text, w)
							}
							if !kept {
								t.Errorf("%q acts: %s (without %q: %s)", said, say(p), w, want)
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d insertions", n)
}

// FuzzRead holds what every reading promises.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"acts", "times", "holds", "checkin", "people", "people_holds", "people_checkin"} {
		for _, list := range cases(f, name) {
			for _, line := range list {
				text, _, _ := strings.Cut(line, " | ")
				f.Add(text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		u := reader.Read(text, about("en"))
		for _, p := range u.Parts {
			for _, s := range append([]language.Span{p.Clause, p.Span}, p.Leftover...) {
				if s.From < 0 || s.To > len(text) || s.From > s.To {
					t.Fatalf("span %v of %d bytes", s, len(text))
				}
			}
			if p.Acts() && len(p.Leftover) > 0 {
				t.Fatal("acts with words left over")
			}
		}
	})
}

// TestNothingBeginsElsewhere looks for every type of slot at every place of every
// case: where a token says that none may begin, none is found.
func TestNothingBeginsElsewhere(t *testing.T) {
	n := 0
	for _, name := range []string{"acts", "times", "holds", "checkin", "people", "people_holds", "people_checkin"} {
		for lang, list := range cases(t, name) {
			for _, line := range list {
				text, _, _ := strings.Cut(line, " | ")
				m := reader.open(text, about(lang))
				m.scope = [2]int{0, len(m.tokens)}
				for at := range m.tokens {
					for kind := range m.g.KindNamed {
						if m.mayBegin(at)>>kind&1 == 0 {
							if n++; len(m.findSlot(grammar.KindID(kind), at, len(m.tokens))) > 0 {
								t.Errorf("%q: a %s at %q", text, m.g.KindNamed[kind], m.tokens[at].Text)
							}
						}
					}
				}
				m.free()
			}
		}
	}
	if n < 10_000 {
		t.Errorf("only %d places were looked at", n)
	}
}

func BenchmarkRead(b *testing.B) {
	story := "I have been working with my team on the tracking plan for two years and nobody reads the reports. "
	for _, text := range []string{
		"could you please put down that I passed the PMP last friday and mark goal 2 as done for me, thanks so",
		strings.Repeat(story, 2) + "how do I get on?",
		strings.Repeat(story, 120),
	} {
		c := about("en")
		reader.Read(text, c) // the grammar is there before anything is measured
		b.Run(fmt.Sprint(len(text)), func(b *testing.B) {
			for b.Loop() {
				reader.Read(text, c)
			}
		})
	}
}

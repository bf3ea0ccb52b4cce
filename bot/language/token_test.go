package language_test

import (
	"fmt"
	"strings"
	"testing"

	"mentor/bot/answers"
	"mentor/bot/language"
)

// TestTokenize shows tokens as fold, with a mark for their kind.
func TestTokenize(t *testing.T) {
	marks := map[language.Kind]string{language.Figure: "#", language.Punct: "p:", language.QuoteOpen: "(:", language.QuoteClose: "):", language.CodeOpen: "<:", language.CodeClose: ">:",
		language.Link: "link:", language.Mention: "@:", language.Emoji: "e:", language.Bullet: "b:", language.Break: "br:"}
	for text, want := range map[string]string{
		"I'm on track, don't stop":                      "i am on track p:, do not stop",
		"can't won't it's the team's":                   "can not will not it 's the team 's",
		"L’équipe qu'il a, aujourd'hui d'avril":         "l' equipe qu' il a p:, aujourd'hui d' avril",
		"puis-je check-in week-end":                     "puis -je check -in week -end",
		"9h30 9am 9:30 31st 1er Q2 GA4 2018Q4":          "#9 h #30 #9 am #9 p:: #30 #31 st #1 er q2 ga4 #2018 q #4",
		"14april Feb13 October2 B2B":                    "#14 april feb #13 october #2 b2b",
		"1.5 weeks, 1,5 semaine, 13.5.2015 2015.3":      "#1.5 weeks p:, #1,5 semaine p:, #13 p:. #5 p:. #2015 #2015.3",
		"from 03.08. to 21.08. I am off":                "from #03.08. to #21.08. i am off",
		"it was 12.06. Then 13.06":                      "it was #12.06 p:. then #13.06",
		"up 12.50. now 32.01. 1.5.":                     "up #12.50 p:. now #32.01 p:. #1.5 p:.",
		"at 5 p.m. in 14 a.d. 5 p.m":                    "at #5 pm in #14 ad #5 pm",
		"2-15 mon-fri 30-day 31-Oct":                    "#2 p:- #15 mon -fri #30 -day #31 -oct",
		"- one\n* two\n3. three\n• « quatre »":          "b:- one br:\n b:* two br:\n b:3. three br:\n b:• (:\" quatre ):\"",
		"say “goal done” and `x y` or 'z'":              "say (:\" goal done ):\" and <:` x y >:` or (:' z ):'",
		"see https://a.b/c?d=1. <@U12> @ana 🎉👍🏽 :tada:": "see link:https://a.b/c?d=1 p:. @:<@U12> @:@ana e:🎉 e:👍🏽 e::tada:",
		"<https://a.b|label> rock'n'roll 5'":            "link:<https://a.b|label> rock p:' n' roll #5 p:'",
	} {
		var got []string
		for _, tok := range language.Tokenize(text) {
			joined := ""
			if tok.Joined {
				joined = "-"
			}
			got = append(got, joined+marks[tok.Kind]+tok.Fold)
			if text[tok.Span.From:tok.Span.To] != tok.Text {
				t.Errorf("%q: %q is not at its span", text, tok.Text)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q\n got %s\nwant %s", text, s, want)
		}
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"l'équipe « puis-je » 9h30", "don't 1.5 <@U1> :tada: `a", "“x 'y\n- z", "p.m. e.g. a.b.c.d", "\xff’\u200d🎉", "İœ1'd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := language.Fold(text), answers.Fold(text); got != want {
			t.Fatalf("Fold(%q) is %q, answers.Fold is %q", text, got, want)
		}
		at := 0
		tokens := language.Tokenize(text)
		for i, tok := range tokens {
			if tok.Span.From < at || tok.Span.To <= tok.Span.From || text[tok.Span.From:tok.Span.To] != tok.Text {
				t.Fatalf("%q: token %d %q at %v after %d", text, i, tok.Text, tok.Span, at)
			}
			if opens := tok.Kind == language.QuoteOpen || tok.Kind == language.CodeOpen; opens && (tok.Close <= i || tok.Close >= len(tokens)) {
				t.Fatalf("%q: token %d closes at %d", text, i, tok.Close)
			}
			at = tok.Span.To
		}
	})
}

func ExampleTokenize() {
	for _, t := range language.Tokenize("Puis-je l'avoir ?") {
		fmt.Println(t.Fold, t.Span, t.Joined)
	}
	// Output:
	// puis {0 4} false
	// je {5 7} true
	// l' {8 10} false
	// avoir {10 15} false
	// ? {16 17} false
}

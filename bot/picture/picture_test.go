package picture

import (
	"bytes"
	"encoding/json"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// drawings is each kind of picture as people see it, and with texts that are
// too long, lists that are empty, and figures out of range.
func drawings() map[string]Drawing {
	long := strings.Repeat("Directeur ou directrice de la stratégie des données ", 6)
	return map[string]Drawing{
		"roadmap": {Roadmap: &Roadmap{Title: "Your way to Head of Analytics", Under: "4 March 2026", Rungs: []Rung{
			{Name: "Digital Tracking Manager", Asks: "owns how tracking is done, and teaches it", Here: "You are here"},
			{Name: "Solutions Architect", Asks: "designs technical solutions and defends them before clients", When: "1–3 years", Certs: []string{"AWS Certified Solutions Architect - Associate"}},
			{Name: "Head of Analytics", Asks: "leads analytics teams and the company's data strategy", Goals: []string{"Goal 1: Lead the consent project"}}}}},
		"roadmap-long":  {Roadmap: &Roadmap{Title: long, Under: long, Rungs: []Rung{{Name: long, Asks: long, When: long, Goals: []string{long}, Certs: []string{long}}, {Name: long, Here: long}}}},
		"roadmap-empty": {Roadmap: &Roadmap{}},
		"progress": {Progress: &Progress{Title: "How far you are", Under: "4 March 2026",
			Lanes: []Lane{{"0–1 year", []GoalMark{{"1  Lead the consent project", OnTrack, "on track"}, {"2  Learn SQL", Done, "done"}}},
				{"1–3 years", []GoalMark{{"3  Earn a cloud certification", Stuck, "stuck"}, {"4  Present to the board", Open, "open"}}}},
			Weeks: []bool{true, true, false, true, true, true, false, true}, WeeksLabel: "Check-ins answered: 6 of the last 8 weeks",
			ConfidenceLabel: "How sure you were, 1 to 10", Confidence: []Confidence{{"Goal 1", []int{4, 5, 5, 7, 8}}, {"Goal 3", []int{7, 6, 8}}}}},
		"progress-odd": {Progress: &Progress{Title: long, Lanes: []Lane{{long, []GoalMark{{long, "odd", long}}}, {}}, Weeks: make([]bool, 40), WeeksLabel: long,
			Confidence: []Confidence{{long, []int{-3, 99}}, {"", nil}, {"x", []int{5}}}}},
		"gap": {Gap: &Gap{Title: "Head of Analytics: as you see it today", Under: "4 March 2026", Groups: []SkillGroup{
			{"Strong", Full, []SkillMark{{"From data to decisions", "we dropped a vendor after my tag audit"}}}, {"Growing", Half, []SkillMark{{"Leading projects", ""}}}, {"Open", Empty, []SkillMark{{long, long}}}, {"None", Empty, nil}}}},
		"square": {Square: &Square{Title: "Your archetype: Analytics Architect", Left: "Internal orientation", Right: "External orientation", Top: "Process", Bottom: "Technology",
			Corners: [4]string{"Operations Orchestrator", "Brand/Demand Builder", "Analytics Architect", "Marketing Maker"}, X: -0.5, Y: 7, You: "You"}},
		"square-empty": {Square: &Square{}},
	}
}

// Each picture decodes, is as wide as it should be, keeps its margin free of
// text, and is the same once it has been kept as JSON. With PICTURES=DIR they
// are written there, for a look.
func TestPictures(t *testing.T) {
	for name, d := range drawings() {
		t.Run(name, func(t *testing.T) {
			b, err := d.Draw()
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil || img.Bounds().Dx() != width {
				t.Fatalf("decoded %v, %v; want a width of %d", img, err, width)
			}
			for y := range img.Bounds().Dy() {
				for _, x := range []int{8, width - 9} {
					if _, _, bl, _ := img.At(x, y).RGBA(); y > 30 && y < img.Bounds().Dy()-30 && bl < 0xf000 {
						t.Fatalf("something is drawn in the margin, at %d, %d", x, y)
					}
				}
			}
			kept, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			var again Drawing
			if err := json.Unmarshal(kept, &again); err != nil {
				t.Fatal(err)
			}
			if c, err := again.Draw(); err != nil || !bytes.Equal(b, c) {
				t.Errorf("drawn anew from JSON it is another picture (%v)", err)
			}
			if dir := os.Getenv("PICTURES"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, name+".png"), b, 0o644); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// Text is at least 12 pixels high where a phone shows the picture 400 wide, and
// every colour of text has a contrast of 7:1 against what it stands on.
func TestReadable(t *testing.T) {
	if small*400/width < 12 {
		t.Errorf("the smallest text is %d pixels high on a phone", small*400/width)
	}
	for _, pair := range [][2]color.RGBA{{ink, card}, {quiet, card}, {accent, card}, {green, card}, {amber, card}, {ink, panel}, {white, accent}, {white, green}, {white, amber}} {
		if c := contrast(pair[0], pair[1]); c < 7 {
			t.Errorf("%v on %v has a contrast of %.1f", pair[0], pair[1], c)
		}
	}
	if c := contrast(quiet, panel); c < 4.5 { // large and secondary: AA
		t.Errorf("quiet text on a panel has a contrast of %.1f", c)
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b color.RGBA) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func TestNothingToDraw(t *testing.T) {
	if b, err := (Drawing{}).Draw(); b != nil || err != nil {
		t.Errorf("got %d bytes, %v", len(b), err)
	}
	if !reflect.DeepEqual(measuring().wrap("", 100, small, false, 2), []string(nil)) {
		t.Error("an empty text has lines")
	}
}

func BenchmarkDraw(b *testing.B) {
	for name, d := range drawings() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Draw(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

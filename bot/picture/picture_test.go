package picture

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Each picture decodes as the size it was drawn in, also with texts that are
// too long, empty lists and figures out of range. With PICTURES=DIR they are
// kept, for a look.
func TestPictures(t *testing.T) {
	long := strings.Repeat("Directeur ou directrice de la stratégie des données ", 6)
	for name, draw := range map[string]func() ([]byte, error){
		"roadmap": func() ([]byte, error) {
			return Roadmap([]Step{{"Digital Tracking Manager", "You are here"}, {"Senior Digital Tracking Manager", "Lead a complex project"},
				{"Solutions Architect", long}, {"Technical Account Manager", ""}, {"Head of Analytics", "x"}, {long, long}}, 0)
		},
		"empty": func() ([]byte, error) { return Roadmap(nil, -1) },
		"square": func() ([]byte, error) {
			return Quadrants(Square{Left: "Internal orientation", Right: "External orientation", Top: "Process", Bottom: "Technology",
				Corners: [4]string{"Operations Orchestrator", "Brand/Demand Builder", "Analytics Architect", "Marketing Maker"}, X: -0.5, Y: 7, You: "You"})
		},
		"bars": func() ([]byte, error) {
			return Bars("Progress", []Bar{{"0–1 year", 3, 4, "3 of 4"}, {"1–3 years", 0, 0, ""}, {long, 9, 4, long}})
		},
	} {
		b, err := draw()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		img, err := png.Decode(bytes.NewReader(b))
		if err != nil || img.Bounds().Dx() != width {
			t.Errorf("%s: decoded %v, %v; want a width of %d", name, img, err, width)
		}
		if dir := os.Getenv("PICTURES"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".png"), b, 0o644); err != nil {
				t.Error(err)
			}
		}
	}
}

package careers

import (
	"strings"
	"testing"
)

// Who edits content reads where a mistake is and what was meant, in no word of Go.
func TestMistakesAreSaidPlainly(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"field":        {"roles/maker.yaml", "id: maker\nnmae: {en: Maker, fr: Maker}\n", `roles/maker.yaml:2: there is no field "nmae" here; did you mean "name"? There are: id, name, gloss`},
		"field within": {"roles/maker.yaml", "id: maker\nfacets:\n  overview:\n    breif: {en: a, fr: b}\n", `roles/maker.yaml:4: there is no field "breif" here; did you mean "brief"?`},
		"language":     {"roles/maker.yaml", "id: maker\nname: {en: Maker, de: Macher}\n", `roles/maker.yaml:2: there is no field "de" here; there are: en, fr`},
		"in a list":    {"certifications.yaml", "certifications:\n- id: x\n  isuer: Y\n", `certifications.yaml:3: there is no field "isuer" here; did you mean "issuer"?`},
		"two at once":  {"certifications.yaml", "certifications:\n- id: x\n  isuer: Y\n  levle: z\n", "certifications.yaml:4: there is no field \"levle\" here; did you mean \"level\"?"},
		"text":         {"roles/maker.yaml", "id: maker\nname: Maker\n", `roles/maker.yaml:2: a block with en, fr is wanted here, not "Maker"`},
		"list":         {"certifications.yaml", "certifications:\n- id: x\n  aliases: one\n", `certifications.yaml:3: a list is wanted here, not "one"`},
		"number":       {"certifications.yaml", "certifications:\n- id: x\n  verified: perhaps\n", `certifications.yaml:3: true or false is wanted here, not "perhaps"`},
		"twice":        {"certifications.yaml", "certifications:\n- id: x\n  id: y\n", `certifications.yaml:3: id stands here twice, first in line 2`},
		"nothing near": {"certifications.yaml", "certifications:\n- id: x\n  colour: red\n", `certifications.yaml:3: there is no field "colour" here; there are: id`},
		"no YAML":      {"roles/maker.yaml", "id: [maker\n", "roles/maker.yaml:1: did not find expected"},
	} {
		err := new(Content).read(c.file, []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
		if err != nil && (strings.Contains(err.Error(), "careers.") || strings.Contains(err.Error(), "!!")) {
			t.Errorf("%s: %v names what is Go's", name, err)
		}
	}
}

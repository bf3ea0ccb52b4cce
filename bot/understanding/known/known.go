// Package known gives the reader of messages the names that it looks up: those
// of the mentor's content, and of places. It must not know what is said of them.
package known

import (
	"slices"
	"strings"

	"mentor/bot/careers"
	"mentor/bot/language"
	"mentor/bot/understanding"
)

// Places resolves cities and the names of zones: Place as they should be
// written, Zone misspelt ones too.
type Places interface {
	Place(words string) (zone string, near []string)
	Zone(words string) (zone string, near []string)
}

// From gives what the reader looks names up in, from what the mentor knows.
func From(c *careers.Content, places Places) understanding.Knowledge {
	k := understanding.Knowledge{Zone: places.Place, NearZone: places.Zone}
	for _, r := range c.Roles() {
		n := language.Name{ID: r.ID, Name: r.Name.In(careers.English), Forms: []string{r.Name.In(careers.French)}}
		n.Forms = append(append(n.Forms, r.Aliases.En...), r.Aliases.Fr...)
		k.Roles = append(k.Roles, n)
	}
	for _, x := range c.Certifications() {
		n := language.Name{ID: x.ID, Name: x.Name, Forms: append(slices.Clone(x.Aliases), x.AliasesFr...)}
		if x.ExamCode != "" {
			n.Forms = append(n.Forms, x.ExamCode)
		}
		brand, _, _ := strings.Cut(x.Name, " ") // "aws cloud practitioner", where the alias leaves the brand out
		for _, form := range slices.Clone(n.Forms) {
			if !strings.Contains(strings.ToLower(form), strings.ToLower(brand)) {
				n.Forms = append(n.Forms, brand+" "+form)
			}
		}
		short := strings.NewReplacer(" Certified", "", " Certification", "", " Certificate", "").Replace(x.Name)
		n.Forms = append(n.Forms, short, strings.ReplaceAll(short, " - ", " "))
		k.Certifications = append(k.Certifications, n)
	}
	return k
}

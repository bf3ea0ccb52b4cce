package careers

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
)

//go:generate go run ./pack -o content.pack

// The pack is the content parsed ahead, since parsing a megabyte of YAML takes
// longer than all the rest of the start. It counts only while it was made from
// the very files beside it; else these are parsed, which is slower and as good.
//
//go:embed content.pack
var packed []byte

type pack struct {
	Hash           string
	Facets         []Facet
	Roles          []*Role
	Subjects       []*Subject
	Ladders        []Ladder
	Certifications []Certification
	Associations   []Association
	Terms          []Term
	Titles         []JobTitle
	Proposals      []Proposal
	Skills         []Skill
	SkillSets      []SkillSet
	GoalKinds      []GoalKind
	Sources        []Source
	Quiz           Quiz
	Speech         map[string]Lists
	Places         map[string]Place
	// Unknown is the certifications whose ValidityKnown is false: gob leaves a
	// pointer to a zero value out, and "not known" would become "never expires".
	Unknown []string
}

// Pack parses the content and gives it as the bytes that a start reads.
func Pack() ([]byte, error) {
	c, err := parse(Files())
	if err != nil {
		return nil, err
	}
	p := pack{
		sum(Files()), c.facets, c.roles, c.subjects, c.ladders, c.certifications, c.associations, c.terms, c.titles,
		c.proposals, c.skills, c.skillsets, c.goalKinds, c.sources, c.quiz, c.speech, c.places, nil,
	}
	for _, x := range c.certifications {
		if x.ValidityKnown != nil && !*x.ValidityKnown {
			p.Unknown = append(p.Unknown, x.ID)
		}
	}
	var b bytes.Buffer
	err = gob.NewEncoder(&b).Encode(p)
	return b.Bytes(), err
}

// unpack gives the content of the pack, or false where the pack is not of these files.
func unpack(hash string) (*Content, bool) {
	var p pack
	if gob.NewDecoder(bytes.NewReader(packed)).Decode(&p) != nil || p.Hash != hash {
		return nil, false
	}
	for i, x := range p.Certifications {
		if slices.Contains(p.Unknown, x.ID) {
			p.Certifications[i].ValidityKnown = new(bool)
		}
	}
	return &Content{
		facets: p.Facets, roles: p.Roles, subjects: p.Subjects, ladders: p.Ladders, certifications: p.Certifications,
		associations: p.Associations, terms: p.Terms, titles: p.Titles, proposals: p.Proposals, skills: p.Skills,
		skillsets: p.SkillSets, goalKinds: p.GoalKinds, sources: p.Sources, quiz: p.Quiz,
		speech: p.Speech, places: p.Places,
	}, true
}

// Packed reports whether the pack was made from the files beside it.
func Packed() bool {
	_, ok := unpack(sum(Files()))
	return ok
}

// sum names the files of some layers: equal for equal files.
func sum(layers ...fs.FS) string {
	h := sha256.New()
	for _, layer := range layers {
		names, err := files(layer)
		if err != nil {
			continue
		}
		for _, name := range names {
			data, err := fs.ReadFile(layer, name)
			if err == nil {
				fmt.Fprintf(h, "%s %d\n%s", name, len(data), data)
			}
		}
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

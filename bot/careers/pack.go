package careers

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
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
	// Maps are packed in the order of their keys: gob writes a map in any order,
	// and the same files have to give the same bytes. Facets of roles and topics
	// of subjects are in the order of these.
	RoleFacets    [][]pair[Topic]
	SubjectTopics [][]pair[Topic]
	QuizResults   []pair[Text]
	Speech        []pair[Lists]
	Places        []pair[Place]
	// Unknown is the certifications whose ValidityKnown is false: gob leaves a
	// pointer to a zero value out, and "not known" would become "never expires".
	Unknown []string
}

// pair is an entry of a map.
type pair[V any] struct {
	Key   string
	Value V
}

// pairs lists the entries of a map in the order of their keys.
func pairs[V any](m map[string]V) []pair[V] {
	out := make([]pair[V], 0, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, pair[V]{k, m[k]})
	}
	return out
}

// unpaired is the map of some entries.
func unpaired[V any](list []pair[V]) map[string]V {
	m := make(map[string]V, len(list))
	for _, x := range list {
		m[x.Key] = x.Value
	}
	return m
}

// Pack parses the content and gives it as the bytes that a start reads.
func Pack() ([]byte, error) {
	c, err := parse(Files())
	if err != nil {
		return nil, err
	}
	p := pack{
		Hash: sum(Files()), Facets: c.facets, Ladders: c.ladders, Certifications: c.certifications, Associations: c.associations,
		Terms: c.terms, Titles: c.titles, Proposals: c.proposals, Skills: c.skills, SkillSets: c.skillsets, GoalKinds: c.goalKinds,
		Sources: c.sources, Quiz: c.quiz, QuizResults: pairs(c.quiz.Results), Speech: pairs(c.speech), Places: pairs(c.places),
	}
	p.Quiz.Results = nil
	for _, r := range c.roles {
		bare := *r
		bare.Facets = nil
		p.Roles, p.RoleFacets = append(p.Roles, &bare), append(p.RoleFacets, pairs(r.Facets))
	}
	for _, x := range c.subjects {
		bare := *x
		bare.Topics = nil
		p.Subjects, p.SubjectTopics = append(p.Subjects, &bare), append(p.SubjectTopics, pairs(x.Topics))
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
	if len(p.RoleFacets) != len(p.Roles) || len(p.SubjectTopics) != len(p.Subjects) {
		return nil, false
	}
	for i, r := range p.Roles {
		r.Facets = unpaired(p.RoleFacets[i])
	}
	for i, x := range p.Subjects {
		x.Topics = unpaired(p.SubjectTopics[i])
	}
	p.Quiz.Results = unpaired(p.QuizResults)
	return &Content{
		facets: p.Facets, roles: p.Roles, subjects: p.Subjects, ladders: p.Ladders, certifications: p.Certifications,
		associations: p.Associations, terms: p.Terms, titles: p.Titles, proposals: p.Proposals, skills: p.Skills,
		skillsets: p.SkillSets, goalKinds: p.GoalKinds, sources: p.Sources, quiz: p.Quiz,
		speech: unpaired(p.Speech), places: unpaired(p.Places),
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

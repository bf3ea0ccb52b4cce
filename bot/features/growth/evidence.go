package growth

import (
	"mentor/bot/careers"
	"mentor/bot/people"
)

// State is how far a skill is shown. It compares what the person told with
// what a role asks; it is no grade.
type State int

// The states. A certification or a goal alone never makes a skill Strong.
const (
	Unshown State = iota // nothing known shows it
	Growing              // begun: a goal on it, a certification, a remark
	Strong               // a goal on it was reached
)

// Proof is one stored fact that points to a skill.
type Proof struct {
	Kind ProofKind
	Goal people.Goal          // for OpenGoal and DoneGoal
	Cert people.Certification // for Certified
	Note people.Note          // for Said
}

// ProofKind is what a proof is.
type ProofKind int

// The kinds of proofs.
const (
	OpenGoal ProofKind = iota
	DoneGoal
	Certified
	Said
)

// Shown is a skill with what shows it.
type Shown struct {
	Skill  careers.Skill
	State  State
	Proofs []Proof
}

// measure holds what is known of a person against the skills of a role, in the
// order of the role. It is empty for a role without a set of skills.
func measure(c *careers.Content, f Facts, role string) []Shown {
	var out []Shown
	for _, s := range c.SkillsOf(role) {
		x := Shown{Skill: s}
		for _, g := range f.Goals {
			switch {
			case g.State == people.Dropped || !points(g.Text, s.Words):
			case g.State == people.Done:
				x.Proofs, x.State = append(x.Proofs, Proof{Kind: DoneGoal, Goal: g}), Strong
			default:
				x.Proofs, x.State = append(x.Proofs, Proof{Kind: OpenGoal, Goal: g}), max(x.State, Growing)
			}
		}
		for _, held := range f.Certs {
			if held.Catalog != "" && has(s.Certifications, held.Catalog) && !past(f.Today, held) {
				x.Proofs, x.State = append(x.Proofs, Proof{Kind: Certified, Cert: held}), max(x.State, Growing)
			}
		}
		for _, n := range f.Notes {
			if points(n.Text, s.Words) {
				x.Proofs, x.State = append(x.Proofs, Proof{Kind: Said, Note: n}), max(x.State, Growing)
			}
		}
		out = append(out, x)
	}
	return out
}

func has(list []string, id string) bool {
	for _, x := range list {
		if x == id {
			return true
		}
	}
	return false
}

// past reports whether a certification has run out.
func past(today string, c people.Certification) bool { return c.Expires != "" && c.Expires < today }

// first is the first skill in a state.
func first(all []Shown, s State) (Shown, bool) {
	for _, x := range all {
		if x.State == s {
			return x, true
		}
	}
	return Shown{}, false
}

// in lists the skills in a state.
func in(all []Shown, s State) []Shown {
	var out []Shown
	for _, x := range all {
		if x.State == s {
			out = append(out, x)
		}
	}
	return out
}

// kindOf is the kind of a goal by its words.
func kindOf(c *careers.Content, text string) careers.GoalKind {
	kinds := c.GoalKinds()
	for _, k := range kinds[:len(kinds)-1] {
		if points(text, k.Words) {
			return k
		}
	}
	return kinds[len(kinds)-1]
}

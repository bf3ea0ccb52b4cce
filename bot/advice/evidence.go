package advice

import (
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// State is how far a skill is shown. It compares what the person told with
// what a role asks; it is no grade.
type State int

// The states. A certification or a goal alone never makes a skill Strong.
const (
	Unshown State = iota // nothing known shows it
	Growing              // begun: a goal on it, a certification, a remark
	Strong               // a goal on it was reached, or both its deeds are done and there is an example
)

// Proof is one stored fact that points to a skill.
type Proof struct {
	Kind ProofKind
	Goal people.Goal          // for OpenGoal and DoneGoal
	Cert people.Certification // for Certified
	Note people.Note          // for Said
	Win  people.Win           // for Won
}

// ProofKind is what a proof is.
type ProofKind int

// The kinds of proofs.
const (
	OpenGoal ProofKind = iota
	DoneGoal
	Certified
	Said
	Ticked
	Won
)

// Shown is a skill with what shows it.
type Shown struct {
	Skill  careers.Skill
	State  State
	Proofs []Proof
	// Told is true where the person has said what they did of it: Deeds of its
	// deeds, or that there was no chance.
	Told     bool
	Deeds    int
	NoChance bool
}

// Measure holds what is known of a person against the skills of a role, in the
// order of the role. It is empty for a role without a set of skills.
func Measure(c *careers.Content, f Facts, role string) []Shown {
	var out []Shown
	for _, s := range c.SkillsOf(role) {
		x := Shown{Skill: s}
		for _, g := range f.Goals {
			switch {
			case g.State == people.Dropped || !plainwords.Points(g.Text, s.Words):
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
		for _, w := range f.Wins {
			if w.Skill == s.ID {
				x.Proofs, x.State = append(x.Proofs, Proof{Kind: Won, Win: w}), max(x.State, Growing)
			}
		}
		for _, n := range f.Notes {
			if showsSkill(n) && plainwords.Points(n.Text, s.Words) { // "the only one in my team" leads nobody
				x.Proofs, x.State = append(x.Proofs, Proof{Kind: Said, Note: n}), max(x.State, Growing)
			}
		}
		for _, k := range f.Ticks {
			if k.Skill == s.ID {
				x.tell(k)
			}
		}
		out = append(out, x)
	}
	return out
}

// tell lets what the person said of a skill count before what was concluded:
// nothing done is open, unless a certification or an achievement shows
// something; all of it with an example is strong; else it is growing.
func (x *Shown) tell(k people.Tick) {
	x.Told, x.Deeds, x.NoChance = true, k.Deeds, k.NoChance
	example, known := false, false
	for _, p := range x.Proofs {
		example = example || p.Kind == Won || p.Kind == DoneGoal
		known = known || p.Kind == Certified
	}
	switch {
	case k.Deeds >= len(x.Skill.Deeds) && example:
		x.State = Strong
	case k.Deeds > 0 || example || known:
		x.State = Growing
	default:
		x.State = Unshown
	}
	if k.Deeds > 0 && !example {
		x.Proofs = append(x.Proofs, Proof{Kind: Ticked})
	}
}

// WorksOn is the open goal that works on a skill already.
func WorksOn(x Shown) (people.Goal, bool) {
	for _, p := range x.Proofs {
		if p.Kind == OpenGoal {
			return p.Goal, true
		}
	}
	return people.Goal{}, false
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

// First is the first skill in a state.
func First(all []Shown, s State) (Shown, bool) {
	for _, x := range all {
		if x.State == s {
			return x, true
		}
	}
	return Shown{}, false
}

// In lists the skills in a state.
func In(all []Shown, s State) []Shown {
	var out []Shown
	for _, x := range all {
		if x.State == s {
			out = append(out, x)
		}
	}
	return out
}

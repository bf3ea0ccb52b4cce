package careers

// Skill is something that roles ask for, with deeds by which a person can
// recognise it, from content/skills.yaml.
type Skill struct {
	ID             string   `yaml:"id"`
	Name           Text     `yaml:"name"`
	Deeds          []Text   `yaml:"deeds"` // two, in the words of the one who did them
	Evidence       Text     `yaml:"evidence"`
	Goal           Text     `yaml:"goal"`
	Step           Text     `yaml:"step"`
	Certifications []string `yaml:"certifications"` // show knowledge of it
	Words          Lists    `yaml:"words"`          // folded beginnings of words that point to it
}

// SkillSet is the skills that a role asks for, first what it asks for first,
// from content/skillsets.yaml. ID is the role's.
type SkillSet struct {
	ID     string   `yaml:"id"`
	Skills []string `yaml:"skills"`
}

// GoalKind is what goals of one kind need: a first step, steps, a question,
// from content/goalkinds.yaml.
type GoalKind struct {
	ID    string `yaml:"id"`
	Words Lists  `yaml:"words"`
	Step  Text   `yaml:"step"`
	Steps Lists  `yaml:"steps"`
	Ask   Text   `yaml:"ask"`
}

// The lengths of what skills say, in characters: a deed is a checkbox.
const (
	maxDeed      = 75
	maxSkillName = 40
	deedsOfSkill = 2
	skillsOfRole = 8
)

// Skills lists every skill in the order of the file.
func (c *Content) Skills() []Skill { return c.skills }

// Skill finds a skill by its id.
func (c *Content) Skill(id string) (Skill, bool) {
	for _, s := range c.skills {
		if s.ID == id {
			return s, true
		}
	}
	return Skill{}, false
}

// SkillsOf lists what a role asks for, first what it asks for first; none for
// a role without a set.
func (c *Content) SkillsOf(role string) []Skill {
	for _, set := range c.skillsets {
		if set.ID != role {
			continue
		}
		out := make([]Skill, 0, len(set.Skills))
		for _, id := range set.Skills {
			if s, ok := c.Skill(id); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// GoalKinds lists the kinds of goals; the last fits every goal.
func (c *Content) GoalKinds() []GoalKind { return c.goalKinds }

// skills checks the skills, the sets of the roles, and the kinds of goals.
func (k *checker) skills() {
	for _, s := range k.c.skills {
		about := "skill/" + s.ID
		k.text(about, "name", s.Name, maxSkillName)
		if len(s.Deeds) != deedsOfSkill {
			k.add(about, "has %d deeds; %d are needed", len(s.Deeds), deedsOfSkill)
		}
		for _, d := range s.Deeds {
			k.text(about, "deed", d, maxDeed)
		}
		k.text(about, "evidence", s.Evidence, maxGoal)
		k.text(about, "goal", s.Goal, maxGoal)
		k.text(about, "step", s.Step, maxBrief)
		for _, id := range s.Certifications {
			if _, ok := k.c.Certification(id); !ok {
				k.add(about, "there is no certification %s", id)
			}
		}
	}
	for _, set := range k.c.skillsets {
		about := "skillset/" + set.ID
		if _, ok := k.c.Role(set.ID); !ok {
			k.add(about, "there is no role %s", set.ID)
		}
		seen := map[string]bool{}
		for _, id := range set.Skills {
			if _, ok := k.c.Skill(id); !ok {
				k.add(about, "there is no skill %s", id)
			}
			if seen[id] {
				k.add(about, "%s is there twice", id)
			}
			seen[id] = true
		}
		if len(set.Skills) != skillsOfRole {
			k.add(about, "has %d skills; %d are needed", len(set.Skills), skillsOfRole)
		}
	}
	for i, g := range k.c.goalKinds {
		about := "goalkind/" + g.ID
		k.text(about, "step", g.Step, maxBrief)
		k.text(about, "ask", g.Ask, maxGoal)
		for _, lang := range Langs {
			if n := len(g.Steps.In(lang)); n < 3 || n > 4 {
				k.add(about, "has %d steps in %s; three or four are needed", n, lang)
			}
		}
		if last := i == len(k.c.goalKinds)-1; last != (len(g.Words.En) == 0 && len(g.Words.Fr) == 0) {
			k.add(about, "only the last kind fits every goal, and it has no words")
		}
	}
}

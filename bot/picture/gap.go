package picture

// Gap is the skills of a role as a person sees them. It has no number, total
// or grade.
type Gap struct {
	Title  string
	Under  string
	Groups []SkillGroup // strong, growing, open
}

// SkillGroup is the skills in one state.
type SkillGroup struct {
	Label  string // the state in words
	Level  Level
	Skills []SkillMark
}

// SkillMark is one skill, with what shows it.
type SkillMark struct {
	Name string
	Note string // may be empty
}

// Level is how much of a skill's mark is filled.
type Level int

// The levels.
const (
	Empty Level = iota
	Half
	Full
)

// Draw draws the groups one below the other; an empty one is left out.
func (g Gap) Draw() ([]byte, error) {
	probe := measuring()
	h := headHeight(probe, g.Title, g.Under) + 10
	for _, group := range g.Groups {
		if len(group.Skills) > 0 {
			h += laneHead + 14
		}
		for _, s := range group.Skills {
			h += s.height(probe)
		}
	}
	c := newCanvas(int(h) + margin - 10)
	y := c.head(g.Title, g.Under)
	for _, group := range g.Groups {
		if len(group.Skills) == 0 {
			continue
		}
		c.text(c.fit(group.Label, width-2*margin, normal, true), margin, y+34, normal, true, left, ink)
		y += laneHead
		for _, s := range group.Skills {
			x, at := float64(margin+14), y+20
			switch group.Level {
			case Full:
				c.dot(x, at, 14, green)
				c.check(x, at, 18, white)
			case Half:
				c.dot(x, at, 14, accent)
				c.dot(x, at, 10, card)
				c.box(x-10, at, 20, 10, 4, accent)
			default:
				c.dot(x, at, 14, quiet)
				c.dot(x, at, 10, card)
			}
			c.text(c.fit(s.Name, width-2*margin-42, normal, false), margin+42, y+28, normal, false, left, ink)
			if s.Note != "" {
				c.block(c.wrap(s.Note, width-2*margin-42, small, false, mostLines), margin+42, y+28+small*lineSkip, small, false, quiet)
			}
			y += s.height(c)
		}
		y += 14
	}
	return c.png()
}

func (s SkillMark) height(c *canvas) float64 {
	h := rowHeight
	if s.Note != "" {
		h += float64(len(c.wrap(s.Note, width-2*margin-42, small, false, mostLines))) * small * lineSkip
	}
	return h
}

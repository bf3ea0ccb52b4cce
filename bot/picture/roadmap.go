package picture

// Roadmap is the way from one role to another, first the role where it begins.
type Roadmap struct {
	Title string
	Under string // a line under the title; may be empty
	Rungs []Rung
}

// Rung is one role on the way.
type Rung struct {
	Name  string
	Asks  string   // what it asks for, a clause
	When  string   // the horizon, "1–3 years"; may be empty
	Here  string   // "You are here"; empty for every other rung
	Goals []string // the person's own goals on the way to it
	Certs []string // certifications that count for it
}

const (
	rail     = margin + 16 // where the line between the rungs runs
	rungLeft = margin + 54
	rungPad  = 22
	rungGap  = 18

	mostLines = 3 // of a person's own words: a goal of three lines says what it is
)

// Draw draws the way as a ladder, its end at the top.
func (m Roadmap) Draw() ([]byte, error) {
	probe := measuring()
	heights := make([]float64, len(m.Rungs))
	total := headHeight(probe, m.Title, m.Under) + 8
	for i, r := range m.Rungs {
		heights[i] = r.layout(probe, 0)
		total += heights[i] + rungGap
	}
	c := newCanvas(int(total) + margin - rungGap)
	y := c.head(m.Title, m.Under)
	var dots []float64
	for i := len(m.Rungs) - 1; i >= 0; i-- {
		r := m.Rungs[i]
		fill := panel
		if r.Here != "" {
			fill = accent
		}
		c.box(rungLeft, y, width-margin-rungLeft, heights[i], 14, fill)
		r.layout(c, y)
		dots = append(dots, y+heights[i]/2)
		y += heights[i] + rungGap
	}
	if n := len(dots); n > 1 {
		c.line(rail, dots[0], rail, dots[n-1], 4, edge)
	}
	for i, at := range dots {
		c.dot(rail, at, 13, accent)
		if m.Rungs[len(m.Rungs)-1-i].Here == "" {
			c.dot(rail, at, 8, card)
		}
	}
	return c.png()
}

// layout writes a rung from y down and returns its height; on a canvas without
// an image it only measures.
func (r Rung) layout(c *canvas, y float64) float64 {
	top, x, w := y, float64(rungLeft+rungPad), float64(width-margin-rungLeft-2*rungPad)
	name, rest := ink, quiet
	if r.Here != "" {
		name, rest = white, white
	}
	y += rungPad + normal
	side := r.When
	if r.Here != "" {
		side = r.Here
	}
	room := w
	if side != "" {
		side = c.fit(side, w/3, small, false)
		room -= c.measure(side, small, false) + 20
		if c.img != nil {
			c.text(side, x+w, y, small, false, right, rest)
		}
	}
	for _, l := range c.wrap(r.Name, room, normal+2, true, 2) {
		if c.img != nil {
			c.text(l, x, y, normal+2, true, left, name)
		}
		y += (normal + 2) * lineSkip
	}
	for _, l := range c.wrap(r.Asks, w, small, false, 3) {
		if c.img != nil {
			c.text(l, x, y, small, false, left, rest)
		}
		y += small * lineSkip
	}
	if len(r.Goals)+len(r.Certs) > 0 {
		y += 8 // their own things stand apart from what the role asks
	}
	for i, list := range [][]string{r.Goals, r.Certs} {
		for _, s := range list {
			if c.img != nil {
				if i == 0 {
					c.dot(x+9, y-8, 8, rest)
				} else {
					c.check(x+9, y-9, 22, rest)
				}
			}
			for _, l := range c.wrap(s, w-32, small, true, mostLines) {
				if c.img != nil {
					c.text(l, x+32, y, small, true, left, name)
				}
				y += small * lineSkip
			}
		}
	}
	return y - top - small + rungPad - 4
}

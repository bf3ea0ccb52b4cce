package picture

// Square is a 2×2 model: Left and Right name the ends of the x axis, Bottom and
// Top those of y; Corners are the quadrants: top left, top right, bottom left,
// bottom right.
type Square struct {
	Title                    string
	Left, Right, Bottom, Top string
	Corners                  [4]string
	X, Y                     float64 // where the person stands, -1 to 1
	You                      string
}

// Draw draws the model with the person in it.
func (s Square) Draw() ([]byte, error) {
	const side, gap = 560.0, 6.0
	head := headHeight(measuring(), s.Title, "")
	c := newCanvas(int(head+side) + 150 + margin)
	y := c.head(s.Title, "")
	c.text(s.Top, width/2, y+28, small, false, middle, quiet)
	x0, y0 := (width-side)/2, y+46
	for i, name := range s.Corners {
		x, y := x0+side/2*float64(i%2), y0+side/2*float64(i/2)
		mine := (i%2 == 1) == (s.X >= 0) && (i/2 == 0) == (s.Y >= 0)
		fill, words := panel, ink
		if mine {
			fill, words = accent, white
		}
		c.box(x+gap/2, y+gap/2, side/2-gap, side/2-gap, 12, fill)
		lines := c.wrap(name, side/2-40, normal, true, 3)
		at := y + 44 // names stand at the outer edges, where no point comes
		if i/2 == 1 {
			at = y + side/2 - 28 - float64(len(lines)-1)*normal*lineSkip
		}
		for k, l := range lines {
			c.text(l, x+side/4, at+float64(k)*normal*lineSkip, normal, true, middle, words)
		}
	}
	c.text(s.Bottom, width/2, y0+side+36, small, false, middle, quiet)
	c.text(s.Left, margin, y0+side+72, small, false, left, quiet)
	c.text(s.Right, width-margin, y0+side+72, small, false, right, quiet)
	px, py := x0+side/2*(1+clamp(s.X)*0.82), y0+side/2*(1-clamp(s.Y)*0.62)
	c.dot(px, py, 17, white)
	c.dot(px, py, 12, amber)
	w := c.measure(s.You, small, true)
	c.box(px-w/2-10, py+22, w+20, 36, 10, white)
	c.text(s.You, px, py+48, small, true, middle, ink)
	return c.png()
}

func clamp(v float64) float64 { return max(-1, min(1, v)) }

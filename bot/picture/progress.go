package picture

import "image/color"

// Progress is how far a person's goals are.
type Progress struct {
	Title string
	Under string // the time that it covers
	Lanes []Lane
	// Weeks says of each of the last weeks, oldest first, whether a check-in
	// was answered; none: not drawn.
	Weeks      []bool
	WeeksLabel string // "6 of the last 8 weeks"
	// Confidence has a line a goal; none: not drawn.
	Confidence      []Confidence
	ConfidenceLabel string
}

// Lane is the goals of one horizon.
type Lane struct {
	Label string
	Goals []GoalMark
}

// GoalMark is one goal in a lane.
type GoalMark struct {
	Name  string // "1  Lead the consent project"
	State State
	Word  string // the state in words
}

// State is how a goal goes.
type State string

// The states of a goal.
const (
	Open    State = "open"
	Done    State = "done"
	OnTrack State = "on-track"
	Stuck   State = "stuck"
)

// Confidence is what somebody said of one goal from time to time, 1 to 10.
type Confidence struct {
	Name   string
	Values []int
}

const (
	rowHeight   = 46.0
	laneHead    = 50.0
	weekSize    = 40.0
	chartHeight = 210.0
	weeksFit    = 13 // weeks in a row of boxes
)

// lineColours tell the lines of confidence apart; each also has its name at its end.
var lineColours = []color.RGBA{accent, amber, green}

// Draw draws a lane a horizon, the weeks with an answer, and confidence. What
// there is nothing of is left out.
func (p Progress) Draw() ([]byte, error) {
	probe := measuring()
	h := headHeight(probe, p.Title, p.Under) + 10
	for _, l := range p.Lanes {
		h += laneHead + 14
		for _, g := range l.Goals {
			h += g.height(probe)
		}
	}
	if len(p.Weeks) > 0 {
		h += laneHead + weekSize + 20
	}
	if len(p.Confidence) > 0 {
		h += laneHead + chartHeight + 20
	}
	c := newCanvas(int(h) + margin - 10)
	y := c.head(p.Title, p.Under)
	for _, l := range p.Lanes {
		c.text(c.fit(l.Label, width-2*margin, normal, true), margin, y+34, normal, true, left, ink)
		y += laneHead
		for _, g := range l.Goals {
			c.goal(g, y)
			y += g.height(c)
		}
		y += 14
	}
	if len(p.Weeks) > 0 {
		c.text(c.fit(p.WeeksLabel, width-2*margin, normal, true), margin, y+34, normal, true, left, ink)
		y += laneHead
		for i, answered := range p.Weeks[max(0, len(p.Weeks)-weeksFit):] {
			x := margin + float64(i)*(weekSize+12)
			c.box(x, y, weekSize, weekSize, 8, accent)
			if answered {
				c.check(x+weekSize/2, y+weekSize/2, 26, white)
			} else {
				c.box(x+3, y+3, weekSize-6, weekSize-6, 6, card)
			}
		}
		y += weekSize + 20
	}
	if len(p.Confidence) > 0 {
		c.text(c.fit(p.ConfidenceLabel, width-2*margin, normal, true), margin, y+34, normal, true, left, ink)
		c.confidence(p.Confidence, y+laneHead)
	}
	return c.png()
}

// goal draws one goal: a mark, its name, its state in words.
func (c *canvas) goal(g GoalMark, y float64) {
	x, at := float64(margin+14), y+rowHeight/2-1
	fill := quiet
	switch g.State {
	case Done:
		fill = green
		c.dot(x, at, 14, fill)
		c.check(x, at, 18, white)
	case OnTrack:
		fill = accent
		c.dot(x, at, 14, fill)
		c.line(x-6, at, x+6, at, 4, white)
		c.line(x+1, at-6, x+7, at, 4, white)
		c.line(x+1, at+6, x+7, at, 4, white)
	case Stuck:
		fill = amber
		c.box(x-14, at-14, 28, 28, 5, fill)
		c.box(x-7, at-7, 5, 14, 1, white)
		c.box(x+2, at-7, 5, 14, 1, white)
	default:
		c.dot(x, at, 14, fill)
		c.dot(x, at, 10, card)
	}
	word, lines := g.layout(c)
	c.text(word, width-margin, y+30, small, true, right, fill)
	c.block(lines, margin+42, y+30, small, false, ink)
}

// layout is a goal's state and name as they are written.
func (g GoalMark) layout(c *canvas) (word string, lines []string) {
	word = c.fit(g.Word, 260, small, true)
	return word, c.wrap(g.Name, width-2*margin-56-c.measure(word, small, true), small, false, mostLines)
}

// height is what a goal takes.
func (g GoalMark) height(c *canvas) float64 {
	_, lines := g.layout(c)
	return rowHeight + float64(max(0, len(lines)-1))*small*lineSkip
}

// confidence draws a line a goal on a scale from 1 to 10.
func (c *canvas) confidence(lines []Confidence, y float64) {
	const axis = 44.0
	x0, x1 := float64(margin)+axis, float64(width-margin)-190
	place := func(v int) float64 {
		v = min(max(v, 1), 10)
		return y + chartHeight - 12 - float64(v-1)/9*(chartHeight-24)
	}
	for _, v := range []int{1, 5, 10} {
		c.line(x0, place(v), x1, place(v), 2, edge)
		c.text([]string{"1", "5", "10"}[v/5], x0-10, place(v)+8, small, false, right, quiet)
	}
	most := 2
	for _, l := range lines {
		most = max(most, len(l.Values))
	}
	step := (x1 - x0) / float64(most-1)
	taken := []float64{}
	for i, l := range lines {
		fill := lineColours[i%len(lineColours)]
		from := most - len(l.Values)
		for k, v := range l.Values {
			x := x0 + step*float64(from+k)
			if k > 0 {
				c.line(x-step, place(l.Values[k-1]), x, place(v), 5, fill)
			}
			c.dot(x, place(v), 7, fill)
		}
		if len(l.Values) == 0 {
			continue
		}
		at := place(l.Values[len(l.Values)-1]) + 8
		for _, t := range taken { // names must not lie on one another
			if at > t-26 && at < t+26 {
				at = t + 28
			}
		}
		taken = append(taken, at)
		c.text(c.fit(l.Name, 176, small, true), x1+14, at, small, true, left, fill)
	}
}

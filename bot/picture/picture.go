// Package picture owns the mentor's drawings: a roadmap as stairs, the
// archetypes as a square, progress as bars. It draws what it is given in words
// and numbers and must not know people, careers or platforms. Every picture is
// a PNG that reads on a phone, in both light and dark chats.
package picture

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	"github.com/fogleman/gg"
	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// The colours: a dark ink on a light card, so that the contrast is above 7:1
// (WCAG AAA) wherever the card lies.
var (
	card   = color.RGBA{0xfb, 0xfa, 0xf7, 0xff}
	ink    = color.RGBA{0x22, 0x2b, 0x3a, 0xff}
	faint  = color.RGBA{0xd9, 0xdd, 0xe3, 0xff}
	accent = color.RGBA{0x1f, 0x5f, 0x8b, 0xff}
	soft   = color.RGBA{0xcf, 0xe2, 0xee, 0xff}
)

const (
	width  = 1000 // pixels
	margin = 40
)

var faces = sync.OnceValue(func() map[bool]*truetype.Font {
	regular, err := truetype.Parse(goregular.TTF)
	if err != nil {
		panic(fmt.Sprintf("embedded font: %v", err))
	}
	bold, err := truetype.Parse(gobold.TTF)
	if err != nil {
		panic(fmt.Sprintf("embedded font: %v", err))
	}
	return map[bool]*truetype.Font{false: regular, true: bold}
})

func face(bold bool, points float64) font.Face {
	return truetype.NewFace(faces()[bold], &truetype.Options{Size: points})
}

func canvas(height int) *gg.Context {
	c := gg.NewContext(width, height)
	c.SetColor(card)
	c.DrawRoundedRectangle(0, 0, width, float64(height), 18)
	c.Fill()
	return c
}

func encode(c *gg.Context) ([]byte, error) {
	var b bytes.Buffer
	if err := c.EncodePNG(&b); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return b.Bytes(), nil
}

// Step is one stair of a Roadmap.
type Step struct {
	Name string
	Note string // a few words under the name; may be empty
}

// Roadmap draws steps as stairs from the bottom left up; here is the index of
// the one where the person stands, -1 for none.
func Roadmap(steps []Step, here int) ([]byte, error) {
	const stair = 104
	height := 2*margin + stair*len(steps)
	c := canvas(height)
	indent := 60.0
	if n := len(steps); n > 5 {
		indent = 300 / float64(n)
	}
	for i, s := range steps {
		x := margin + indent*float64(i)
		y := float64(height-margin) - float64(stair*(i+1)) + 12
		w := float64(width) - margin - x
		c.SetColor(soft)
		if i == here {
			c.SetColor(accent)
		}
		c.DrawRoundedRectangle(x, y, w, stair-16, 10)
		c.Fill()
		c.SetColor(ink)
		if i == here {
			c.SetColor(color.White)
		}
		c.SetFontFace(face(true, 24))
		c.DrawString(fit(c, s.Name, w-40), x+20, y+36)
		c.SetFontFace(face(false, 18))
		c.DrawString(fit(c, s.Note, w-40), x+20, y+66)
	}
	return encode(c)
}

// Square is a 2×2 model: Left and Right name the ends of the x axis, Bottom and
// Top those of y; Corners are the quadrants: top left, top right, bottom left,
// bottom right.
type Square struct {
	Left, Right, Bottom, Top string
	Corners                  [4]string
	X, Y                     float64 // where the person stands, -1 to 1
	You                      string
}

// Quadrants draws a Square.
func Quadrants(s Square) ([]byte, error) {
	const side, height = 640.0, 820
	c := canvas(height)
	left, top := (width-side)/2, 80.0
	for i, name := range s.Corners {
		x, y := left+side/2*float64(i%2), top+side/2*float64(i/2)
		c.SetColor(soft)
		if (i%2 == 1) == (s.X >= 0) && (i/2 == 0) == (s.Y >= 0) {
			c.SetColor(color.RGBA{0xa9, 0xcc, 0xe3, 0xff})
		}
		c.DrawRectangle(x+3, y+3, side/2-6, side/2-6)
		c.Fill()
		c.SetColor(ink)
		c.SetFontFace(face(true, 22))
		at, anchor := y+24, 0.0 // names stand at the outer edges, where no point comes
		if i/2 == 1 {
			at, anchor = y+side/2-24, 1
		}
		c.DrawStringWrapped(name, x+side/4, at, 0.5, anchor, side/2-30, 1.3, gg.AlignCenter)
	}
	c.SetFontFace(face(false, 19))
	c.SetColor(ink)
	c.DrawStringAnchored(s.Top, width/2, top-26, 0.5, 0.5)
	c.DrawStringAnchored(s.Bottom, width/2, top+side+26, 0.5, 0.5)
	c.DrawStringWrapped(s.Left, left/2, top+side/2, 0.5, 0.5, left-24, 1.3, gg.AlignCenter)
	c.DrawStringWrapped(s.Right, width-left/2, top+side/2, 0.5, 0.5, left-24, 1.3, gg.AlignCenter)
	x, y := left+side/2*(1+clamp(s.X)*0.85), top+side/2*(1-clamp(s.Y)*0.68)
	c.SetColor(accent)
	c.DrawCircle(x, y, 13)
	c.Fill()
	c.SetFontFace(face(true, 20))
	c.DrawStringAnchored(s.You, x, y+30, 0.5, 0.5)
	return encode(c)
}

// Bar is one line of Bars: Done of Total.
type Bar struct {
	Label string
	Done  int
	Total int
	Note  string // at the right end
}

// Bars draws how far things are, one bar a line.
func Bars(title string, bars []Bar) ([]byte, error) {
	const line = 84
	c := canvas(2*margin + 50 + line*len(bars))
	c.SetColor(ink)
	c.SetFontFace(face(true, 26))
	c.DrawString(fit(c, title, width-2*margin), margin, margin+24)
	for i, b := range bars {
		y := float64(margin + 60 + line*i)
		c.SetColor(ink)
		c.SetFontFace(face(false, 20))
		c.DrawString(fit(c, b.Label, 620), margin, y+18)
		c.DrawStringAnchored(fit(c, b.Note, 280), width-margin, y+12, 1, 0.5)
		c.SetColor(faint)
		c.DrawRoundedRectangle(margin, y+30, width-2*margin, 22, 11)
		c.Fill()
		if b.Total > 0 && b.Done > 0 {
			c.SetColor(accent)
			c.DrawRoundedRectangle(margin, y+30, max(22, (width-2*margin)*float64(min(b.Done, b.Total))/float64(b.Total)), 22, 11)
			c.Fill()
		}
	}
	return encode(c)
}

// fit shortens s to what fits into w pixels.
func fit(c *gg.Context, s string, w float64) string {
	if n, _ := c.MeasureString(s); n <= w {
		return s
	}
	r := []rune(s)
	for len(r) > 1 {
		r = r[:len(r)-1]
		if n, _ := c.MeasureString(string(r) + "…"); n <= w {
			break
		}
	}
	return string(r) + "…"
}

func clamp(v float64) float64 { return max(-1, min(1, v)) }

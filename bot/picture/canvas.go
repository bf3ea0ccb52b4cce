// Package picture owns the mentor's drawings: the way to a role, progress, the
// skills of a role, the archetypes as a square. It draws what it is given in
// words and numbers and must not know people, careers or platforms. Every
// picture is a PNG that reads at the width of a phone, in light and dark chats.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The colours: dark ink on a light card with an edge of its own, so that the
// contrast of text is above 7:1 (WCAG 2.2, 1.4.6) wherever the card lies. What
// a colour says, a shape and a word say as well.
var (
	card   = color.RGBA{0xfc, 0xfb, 0xf8, 0xff}
	edge   = color.RGBA{0xc9, 0xcf, 0xd8, 0xff}
	ink    = color.RGBA{0x1f, 0x28, 0x36, 0xff}
	quiet  = color.RGBA{0x4a, 0x55, 0x65, 0xff} // 7.3:1 on the card
	panel  = color.RGBA{0xee, 0xf2, 0xf6, 0xff}
	accent = color.RGBA{0x14, 0x4e, 0x78, 0xff}
	green  = color.RGBA{0x1d, 0x5c, 0x38, 0xff}
	amber  = color.RGBA{0x7a, 0x3f, 0x00, 0xff}
	white  = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

// Sizes in pixels. A phone shows a picture about 400 pixels wide, half of
// ours, and text needs 12 there to be read.
const (
	width    = 800
	margin   = 36
	small    = 28 // the smallest text: 13 in a message on a phone, where a picture is about 370 wide
	normal   = 30
	large    = 38
	lineSkip = 1.32 // from line to line, times the size
)

// align is where a text stands against its place.
type align float64

const (
	left   align = 0
	middle align = 0.5
	right  align = 1
)

var fonts = sync.OnceValue(func() [2]*opentype.Font {
	var out [2]*opentype.Font
	for i, ttf := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(fmt.Sprintf("embedded font: %v", err)) // it is part of the module
		}
		out[i] = f
	}
	return out
})

// canvas is a picture being drawn. Faces are made once a picture: they are not
// safe for several goroutines.
type canvas struct {
	img   *image.RGBA
	faces map[faceKey]font.Face
}

type faceKey struct {
	bold bool
	size float64
}

// newCanvas begins a picture of a height: a card with round corners.
func newCanvas(height int) *canvas {
	c := &canvas{img: image.NewRGBA(image.Rect(0, 0, width, height)), faces: map[faceKey]font.Face{}}
	c.box(0, 0, width, float64(height), 22, edge)
	c.box(2, 2, width-4, float64(height)-4, 20, card)
	return c
}

func (c *canvas) face(bold bool, size float64) font.Face {
	k := faceKey{bold, size}
	if f, ok := c.faces[k]; ok {
		return f
	}
	which := 0
	if bold {
		which = 1
	}
	f, err := opentype.NewFace(fonts()[which], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(fmt.Sprintf("embedded font: %v", err)) // only a size out of range fails
	}
	c.faces[k] = f
	return f
}

// png is the picture as a file.
func (c *canvas) png() ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&b, c.img); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return b.Bytes(), nil
}

// fill draws what path describes within a frame. Rasterizing only the frame
// keeps a small shape cheap.
func (c *canvas) fill(x, y, w, h float64, fill color.Color, path func(*vector.Rasterizer)) {
	frame := image.Rect(int(x), int(y), int(x+w)+2, int(y+h)+2).Intersect(c.img.Rect) // Draw takes nothing outside
	if frame.Empty() {
		return
	}
	r := vector.NewRasterizer(frame.Dx(), frame.Dy())
	path(r)
	r.Draw(c.img, frame, image.NewUniform(fill), image.Point{})
}

// bend is how far a quarter of a circle's control points lie: 4/3·(√2−1).
const bend = 0.5522847

// box draws a rectangle with round corners.
func (c *canvas) box(x, y, w, h, radius float64, fill color.Color) {
	dx, dy := x-float64(int(x)), y-float64(int(y))
	l, t, rt, b, q := float32(dx), float32(dy), float32(dx+w), float32(dy+h), float32(min(radius, w/2, h/2))
	k := q * (1 - bend)
	c.fill(x, y, w, h, fill, func(r *vector.Rasterizer) {
		r.MoveTo(l+q, t)
		r.LineTo(rt-q, t)
		r.CubeTo(rt-k, t, rt, t+k, rt, t+q)
		r.LineTo(rt, b-q)
		r.CubeTo(rt, b-k, rt-k, b, rt-q, b)
		r.LineTo(l+q, b)
		r.CubeTo(l+k, b, l, b-k, l, b-q)
		r.LineTo(l, t+q)
		r.CubeTo(l, t+k, l+k, t, l+q, t)
		r.ClosePath()
	})
}

// dot draws a full circle.
func (c *canvas) dot(x, y, radius float64, fill color.Color) {
	c.box(x-radius, y-radius, 2*radius, 2*radius, radius, fill)
}

// line draws a straight line of a thickness.
func (c *canvas) line(x1, y1, x2, y2, thick float64, fill color.Color) {
	dx, dy := x2-x1, y2-y1
	n := math.Hypot(dx, dy)
	if n == 0 {
		return
	}
	ox, oy := -dy/n*thick/2, dx/n*thick/2
	fx, fy := min(x1, x2)-thick, min(y1, y2)-thick
	bx, by := float64(int(fx)), float64(int(fy))
	c.fill(fx, fy, max(x1, x2)-fx+thick, max(y1, y2)-fy+thick, fill, func(r *vector.Rasterizer) {
		r.MoveTo(float32(x1+ox-bx), float32(y1+oy-by))
		r.LineTo(float32(x2+ox-bx), float32(y2+oy-by))
		r.LineTo(float32(x2-ox-bx), float32(y2-oy-by))
		r.LineTo(float32(x1-ox-bx), float32(y1-oy-by))
		r.ClosePath()
	})
}

// check draws a tick in a square of a size around a place.
func (c *canvas) check(x, y, size float64, fill color.Color) {
	c.line(x-size*0.42, y+size*0.02, x-size*0.1, y+size*0.34, size*0.2, fill)
	c.line(x-size*0.14, y+size*0.34, x+size*0.44, y-size*0.36, size*0.2, fill)
}

// text writes one line; y is its baseline.
func (c *canvas) text(s string, x, y, size float64, bold bool, a align, fill color.Color) {
	f := c.face(bold, size)
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(fill), Face: f}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6((x - float64(a)*c.measure(s, size, bold)) * 64), Y: fixed.Int26_6(y * 64)}
	d.DrawString(s)
}

// measure is how wide a line is.
func (c *canvas) measure(s string, size float64, bold bool) float64 {
	return float64(font.MeasureString(c.face(bold, size), s)) / 64
}

// wrap breaks a text into at most lines lines of a width; what does not fit
// ends in an ellipsis at the end of a word.
func (c *canvas) wrap(s string, w, size float64, bold bool, lines int) []string {
	var out []string
	line := ""
	words := strings.Fields(s)
	for i, word := range words {
		next := strings.TrimSpace(line + " " + word)
		if line == "" || c.measure(next, size, bold) <= w {
			line = next
			continue
		}
		if len(out)+1 == lines {
			return append(out, c.fit(strings.Join(append([]string{line}, words[i:]...), " "), w, size, bold))
		}
		out = append(out, line)
		line = word
	}
	if line != "" {
		out = append(out, c.fit(line, w, size, bold))
	}
	return out
}

// longestLine is more characters than any line of a picture holds.
const longestLine = 200

// fit shortens a line to what fits into a width, at the end of a word where
// one is near.
func (c *canvas) fit(s string, w, size float64, bold bool) string {
	if r := []rune(s); len(r) > longestLine { // a goal may have 10,000 characters
		s = string(r[:longestLine]) + "…"
	}
	if c.measure(s, size, bold) <= w {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && c.measure(strings.TrimSpace(string(r))+"…", size, bold) > w {
		r = r[:len(r)-1]
	}
	cut := string(r)
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)*2/3 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

// block writes lines one below the other; y is the first baseline. It returns
// the baseline that would come next.
func (c *canvas) block(lines []string, x, y, size float64, bold bool, fill color.Color) float64 {
	for _, l := range lines {
		c.text(l, x, y, size, bold, left, fill)
		y += size * lineSkip
	}
	return y
}

// head writes the title and what stands under it, and returns where the
// picture goes on.
func (c *canvas) head(title, under string) float64 {
	y := float64(margin + large)
	y = c.block(c.wrap(title, width-2*margin, large, true, 2), margin, y, large, true, ink)
	if under != "" {
		y = c.block(c.wrap(under, width-2*margin, small, false, 2), margin, y-4, small, false, quiet)
	}
	return y - 6
}

// headHeight is what head takes.
func headHeight(c *canvas, title, under string) float64 {
	n := float64(len(c.wrap(title, width-2*margin, large, true, 2))) * large * lineSkip
	if under != "" {
		n += float64(len(c.wrap(under, width-2*margin, small, false, 2))) * small * lineSkip
	}
	return margin + n
}

// measuring is a canvas to measure texts with, before the height is known.
func measuring() *canvas { return &canvas{faces: map[faceKey]font.Face{}} }

// Package draw paints what a model found onto a picture: boxes with labels, masks,
// captions.
package draw

import (
	stdimage "image"
	"image/color"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"edged/models/image"
)

// Color returns the colour of class i in the palette of the PASCAL VOC masks: the bits
// of i dealt out to red, green and blue from the top. Class 0 is black.
func Color(i int) color.NRGBA {
	var c [3]uint8
	for bit := 7; bit >= 0 && i > 0; bit-- {
		for k := range c {
			c[k] |= uint8(i>>k&1) << bit
		}
		i >>= 3
	}
	return color.NRGBA{c[0], c[1], c[2], 255}
}

// scale returns how many pixels wide a pen's dot is on a picture of that size: 1 up to
// 600 pixels, one more for every 600 further.
func scale(p *image.Picture) int { return 1 + max(p.Width, p.Height)/600 }

// Box outlines a box, whose corner and size are in pixels and may reach beyond the
// picture, and writes the label in its upper left corner.
func Box(p *image.Picture, x, y, width, height float32, label string, c color.NRGBA) {
	left, top := pixel(x, p.Width), pixel(y, p.Height)
	right, bottom := pixel(x+width, p.Width), pixel(y+height, p.Height)
	pen := 2 * scale(p)
	fill(p, left, top, right, top+pen, c)
	fill(p, left, bottom-pen, right, bottom, c)
	fill(p, left, top, left+pen, bottom, c)
	fill(p, right-pen, top, right, bottom, c)
	Text(p, left, top, label, c)
}

// pixel rounds a coordinate into 0 to limit; what is not a number is 0.
func pixel(v float32, limit int) int {
	if !(v > 0) {
		return 0
	}
	return int(math.Round(math.Min(float64(v), float64(limit))))
}

func fill(p *image.Picture, x0, y0, x1, y1 int, c color.NRGBA) {
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, p.Width), min(y1, p.Height)
	for y := y0; y < y1; y++ {
		for i := 3 * (y*p.Width + x0); i < 3*(y*p.Width+x1); i += 3 {
			p.Pix[i], p.Pix[i+1], p.Pix[i+2] = c.R, c.G, c.B
		}
	}
}

// Text writes a line on a plate of colour c, its upper left corner at x, y, moved so
// that it lies within the picture where it can. Letters outside the font show as a box.
func Text(p *image.Picture, x, y int, s string, c color.NRGBA) {
	if s == "" {
		return
	}
	k := scale(p)
	face := basicfont.Face7x13
	w, h := font.MeasureString(face, s).Ceil()+4, face.Height+2
	x, y = max(0, min(x, p.Width-w*k)), max(0, min(y, p.Height-h*k))
	fill(p, x, y, x+w*k, y+h*k, c)
	ink := color.NRGBA{255, 255, 255, 255}
	if 3*int(c.R)+6*int(c.G)+int(c.B) > 1500 {
		ink = color.NRGBA{0, 0, 0, 255}
	}
	letters := stdimage.NewAlpha(stdimage.Rect(0, 0, min(w, p.Width), h))
	d := font.Drawer{Dst: letters, Src: stdimage.Opaque, Face: face, Dot: fixed.P(2, face.Ascent+1)}
	d.DrawString(s)
	for i, a := range letters.Pix {
		if a >= 128 {
			u, v := x+i%letters.Stride*k, y+i/letters.Stride*k
			fill(p, u, v, u+k, v+k, ink)
		}
	}
}

// Caption writes lines from the upper left corner downwards.
func Caption(p *image.Picture, lines []string) {
	step := (basicfont.Face7x13.Height + 3) * scale(p)
	for i, line := range lines {
		Text(p, 0, i*step, line, color.NRGBA{A: 255})
	}
}

// Mask tints the picture with the colours of classes: classes holds width by height
// class indices that are stretched over the picture, nearest neighbour. Class 0, the
// background, stays as it is.
func Mask(p *image.Picture, classes []uint8, width, height int) {
	if width < 1 || height < 1 || len(classes) != width*height {
		return
	}
	var tint [256]color.NRGBA
	for i := range tint {
		tint[i] = Color(i)
	}
	for y := range p.Height {
		row := classes[stretch(y, height, p.Height)*width:][:width]
		for x := range p.Width {
			class := row[stretch(x, width, p.Width)]
			if class == 0 {
				continue
			}
			c, px := tint[class], p.Pix[3*(y*p.Width+x):][:3]
			px[0], px[1], px[2] = half(px[0], c.R), half(px[1], c.G), half(px[2], c.B)
		}
	}
}

// stretch returns i*from/to without overflow on 32-bit machines.
func stretch(i, from, to int) int { return int(int64(i) * int64(from) / int64(to)) }

func half(a, b uint8) uint8 { return uint8((int(a) + int(b)) / 2) }

// PNG writes the picture as a PNG file.
func PNG(w io.Writer, p *image.Picture) error {
	m := stdimage.NewNRGBA(p.Bounds())
	for i := range p.Width * p.Height {
		copy(m.Pix[4*i:], p.Pix[3*i:3*i+3])
		m.Pix[4*i+3] = 255
	}
	return png.Encode(w, m)
}

package image

import (
	stdimage "image"
	"image/color"
)

// Picture is a picture of 8-bit RGB, upright: Pix holds Height rows of Width pixels of
// three bytes.
type Picture struct {
	Width, Height int
	Pix           []uint8
}

// New returns a black picture.
func New(width, height int) *Picture {
	return &Picture{Width: width, Height: height, Pix: make([]uint8, 3*width*height)}
}

// ColorModel, Bounds, At and Set make a Picture a draw.Image of the standard library.
// Alpha is dropped by Set.
func (p *Picture) ColorModel() color.Model { return color.NRGBAModel }

// Bounds returns the picture's rectangle, which starts at the origin.
func (p *Picture) Bounds() stdimage.Rectangle { return stdimage.Rect(0, 0, p.Width, p.Height) }

// At returns the colour of a pixel, black outside the picture.
func (p *Picture) At(x, y int) color.Color {
	if !(stdimage.Point{X: x, Y: y}).In(p.Bounds()) {
		return color.NRGBA{A: 255}
	}
	i := 3 * (y*p.Width + x)
	return color.NRGBA{R: p.Pix[i], G: p.Pix[i+1], B: p.Pix[i+2], A: 255}
}

// Set changes a pixel; it does nothing outside the picture.
func (p *Picture) Set(x, y int, c color.Color) {
	if !(stdimage.Point{X: x, Y: y}).In(p.Bounds()) {
		return
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	i := 3 * (y*p.Width + x)
	p.Pix[i], p.Pix[i+1], p.Pix[i+2] = n.R, n.G, n.B
}

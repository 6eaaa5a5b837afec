package image

import (
	stdimage "image"
	"image/color"
)

// covered is the part of the canvas that the image covers: a GIF's first frame need not be
// as large.
func (s *stored) covered() stdimage.Rectangle {
	return s.Bounds().Intersect(stdimage.Rect(0, 0, s.width, s.height))
}

// upright makes a picture of the canvas, black where the image does not cover it, and turns
// it upright.
func (s *stored) upright() *Picture {
	to, w, h := placed(s.orientation, s.width, s.height)
	p, covered, read := New(w, h), s.covered(), rowReader(s.Image)
	row := make([]uint8, 3*covered.Dx())
	for y := covered.Min.Y; y < covered.Max.Y; y++ {
		at := to.origin + y*to.down + covered.Min.X*to.right
		if to.right == 3 {
			read(p.Pix[at:at+len(row)], covered.Min.X, y)
			continue
		}
		read(row, covered.Min.X, y)
		for i := 0; i < len(row); i += 3 {
			copy(p.Pix[at:at+3], row[i:i+3])
			at += to.right
		}
	}
	return p
}

// placement says where a stored pixel goes: byte origin + x*right + y*down.
type placement struct{ origin, right, down int }

// placed returns the placement that turns a stored picture of w by h upright, and the
// upright size. Orientations are EXIF's: where the stored first row and first column
// belong (EXIF 2.32, tag 274).
func placed(orientation, w, h int) (placement, int, int) {
	row, last := 3*w, 3*(w-1)
	col, end := 3*h, 3*(h-1)
	switch orientation {
	case 2: // top, right: mirrored
		return placement{last, -3, row}, w, h
	case 3: // bottom, right: turned by 180°
		return placement{last + row*(h-1), -3, -row}, w, h
	case 4: // bottom, left: upside down, mirrored
		return placement{row * (h - 1), 3, -row}, w, h
	case 5: // left, top: transposed
		return placement{0, col, 3}, h, w
	case 6: // right, top: to be turned by 90° clockwise
		return placement{end, col, -3}, h, w
	case 7: // right, bottom: transposed along the other diagonal
		return placement{end + col*(w-1), -col, -3}, h, w
	case 8: // left, bottom: to be turned by 90° anticlockwise
		return placement{col * (w - 1), -col, 3}, h, w
	}
	return placement{0, 3, row}, w, h
}

// rowReader returns what reads len(dst)/3 pixels of a row as RGB, from x on. The types
// are those that the decoders of the formats return.
func rowReader(m stdimage.Image) func(dst []uint8, x, y int) {
	switch m := m.(type) {
	case *stdimage.YCbCr:
		return func(dst []uint8, x, y int) { readYCbCr(dst, m, x, y) }
	case *stdimage.Gray:
		return func(dst []uint8, x, y int) { spread(dst, m.Pix[m.PixOffset(x, y):], 1) }
	case *stdimage.Gray16:
		return func(dst []uint8, x, y int) { spread(dst, m.Pix[m.PixOffset(x, y):], 2) }
	case *stdimage.Paletted:
		table := paletteOf(m)
		return func(dst []uint8, x, y int) {
			for i, c := range m.Pix[m.PixOffset(x, y):][:len(dst)/3] {
				copy(dst[3*i:], table[c][:])
			}
		}
	case *stdimage.RGBA: // from these decoders always opaque
		return func(dst []uint8, x, y int) { pick(dst, m.Pix[m.PixOffset(x, y):], 4, 1) }
	case *stdimage.NRGBA:
		return func(dst []uint8, x, y int) { pick(dst, m.Pix[m.PixOffset(x, y):], 4, 1) }
	case *stdimage.RGBA64:
		return func(dst []uint8, x, y int) { pick(dst, m.Pix[m.PixOffset(x, y):], 8, 2) }
	case *stdimage.NRGBA64:
		return func(dst []uint8, x, y int) { pick(dst, m.Pix[m.PixOffset(x, y):], 8, 2) }
	}
	return func(dst []uint8, x, y int) {
		for i := 0; i < len(dst); i += 3 {
			c := color.NRGBAModel.Convert(m.At(x+i/3, y)).(color.NRGBA)
			dst[i], dst[i+1], dst[i+2] = c.R, c.G, c.B
		}
	}
}

func readYCbCr(dst []uint8, m *stdimage.YCbCr, x, y int) {
	luma := m.Y[m.YOffset(x, y):]
	for i := range len(dst) / 3 {
		c := m.COffset(x+i, y)
		dst[3*i], dst[3*i+1], dst[3*i+2] = color.YCbCrToRGB(luma[i], m.Cb[c], m.Cr[c])
	}
}

// spread makes each sample three equal bytes; step is the sample's size, its high byte
// first.
func spread(dst, src []uint8, step int) {
	for i := range len(dst) / 3 {
		v := src[i*step]
		dst[3*i], dst[3*i+1], dst[3*i+2] = v, v, v
	}
}

// pick takes the first three samples of each pixel. pixel and sample are sizes in bytes,
// a sample's high byte first.
func pick(dst, src []uint8, pixel, sample int) {
	for i := range len(dst) / 3 {
		s := src[i*pixel:]
		dst[3*i], dst[3*i+1], dst[3*i+2] = s[0], s[sample], s[2*sample]
	}
}

func paletteOf(m *stdimage.Paletted) *[256][3]uint8 {
	var table [256][3]uint8
	for i, c := range m.Palette[:min(len(m.Palette), 256)] {
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		table[i] = [3]uint8{n.R, n.G, n.B}
	}
	return &table
}

package reference

import (
	"errors"

	"edged/models/graph"
)

// spatial is how a window slides over NHWC images.
type spatial struct {
	batch, inH, inW, inC int
	outH, outW           int
	filterH, filterW     int
	strideH, strideW     int
	dilationH, dilationW int
	padTop, padLeft      int
}

// newSpatial fills in what follows from the shapes and sizes that are set: padding.
// The shape rule has checked them and computed out.
func newSpatial(s spatial, in, out []int, p graph.Padding) (spatial, error) {
	s.batch, s.inH, s.inW, s.inC = in[0], in[1], in[2], in[3]
	var errH, errW error
	s.outH, s.padTop, errH = graph.Window(p, s.inH, s.filterH, s.strideH, s.dilationH)
	s.outW, s.padLeft, errW = graph.Window(p, s.inW, s.filterW, s.strideW, s.dilationW)
	return s, errors.Join(errH, errW)
}

// pixels is the number of output pixels.
func (s *spatial) pixels() int { return s.batch * s.outH * s.outW }

// pointwise reports whether output pixel i is computed from input pixel i alone.
func (s *spatial) pointwise() bool {
	return s.filterH == 1 && s.filterW == 1 && s.strideH == 1 && s.strideW == 1
}

// taps is the number of cells of the window.
func (s *spatial) taps() int { return s.filterH * s.filterW }

// origin returns the image of an output pixel and where the window's first cell lies.
func (s *spatial) origin(pixel int) (n, y, x int) {
	row := pixel / s.outW
	x = (pixel-row*s.outW)*s.strideW - s.padLeft
	n = row / s.outH
	return n, (row-n*s.outH)*s.strideH - s.padTop, x
}

// gather copies the cells of an output pixel's window to dst, channels [from, from+count)
// of each. Cells outside the image come from pad, which holds filterW*count elements.
func gather[T int8 | float32](s *spatial, dst, src, pad []T, pixel, from, count int) {
	n, y, x := s.origin(pixel)
	whole := s.dilationW == 1 && count == s.inC
	for fy := range s.filterH {
		line := dst[fy*s.filterW*count : (fy+1)*s.filterW*count]
		in := y + fy*s.dilationH
		switch {
		case in < 0 || in >= s.inH:
			copy(line, pad)
		case whole:
			gatherRun(s, line, src[(n*s.inH+in)*s.inW*s.inC:], pad, x)
		default:
			gatherCells(s, line, src[(n*s.inH+in)*s.inW*s.inC:], pad, x, from, count)
		}
	}
}

// gatherRun copies one line of a window without gaps that starts at column x.
func gatherRun[T int8 | float32](s *spatial, line, src, pad []T, x int) {
	lo := min(max(-x, 0), s.filterW)
	hi := max(min(s.inW-x, s.filterW), lo)
	copy(line[:lo*s.inC], pad)
	if lo < hi {
		copy(line[lo*s.inC:hi*s.inC], src[(x+lo)*s.inC:])
	}
	copy(line[hi*s.inC:], pad)
}

// gatherCells copies one line of a window cell by cell.
func gatherCells[T int8 | float32](s *spatial, line, src, pad []T, x, from, count int) {
	for fx := range s.filterW {
		cell := line[fx*count : (fx+1)*count]
		if in := x + fx*s.dilationW; in < 0 || in >= s.inW {
			copy(cell, pad)
		} else {
			copy(cell, src[in*s.inC+from:])
		}
	}
}

// cells calls f for each cell of an output pixel's window that lies inside the image,
// with the cell's number and where its channels start.
func cells(s *spatial, pixel int, f func(tap, at int)) {
	n, y, x := s.origin(pixel)
	for fy := range s.filterH {
		inY := y + fy*s.dilationH
		if inY < 0 || inY >= s.inH {
			continue
		}
		for fx := range s.filterW {
			if inX := x + fx*s.dilationW; inX >= 0 && inX < s.inW {
				f(fy*s.filterW+fx, ((n*s.inH+inY)*s.inW+inX)*s.inC)
			}
		}
	}
}

// fill returns n copies of v.
func fill[T any](v T, n int) []T {
	s := make([]T, n)
	for i := range s {
		s[i] = v
	}
	return s
}

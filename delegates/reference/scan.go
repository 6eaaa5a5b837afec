package reference

import "edged/models/graph"

// slide is how a window moves along one dimension. In a transposed convolution the window
// stands on an input cell and moves over the output.
type slide struct {
	in, out          int
	filter           int
	stride, dilation int
	pad              int
	transposed       bool
}

// newSlide fills in the padding. The shape rule has checked that there is one.
func newSlide(s slide, p graph.Padding) (slide, error) {
	over := s.in
	if s.transposed {
		over = s.out
	}
	var err error
	_, s.pad, err = graph.Window(p, over, s.filter, s.stride, s.dilation)
	return s, err
}

// meet returns the input cell that the i-th tap of the window meets for output position o,
// -1 if there is none, and the tap's number. Later ones meet later cells.
func (s *slide) meet(o, i int) (cell, tap int) {
	if !s.transposed {
		cell = o*s.stride - s.pad + i*s.dilation
		if cell < 0 || cell >= s.in {
			return -1, i
		}
		return cell, i
	}
	tap = s.filter - 1 - i
	cell = o + s.pad - tap*s.dilation
	if cell < 0 || cell%s.stride != 0 || cell/s.stride >= s.in {
		return -1, tap
	}
	return cell / s.stride, tap
}

// scan walks the windows of a convolution over up to three dimensions.
type scan struct {
	batch    int
	dims     [3]slide
	channels int // of an input cell
}

// tap is a cell of a window that lies inside the input: its number in the filter, and
// where the input cell's channels start.
type tap struct{ number, at int32 }

// scanOf returns the scan of a 2D window.
func scanOf(s *spatial) scan {
	return scan{batch: s.batch, channels: s.inC, dims: [3]slide{
		unitSlide(),
		{in: s.inH, out: s.outH, filter: s.filterH, stride: s.strideH, dilation: s.dilationH, pad: s.padTop},
		{in: s.inW, out: s.outW, filter: s.filterW, stride: s.strideW, dilation: s.dilationW, pad: s.padLeft},
	}}
}

// unitSlide is a dimension of one cell.
func unitSlide() slide { return slide{in: 1, out: 1, filter: 1, stride: 1, dilation: 1} }

// taps is the number of cells of the window.
func (s *scan) taps() int { return s.dims[0].filter * s.dims[1].filter * s.dims[2].filter }

// pixels is the number of output pixels, perImage that of one image.
func (s *scan) pixels() int   { return s.batch * s.perImage() }
func (s *scan) perImage() int { return s.dims[0].out * s.dims[1].out * s.dims[2].out }

// find writes the taps of an output pixel to list, in the order of their input cells, and
// returns those written.
func (s *scan) find(list []tap, pixel int) []tap {
	d, h, w := &s.dims[0], &s.dims[1], &s.dims[2]
	x := pixel % w.out
	y := pixel / w.out % h.out
	z := pixel / (w.out * h.out) % d.out
	n := pixel / s.perImage()
	list = list[:0]
	for i := range d.filter {
		inZ, tz := d.meet(z, i)
		if inZ < 0 {
			continue
		}
		for j := range h.filter {
			if inY, ty := h.meet(y, j); inY >= 0 {
				list = s.findLine(list, x, (tz*h.filter+ty)*w.filter, ((n*d.in+inZ)*h.in+inY)*w.in)
			}
		}
	}
	return list
}

// findLine is find for one line of the window: its first tap, the first cell of its row.
func (s *scan) findLine(list []tap, x, first, row int) []tap {
	w := &s.dims[2]
	for i := range w.filter {
		if cell, t := w.meet(x, i); cell >= 0 {
			list = append(list, tap{int32(first + t), int32((row + cell) * s.channels)})
		}
	}
	return list
}

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

// cell returns the input cell that tap f of the window meets for output position o, -1 if
// there is none.
func (s *slide) cell(o, f int) int {
	i := o*s.stride - s.pad + f*s.dilation
	if s.transposed {
		i = o + s.pad - f*s.dilation
		if i < 0 || i%s.stride != 0 {
			return -1
		}
		i /= s.stride
	}
	if i < 0 || i >= s.in {
		return -1
	}
	return i
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
	for i := range s.taps() {
		t := i
		if d.transposed {
			t = s.taps() - 1 - i // later taps meet earlier cells
		}
		inZ := d.cell(z, t/(h.filter*w.filter))
		inY := h.cell(y, t/w.filter%h.filter)
		inX := w.cell(x, t%w.filter)
		if inZ >= 0 && inY >= 0 && inX >= 0 {
			at := (((n*d.in+inZ)*h.in+inY)*w.in + inX) * s.channels
			list = append(list, tap{int32(t), int32(at)})
		}
	}
	return list
}

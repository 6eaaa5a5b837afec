package reference

import (
	"errors"

	"edged/models/graph"
)

// pool is what the pooling operators share: windows without dilation whose cells outside
// the image do not count. Its unit is an output row.
type pool struct {
	spatial
	in, out *value
	acc     *value // sums of a pixel's channels for each worker, or nil
}

func newPool(p *prep) (*pool, error) {
	if p.in(0).Shape[3] == 0 {
		return nil, errors.New("the input has no channels")
	}
	o := p.op.Options.(*graph.Pool2DOptions)
	s, err := newSpatial(spatial{
		filterH: int(o.FilterHeight), filterW: int(o.FilterWidth),
		strideH: int(o.StrideH), strideW: int(o.StrideW),
		dilationH: 1, dilationW: 1,
	}, p.in(0).Shape, p.out(0).Shape, o.Padding)
	return &pool{spatial: s, in: p.in(0), out: p.out(0)}, err
}

func (p *pool) units() int { return p.batch * p.outH }

// window is the part of a pooling window inside the image: for each line where its cells
// start and how many elements they have.
type window struct {
	at, lines, step, length int
}

// window returns the window of an output pixel; SAME and VALID windows meet the image.
func (p *pool) window(pixel int) window {
	n, y, x := p.origin(pixel)
	top, left := max(y, 0), max(x, 0)
	bottom, right := min(y+p.filterH, p.inH), min(x+p.filterW, p.inW)
	return window{
		at:    ((n*p.inH+top)*p.inW + left) * p.inC,
		lines: bottom - top, step: p.inW * p.inC, length: (right - left) * p.inC,
	}
}

// cells is the number of cells in the window.
func (w *window) cells(channels int) int { return w.lines * w.length / channels }

// sumWindow adds up the cells of a window by channel.
func sumWindow[T number, S int32 | float32](acc []S, src []T, w window) {
	clear(acc)
	for l := range w.lines {
		line := src[w.at+l*w.step:][:w.length]
		for len(line) >= len(acc) {
			cell := line[:len(acc)]
			for c, v := range cell {
				acc[c] += S(v)
			}
			line = line[len(acc):]
		}
	}
}

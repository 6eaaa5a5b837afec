package reference

import (
	"edged/models/graph"
)

// buildConv3D takes float32 (TFLite's reference/conv3d.h). A filter has its channels
// outermost once it is rearranged.
func buildConv3D(p *prep) (kernel, error) {
	c := convolution{operands: p.operands(0, 1, 2)}
	return build3D(p, c, false)
}

// build3D takes a filter [depth, height, width, in, out], or [..., out, in] for a
// transposed convolution.
func build3D(p *prep, c convolution, transposed bool) (kernel, error) {
	if c.in.Type != graph.Float32 || c.filter.Type != c.in.Type {
		return nil, p.noType()
	}
	o := p.op.Options.(*graph.Conv3DOptions)
	c.act = o.FusedActivationFunction
	f := c.filter.Shape
	steps := [3][2]int32{{o.StrideD, o.DilationDFactor}, {o.StrideH, o.DilationHFactor}, {o.StrideW, o.DilationWFactor}}
	for i, s := range steps {
		var err error
		c.dims[i], err = newSlide(slide{
			in: c.in.Shape[i+1], out: c.out.Shape[i+1], filter: f[i],
			stride: int(s[0]), dilation: int(s[1]), transposed: transposed,
		}, o.Padding)
		if err != nil {
			return nil, err
		}
	}
	c.batch, c.channels = c.in.Shape[0], c.in.Shape[4]
	t := transposition{from: c.filter, taps: f[0] * f[1] * f[2], in: f[3], out: f[4], inStep: f[4], outStep: 1}
	if transposed {
		t.in, t.out, t.inStep, t.outStep = f[4], f[3], 1, f[4]
	}
	c.filter = t.value(p)
	k, err := c.direct(p)
	if d, ok := k.(*direct[float32, float32, float32]); ok && !t.from.constant {
		d.before = t.run
	}
	return k, err
}

// transposition brings a filter [tap, in, out] or [tap, out, in] to [out, tap, in].
type transposition struct {
	from, to        *value
	taps, in, out   int
	inStep, outStep int
}

// value returns the rearranged filter: at once where it is constant, else the memory that
// run fills.
func (t *transposition) value(p *prep) *value {
	if t.from.constant {
		t.to = &value{Tensor: graph.Tensor{Type: graph.Float32, Data: alignedBytes(t.from.Bytes())}, constant: true}
		t.run()
	} else {
		t.to = p.scratch(graph.Float32, t.from.Elems())
	}
	t.to.Shape = []int{t.out, t.taps * t.in}
	return t.to
}

func (t *transposition) run() {
	src, dst := view[float32](t.from), view[float32](t.to)
	for o := range t.out {
		for tap := range t.taps {
			for i := range t.in {
				dst[(o*t.taps+tap)*t.in+i] = src[tap*t.in*t.out+i*t.inStep+o*t.outStep]
			}
		}
	}
}

package reference

import (
	"fmt"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// convolution is what there is to know of a convolution before its kernel is chosen.
type convolution struct {
	operands
	scan
	groups    int
	axis      int // of the filter's output channels
	depthwise bool
	act       graph.Activation
	biasType  graph.DType // the attribute quantized_bias_type
	symmetric bool        // a hybrid one quantizes its input without a zero point
	halvesUp  int         // the first channels of 8-bit tensors that round halves up
	float     bool        // sums of 8-bit tensors are rescaled in float32, as XNNPACK does
	check     shapeCheck
}

func (c *convolution) outC() int { return c.filter.Shape[c.axis] }

// direct makes the kernel that needs no packed weights: for float32, int8, uint8, int16
// with an int8 filter, and float32 with an int8 filter (TFLite's reference Conv,
// ConvPerChannel, DepthwiseConv and TransposeConv of these types).
func (c *convolution) direct(p *prep) (kernel, error) {
	if err := c.bounded(); err != nil {
		return nil, err
	}
	in, f := c.in.Type, c.filter.Type
	switch {
	case c.out.Type != in:
	case in == graph.Float32 && f == in:
		end, err := floatEnding(p, c.operands, c.act)
		if err != nil {
			return nil, err
		}
		return directOf[float32, float32](p, c, 0, 0, end), nil
	case in == graph.Float32 && f == graph.Int8:
		return c.hybrid(p)
	case in == graph.Int8 && f == in:
		return direct8[int8](p, c)
	case in == graph.UInt8 && f == in:
		return direct8[uint8](p, c)
	case in == graph.Int16 && f == graph.Int8:
		return c.direct16(p)
	}
	return nil, p.noType()
}

// wideOf is directOf for 16-bit inputs and 64-bit sums.
func wideOf[W int8 | int16](p *prep, c *convolution, zw int64, end ending[int64]) *direct[int16, W, int64] {
	d := directOf[int16, W](p, c, 0, zw, end)
	d.dots = loop.DotsWide[W]
	return d
}

func directOf[X, W, S number](p *prep, c *convolution, zx, zw S, end ending[S]) *direct[X, W, S] {
	return newDirect(p, direct[X, W, S]{
		scan: c.scan, in: c.in, weights: c.filter, groups: c.groups, outC: c.outC(),
		depthwise: c.depthwise, zx: zx, zw: zw, end: end, check: c.check,
	})
}

// maxKept bounds the channels and the taps for which a worker keeps memory.
const maxKept = 1 << 22

func (c *convolution) bounded() error {
	if c.outC() > maxKept || c.taps() > maxKept {
		return fmt.Errorf("a window of %d cells with %d channels is too large", c.taps(), c.outC())
	}
	return nil
}

// scales returns the multipliers of each output channel and the filter's zero point.
func (c *convolution) scales() ([]fixedpoint.Multiplier, int32, error) {
	if _, err := affines(c.in, c.out); err != nil {
		return nil, 0, err
	}
	f, err := filterScales(c.filter, c.axis, c.outC())
	if err != nil {
		return nil, 0, err
	}
	zero, err := filterZero(c.filter, c.filter.Type == graph.Int8)
	if err != nil {
		return nil, 0, err
	}
	m, err := multipliers(c.in, c.out, f)
	return m, zero, err
}

func direct8[T int8 | uint8](p *prep, c *convolution) (kernel, error) {
	m, zero, err := c.scales()
	if err != nil {
		return nil, err
	}
	end, err := c.ending8(p, m)
	if err != nil {
		return nil, err
	}
	return directOf[T, T](p, c, c.in.ZeroPoint(), zero, end), nil
}

func (c *convolution) ending8(p *prep, m []fixedpoint.Multiplier) (ending[int32], error) {
	if c.float {
		return xnnpackEnding(p, c)
	}
	return end8(p, c.operands, c.act, halvesUp32(m, c.halvesUp))
}

// direct16 sums up in the type of the bias, 64 bits where the attributes name none.
func (c *convolution) direct16(p *prep) (kernel, error) {
	m, _, err := c.scales()
	if err != nil {
		return nil, err
	}
	t, err := c.wideBias(p)
	if err != nil {
		return nil, err
	}
	if t == graph.Int32 {
		end, err := intEnding[int32, int32, int16](c.operands, c.act, halvesUp32(m, c.halvesUp))
		if err != nil {
			return nil, err
		}
		return directOf[int16, int8](p, c, 0, 0, end), nil
	}
	scale, err := fixed64(m)
	if err != nil {
		return nil, err
	}
	end, err := intEnding[int64, int64, int16](c.operands, c.act, scale)
	if err != nil {
		return nil, err
	}
	return wideOf[int8](p, c, 0, end), nil
}

// wideBias checks the tensors of a 16-bit operator, which have no zero points, and returns
// the type of its sums.
func (c *convolution) wideBias(p *prep) (graph.DType, error) {
	for _, v := range []*value{c.in, c.out} {
		if v.ZeroPoint() != 0 {
			return 0, fmt.Errorf("tensor %s: zero point %d of int16 must be 0", v.Name, v.ZeroPoint())
		}
	}
	t := c.biasType
	if t != graph.Int32 {
		t = graph.Int64
	}
	if c.bias != nil && c.bias.Type != t {
		return 0, fmt.Errorf("a bias of %v where sums are %v", c.bias.Type, t)
	}
	return t, nil
}

// fixed reports whether inputs, where they are there, are constant.
func (p *prep) fixed(inputs ...int) bool {
	for _, i := range inputs {
		if v := p.in(i); v != nil && !v.constant {
			return false
		}
	}
	return true
}

// checkShape has the kernel compare the output's shape with input 0, if that is computed.
func (c *convolution) checkShape(p *prep) {
	if v := p.in(0); !v.constant {
		c.check = shapeCheck{v, c.out}
	}
}

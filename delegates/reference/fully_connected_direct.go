package reference

import (
	"errors"

	"edged/models/graph"
)

// fullyConnected is a convolution of rows as images of one cell.
type fullyConnected struct {
	convolution
	hybrid hybridBuilder
}

// read makes the kernel for operands that the packed ones do not take.
func (c *fullyConnected) read(p *prep) (kernel, error) {
	if err := c.bounded(); err != nil {
		return nil, err
	}
	in, w, out := c.in.Type, c.filter.Type, c.out.Type
	switch {
	case in == graph.Float32 && out == in && w == graph.Int8:
		if p.fixed(1, 2) {
			return c.hybrid(p, pointwiseOver(c.batch, 1, c.channels), c.filter, 1, c.symmetric, c.act)
		}
		return c.direct(p)
	case in == graph.Float32:
		return c.direct(p)
	case in == graph.Int8 && w == in && out == in:
		return fullyConnected8[int8](p, c)
	case in == graph.UInt8 && w == in && out == in:
		return fullyConnected8[uint8](p, c)
	case in == graph.UInt8 && w == in && out == graph.Int16:
		return c.widening(p)
	case in == graph.Int16 && w == graph.Int8 && out == in:
		return c.read16x8(p)
	case in == graph.Int16 && w == in && out == in:
		return c.read16(p)
	}
	return nil, p.noType()
}

// reals returns the real multiplier of each output channel and the weights' zero point.
func (c *fullyConnected) reals() ([]float64, int32, error) {
	if _, err := affines(c.in, c.out); err != nil {
		return nil, 0, err
	}
	scales, err := filterScales(c.filter, 0, c.outC())
	if err != nil {
		return nil, 0, err
	}
	zero, err := filterZero(c.filter, false)
	m := make([]float64, len(scales))
	for i, f := range scales {
		m[i] = float64(c.in.Scale()) * float64(f) / float64(c.out.Scale())
	}
	return m, zero, err
}

// rescaler multiplies by real numbers, but where halves are rounded up as TFLite's
// optimised kernels do.
func (c *fullyConnected) rescaler(real []float64) (rescaler[int32], error) {
	if c.halvesUp == 0 {
		return realScale[int32](real), nil
	}
	m, err := optimisedMultipliers(c.in, c.filter, c.out)
	return halvesUp32(m, c.halvesUp), err
}

func fullyConnected8[T int8 | uint8](p *prep, c *fullyConnected) (kernel, error) {
	m, zero, err := c.reals()
	if err != nil {
		return nil, err
	}
	scale, err := c.rescaler(m)
	if err != nil {
		return nil, err
	}
	end, err := end8(p, c.operands, c.act, scale)
	if err != nil {
		return nil, err
	}
	return directOf[T, T](p, &c.convolution, c.in.ZeroPoint(), zero, end), nil
}

// widening has 8-bit operands and a 16-bit output.
func (c *fullyConnected) widening(p *prep) (kernel, error) {
	m, zero, err := c.reals()
	switch {
	case err != nil:
		return nil, err
	case c.bias == nil || c.bias.Type != graph.Int32:
		return nil, errors.New("an int16 output of uint8 operands wants an int32 bias")
	case c.out.ZeroPoint() != 0:
		return nil, errors.New("the zero point of an int16 output must be 0")
	}
	scale, err := c.rescaler(m)
	if err != nil {
		return nil, err
	}
	end, err := intEnding[int32, int32, int16](c.operands, c.act, scale)
	if err != nil {
		return nil, err
	}
	return directOf[uint8, uint8](p, &c.convolution, c.in.ZeroPoint(), zero, end), nil
}

func (c *fullyConnected) read16x8(p *prep) (kernel, error) {
	m, zero, err := c.reals()
	if err != nil {
		return nil, err
	}
	t, err := c.wideBias(p)
	if err != nil {
		return nil, err
	}
	scale := realScale[int32](m)
	// TFLite's optimised kernel takes whatever has no bias of 64 bits and no zero point.
	optimised := c.halvesUp > 0 && zero == 0 && c.biasType != graph.Int64 && (c.bias == nil || t == graph.Int32)
	if optimised {
		if scale, err = c.rescaler(m); err != nil {
			return nil, err
		}
	}
	if t == graph.Int32 || optimised {
		end, err := intEnding[int32, int32, int16](c.operands, c.act, scale)
		if err != nil {
			return nil, err
		}
		return directOf[int16, int8](p, &c.convolution, 0, zero, end), nil
	}
	end, err := intEnding[int64, int64, int16](c.operands, c.act, realScale[int64](m))
	if err != nil {
		return nil, err
	}
	return wideOf[int8](p, &c.convolution, int64(zero), end), nil
}

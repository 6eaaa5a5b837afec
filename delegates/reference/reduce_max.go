package reference

import (
	"math"

	"edged/models/graph"
)

// buildReduceMax takes the greatest elements.
func buildReduceMax(p *prep) (kernel, error) {
	if err := p.reducesAlike(); err != nil {
		return nil, err
	}
	switch p.in(0).Type {
	case graph.Float32:
		return reduced(p, -math.MaxFloat32, larger[float32]), nil
	case graph.Int8:
		return reduced(p, math.MinInt8, larger[int8]), nil
	case graph.UInt8, graph.Bool:
		return reduced(p, 0, larger[uint8]), nil
	case graph.Int16:
		return reduced(p, math.MinInt16, larger[int16]), nil
	case graph.Int32:
		return reduced(p, math.MinInt32, larger[int32]), nil
	case graph.Int64:
		return reduced(p, math.MinInt64, larger[int64]), nil
	}
	return nil, p.noType()
}

// reducesAlike checks that input and output have one type and, where it may be quantized,
// one quantization.
func (p *prep) reducesAlike() error {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type {
		return p.noType()
	}
	if err := zeroPoints0(in, out); err != nil {
		return err
	}
	return sameAffine(in, out)
}

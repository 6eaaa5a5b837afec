package verify

import (
	"fmt"

	"edged/models/graph"
)

// steps are the quantization parameters of a tensor, by element.
type steps struct {
	scale, zero   []float64 // one, or one for each index along the axis
	inner, middle int       // elements below the axis; indices along it
}

// stepsOf returns how integers of at least 8 bits are quantized, nil where they are not. It
// fails where the parameters are none.
func stepsOf(t graph.Tensor) (*steps, error) {
	switch t.Type {
	case graph.Int8, graph.UInt8, graph.Int16, graph.UInt16, graph.Int32, graph.Int64:
	default:
		return nil, nil
	}
	q := t.Quant
	if t.Scale() == 0 {
		return nil, nil
	}
	s := &steps{inner: 1, middle: 1}
	if len(q.Scale) > 1 {
		if q.Axis < 0 || q.Axis >= len(t.Shape) || t.Shape[q.Axis] != len(q.Scale) {
			return nil, fmt.Errorf("%d scales along axis %d do not fit shape %v", len(q.Scale), q.Axis, t.Shape)
		}
		s.middle, s.inner = len(q.Scale), graph.Elems(t.Shape[q.Axis+1:])
	}
	if n := len(q.ZeroPoint); n > 1 && n != len(q.Scale) {
		return nil, fmt.Errorf("%d scales and %d zero points", len(q.Scale), n)
	}
	for i, scale := range q.Scale {
		if !(scale > 0) || !finite(float64(scale)) {
			return nil, fmt.Errorf("scale %v is no step", scale)
		}
		zero := 0.0
		if n := len(q.ZeroPoint); n > 0 {
			zero = float64(q.ZeroPoint[min(i, n-1)])
		}
		s.scale, s.zero = append(s.scale, float64(scale)), append(s.zero, zero)
	}
	return s, nil
}

// at returns the scale and zero point of element i.
func (s *steps) at(i int) (scale, zero float64) {
	c := i / s.inner % s.middle
	return s.scale[c], s.zero[c]
}

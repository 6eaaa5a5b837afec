package reference

import (
	"fmt"
	"math"

	"edged/models/graph"
)

// channels is a tensor that is quantized per channel: runs of inner elements, each of one
// channel.
type channels struct {
	scale       []float32
	zero        []int32
	inner, runs int
}

// channelsOf checks the quantization of a tensor.
func channelsOf(v *value) (*channels, error) {
	q, a := v.Quant, v.Quant.Axis
	if a < 0 || a >= len(v.Shape) || v.Shape[a] != len(q.Scale) || len(q.ZeroPoint) > 1 && len(q.ZeroPoint) != len(q.Scale) {
		return nil, fmt.Errorf("tensor %s of shape %v has %d scales along axis %d", v.Name, v.Shape, len(q.Scale), a)
	}
	c := channels{scale: q.Scale, zero: make([]int32, len(q.Scale)), inner: graph.Elems(v.Shape[a+1:]), runs: graph.Elems(v.Shape[:a+1])}
	for i := range c.zero {
		if len(q.ZeroPoint) == 0 {
			break
		}
		z := q.ZeroPoint[min(i, len(q.ZeroPoint)-1)]
		if z < math.MinInt32/2 || z > math.MaxInt32/2 {
			return nil, fmt.Errorf("tensor %s has zero point %d", v.Name, z)
		}
		c.zero[i] = int32(z)
	}
	return &c, nil
}

// kernel takes one unit for each run: f handles the elements [from, to), which have one
// scale and zero point.
func (c *channels) kernel(f func(from, to int, scale float32, zero int32)) kernel {
	return parallel{c.runs, func(lo, hi, _ int) error {
		for u := lo; u < hi; u++ {
			i := u % len(c.scale)
			f(u*c.inner, (u+1)*c.inner, c.scale[i], c.zero[i])
		}
		return nil
	}}
}

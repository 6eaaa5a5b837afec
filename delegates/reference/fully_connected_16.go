package reference

import (
	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// read16 takes 16-bit input and weights. Sums have 64 bits and are rescaled in fixed
// point; the bias has 32 bits unless the attributes say 64.
func (c *fullyConnected) read16(p *prep) (kernel, error) {
	reals, zero, err := c.reals()
	if err != nil {
		return nil, err
	}
	m := make([]fixedpoint.Multiplier, len(reals))
	for i, r := range reals {
		if !c.filter.PerChannel() { // the product of the scales is a float32 then
			r = float64(c.in.Scale()*c.filter.Scale()) / float64(c.out.Scale())
		}
		if m[i], err = fixedpoint.QuantizeMultiplier(r); err != nil {
			return nil, err
		}
	}
	scale, err := fixed64(m)
	if err != nil {
		return nil, err
	}
	end, err := c.end16(p, scale)
	if err != nil {
		return nil, err
	}
	return wideOf[int16](p, &c.convolution, int64(zero), end), nil
}

func (c *fullyConnected) end16(p *prep, scale rescaler[int64]) (ending[int64], error) {
	if c.biasType != graph.Int64 {
		narrow := c.convolution
		narrow.biasType = graph.Int32
		if _, err := narrow.wideBias(p); err != nil {
			return nil, err
		}
		return intEnding[int64, int32, int16](c.operands, c.act, scale)
	}
	if _, err := c.wideBias(p); err != nil {
		return nil, err
	}
	return intEnding[int64, int64, int16](c.operands, c.act, scale)
}

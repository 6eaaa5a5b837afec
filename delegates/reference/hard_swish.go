package reference

import (
	"edged/internal/fixedpoint"
	"edged/models/graph"
)

// buildHardSwish computes x * min(max(x+3, 0), 6) / 6.
func buildHardSwish(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
	case in.Type == graph.Float32:
		return unary(p, func(x float32) float32 { return x * min(max(x+3, 0), 6) / 6 }), nil
	case is8bit(in.Type):
		q, err := affines(in, out)
		if err != nil {
			return nil, err
		}
		h, err := fixedpoint.NewHardSwish(q[0].scale, q[1].scale)
		if err != nil {
			return nil, err
		}
		return requantized(p, func(v int32) int32 { return h.Apply(v-q[0].zero) + q[1].zero })
	}
	return nil, p.noType()
}

package reference

import (
	"math"

	"edged/internal/fixedpoint"
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// buildRelu computes max(x, 0).
func buildRelu(p *prep) (kernel, error) {
	if p.in(0).Type == graph.Int16 && p.out(0).Type == graph.Int16 {
		return clipQuantized(p, 0, float32(math.Inf(1)))
	}
	return buildClip(p, 0, float32(math.Inf(1)))
}

// buildClip computes min(max(x, lo), hi), the operators RELU, RELU6, RELU_N1_TO_1 and RELU_0_TO_1
// (TFLite's ReluX, reference_ops.h).
func buildClip(p *prep, lo, hi float32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return clampKernel(p, lo, hi), nil
	case is8bit(in.Type):
		return clipQuantized(p, lo, hi)
	}
	return nil, p.noType()
}

func clampKernel(p *prep, lo, hi float32) kernel {
	in, out := p.in(0), p.out(0)
	n := in.Elems()
	return parallel{blocks(n), func(from, to, _ int) error {
		from, to = eachBlock(from, to, n)
		loop.ClampF32(view[float32](out)[from:to], view[float32](in)[from:to], lo, hi, p.cpu)
		return nil
	}}
}

func clipQuantized(p *prep, lo, hi float32) (kernel, error) {
	q, err := affines(p.in(0), p.out(0))
	if err != nil {
		return nil, err
	}
	m, err := fixedpoint.QuantizeMultiplier(float64(q[0].scale / q[1].scale))
	if err != nil {
		return nil, err
	}
	least, most := intRange(p.out(0).Type)
	bound := func(real float32) int32 {
		return min(max(saturate32(roundFloat(real/q[1].scale)), -1<<16), 1<<16) + q[1].zero
	}
	least = max(least, bound(lo))
	if !math.IsInf(float64(hi), 1) {
		most = min(most, bound(hi))
	}
	return requantized(p, func(v int32) int32 {
		return min(max(m.Mul(v-q[0].zero)+q[1].zero, least), most)
	})
}

package reference

import (
	"math"

	"edged/models/graph"
)

// buildLogisticXNNPACK is buildLogistic with XNNPACK's table for 8-bit tensors.
func buildLogisticXNNPACK(p *prep) (kernel, error) {
	return functionXNNPACK(p, buildLogistic, func(x float32) float32 {
		e := math.Exp(float64(min(x, 100))) // 1 from there on
		return float32(e / (1 + e))
	})
}

// buildTanhXNNPACK is buildTanh with XNNPACK's table for 8-bit tensors.
func buildTanhXNNPACK(p *prep) (kernel, error) { return functionXNNPACK(p, buildTanh, tanh32) }

// buildEluXNNPACK is buildElu with XNNPACK's table for int8.
func buildEluXNNPACK(p *prep) (kernel, error) {
	if p.in(0).Type != graph.Int8 {
		return buildElu(p)
	}
	return functionXNNPACK(p, buildElu, func(x float32) float32 {
		if x < 0 {
			return expm132(x)
		}
		return x
	})
}

// functionXNNPACK tabulates a real function of a quantized byte as XNNPACK's delegate
// computes it, in float32, halves to even after the zero point is added
// (reference/unary-elementwise.cc); what it does not take is left to otherwise.
func functionXNNPACK(p *prep, otherwise builder, f func(float32) float32) (kernel, error) {
	in, out := p.in(0), p.out(0)
	if in.Type != out.Type || !inXNNPACK(in, out) {
		return otherwise(p)
	}
	if _, err := otherwise(p); err != nil {
		return nil, err
	}
	q, err := affines(in, out)
	if err != nil {
		return nil, err
	}
	inverse := 1 / q[1].scale
	return newTable8(in, out, func(v int32) (int32, error) {
		y := float32(f(float32(v-q[0].zero)*q[0].scale)*inverse) + float32(q[1].zero)
		return saturate32(roundEven(y)), nil
	}).kernel(p), nil
}

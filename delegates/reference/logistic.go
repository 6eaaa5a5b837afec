package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildLogistic computes 1 / (1 + exp(-x)).
func buildLogistic(p *prep) (kernel, error) {
	in, out := p.in(0), p.out(0)
	switch {
	case in.Type != out.Type:
		return nil, p.noType()
	case in.Type == graph.Float32:
		return unary(p, logisticFloat), nil
	case in.Type == graph.Float16:
		return unary(p, onHalves(logisticFloat)), nil
	case in.Type == graph.Int16:
		return logistic16(p)
	case is8bit(in.Type):
		if s := out.Scale(); s != 1./256 {
			return nil, fmt.Errorf("output scale is %g, wants 1/256", s)
		}
		return functionTable(p, func(x float32) float32 { return 1 / (1 + exp32(-x)) })
	}
	return nil, p.noType()
}

// logisticFloat is TFLite's approximation for floats (reference/logistic.h): where
// exp(-x) no longer counts, it takes 1 or exp(x).
func logisticFloat(x float32) float32 {
	switch {
	case x > 16.619047164916992188:
		return 1
	case x < -9:
		return exp32(x)
	}
	return 1 / (1 + exp32(-x))
}

package reference

import "edged/models/graph"

// buildNeg computes -x. TFLite negates quantized numbers as they are stored.
func buildNeg(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32:
		return unary(p, negative[float32]), nil
	case graph.Float16:
		return unary(p, onHalves(negative[float32])), nil
	case graph.Int8:
		return unary(p, negative[int8]), nil
	case graph.Int16:
		return unary(p, negative[int16]), nil
	case graph.Int32:
		return unary(p, negative[int32]), nil
	case graph.Int64:
		return unary(p, negative[int64]), nil
	}
	return nil, p.noType()
}

func negative[T number](x T) T { return -x }

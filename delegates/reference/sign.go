package reference

import "edged/models/graph"

// buildSign computes -1, 0 or 1, and keeps what is not a number.
func buildSign(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32:
		return unary(p, signOf[float32]), nil
	case graph.Float64:
		return unary(p, signOf[float64]), nil
	case graph.Int32:
		return unary(p, signOf[int32]), nil
	}
	return nil, p.noType()
}

func signOf[T int32 | float32 | float64](x T) T {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	case x == 0:
		return 0
	}
	return x
}

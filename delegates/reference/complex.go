package reference

import "edged/models/graph"

// parts makes the kernel of an operator that takes a real number from every complex one:
// complex64 to float32, complex128 to float64 (TFLite's complex_support.cc).
func parts(p *prep, single func(complex64) float32, double func(complex128) float64) (kernel, error) {
	switch in, out := p.in(0).Type, p.out(0).Type; {
	case in == graph.Complex64 && out == graph.Float32:
		return unary(p, single), nil
	case in == graph.Complex128 && out == graph.Float64:
		return unary(p, double), nil
	}
	return nil, p.noType()
}

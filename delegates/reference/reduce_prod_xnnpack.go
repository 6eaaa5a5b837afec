package reference

// buildReduceProdXNNPACK is buildReduceProd, but TFLite's optimised kernel, which runs
// quantized products, copies the elements where no dimension becomes smaller, whatever
// the quantizations are (ReduceIsCopy in optimized/reduce.h).
func buildReduceProdXNNPACK(p *prep) (kernel, error) {
	k, err := buildReduceProd(p)
	in, out := p.in(0), p.out(0)
	if err != nil || in.Quant == nil || len(in.Quant.Scale) == 0 || newReduction(in.Shape, p.in(1).Ints()).count != 1 {
		return k, err
	}
	return serial(func() error {
		copy(out.Data, in.Data)
		return nil
	}), nil
}

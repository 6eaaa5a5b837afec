package reference

import (
	"fmt"

	"edged/models/graph"
)

// buildReverseSequence turns round the first elements of each sequence, as many as input 1
// says for its index along the batch dimension.
func buildReverseSequence(p *prep) (kernel, error) {
	if p.in(0).Type != p.out(0).Type {
		return nil, p.noType()
	}
	switch p.in(0).Type {
	case graph.Float32, graph.UInt8, graph.Int16, graph.Int32, graph.Int64:
	default:
		return nil, p.noType()
	}
	switch p.in(1).Type {
	case graph.Int32:
		return reverseSequence[int32](p), nil
	case graph.Int64:
		return reverseSequence[int64](p), nil
	}
	return nil, p.noType()
}

// reverseSequence takes one unit for each run of elements behind both dimensions.
func reverseSequence[I int32 | int64](p *prep) kernel {
	in, lengths, out := p.in(0), p.in(1), p.out(0)
	o := p.op.Options.(*graph.ReverseSequenceOptions)
	s, b := int(o.SeqDim), int(o.BatchDim)
	inner := max(s, b) + 1
	rows, n := graph.Elems(in.Shape[:inner]), rowBytes(in, inner)
	step := strides(in.Shape[:inner])
	steps, batches := in.Shape[s], in.Shape[b]
	return parallel{in.unless0(rows), func(lo, hi, _ int) error {
		length := view[I](lengths)
		for u := lo; u < hi; u++ {
			at, l := u/step[s]%steps, int64(length[u/step[b]%batches])
			if l > int64(steps) {
				return fmt.Errorf("a sequence of %d in a dimension of %d", l, steps)
			}
			to := u
			if int64(at) < l {
				to = u + (int(l)-1-2*at)*step[s]
			}
			copy(out.Data[to*n:(to+1)*n], in.Data[u*n:(u+1)*n])
		}
		return nil
	}}
}

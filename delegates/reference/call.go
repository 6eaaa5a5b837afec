package reference

import "edged/models/graph"

// buildCall runs another subgraph.
func buildCall(p *prep) (kernel, error) {
	return called(p, int32(p.op.Options.(*graph.CallOptions).Subgraph))
}

// called is a kernel that runs a subgraph on the operator's inputs.
func called(p *prep, i int32) (kernel, error) {
	in, out := p.ins(0), p.outs()
	f, err := p.m.callee(i, in)
	if err != nil {
		return nil, err
	}
	return serial(func() error { return f.callInto(in, out) }), nil
}

// callInto runs the subgraph and copies its outputs.
func (f *frame) callInto(in, out []*value) error {
	if err := f.call(in, nil); err != nil {
		return err
	}
	for i, v := range out {
		if err := v.assign(f.out(i)); err != nil {
			return err
		}
	}
	return nil
}

// ins returns the inputs from the first-th on, none of which is left out.
func (p *prep) ins(first int) []*value {
	var out []*value
	for i := first; i < len(p.op.Inputs); i++ {
		out = append(out, p.in(i))
	}
	return out
}

// outs returns the outputs.
func (p *prep) outs() []*value {
	var out []*value
	for i := range p.op.Outputs {
		out = append(out, p.out(i))
	}
	return out
}

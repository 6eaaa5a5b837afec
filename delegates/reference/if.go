package reference

import "edged/models/graph"

// buildIf runs one of two subgraphs.
func buildIf(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.IfOptions)
	cond, in, out := p.in(0), p.ins(1), p.outs()
	then, err := p.m.callee(o.ThenSubgraphIndex, in)
	if err != nil {
		return nil, err
	}
	otherwise, err := p.m.callee(o.ElseSubgraphIndex, in)
	if err != nil {
		return nil, err
	}
	return serial(func() error {
		if cond.Data[0] != 0 {
			return then.callInto(in, out)
		}
		return otherwise.callInto(in, out)
	}), nil
}

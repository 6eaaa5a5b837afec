package reference

import "edged/models/graph"

// buildCallOnce runs a subgraph that sets variables and tables up, unless that has run
// since the model was loaded or reset.
func buildCallOnce(p *prep) (kernel, error) {
	m := p.m
	f, err := m.callee(p.op.Options.(*graph.CallOnceOptions).InitSubgraphIndex, nil)
	if err != nil {
		return nil, err
	}
	return serial(func() error {
		if m.done[f] {
			return nil
		}
		if err := f.call(nil, nil); err != nil {
			return err
		}
		m.done[f] = true
		return nil
	}), nil
}

package reference

import "edged/models/graph"

// buildVarHandle gives the handle of the variable with a container and a name.
func buildVarHandle(p *prep) (kernel, error) {
	o := p.op.Options.(*graph.VarHandleOptions)
	return giveHandle(p.out(0), p.m.id(o.Container, o.SharedName, &p.m.mem)), nil
}

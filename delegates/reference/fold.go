package reference

import "edged/models/graph"

// fold runs a DEQUANTIZE of a constant at once, so that what it makes is a constant for
// the operators behind it, and returns what is left of its kernel. What all of them make
// may not take more memory than the arena.
func (l *loader) fold(p *prep, k kernel) (kernel, error) {
	if p.op.Code != graph.OpDequantize || !p.in(0).constant || p.out(0).Variable || len(p.scratches) > 0 {
		return k, nil
	}
	out := p.out(0)
	size := int64(out.Bytes())
	if p.late || l.m.mem.take(size) != nil {
		return k, nil
	}
	l.arena += size
	out.Data = alignedBytes(int(size))
	if err := k.run(0, k.units(), 0); err != nil {
		return nil, err
	}
	out.constant = true
	return serial(func() error { return nil }), nil
}

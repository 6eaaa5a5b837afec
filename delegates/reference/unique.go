package reference

import "edged/models/graph"

// buildUnique lists the distinct elements of a constant in the order they come, and for
// each element which of them it is. Both are computed here, once.
func buildUnique(p *prep) (kernel, error) {
	in, out, index := p.in(0), p.out(0), p.out(1)
	switch in.Type {
	case graph.Int8, graph.Int16, graph.Int32, graph.Int64, graph.Float32, graph.UInt8:
	default:
		return nil, p.noType()
	}
	if in.Type != out.Type {
		return nil, p.noType()
	}
	first, at, err := in.Distinct()
	if err != nil {
		return nil, err
	}
	var elements []byte
	size := in.Type.Bits() / 8
	for _, i := range first {
		elements = append(elements, in.Data[i*size:(i+1)*size]...)
	}
	indices := graph.IntData(index.Type, at)
	return serial(func() error {
		copy(out.Data, elements)
		copy(index.Data, indices)
		return nil
	}), nil
}

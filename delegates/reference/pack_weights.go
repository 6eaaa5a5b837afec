package reference

import (
	"unsafe"

	loop "edged/internal/kernel"
	"edged/models/graph"
)

// packKey names a matrix of weights by where the file has it. The graph keeps the file's
// bytes, so the address stays theirs.
type packKey struct {
	data       *byte
	t          graph.DType
	from, size int
	rows       int
}

// packMatrix packs the weights w, which are the elements of a tensor from one on. Weights
// of the file are packed once for all subgraphs, signatures and shapes of a Load.
func (p *prep) packMatrix(v *value, w []int8, from, rows int) *loop.Matrix {
	if len(v.file) == 0 || len(w) == 0 {
		return loop.PackMatrix(w, rows, p.cpu)
	}
	key := packKey{unsafe.SliceData(v.file), v.Type, from, len(w), rows}
	m := p.m.packed[key]
	if m == nil {
		m = loop.PackMatrix(w, rows, p.cpu)
		m.Share(p.m.packs.share)
		p.m.packed[key] = m
	}
	return m
}

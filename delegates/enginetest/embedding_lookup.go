package enginetest

import "edged/models/graph"

func embeddingLookupCases() []Case {
	cases := perType(func(n *net, t graph.DType) {
		for _, c := range embeddingTables {
			q := at8(t, 0.5, 3)
			n.op(graph.OpEmbeddingLookup, nil, t, q, n.places(graph.Int32, []int{c.count}, c.shape[:1]), n.lively(t, c.shape, q))
		}
	}, anyType...)
	return append(cases, perType(func(n *net, t graph.DType) {
		n.Name += " to float32"
		for i, c := range embeddingTables {
			q := affine(0.037, 0)
			if i%2 == 1 {
				q = n.perChannel(c.shape[0])
			}
			table := n.constant(t, c.shape, q, n.random(t, c.shape))
			n.op(graph.OpEmbeddingLookup, nil, graph.Float32, nil, n.places(graph.Int32, []int{c.count}, c.shape[:1]), table)
		}
	}, graph.Int8, graph.UInt8, graph.Int4, graph.Int2)...)
}

// embeddingTables are shapes of embedding tables and how many rows are looked up. The rows of some
// are no whole bytes of 4-bit or 2-bit elements.
var embeddingTables = []struct {
	shape []int
	count int
}{
	{[]int{1, 4}, 3}, {[]int{10, 8}, 5}, {[]int{7, 2, 4}, 4}, {[]int{50, 16}, 1}, {[]int{3, 2, 2, 4}, 9}, {[]int{2, 300}, 2}, {[]int{9, 12}, 30}, {[]int{5, 4, 1}, 2}, {[]int{6, 7}, 9}, {[]int{5, 3}, 7}, {[]int{4, 6}, 5},
}

// perChannel is a quantization along axis 0 with zero points 0.
func (n *net) perChannel(count int) *graph.Quant {
	q := &graph.Quant{ZeroPoint: make([]int64, count)}
	for range count {
		q.Scale = append(q.Scale, 0.01+n.r.Float32())
	}
	return q
}

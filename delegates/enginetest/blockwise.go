package enginetest

import "edged/models/graph"

// Blockwise has fully connected layers of int4 weights with a scale for each block of a
// row. LiteRT's optimized kernels take them, its reference kernels do not: the case stands
// outside the suite.
func Blockwise() Case {
	n := newNet("blockwise")
	for _, l := range []struct {
		in     []int
		out    int
		block  int
		noBias bool
	}{
		{[]int{1, 64}, 8, 32, false}, {[]int{3, 64}, 8, 16, false}, {[]int{2, 32}, 4, 32, true}, {[]int{1, 256}, 68, 64, false},
		{[]int{5, 96}, 16, 32, false}, {[]int{2, 2, 128}, 130, 32, true}, {[]int{1, 32}, 5, 2, false}, {[]int{7, 512}, 12, 128, false},
	} {
		depth := l.in[len(l.in)-1]
		var half []byte
		for range l.out * depth / l.block {
			half = append(half, byte(n.r.Uint32()), 0x20+byte(n.r.IntN(16)))
		}
		scales := n.constant(graph.Float16, []int{l.out, depth / l.block}, nil, half)
		q := &graph.Quant{Details: &graph.BlockwiseQuantization{Scales: int32(scales), ZeroPoints: -1, BlockSize: int32(l.block)}}
		shape := []int{l.out, depth}
		x, w, b := n.input(graph.Float32, l.in, nil), n.constant(graph.Int4, shape, q, n.random(graph.Int4, shape)), -1
		if !l.noBias {
			b = n.constant(graph.Float32, []int{l.out}, nil, n.random(graph.Float32, []int{l.out}))
		}
		n.op(graph.OpFullyConnected, &graph.FullyConnectedOptions{}, graph.Float32, nil, x, w, b)
	}
	return n.Case
}

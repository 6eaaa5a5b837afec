package enginetest

import (
	"encoding/binary"

	"edged/models/graph"
)

// Operators that choose elements by their values.

func topKV2Cases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range []struct {
			shape []int
			k     int16
		}{{[]int{9}, 3}, {[]int{9}, 9}, {[]int{1}, 1}, {[]int{4, 7}, 2}, {[]int{2, 3, 50}, 10}, {[]int{3, 300}, 299}, {[]int{5, 5}, 1}, {[]int{2, 8}, 0}} {
			kt, index := graph.Int32, graph.Int32
			k := n.scalar(kt, words([]int32{int32(c.k)}))
			if i%2 == 1 {
				k, index = n.scalar(graph.Int16, binary.LittleEndian.AppendUint16(nil, uint16(c.k))), graph.Int16
			}
			q := quantOf(t, 0.5, 3)
			n.add(graph.Op{Code: graph.OpTopKV2, Inputs: []int{n.lively(t, c.shape, q), k}, Version: 3}, graph.Tensor{Type: t, Quant: q}, graph.Tensor{Type: index})
		}
	}, numbers...)
}

// sparse returns random elements of which half are 0.
func (n *net) sparse(t graph.DType, shape []int) []byte {
	b := n.livelyData(t, shape)
	size := t.Bits() / 8
	for i := 0; i < len(b); i += size {
		if n.r.IntN(2) == 0 {
			clear(b[i : i+size])
		}
	}
	return b
}

func whereCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, s := range [][]int{{1}, {9}, {2, 3}, {4, 1, 5}, {2, 3, 2, 3}, {1, 1}, {70, 3}, {2, 2, 2, 1, 2}} {
			n.op(graph.OpWhere, nil, graph.Int64, nil, n.constant(t, s, nil, n.sparse(t, s)))
		}
	}, but(anyType, graph.Int16)...)
}

func uniqueCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range []int{1, 2, 3, 9, 50, 7, 100, 20} {
			index := []graph.DType{graph.Int32, graph.Int64}[i%2]
			n.add(graph.Op{Code: graph.OpUnique, Options: &graph.UniqueOptions{IdxOutType: index}, Inputs: []int{n.constant(t, []int{s}, nil, n.sparse(t, []int{s}))}},
				graph.Tensor{Type: t}, graph.Tensor{Type: index})
		}
	}, numbers...)
}

func bucketizeCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, s := range unaryShapes {
			b := [][]float32{{0}, {-1, 0, 1}, {-50, -10.5, 3, 3, 99}, {}, {1e9}, {-0.5, 0.5}, {-2, -1, 0, 1, 2, 3, 4, 5, 6}, {7, 8}}[i]
			n.op(graph.OpBucketize, &graph.BucketizeOptions{Boundaries: b}, graph.Int32, nil, n.lively(t, s, nil))
		}
	}, graph.Float32, graph.Int32, graph.Int64)
}

package enginetest

import (
	"encoding/binary"
	"math"

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

// boxes returns corners of boxes that overlap now and then, some given from the other end,
// some of no size.
func (n *net) boxes(count int) []byte {
	var v []float32
	for range count {
		y, x, h, w := n.r.Float32()*4, n.r.Float32()*4, n.r.Float32()*2, n.r.Float32()*2
		b := []float32{y, x, y + h, x + w}
		switch n.r.IntN(8) {
		case 0:
			b[0], b[2] = b[2], b[0]
		case 1:
			b[1], b[3] = b[3], b[1]
		case 2:
			b[2] = b[0]
		}
		v = append(v, b...)
	}
	return words(v)
}

// suppressions are numbers of boxes, how many to keep, and thresholds. Scores are in steps
// of 1/16, so that some are equal.
var suppressions = []struct {
	count, keep       int32
	iou, least, sigma float32
}{
	{1, 1, 0.5, 0, 0}, {10, 5, 0.5, 0.1, 0}, {50, 100, 0.3, 0, 0.5}, {50, 10, 0.9, 0.2, 0.1}, {200, 64, 0.2, 0.05, 1}, {20, 20, 1, 0, 2}, {8, 0, 0.5, 0, 0}, {30, 7, 0, 0.5, 0}, {16, 16, 0.5, 2, 0.5},
}

func (n *net) suppression(code graph.OpCode, i int) {
	c := suppressions[i]
	scores := make([]float32, c.count)
	for j := range scores {
		scores[j] = float32(math.Floor(float64(n.r.Float32()*16))) / 16
	}
	one := func(v float32) int { return n.inputOf(graph.Float32, []int{}, nil, words([]float32{v})) }
	in := []int{n.inputOf(graph.Float32, []int{int(c.count), 4}, nil, n.boxes(int(c.count))), n.inputOf(graph.Float32, []int{int(c.count)}, nil, words(scores)),
		n.scalar(graph.Int32, words([]int32{c.keep})), one(c.iou), one(c.least)}
	outs := []graph.Tensor{{Type: graph.Int32}, {Type: graph.Int32}}
	if code == graph.OpNonMaxSuppressionV5 {
		in, outs = append(in, one(c.sigma)), []graph.Tensor{{Type: graph.Int32}, {Type: graph.Float32}, {Type: graph.Int32}}
	}
	n.add(graph.Op{Code: code, Inputs: in}, outs...)
}

func suppressionCases(code graph.OpCode) func() []Case {
	return func() []Case {
		n := newNet("float32")
		for i := range suppressions {
			n.suppression(code, i)
		}
		return []Case{n.Case}
	}
}

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

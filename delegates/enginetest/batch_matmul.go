package enginetest

import (
	"math"

	"edged/models/graph"
)

// products are shapes of both sides as they multiply, before one is stored transposed.
var products = []struct {
	x, y       []int
	adjX, adjY bool
	quant      rescaling
}{
	{x: []int{3, 5}, y: []int{5, 7}, quant: rescaling{x: 0.02, y: 0.01, out: 0.03}},
	{x: []int{1, 1}, y: []int{1, 1}, adjY: true, quant: rescaling{x: 0.05, y: 0.02, out: 0.2, zx: -128, zy: 127, zout: 3}},
	{x: []int{2, 3, 9, 16}, y: []int{2, 3, 16, 70}, quant: rescaling{x: 0.02, y: 0.01, out: 0.2, zx: 4, zy: -7, zout: -128}},
	{x: []int{2, 3, 8, 13}, y: []int{2, 3, 13, 6}, adjX: true, quant: rescaling{x: 0.02, y: 0.01, out: 0.1, zx: 127, zout: 127}},
	{x: []int{2, 7, 130}, y: []int{2, 130, 65}, adjY: true, quant: rescaling{x: 0.02, y: 0.01, out: 0.4, zy: 100}},
	{x: []int{4, 5}, y: []int{3, 5, 6}, adjX: true, adjY: true, quant: rescaling{x: 0.3, y: 0.2, out: 0.02, zx: 1, zy: 2, zout: 3}},
	{x: []int{3, 1, 4, 5}, y: []int{2, 5, 3}, quant: rescaling{x: 0.02, y: 0.01, out: 0.05, zx: -1}},
	{x: []int{5, 3, 4}, y: []int{1, 4, 2}, adjY: true, quant: rescaling{x: 0.1, y: 0.1, out: 0.01}},
	{x: []int{2, 1, 3, 2, 9}, y: []int{1, 2, 1, 9, 4}, quant: rescaling{x: 0.02, y: 0.01, out: 0.06, zx: 20, zy: 30, zout: 40}},
	{x: []int{4, 2, 33}, y: []int{4, 33, 66}, adjX: true, adjY: true, quant: rescaling{x: 0.02, y: 0.01, out: 0.2, zx: -7, zy: 9, zout: 1}},
	{x: []int{3, 4}, y: []int{4, 5}, quant: rescaling{x: 1, y: 1, out: 0.001}},
	{x: []int{1, 64}, y: []int{64, 129}, quant: rescaling{x: 0.02, y: 0.01, out: 0.2, zx: -128}},
}

func batchMatMulCases() []Case {
	out := perType(func(n *net, t graph.DType) {
		for i, c := range products {
			q := func(scale float32, zero int64) *graph.Quant { return at16(t, scale, zero) }
			x := n.input(t, asStored(c.x, c.adjX), q(c.quant.x, c.quant.zx))
			n.batchMatMul(t, x, n.side(i, t, asStored(c.y, c.adjY), q(c.quant.y, c.quant.zy)), c.adjX, c.adjY, q(c.quant.out, c.quant.zout))
		}
	}, graph.Float32, graph.Int8, graph.Int16)
	return append(out, int32Products(), mixedProducts(), hybridProducts(false), hybridProducts(true))
}

// asStored is a matrix shape as its attribute says it is stored.
func asStored(shape []int, transposed bool) []int {
	s := append([]int(nil), shape...)
	if transposed {
		s[len(s)-1], s[len(s)-2] = s[len(s)-2], s[len(s)-1]
	}
	return s
}

// side adds a right-hand side, every third one constant.
func (n *net) side(i int, t graph.DType, shape []int, q *graph.Quant) int {
	if i%3 == 2 {
		return n.constant(t, shape, q, n.random(t, shape))
	}
	return n.input(t, shape, q)
}

// at16 is at8, and for int16 a fine scale without a zero point.
func at16(t graph.DType, scale float32, zero int64) *graph.Quant {
	if t == graph.Int16 {
		return affine(scale/256, 0)
	}
	return at8(t, scale, zero)
}

func (n *net) batchMatMul(t graph.DType, x, y int, adjX, adjY bool, q *graph.Quant) {
	n.op(graph.OpBatchMatMul, &graph.BatchMatMulOptions{AdjX: adjX, AdjY: adjY}, t, q, x, y)
}

// int32Products store the sums themselves.
func int32Products() Case {
	n := newNet("int8_to_int32")
	for i, c := range products {
		x := n.input(graph.Int8, asStored(c.x, c.adjX), affine(c.quant.x, 0))
		y := n.side(i, graph.Int8, asStored(c.y, c.adjY), affine(c.quant.y, 0))
		n.batchMatMul(graph.Int32, x, y, c.adjX, c.adjY, nil)
	}
	return n.Case
}

// mixedProducts have an int16 and an int8 side.
func mixedProducts() Case {
	n := newNet("int16_by_int8")
	for i, c := range products {
		x := n.input(graph.Int16, asStored(c.x, c.adjX), affine(c.quant.x/256, 0))
		y := n.side(i, graph.Int8, asStored(c.y, c.adjY), affine(c.quant.y, 0))
		n.batchMatMul(graph.Int16, x, y, c.adjX, c.adjY, affine(c.quant.out/256, 0))
	}
	return n.Case
}

// hybridProducts have a float32 and an int8 side.
func hybridProducts(asymmetric bool) Case {
	n := newNet("hybrid")
	if asymmetric {
		n = newNet("hybrid_asymmetric")
	}
	for _, c := range products {
		if asymmetric { // one matrix for all batches
			c.y = c.y[len(c.y)-2:]
		}
		x, y := n.input(graph.Float32, asStored(c.x, c.adjX), nil), asStored(c.y, c.adjY)
		q := affine(0.01, 0)
		if asymmetric {
			q = n.channelScales(c.y[len(c.y)-1], len(c.y)-1, 0.01)
			if c.adjY {
				q.Axis--
			}
		}
		w := n.constant(graph.Int8, y, q, n.random(graph.Int8, y))
		n.op(graph.OpBatchMatMul, &graph.BatchMatMulOptions{AdjX: c.adjX, AdjY: c.adjY, AsymmetricQuantizeInputs: asymmetric}, graph.Float32, nil, x, w)
	}
	return n.Case
}

// channelScales is a quantization of channels along an axis, around a scale.
func (n *net) channelScales(channels, axis int, scale float64) *graph.Quant {
	q := &graph.Quant{Axis: axis, ZeroPoint: make([]int64, channels)}
	for range channels {
		q.Scale = append(q.Scale, float32(scale*math.Exp2(n.r.Float64()*2-1)))
	}
	return q
}

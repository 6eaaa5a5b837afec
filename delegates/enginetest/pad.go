package enginetest

import "edged/models/graph"

// paddings are shapes with sizes before and after each dimension.
var paddings = []struct {
	shape []int
	sizes []int32
}{
	{[]int{3}, []int32{1, 2}}, {[]int{3}, []int32{0, 0}}, {[]int{2, 3}, []int32{0, 1, 2, 0}}, {[]int{4, 3}, []int32{1, 1, 0, 0}},
	{[]int{1, 4, 5, 3}, []int32{0, 0, 1, 2, 3, 0, 0, 0}}, {[]int{2, 4, 5, 3}, []int32{1, 0, 0, 1, 2, 2, 1, 1}},
	{[]int{1, 4, 5, 3}, []int32{0, 0, 0, 0, 0, 0, 0, 2}}, {[]int{2, 2, 2, 3, 3}, []int32{1, 0, 0, 1, 1, 1, 2, 0, 0, 2}},
}

// paddingsOf adds the sizes of paddings, int32 or every other time int64.
func (n *net) paddingsOf(i int, v []int32) int {
	if i%2 == 0 {
		return n.matrix(v)
	}
	wide := make([]int, len(v))
	for i, x := range v {
		wide[i] = int(x)
	}
	return n.constant(graph.Int64, []int{len(v) / 2, 2}, nil, graph.IntData(graph.Int64, wide))
}

// matrix adds a constant [n, 2] matrix.
func (n *net) matrix(v []int32) int {
	return n.constant(graph.Int32, []int{len(v) / 2, 2}, nil, words(v))
}

func padCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, p := range paddings {
			quant := quantOf(t, 0.5, int64(i*36-128))
			n.op(graph.OpPad, nil, t, quant, n.lively(t, p.shape, quant), n.paddingsOf(i, p.sizes))
		}
	}, anyType...)
}

func padV2Cases() []Case {
	return perType(func(n *net, t graph.DType) {
		for i, p := range paddings {
			quant := quantOf(t, 0.5, int64(i*36-128))
			n.op(graph.OpPadV2, nil, t, quant, n.lively(t, p.shape, quant), n.paddingsOf(i, p.sizes), n.lively(t, []int{1}, quant))
		}
	}, anyType...)
}

func mirrorPadCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, mode := range []int8{graph.MirrorReflect, graph.MirrorSymmetric} {
			for _, p := range []struct {
				shape []int
				sizes []int32
			}{
				{[]int{3}, []int32{1, 2}}, {[]int{4, 3}, []int32{3, 1, 2, 0}}, {[]int{2, 3}, []int32{0, 0, 1, 1}},
				{[]int{1, 4, 5, 3}, []int32{0, 0, 1, 2, 3, 0, 0, 0}}, {[]int{2, 4, 5, 3}, []int32{1, 0, 0, 1, 2, 2, 1, 1}},
			} {
				n.op(graph.OpMirrorPad, &graph.MirrorPadOptions{Mode: mode}, t, quantOf(t, 0.5, 3), n.lively(t, p.shape, quantOf(t, 0.5, 3)), n.matrix(p.sizes))
			}
		}
	}, anyType...)
}

package enginetest

import "edged/models/graph"

// reductions are shapes, axes and whether dimensions are kept.
var reductions = []struct {
	shape []int
	axes  []int32
	keep  bool
}{
	{[]int{9}, []int32{0}, false}, {[]int{2, 3, 4}, []int32{-1}, false}, {[]int{2, 3, 4}, []int32{0}, true}, {[]int{2, 3, 4, 5}, []int32{1, 2}, true}, {[]int{3, 5}, []int32{1, 0, -1}, false},
	{[]int{2, 3, 4, 5}, []int32{0, 2}, false}, {[]int{2, 1, 3}, []int32{1}, false}, {[]int{1, 6, 7, 2}, []int32{1, 2}, false}, {[]int{2, 3, 2, 2, 3}, []int32{3, 1}, true}, {[]int{1, 1}, []int32{0}, false},
	{[]int{}, []int32{}, false}, {[]int{4, 5}, []int32{}, true}, {[]int{70, 3}, []int32{0}, false},
	{[]int{0, 3}, []int32{0}, false},
}

// reduceCases builds cases whose input and output are quantized alike or as quants says.
func reduceCases(code graph.OpCode, quants func(t graph.DType, i int) (in, out *graph.Quant), types ...graph.DType) []Case {
	return perType(func(n *net, t graph.DType) {
		for i, c := range reductions {
			in, out := quants(t, i)
			if in != nil && code == graph.OpReduceProd && graph.Elems(c.shape) == 0 {
				continue // LiteRT leaves that output as it is
			}
			n.op(code, &graph.ReducerOptions{KeepDims: c.keep}, t, out, n.lively(t, c.shape, in), n.ints(c.axes...))
		}
	}, types...)
}

func alike(t graph.DType, i int) (in, out *graph.Quant) {
	q := quantOf(t, 0.5, int64(min(i*20-128, 127)))
	return q, q
}

func differing(t graph.DType, i int) (in, out *graph.Quant) {
	r := rescalings[i%len(rescalings)]
	return quantOf(t, r.x, r.zx), quantOf(t, r.out, r.zout)
}

func none(graph.DType, int) (in, out *graph.Quant) { return nil, nil }

func sumCases() []Case {
	return reduceCases(graph.OpSum, differing, graph.Float32, graph.Int8, graph.UInt8, graph.Int32, graph.Int64)
}

func reduceProdCases() []Case {
	cases := reduceCases(graph.OpReduceProd, none, anyType...)
	for _, c := range reduceCases(graph.OpReduceProd, func(t graph.DType, i int) (in, out *graph.Quant) {
		return quantOf(t, 0.01*float32(i+1), int64(i*18-120)), quantOf(t, 0.03, int64(100-i*15))
	}, graph.Int8, graph.Int16) {
		c.Name += " quantized"
		cases = append(cases, c)
	}
	return cases
}

func reduceMaxCases() []Case { return reduceCases(graph.OpReduceMax, alike, anyType...) }

func reduceMinCases() []Case { return reduceCases(graph.OpReduceMin, alike, anyType...) }

func reduceAnyCases() []Case { return reduceCases(graph.OpReduceAny, none, graph.Bool) }

func reduceAllCases() []Case { return reduceCases(graph.OpReduceAll, none, graph.Bool) }

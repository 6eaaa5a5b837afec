package enginetest

import "edged/models/graph"

func concatenationCases() []Case {
	cases := perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			axis   int32
			shapes [][]int
		}{
			{0, [][]int{{3}, {4}, {1}}}, {-1, [][]int{{2, 3}, {2, 5}}}, {0, [][]int{{2, 3}, {5, 3}}}, {1, [][]int{{2, 3, 4}, {2, 1, 4}, {2, 7, 4}}},
			{3, [][]int{{1, 3, 5, 2}, {1, 3, 5, 9}}}, {2, [][]int{{1, 3, 5, 2}}}, {-4, [][]int{{1, 3, 5, 2}, {2, 3, 5, 2}}}, {1, [][]int{{700, 3}, {700, 8}}},
		} {
			n.concat(c.axis, t, quantOf(t, 0.5, 3), func(int) *graph.Quant { return quantOf(t, 0.5, 3) }, c.shapes)
		}
	}, anyType...)
	n := newNet("uint8 of other scales")
	for _, r := range rescalings {
		quants := []*graph.Quant{at8(graph.UInt8, r.x, r.zx), at8(graph.UInt8, r.y, r.zy), at8(graph.UInt8, r.out, r.zout)}
		n.concat(1, graph.UInt8, quants[2], func(i int) *graph.Quant { return quants[i%3] }, [][]int{{3, 100}, {3, 101}, {3, 5}})
	}
	return append(cases, n.Case)
}

func (n *net) concat(axis int32, t graph.DType, out *graph.Quant, quant func(int) *graph.Quant, shapes [][]int) {
	var in []int
	for i, s := range shapes {
		in = append(in, n.lively(t, s, quant(i)))
	}
	n.op(graph.OpConcatenation, &graph.ConcatenationOptions{Axis: axis}, t, out, in...)
}

func packCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			axis  int32
			count int
			shape []int
		}{{0, 3, []int{5}}, {1, 3, []int{5}}, {-1, 2, []int{2, 3}}, {-2, 4, []int{2, 3}}, {0, 1, []int{2, 3, 4}}, {2, 5, []int{2, 3, 4}}, {0, 2, []int{}}, {3, 2, []int{1, 2, 3, 4}}} {
			var in []int
			for range c.count {
				in = append(in, n.lively(t, c.shape, quantOf(t, 0.5, 3)))
			}
			n.op(graph.OpPack, &graph.PackOptions{Axis: c.axis, ValuesCount: int32(c.count)}, t, quantOf(t, 0.5, 3), in...)
		}
	}, numbers...)
}

func unpackCases() []Case {
	return perType(func(n *net, t graph.DType) {
		for _, c := range []struct {
			axis  int
			shape []int
		}{{0, []int{5}}, {0, []int{2, 3}}, {1, []int{2, 3}}, {-1, []int{2, 3, 4}}, {1, []int{2, 3, 4}}, {-3, []int{2, 3, 4}}, {3, []int{1, 2, 3, 4}}, {0, []int{1, 7}}} {
			count := c.shape[(c.axis+len(c.shape))%len(c.shape)]
			n.ops(graph.Op{Code: graph.OpUnpack, Options: &graph.UnpackOptions{Axis: int32(c.axis), Num: int32(count)},
				Inputs: []int{n.lively(t, c.shape, quantOf(t, 0.5, 3))}}, t, quantOf(t, 0.5, 3), count)
		}
	}, but(anyType, graph.Int64)...)
}

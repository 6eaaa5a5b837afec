package enginetest

import "edged/models/graph"

// volume is a convolution over depth, height and width.
type volume struct {
	in       []int // NDHWC; of a transposed convolution, the output
	out      int   // channels
	filter   [3]int
	o        graph.Conv3DOptions
	computed bool
	noBias   bool
}

var volumes = []volume{
	{in: []int{1, 4, 5, 6, 3}, out: 5, filter: [3]int{3, 3, 3}, o: conv3D(1, 1, 1, 1, 1, 1, graph.PaddingSame, graph.ActNone)},
	{in: []int{2, 3, 4, 5, 2}, out: 3, filter: [3]int{2, 1, 3}, o: conv3D(2, 1, 2, 1, 1, 1, graph.PaddingSame, graph.ActRelu)},
	{in: []int{1, 5, 7, 6, 1}, out: 4, filter: [3]int{3, 2, 2}, o: conv3D(1, 2, 3, 1, 1, 1, graph.PaddingValid, graph.ActRelu6), computed: true},
	{in: []int{1, 1, 1, 1, 7}, out: 2, filter: [3]int{1, 1, 1}, o: conv3D(1, 1, 1, 1, 1, 1, graph.PaddingValid, graph.ActNone)},
	{in: []int{1, 6, 6, 6, 2}, out: 3, filter: [3]int{2, 3, 2}, o: conv3D(1, 1, 1, 2, 1, 3, graph.PaddingSame, graph.ActReluN1To1)},
	{in: []int{1, 2, 2, 2, 4}, out: 6, filter: [3]int{5, 3, 4}, o: conv3D(1, 1, 1, 1, 1, 1, graph.PaddingSame, graph.ActNone), noBias: true},
	{in: []int{3, 4, 3, 2, 5}, out: 1, filter: [3]int{1, 3, 1}, o: conv3D(3, 2, 1, 1, 1, 1, graph.PaddingSame, graph.ActNone), computed: true},
	{in: []int{1, 7, 5, 4, 3}, out: 9, filter: [3]int{2, 2, 2}, o: conv3D(2, 2, 2, 1, 2, 1, graph.PaddingValid, graph.ActNone), noBias: true},
}

func conv3D(sd, sh, sw, dd, dh, dw int32, p graph.Padding, a graph.Activation) graph.Conv3DOptions {
	return graph.Conv3DOptions{
		Padding: p, StrideD: sd, StrideH: sh, StrideW: sw, FusedActivationFunction: a,
		DilationDFactor: dd, DilationHFactor: dh, DilationWFactor: dw,
	}
}

func (n *net) volumeOperands(v volume, filter []int) (f, b int) {
	m := mix{computed: v.computed}
	f, b = n.operand(m, graph.Float32, filter, nil), -1
	if !v.noBias {
		b = n.operand(m, graph.Float32, []int{v.out}, nil)
	}
	return f, b
}

func conv3DCases() []Case {
	n := newNet("float32")
	for _, v := range volumes {
		in := n.input(graph.Float32, v.in, nil)
		f, b := n.volumeOperands(v, []int{v.filter[0], v.filter[1], v.filter[2], v.in[4], v.out})
		inputs := []int{in, f}
		if b >= 0 {
			inputs = append(inputs, b)
		}
		n.op(graph.OpConv3D, &v.o, graph.Float32, nil, inputs...)
	}
	return []Case{n.Case}
}

func conv3DTransposeCases() []Case {
	n := newNet("float32")
	for _, v := range volumes {
		in := []int{v.in[0], 0, 0, 0, v.in[4]}
		steps := [3][2]int32{{v.o.StrideD, v.o.DilationDFactor}, {v.o.StrideH, v.o.DilationHFactor}, {v.o.StrideW, v.o.DilationWFactor}}
		for i, s := range steps {
			var err error
			if in[i+1], _, err = graph.Window(v.o.Padding, v.in[i+1], v.filter[i], int(s[0]), int(s[1])); err != nil {
				panic(err) // the suite itself is wrong
			}
		}
		x := n.input(graph.Float32, in, nil)
		f, b := n.volumeOperands(v, []int{v.filter[0], v.filter[1], v.filter[2], v.out, v.in[4]})
		size := n.ints(int32(v.in[0]), int32(v.in[1]), int32(v.in[2]), int32(v.in[3]), int32(v.out))
		inputs := []int{size, f, x}
		if b >= 0 {
			inputs = append(inputs, b)
		}
		n.op(graph.OpConv3DTranspose, &v.o, graph.Float32, nil, inputs...)
	}
	return []Case{n.Case}
}

package enginetest

import "edged/models/graph"

var sub = &graph.SubOptions{}

// counted builds a condition and a body whose first state is an int32 that counts down to
// zero. step says what becomes of the other states.
func (n *net) counted(types []graph.DType, shapes [][]int, step func(p *part, state []int) []int) (cond, body *part) {
	cond, body = n.subgraph("cond"), n.subgraph("body")
	left := cond.arg(graph.Int32)
	count := body.arg(graph.Int32)
	var state []int
	for i, t := range types {
		cond.arg(t, shapes[i]...)
		state = append(state, body.arg(t, shapes[i]...))
	}
	cond.end(cond.cast(graph.Bool, left))
	next := body.one(graph.OpSub, sub, count, body.single(1))
	body.end(append([]int{next}, step(body, state)...)...)
	return cond, body
}

// loop adds a WHILE.
func (n *net) loop(cond, body *part, inputs ...int) []int {
	o := &graph.WhileOptions{CondSubgraphIndex: int32(cond.index), BodySubgraphIndex: int32(body.index)}
	var types []graph.DType
	for _, i := range inputs {
		types = append(types, n.sub.Tensors[i].Type)
	}
	return n.node(graph.Op{Code: graph.OpWhile, Options: o}, types, inputs...)
}

// times adds an input that says how often.
func (n *net) times(k int32) int { return n.inputOf(graph.Int32, []int{}, nil, words([]int32{k})) }

func whileCases() []Case {
	cases := perType(func(n *net, t graph.DType) {
		for _, k := range []int32{0, 1, 2, 5} {
			for _, step := range []func(p *part, s []int) []int{accumulate, forward, grow} {
				shape := []int{1, 3}
				cond, body := n.counted([]graph.DType{t, t}, [][]int{shape, shape}, step)
				out := n.loop(cond, body, n.times(k), n.lively(t, shape, nil), n.lively(t, shape, nil))
				n.give(out...)
				n.give(n.one(graph.OpMul, mul, out[1], out[1]))
			}
		}
	}, graph.Float32, graph.Int32)
	return append(cases, nestedWhile(), slicingWhile(), stringWhile(0))
}

// accumulate adds both states and swaps them.
func accumulate(p *part, s []int) []int { return []int{s[1], p.one(graph.OpAdd, add, s[0], s[1])} }

// forward changes the first by the second, which stays.
func forward(p *part, s []int) []int { return []int{p.one(graph.OpAdd, add, s[0], s[1]), s[1]} }

// grow makes the first longer by the second in each round.
func grow(p *part, s []int) []int {
	return []int{p.one(graph.OpConcatenation, &graph.ConcatenationOptions{}, s[0], s[1]), s[1]}
}

// nestedWhile runs a loop in each round of a loop; the inner one grows its state.
func nestedWhile() Case {
	n := newNet("nested")
	for _, k := range []int32{0, 1, 3} {
		types, shapes := []graph.DType{graph.Int32, graph.Int32}, [][]int{{2}, {1}}
		cond, body := n.counted(types, shapes, func(p *part, s []int) []int {
			c, b := p.counted(types, shapes, grow)
			out := p.loop(c, b, p.single(2), s[0], s[1])
			return []int{out[1], out[2]}
		})
		n.give(n.loop(cond, body, n.times(k), n.lively(graph.Int32, []int{2}, nil), n.lively(graph.Int32, []int{1}, nil))...)
	}
	return n.Case
}

// slicingWhile takes another slice in each round, at a place that is computed.
func slicingWhile() Case {
	n := newNet("slicing")
	cond, body := n.subgraph("cond"), n.subgraph("body")
	left, _, _ := cond.arg(graph.Int32, 1), cond.arg(graph.Float32, 6), cond.arg(graph.Float32, 2)
	cond.end(cond.cast(graph.Bool, left))
	count, x, acc := body.arg(graph.Int32, 1), body.arg(graph.Float32, 6), body.arg(graph.Float32, 2)
	next := body.one(graph.OpSub, sub, count, body.ints(1))
	slice := body.one(graph.OpSlice, nil, x, next, body.ints(2))
	body.end(next, x, body.one(graph.OpAdd, add, acc, slice))
	for _, k := range []int32{0, 1, 5} {
		n.give(n.loop(cond, body, n.inputOf(graph.Int32, []int{1}, nil, words([]int32{k})),
			n.lively(graph.Float32, []int{6}, nil), n.lively(graph.Float32, []int{2}, nil))...)
	}
	return n.Case
}

// stringWhile carries strings through a loop of k rounds. LiteRT 2.3.0 loses them in the
// first round ("Invalid tensor size").
func stringWhile(k int32) Case {
	n := newNet("strings")
	cond, body := n.counted([]graph.DType{graph.String, graph.String, graph.String}, [][]int{{2}, {2}, {1}},
		func(_ *part, s []int) []int { return []int{s[1], s[0], s[2]} })
	n.give(n.loop(cond, body, n.times(k), n.strings([]int{2}, "ab", ""), n.strings([]int{2}, "x", "a longer string\x00"), n.strings([]int{1}, "stays"))...)
	return n.Case
}

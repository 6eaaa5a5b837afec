package enginetest

import "edged/models/graph"

var add, mul = &graph.AddOptions{}, &graph.MulOptions{}

// branches are pairs of subgraphs with two inputs and one output.
var branches = []func(n *net, t graph.DType, shape []int) (then, otherwise *part){
	func(n *net, t graph.DType, shape []int) (*part, *part) { // both compute
		return branch(n, t, shape, sum), branch(n, t, shape, product)
	},
	func(n *net, t graph.DType, shape []int) (*part, *part) { // one hands an input on
		return branch(n, t, shape, second), branch(n, t, shape, product)
	},
	func(n *net, t graph.DType, shape []int) (*part, *part) { // one gives a constant
		return branch(n, t, shape, constantOf), branch(n, t, shape, first)
	},
	func(n *net, t graph.DType, shape []int) (*part, *part) { // shapes differ
		return branch(n, t, shape, joined), branch(n, t, shape, sum)
	},
}

func branch(n *net, t graph.DType, shape []int, f func(p *part, a, b int) int) *part {
	p := n.subgraph("branch")
	p.end(f(p, p.arg(t, shape...), p.arg(t, shape...)))
	return p
}

func sum(p *part, a, b int) int     { return p.one(graph.OpAdd, add, a, b) }
func product(p *part, a, b int) int { return p.one(graph.OpMul, mul, a, b) }
func first(_ *part, a, _ int) int   { return a }
func second(_ *part, _, b int) int  { return b }

func constantOf(p *part, a, _ int) int {
	t := p.sub.Tensors[a]
	return p.constant(t.Type, t.Shape, nil, p.livelyData(t.Type, t.Shape))
}

func joined(p *part, a, b int) int {
	return p.one(graph.OpConcatenation, &graph.ConcatenationOptions{}, a, b, a)
}

// choose adds an IF.
func (n *net) choose(cond int, then, otherwise *part, inputs ...int) int {
	o := &graph.IfOptions{ThenSubgraphIndex: int32(then.index), ElseSubgraphIndex: int32(otherwise.index)}
	t := then.sub.Tensors[then.sub.Outputs[0]].Type
	return n.node(graph.Op{Code: graph.OpIf, Options: o}, []graph.DType{t}, append([]int{cond}, inputs...)...)[0]
}

func ifCases() []Case {
	return append(perType(func(n *net, t graph.DType) {
		for i, b := range branches {
			for _, on := range []byte{0, 1} {
				shape := [][]int{{3}, {2, 5}, {1, 3, 2}, {4}}[i]
				then, otherwise := b(n, t, shape)
				cond := n.inputOf(graph.Bool, [][]int{{}, {1}}[i%2], nil, []byte{on})
				x := n.choose(cond, then, otherwise, n.lively(t, shape, nil), n.lively(t, shape, nil))
				// What follows has to take the shape that came.
				n.give(x, n.one(graph.OpAdd, add, x, x))
			}
		}
	}, graph.Float32, graph.Int32), nestedIf())
}

// nestedIf has a branch inside a branch, whose condition is computed.
func nestedIf() Case {
	n := newNet("nested")
	for _, on := range []int32{0, 1, 2} {
		inner, other := branch(n, graph.Int32, []int{2, 2}, joined), branch(n, graph.Int32, []int{2, 2}, product)
		outer := n.subgraph("outer")
		a, b, k := outer.arg(graph.Int32, 2, 2), outer.arg(graph.Int32, 2, 2), outer.arg(graph.Int32)
		c := outer.cast(graph.Bool, outer.one(graph.OpSub, &graph.SubOptions{}, k, outer.single(1)))
		outer.end(outer.choose(c, inner, other, a, b))
		flat := n.subgraph("flat")
		a, b, _ = flat.arg(graph.Int32, 2, 2), flat.arg(graph.Int32, 2, 2), flat.arg(graph.Int32)
		flat.end(sum(flat, a, b))
		k = n.inputOf(graph.Int32, []int{}, nil, words([]int32{on}))
		x, y := n.lively(graph.Int32, []int{2, 2}, nil), n.lively(graph.Int32, []int{2, 2}, nil)
		n.give(n.choose(n.cast(graph.Bool, k), outer, flat, x, y, k))
	}
	return n.Case
}

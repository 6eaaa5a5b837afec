package enginetest

import "edged/models/graph"

// Unjudged returns cases that LiteRT's interpreter for Python has no answer to, by name:
// it does not register CALL and the operators of tables, and loses strings in a WHILE.
func Unjudged() map[string]Case {
	return map[string]Case{"call": call(), "hashtable": hashtables(), "while": stringWhile(3)}
}

func call() Case {
	n := newNet("call")
	p := branch(n, graph.Float32, []int{2}, sum)
	o := &graph.CallOptions{Subgraph: uint32(p.index)}
	x := n.inputOf(graph.Float32, []int{2}, nil, words([]float32{1, 2}))
	y := n.node(graph.Op{Code: graph.OpCall, Options: o}, []graph.DType{graph.Float32}, x, x)[0]
	n.give(n.node(graph.Op{Code: graph.OpCall, Options: o}, []graph.DType{graph.Float32}, x, y)...)
	return n.Case
}

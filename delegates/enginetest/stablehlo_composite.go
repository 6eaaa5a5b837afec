package enginetest

import (
	"edged/models/flexbuf"
	"edged/models/graph"
)

func compositeCases() []Case {
	attributes, err := flexbuf.Encode(map[string]any{"scale": 1}) // LiteRT wants some
	if err != nil {
		panic(err)
	}
	return perType(func(n *net, t graph.DType) {
		for i, f := range []func(p *part, a, b int) int{sum, product, first, second, constantOf, joined} {
			shape := [][]int{{3}, {2, 5}, {1}}[i%3]
			p := branch(n, t, shape, f)
			o := &graph.StableHLOCompositeOptions{Name: "test.composite", CompositeAttributes: attributes, DecompositionSubgraphIndex: int32(p.index)}
			op := graph.Op{Code: graph.OpStableHLOComposite, Options: o}
			x, y := n.lively(t, shape, nil), n.lively(t, shape, nil)
			n.give(n.node(op, []graph.DType{t}, x, y)...)
			n.give(n.node(op, []graph.DType{t}, y, y)...) // again, from elsewhere
		}
	}, graph.Float32, graph.Int32)
}

package enginetest

import (
	"testing"

	"edged/models/graph"
	"edged/models/tflite"
)

// variable adds a handle.
func (n *net) variable(name string) int {
	o := &graph.VarHandleOptions{SharedName: name}
	i := n.node(graph.Op{Code: graph.OpVarHandle, Options: o}, []graph.DType{graph.Resource})[0]
	n.sub.Tensors[i].HasRank = true
	return i
}

// read adds a READ_VARIABLE. Without a shape the variable's is not known.
func (n *net) read(handle int, t graph.DType, shape ...int) int {
	i := n.tensor(graph.Tensor{Name: "read", Type: t, Shape: shape})
	n.sub.Tensors[i].HasRank = len(shape) > 0
	n.sub.Ops = append(n.sub.Ops, graph.Op{Code: graph.OpReadVariable, Version: 1, Inputs: []int{handle}, Outputs: []int{i}})
	return i
}

func (n *net) assign(handle, value int) {
	n.node(graph.Op{Code: graph.OpAssignVariable}, nil, handle, value)
}

// once adds a CALL_ONCE of a subgraph.
func (n *net) once(build func(p *part)) {
	p := n.subgraph("init")
	build(p)
	n.node(graph.Op{Code: graph.OpCallOnce, Options: &graph.CallOnceOptions{InitSubgraphIndex: int32(p.index)}}, nil)
}

func callOnceCases() []Case {
	return perType(func(n *net, t graph.DType) {
		n.Runs = 3
		for _, shape := range [][]int{{}, {1}, {3}, {2, 3}, {1, 1, 4}, {0}, {5, 1}, {2, 2, 2}} {
			name := "v" + string(rune('a'+len(n.sub.Outputs)))
			n.once(func(p *part) {
				p.assign(p.variable(name), p.constant(t, shape, nil, p.livelyData(t, shape)))
			})
			v := n.variable(name)
			was := n.read(v, t, shape...)
			now := n.one(graph.OpAdd, add, was, n.lively(t, shape, nil))
			n.assign(v, now)
			n.give(now)
		}
	}, graph.Float32, graph.Int32)
}

// readVariableCases read what other subgraphs have written, in shapes that change.
func readVariableCases() []Case {
	n := newNet("across")
	n.Runs = 2
	cond, body := n.counted([]graph.DType{graph.Float32}, [][]int{{2}}, func(p *part, s []int) []int {
		v := p.variable("sum")
		now := p.one(graph.OpAdd, add, p.read(v, graph.Float32, 2), s[0])
		p.assign(v, now)
		return []int{now}
	})
	v := n.variable("sum")
	x := n.lively(graph.Float32, []int{2}, nil)
	n.assign(v, x)
	out := n.loop(cond, body, n.times(3), x)
	n.give(out[1], n.one(graph.OpMul, mul, n.read(v, graph.Float32, 2), x))

	r := newNet("reshaped")
	h := r.variable("grows")
	y := r.lively(graph.Int32, []int{2}, nil)
	for range 3 {
		r.assign(h, y)
		y = r.read(h, graph.Int32)
		y = r.node(graph.Op{Code: graph.OpConcatenation, Options: &graph.ConcatenationOptions{}}, []graph.DType{graph.Int32}, y, y)[0]
		r.give(y)
	}
	return []Case{n.Case, r.Case}
}

// TwoSignatures returns a model whose signature prefill sets a variable to x and gives its
// double, and whose signature decode adds x to it, in a loop of two rounds, and gives it.
func TwoSignatures(t testing.TB) (file []byte, g *graph.Graph) {
	n := newNet("signatures")
	x := n.tensor(graph.Tensor{Name: "x", Type: graph.Float32, Shape: []int{2}})
	n.sub.Inputs = append(n.sub.Inputs, x)
	v := n.variable("cache")
	n.assign(v, x)
	n.give(n.one(graph.OpAdd, add, x, x))
	d := n.subgraph("decode")
	y := d.arg(graph.Float32, 2)
	v = d.variable("cache")
	cond, body := d.counted([]graph.DType{graph.Float32}, [][]int{{2}}, func(p *part, s []int) []int {
		v := p.variable("cache")
		p.assign(v, p.one(graph.OpAdd, add, p.read(v, graph.Float32, 2), s[0]))
		return s
	})
	d.loop(cond, body, d.single(2), y)
	d.end(d.read(v, graph.Float32, 2))
	for i, s := range []*graph.Subgraph{n.sub, d.sub} {
		n.Graph.Signatures = append(n.Graph.Signatures, graph.SignatureDef{
			Key: []string{"prefill", "decode"}[i], Subgraph: []int{0, d.index}[i],
			Inputs:  []graph.TensorMap{{Name: "x", Tensor: s.Inputs[0]}},
			Outputs: []graph.TensorMap{{Name: "y", Tensor: s.Outputs[0]}},
		})
	}
	file, err := tflite.Encode(n.Graph)
	if err != nil {
		t.Fatal(err)
	}
	return file, n.Graph
}

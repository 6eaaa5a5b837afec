package enginetest

import (
	"encoding/binary"
	"fmt"

	"edged/models/graph"
)

// part builds a further subgraph of a net's graph.
type part struct {
	net
	index int
}

// subgraph adds a subgraph. Its index is part.index; end says what it gives.
func (n *net) subgraph(name string) *part {
	p := &part{net: net{sub: &graph.Subgraph{Name: name}, r: n.r}, index: len(n.Graph.Subgraphs)}
	p.Case = Case{Name: n.Name + " " + name, Graph: n.Graph}
	n.Graph.Subgraphs = append(n.Graph.Subgraphs, p.sub)
	return p
}

// arg adds an input, whose data its caller gives.
func (p *part) arg(t graph.DType, shape ...int) int {
	i := p.tensor(graph.Tensor{Name: "arg", Type: t, Shape: shape})
	p.sub.Inputs = append(p.sub.Inputs, i)
	return i
}

// end says which tensors the subgraph gives.
func (p *part) end(outputs ...int) { p.sub.Outputs = outputs }

// node adds an operator whose outputs have these types. What its shapes are is left to
// the engines where inference does not know.
func (n *net) node(op graph.Op, types []graph.DType, inputs ...int) []int {
	op.Version, op.Inputs = 1, inputs
	for _, t := range types {
		op.Outputs = append(op.Outputs, n.tensor(graph.Tensor{Name: "out", Type: t}))
	}
	n.sub.Ops = append(n.sub.Ops, op)
	shapes, err := n.Graph.Shapes(n.sub)
	if err != nil && !graph.Dynamic(err) {
		panic(fmt.Sprintf("%s: %v", n.Name, err)) // the suite itself is wrong
	}
	for _, i := range op.Outputs {
		if n.sub.Tensors[i].Shape = shapes[i]; err != nil {
			n.sub.Tensors[i].HasRank = false
		}
	}
	return op.Outputs
}

// give makes tensors outputs.
func (n *net) give(outputs ...int) { n.sub.Outputs = append(n.sub.Outputs, outputs...) }

// one adds an operator with one output of the type of its first input.
func (n *net) one(code graph.OpCode, options any, inputs ...int) int {
	return n.node(graph.Op{Code: code, Options: options}, []graph.DType{n.sub.Tensors[inputs[0]].Type}, inputs...)[0]
}

// cast adds a CAST.
func (n *net) cast(to graph.DType, x int) int {
	o := &graph.CastOptions{InDataType: n.sub.Tensors[x].Type, OutDataType: to}
	return n.node(graph.Op{Code: graph.OpCast, Options: o}, []graph.DType{to}, x)[0]
}

// single adds a constant int32 scalar.
func (n *net) single(v int32) int { return n.constant(graph.Int32, []int{}, nil, words([]int32{v})) }

// strings adds an input of strings.
func (n *net) strings(shape []int, s ...string) int {
	return n.inputOf(graph.String, shape, nil, stringData(s...))
}

// stringData returns the data of a string tensor in TFLite's layout.
func stringData(s ...string) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(len(s)))
	at := 4 * (len(s) + 2)
	for _, x := range s {
		b = binary.LittleEndian.AppendUint32(b, uint32(at))
		at += len(x)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(at))
	for _, x := range s {
		b = append(b, x...)
	}
	return b
}

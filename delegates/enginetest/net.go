package enginetest

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"

	"edged/models/graph"
)

// Case is a graph and what goes into it. Every operator of the graph has an output of it.
type Case struct {
	Name   string
	Graph  *graph.Graph
	Inputs []graph.Tensor
	Runs   int // invocations on the same inputs; 0: 1
	// Kernels is the kernel set to ask where ref lacks the operator; empty: the tolerance's.
	Kernels string
}

// net builds a case.
type net struct {
	Case
	sub *graph.Subgraph
	r   *rand.Rand
}

// SeedVariable is the environment variable that holds the seed of what is drawn for the
// cases; without it, 0.
const SeedVariable = "EDGED_SEED"

func newNet(name string) *net {
	seed, _ := strconv.ParseUint(os.Getenv(SeedVariable), 10, 64)
	n := &net{sub: &graph.Subgraph{Name: "main"}, r: rand.New(rand.NewPCG(uint64(len(name)), seed+1))}
	n.Case = Case{Name: name, Graph: &graph.Graph{Version: 3, Description: "edged test", Subgraphs: []*graph.Subgraph{n.sub}}}
	return n
}

// affine is a per-tensor quantization.
func affine(scale float32, zero int64) *graph.Quant {
	return &graph.Quant{Scale: []float32{scale}, ZeroPoint: []int64{zero}}
}

// tensor adds a tensor and returns its index.
func (n *net) tensor(t graph.Tensor) int {
	t.HasRank = true
	t.Shape = slices.Clone(t.Shape)
	t.Shape = slices.Clone(t.Shape) // a test may change it
	t.Name = fmt.Sprintf("%s_%d", t.Name, len(n.sub.Tensors))
	n.sub.Tensors = append(n.sub.Tensors, t)
	return len(n.sub.Tensors) - 1
}

// input adds an input of random elements: integers over their type's whole range, floats
// in [-1, 1).
func (n *net) input(t graph.DType, shape []int, q *graph.Quant) int {
	return n.inputOf(t, shape, q, n.random(t, shape))
}

// inputOf adds an input with given elements.
func (n *net) inputOf(t graph.DType, shape []int, q *graph.Quant, data []byte) int {
	i := n.tensor(graph.Tensor{Name: "in", Type: t, Shape: shape, Quant: q})
	n.sub.Inputs = append(n.sub.Inputs, i)
	n.Inputs = append(n.Inputs, graph.Tensor{Type: t, Shape: shape, Data: data})
	return i
}

// constant adds a constant.
func (n *net) constant(t graph.DType, shape []int, q *graph.Quant, data []byte) int {
	return n.tensor(graph.Tensor{Name: "const", Type: t, Shape: shape, Quant: q, Data: data})
}

// ints adds a constant int32 vector.
func (n *net) ints(v ...int32) int {
	return n.constant(graph.Int32, []int{len(v)}, nil, words(v))
}

// op adds an operator with one output, whose shape is inferred. Input -1 is left out.
func (n *net) op(code graph.OpCode, options any, t graph.DType, q *graph.Quant, inputs ...int) int {
	out := n.tensor(graph.Tensor{Name: "out", Type: t, Quant: q})
	n.sub.Outputs = append(n.sub.Outputs, out)
	n.sub.Ops = append(n.sub.Ops, graph.Op{Code: code, Version: 1, Inputs: inputs, Outputs: []int{out}, Options: options})
	shapes, err := n.Graph.Shapes(n.sub)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", n.Name, err)) // the suite itself is wrong
	}
	n.sub.Tensors[out].Shape = shapes[out]
	return out
}

// random returns random elements.
func (n *net) random(t graph.DType, shape []int) []byte {
	b := make([]byte, t.Bytes(graph.Elems(shape)))
	if t == graph.Float32 {
		for i := 0; i < len(b); i += 4 {
			binary.LittleEndian.PutUint32(b[i:], math.Float32bits(n.r.Float32()*2-1))
		}
		return b
	}
	for i := range b {
		b[i] = byte(n.r.Uint32())
	}
	return b
}

// words returns the bytes of 32-bit numbers.
func words[T int32 | float32](v []T) []byte {
	b := make([]byte, 0, 4*len(v))
	for _, x := range v {
		b, _ = binary.Append(b, binary.LittleEndian, x)
	}
	return b
}

// zeroOf returns the zero point at which an 8-bit type's range starts, ends or has its
// middle: where is -1, 1 or 0.
func zeroOf(t graph.DType, where int) int64 {
	z := int64(where) * 127
	if where < 0 {
		z = -128
	}
	if t == graph.UInt8 {
		z += 128
	}
	return z
}

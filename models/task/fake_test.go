package task_test

import (
	"context"
	"encoding/binary"
	"math"

	"edged/models/graph"
	"edged/models/task"
)

// fake is an engine that answers what it is told and remembers what it got.
type fake struct {
	sig    graph.Signature
	answer [][]byte
	err    error
	got    [][]byte
	resets int
}

func (f *fake) Signature() graph.Signature { return f.sig }

func (f *fake) Reset() { f.resets++ }

func (f *fake) Invoke(_ context.Context, in, out []graph.Tensor) error {
	f.got = nil
	for i := range in {
		f.got = append(f.got, append([]byte(nil), in[i].Data...))
	}
	for i := range out {
		out[i].Type, out[i].Shape = f.sig.Outputs[i].Type, f.sig.Outputs[i].Shape
		out[i].Data = append(out[i].Data[:0], f.answer[i]...)
	}
	return f.err
}

func tensor(name string, t graph.DType, shape ...int) graph.Tensor {
	return graph.Tensor{Name: name, Type: t, Shape: shape}
}

func scaled(x graph.Tensor, scale float32, zero int64) graph.Tensor {
	x.Quant = &graph.Quant{Scale: []float32{scale}, ZeroPoint: []int64{zero}}
	return x
}

// bundle is a model of those inputs and outputs without operators, on a fake engine.
func bundle(in, out []graph.Tensor) (task.Bundle, *fake) {
	sub := &graph.Subgraph{}
	add := func(list []graph.Tensor) (at []int) {
		for _, t := range list {
			at = append(at, len(sub.Tensors))
			sub.Tensors = append(sub.Tensors, t)
		}
		return at
	}
	sub.Inputs, sub.Outputs = add(in), add(out)
	f := &fake{sig: graph.Signature{Inputs: in, Outputs: out}}
	for _, t := range out {
		f.answer = append(f.answer, make([]byte, t.Bytes()))
	}
	return task.Bundle{Model: "m", Graph: &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{sub}}, Invoker: f}, f
}

func le(v ...float32) []byte {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

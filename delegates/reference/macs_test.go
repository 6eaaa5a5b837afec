package reference_test

import (
	"context"
	"testing"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// TestMACs compares the multiply-accumulates that the profile names with what follows from
// shapes, and what is said of their type with that of the weights.
func TestMACs(t *testing.T) {
	for _, path := range [][]string{
		{"vision", "tf2_mobilenet_v2_1.0_224_ptq.tflite"},
		{"converted", "bert_tiny_int8.tflite"},
		{"converted", "bert_tiny_f32.tflite"},
	} {
		g, err := tflite.Decode(testkit.Read(t, path...), tflite.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		shapes, err := g.Shapes(g.Subgraphs[0])
		if err != nil {
			t.Fatal(err)
		}
		counted := 0
		for i, got := range s.(delegates.Profiler).Operators() {
			op := &g.Subgraphs[0].Ops[i]
			want := macsOf(op, shapes)
			if got.MACs != want {
				t.Errorf("%s, operator %d (%s): %d multiply-accumulates, want %d", path[1], i, got.Name, got.MACs, want)
			}
			if want == 0 {
				continue
			}
			counted++
			if float := g.Subgraphs[0].Tensors[op.Inputs[1]].Type == graph.Float32; got.Float != float {
				t.Errorf("%s, operator %d (%s): float is %v, want %v", path[1], i, got.Name, got.Float, float)
			}
		}
		if counted < 20 {
			t.Errorf("%s has %d operators that count", path[1], counted)
		}
	}
}

// macsOf is how many products the definition of an operator adds up, 0 for others than the
// four that count here.
func macsOf(op *graph.Op, shapes [][]int) int64 {
	if len(op.Inputs) < 2 {
		return 0
	}
	x, w, out := shapes[op.Inputs[0]], shapes[op.Inputs[1]], int64(graph.Elems(shapes[op.Outputs[0]]))
	switch op.Code {
	case graph.OpConv2D:
		return out * int64(w[1]*w[2]*w[3])
	case graph.OpDepthwiseConv2D:
		return out * int64(w[1]*w[2])
	case graph.OpFullyConnected:
		return out * int64(w[1])
	case graph.OpBatchMatMul:
		if op.Options.(*graph.BatchMatMulOptions).AdjX {
			return out * int64(x[len(x)-2])
		}
		return out * int64(x[len(x)-1])
	}
	return 0
}

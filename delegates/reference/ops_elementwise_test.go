package reference_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/models/graph"
)

// elementwiseModels are small models of element-wise operators from other projects' tests,
// with the kernel set to ask where LiteRT's reference kernels lack the operator.
var elementwiseModels = []struct{ file, kernels string }{
	{"add_10x10.tflite", "ref"},
	{"add_c1_c7.tflite", "ref"},
	{"constant_output_tensor.tflite", "ref"},
	{"island_partial.tflite", "ref"},
	{"mixed_input_model.tflite", "ref"},
	{"mnist_quantized.tflite", "ref"},
	{"mul_quant.tflite", "ref"},
	{"norm.tflite", "ref"},
	{"rope.tflite", "ref"},
	{"simple_atan2_op.tflite", "ref"},
	{"simple_elu_op.tflite", "builtin"},
	{"simple_floor_mod.tflite", "ref"},
	{"simple_l2_norm.tflite", "ref"},
	{"simple_logical_or_op.tflite", "ref"},
	{"simple_quantized_ops.tflite", "ref"},
	{"simple_relu0to1_op.tflite", "ref"},
	{"simple_round_op.tflite", "builtin"},
	{"single_add.tflite", "ref"},
	{"single_add1_constant_input.tflite", "ref"},
	{"single_add_default_a16w8_recipe_quantized.tflite", "ref"},
	{"single_equal.tflite", "ref"},
	{"single_fc_bias_logistic.tflite", "ref"},
	{"single_hard_swish.tflite", "ref"},
	{"single_mul.tflite", "ref"},
	{"single_mul_default_a16w8_recipe_quantized.tflite", "ref"},
	{"single_mul_default_a8w8_recipe_quantized.tflite", "ref"},
	{"single_not_equal.tflite", "ref"},
	{"single_rsqrt_default_a8w8_recipe_quantized.tflite", "ref"},
	{"single_select.tflite", "ref"},
	{"single_select_v2.tflite", "ref"},
	{"single_squared_difference.tflite", "ref"},
	{"single_sub1_constant_input.tflite", "ref"},
	{"single_sum.tflite", "ref"},
	{"single_tanh.tflite", "ref"},
	{"sqrt_mean_mul_multiple.tflite", "ref"},
	{"tflite__add.bin", "ref"},
	{"tflite__add_quantized.bin", "ref"},
	{"tflite__converter__add.bin", "ref"},
	{"tflite__converter__quantization__lite__add_with_const_input.bin", "ref"},
	{"tflite__converter__quantization__lite__maximum.bin", "ref"},
	{"tflite__converter__quantization__lite__minimum.bin", "ref"},
	{"tflite__converter__quantization__lite__mixed16x8.bin", "ref"},
	{"tflite__converter__quantization__lite__multi_input_add_reshape.bin", "ref"},
	{"tflite__converter__quantization__lite__single_softmax_min_minus_5_max_plus_5.bin", "ref"},
	{"tflite__java__add.bin", "ref"},
	{"tflite__java__mul_add_signature_def.bin", "ref"},
	{"tflite__multi_add.bin", "ref"},
	{"tflite__reverse_signature_model.bin", "ref"},
	{"tflite__sub.bin", "ref"},
	{"tflite__test_min_runtime.bin", "ref"},
	{"tflite__test_model_redux_precision.bin", "ref"},
	{"topo_sort_fork.tflite", "ref"},
	{"topo_sort_interleaved.tflite", "ref"},
	{"two_signatures.tflite", "ref"},
}

func TestElementwiseModels(t *testing.T) {
	for _, m := range elementwiseModels {
		t.Run(m.file, func(t *testing.T) {
			enginetest.RunModel(t, reference.Engine{}, enginetest.Tolerance{Kernels: m.kernels}, []int{1, 2}, "ops", m.file)
		})
	}
}

// TestMixedTypes adds two types, which TFLite refuses.
func TestMixedTypes(t *testing.T) {
	types := []graph.DType{graph.Float32, graph.Int8, graph.Int32}
	for _, x := range types {
		for _, y := range types {
			s := &graph.Subgraph{Inputs: []int{0, 1}, Outputs: []int{2}, Ops: []graph.Op{{
				Code: graph.OpAdd, Inputs: []int{0, 1}, Outputs: []int{2}, Options: &graph.AddOptions{},
			}}}
			for _, d := range []graph.DType{x, y, x} {
				s.Tensors = append(s.Tensors, graph.Tensor{Type: d, Shape: []int{2}, Quant: &graph.Quant{Scale: []float32{1}}})
			}
			err := runOnce(&graph.Graph{Subgraphs: []*graph.Subgraph{s}})
			want := fmt.Sprintf("ADD (operator 0): no kernel for %v %v to", x, y)
			if x == y && err != nil || x != y && (err == nil || !strings.HasPrefix(err.Error(), want)) {
				t.Errorf("%v and %v: %v", x, y, err)
			}
		}
	}
}

// TestDomain runs operators on numbers that they are not defined for, computed and
// constant.
func TestDomain(t *testing.T) {
	quant := &graph.Quant{Scale: []float32{0.5}, ZeroPoint: []int64{0}}
	for _, c := range []struct {
		op      graph.OpCode
		options any
		t       graph.DType
		quant   *graph.Quant
		inputs  [][]byte
		want    string
	}{
		{graph.OpSqrt, nil, graph.Int8, quant, [][]byte{{1, 0xff}}, "negative"},
		{graph.OpSqrt, nil, graph.Int16, quant, [][]byte{{1, 0, 0, 0xff}}, "negative"},
		{graph.OpRsqrt, nil, graph.Int8, quant, [][]byte{{1, 0xff}}, "negative"},
		{graph.OpRsqrt, nil, graph.Int16, quant, [][]byte{{1, 0, 0, 0xff}}, "negative"},
		{graph.OpPow, nil, graph.Int32, nil, [][]byte{{1, 0, 0, 0}, {0, 0, 0, 0xff}}, "negative"},
		{graph.OpFloorMod, nil, graph.Int8, nil, [][]byte{{1, 2}, {1, 0}}, "zero"},
		{graph.OpFloorDiv, nil, graph.Int16, nil, [][]byte{{1, 2}, {0, 0}}, "zero"},
		{graph.OpDiv, &graph.DivOptions{}, graph.Int16, quant, [][]byte{{1, 2}, {0, 0}}, "zero"},
	} {
		for _, constant := range []bool{false, true} {
			err := runDomain(c.op, c.options, c.t, c.quant, c.inputs, constant)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v of %v, constant %v: got %v, want %q", c.op, c.t, constant, err, c.want)
			}
		}
	}
}

// runDomain runs one operator. The last of its inputs may be constant.
func runDomain(op graph.OpCode, options any, t graph.DType, q *graph.Quant, inputs [][]byte, constant bool) error {
	s := &graph.Subgraph{}
	var in []graph.Tensor
	o := graph.Op{Code: op, Options: options}
	for i, data := range inputs {
		x := graph.Tensor{Type: t, Shape: []int{8 * len(data) / t.Bits()}, Quant: q}
		o.Inputs = append(o.Inputs, i)
		if constant && i == len(inputs)-1 {
			x.Data = data
		} else {
			s.Inputs = append(s.Inputs, i)
			in = append(in, graph.Tensor{Data: data})
		}
		s.Tensors = append(s.Tensors, x)
	}
	o.Outputs, s.Outputs = []int{len(inputs)}, []int{len(inputs)}
	s.Tensors = append(s.Tensors, graph.Tensor{Type: t, Shape: s.Tensors[0].Shape, Quant: q})
	s.Ops = []graph.Op{o}
	session, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: &graph.Graph{Subgraphs: []*graph.Subgraph{s}}}, delegates.Options{})
	if err != nil {
		return err
	}
	defer session.Close()
	return session.Invoke(context.Background(), in, make([]graph.Tensor, 1))
}

// TestFoldBudget loads a constant that grows beyond the budget when it is dequantized.
func TestFoldBudget(t *testing.T) {
	s := &graph.Subgraph{
		Tensors: []graph.Tensor{
			{Name: "w", Type: graph.Int8, Shape: []int{4096}, Data: make([]byte, 4096), Quant: &graph.Quant{Scale: []float32{1}}},
			{Name: "f", Type: graph.Float32, Shape: []int{4096}},
		},
		Ops:     []graph.Op{{Code: graph.OpDequantize, Inputs: []int{0}, Outputs: []int{1}}},
		Outputs: []int{1},
	}
	m := delegates.Model{Graph: &graph.Graph{Subgraphs: []*graph.Subgraph{s}}}
	_, err := reference.Engine{}.Load(context.Background(), m, delegates.Options{Arena: 16000})
	if err == nil || !strings.Contains(err.Error(), "budget") {
		t.Errorf("got %v, want an error about the budget", err)
	}
}

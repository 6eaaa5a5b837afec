package reference_test

import (
	"fmt"
	"strings"
	"testing"

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

package reference_test

import (
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// movementModels are models as converters write them with operators that move, index and
// reduce.
var movementModels = [][]string{
	{"converted", "yolo_tiny_int8.tflite"},
	{"ops", "branching_conv_fc.tflite"},
	{"ops", "dynamic_update_slice.tflite"},
	{"ops", "embedding_lookup.tflite"},
	{"ops", "fallback_model.tflite"},
	{"ops", "norm.tflite"},
	{"ops", "padv2_inf_max_pool_2d.tflite"},
	{"ops", "reshape_with_empty_shape.tflite"},
	{"ops", "simple_mirror_pad_reflect_op.tflite"},
	{"ops", "simple_reduceall_op.tflite"},
	{"ops", "simple_reducemin_op.tflite"},
	{"ops", "simple_tile_op.tflite"},
	{"ops", "single_gather_nd_with_const_indices.tflite"},
	{"ops", "single_mean.tflite"},
	{"ops", "single_pack.tflite"},
	{"ops", "single_padv2.tflite"},
	{"ops", "single_reduce_min.tflite"},
	{"ops", "single_resize_bilinear.tflite"},
	{"ops", "single_resize_nearest_neighbor.tflite"},
	{"ops", "single_space_to_depth.tflite"},
	{"ops", "single_split.tflite"},
	{"ops", "single_strided_slice.tflite"},
	{"ops", "single_sum.tflite"},
	{"ops", "single_transpose.tflite"},
	{"ops", "single_unpack.tflite"},
	{"ops", "tflite__converter__quantization__lite__argmax.bin"},
	{"ops", "tflite__converter__quantization__lite__concat.bin"},
	{"ops", "tflite__converter__quantization__lite__gather_nd.bin"},
	{"ops", "tflite__converter__quantization__lite__split.bin"},
	{"ops", "tflite__converter__quantization__lite__unpack.bin"},
	{"ops", "tflite__java__float32.bin"},
	{"ops", "tflite__java__int32.bin"},
	{"ops", "tflite__java__quantized.bin"},
	{"ops", "tflite__java__uint8.bin"},
	{"ops", "two_inputs_concatenation.tflite"},
}

func TestMovementModels(t *testing.T) {
	for _, path := range movementModels {
		t.Run(path[1], func(t *testing.T) {
			enginetest.RunModel(t, reference.Engine{}, enginetest.Tolerance{}, []int{1, 2}, path...)
		})
	}
}

// TestIndexModels runs models whose indices random numbers would leave.
func TestIndexModels(t *testing.T) {
	for name, at := range map[string][]int{
		"simple_scatter_nd_op.tflite":               {0, 127, 3, 5, 0, 1, 0, 77},
		"single_gather_nd_with_const_params.tflite": {1, 3, 0, 0, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := tflite.Decode(testkit.Read(t, "ops", name), tflite.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			in := g.Subgraphs[0].Tensors[g.Subgraphs[0].Inputs[0]]
			in.Data = graph.IntData(in.Type, at)
			enginetest.RunCase(t, reference.Engine{}, enginetest.Case{Name: name, Graph: g, Inputs: []graph.Tensor{in}}, enginetest.Tolerance{})
		})
	}
}

package reference_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
)

// moreModels are quantized models beside those of TestModels.
var moreModels = [][]string{
	{"audio", "micro_speech_quantized.tflite"},
	{"audio", "str_ww_ref_model.tflite"},
	{"converted", "inceptionv3_q_int8.tflite"},
	{"converted", "marian_tiny_enc_int8.tflite"},
	{"converted", "resnet18_q_int8.tflite"},
	{"converted", "tf_lstm_int8.tflite"},
	{"converted", "yolo_tiny_int8.tflite"},
	{"ops", "conv_fc_mnist_srq_a8w8.tflite"},
	{"ops", "single_mul_default_a8w8_recipe_quantized.tflite"},
	{"ops", "single_rsqrt_default_a8w8_recipe_quantized.tflite"},
}

// TestModelsXNNPACK wants what LiteRT answers by default: every byte of integer outputs.
// XNNPACK approximates functions of floats, and rounds them where weights are int8.
func TestModelsXNNPACK(t *testing.T) {
	tol := enginetest.Tolerance{Kernels: reference.XNNPACK, Relative: 1e-4}
	for _, path := range slices.Concat(models, moreModels) {
		t.Run(path[1], func(t *testing.T) {
			enginetest.RunModel(t, reference.Engine{}, tol, []int{1, 2, 3}, path...)
		})
	}
}

// unlikeXNNPACK are the cases that the kernel set xnnpack does not claim, and why, beside
// those of float16. No output of theirs is int8 or uint8, but for one.
var unlikeXNNPACK = map[string]string{
	"fully_connected/dequantized":          "XNNPACK folds the dequantized weights and leaves their tensors unwritten",
	"gelu/float32":                         "XNNPACK's approximation differs near 0",
	"gelu/float32 approximate":             "XNNPACK's approximation differs where it cancels",
	"local_response_normalization/float32": "TFLite's optimised kernel differs",
	"logistic/int16":                       "TFLite's optimised kernel differs for int16",
	"reduce_max/float32":                   "the largest of nothing is -Inf",
	"reduce_min/float32":                   "the least of nothing is +Inf",
	"reduce_max/bool":                      "LiteRT's default kernel fails",
	"reduce_min/bool":                      "LiteRT's default kernel fails",
	"reduce_prod/bool":                     "LiteRT's default kernel fails",
	"softmax/int8 to int16":                "TFLite's optimised kernel differs for int16",
	"softmax/uint8 to int16":               "TFLite's optimised kernel differs for int16",
	"tanh/int16":                           "TFLite's optimised kernel differs for int16",
	"transpose_conv/int16_narrow":          "TFLite's optimised kernel differs for int16",
	"transpose_conv/uint8_computed":        "TFLite rounds halves by the place in the tensor where the filter is computed",
}

func TestOperatorsXNNPACK(t *testing.T) { operatorsXNNPACK(t) }

func operatorsXNNPACK(t *testing.T) {
	unlike := maps.Clone(unlikeXNNPACK)
	for stem, cases := range enginetest.Cases() {
		for _, c := range cases {
			name := stem + "/" + c.Name
			if _, ok := unlike[name]; ok || strings.HasPrefix(c.Name, "float16") {
				delete(unlike, name)
				continue
			}
			t.Run(name, func(t *testing.T) {
				enginetest.RunCase(t, reference.Engine{}, c, enginetest.Tolerance{Kernels: reference.XNNPACK}.ForCase(stem, c.Name))
			})
		}
	}
	for name := range unlike {
		t.Errorf("there is no case %s", name)
	}
}

func TestKernels(t *testing.T) {
	g := enginetest.CasesOf("add")[0].Graph
	for set, want := range map[string]string{"": reference.Kernels, "ref": "ref", "xnnpack": "xnnpack"} {
		s := load(t, g, delegates.Options{Kernels: set})
		if got := s.(delegates.Exact).Kernels(); got != want {
			t.Errorf("%q is reported as %q, want %q", set, got, want)
		}
	}
	_, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{Kernels: "fast"})
	if err == nil || !strings.Contains(err.Error(), `"fast"`) {
		t.Errorf("an unknown kernel set: %v", err)
	}
}

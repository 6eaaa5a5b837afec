package reference_test

import (
	"context"
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
	{"converted", "resnet18_q_int8.tflite"},
	{"converted", "tf_lstm_int8.tflite"},
	{"ops", "conv_fc_mnist_srq_a8w8.tflite"},
	{"ops", "single_mul_default_a8w8_recipe_quantized.tflite"},
	{"ops", "single_rsqrt_default_a8w8_recipe_quantized.tflite"},
}

// TestModelsXNNPACK wants what LiteRT answers by default: every byte of integer outputs.
func TestModelsXNNPACK(t *testing.T) {
	for _, path := range slices.Concat(models, moreModels) {
		t.Run(path[1], func(t *testing.T) {
			enginetest.RunModel(t, reference.Engine{}, enginetest.Tolerance{Kernels: reference.XNNPACK}, []int{1, 2, 3}, path...)
		})
	}
}

func TestOperatorsXNNPACK(t *testing.T) {
	enginetest.Run(t, reference.Engine{}, enginetest.Tolerance{Kernels: reference.XNNPACK}, false)
}

func TestKernels(t *testing.T) {
	g := enginetest.Cases()["add"][0].Graph
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

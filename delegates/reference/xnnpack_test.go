package reference_test

import (
	"context"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
)

// xnnpackModels are the models with 8-bit tensors at hand, all of whose outputs have to be
// what LiteRT answers by default.
var xnnpackModels = [][]string{
	{"audio", "ad01_int8.tflite"},
	{"audio", "kws_ref_model.tflite"},
	{"audio", "micro_speech_quantized.tflite"},
	{"audio", "str_ww_ref_model.tflite"},
	{"converted", "inceptionv3_q_int8.tflite"},
	{"converted", "resnet18_q_int8.tflite"},
	{"converted", "tf_lstm_int8.tflite"},
	{"ops", "conv_fc_mnist_srq_a8w8.tflite"},
	{"ops", "single_mul_default_a8w8_recipe_quantized.tflite"},
	{"ops", "single_rsqrt_default_a8w8_recipe_quantized.tflite"},
	{"vision", "deeplabv3_mnv2_dm05_pascal_quant.tflite"},
	{"vision", "detect.tflite"},
	{"vision", "mnist_trained_lstm_int8.tflite"},
	{"vision", "mobilenet_v1_0.25_224_quant.tflite"},
	{"vision", "mobilenet_v2_1.0_224_quant.tflite"},
	{"vision", "movenet_single_pose_lightning_ptq.tflite"},
	{"vision", "pretrainedResnet_quant.tflite"},
	{"vision", "tf2_mobilenet_v2_1.0_224_ptq.tflite"},
	{"vision", "vww_96_int8.tflite"},
}

func TestModelsXNNPACK(t *testing.T) {
	for _, path := range xnnpackModels {
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

package reference_test

import (
	"strings"
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/internal/testkit"
	"edged/models/tflite"
)

// matrixModels are models of the shared folder with matrix and window operators.
var matrixModels = []string{
	"blockwise_i4rangedvalues_fc.tflite",
	"bmm.tflite",
	"channel_i4rangedvalues_fc.tflite",
	"conv_fc_mnist.tflite",
	"conv_fc_mnist_srq_a8w8.tflite",
	"delegate_compatibility_test.tflite",
	"matmul_quant.tflite",
	"mnist_quantized.tflite",
	"single_conv2d_transpose_bias.tflite",
	"single_depthwise_conv2d_bias.tflite",
	"single_fc.tflite",
	"single_fc_bias_logistic.tflite",
	"single_fc_bias_relu.tflite",
	"single_fc_no_bias.tflite",
	"single_max_pool_2d.tflite",
	"tensor_i4rangedvalues_fc.tflite",
	"tflite__converter__quantization__lite__fc_qat.bin",
	"tflite__test_model_redux_precision.bin",
	"weight_sharing_fcs.tflite",
}

func TestMatrixModels(t *testing.T) {
	for _, name := range matrixModels {
		t.Run(name, func(t *testing.T) {
			enginetest.RunModel(t, reference.Engine{}, enginetest.Tolerance{}, []int{0, 1}, "ops", name)
		})
	}
}

// TestBlockwise compares with the optimized kernels, which alone take such weights.
func TestBlockwise(t *testing.T) {
	enginetest.RunCase(t, reference.Engine{}, enginetest.Blockwise(), enginetest.Tolerance{Kernels: "builtin"})
}

// TestPerChannelProduct wants an error where LiteRT, for want of a scale, answers zeros.
func TestPerChannelProduct(t *testing.T) {
	g, err := tflite.Decode(testkit.Read(t, "ops", "static_w8_a16_quantized_k_einsum.tflite"), tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := runOnce(g); err == nil || !strings.Contains(err.Error(), "BATCH_MATMUL (operator 1): tensor arith.constant is quantized per channel") {
		t.Errorf("got %v", err)
	}
}

// TestComputedShape wants an error where a model computes another shape for an output than
// it declares.
func TestComputedShape(t *testing.T) {
	cases := enginetest.CasesOf("transpose_conv")
	err := runOnce(cases[len(cases)-1].Graph)
	if err == nil || !strings.Contains(err.Error(), "TRANSPOSE_CONV (operator 0): the output's shape is [1 6 8 3], the model computes [0 0 0 0]") {
		t.Errorf("got %v", err)
	}
}

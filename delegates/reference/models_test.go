package reference_test

import (
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
)

// models are the models in scope, all of whose outputs have to be LiteRT's.
var models = [][]string{
	{"audio", "ad01_fp32.tflite"},
	{"audio", "ad01_int8.tflite"},
	{"audio", "kws_ref_model.tflite"},
	{"audio", "kws_ref_model_float32.tflite"},
	{"text", "test_model_nl_classifier_with_regex_tokenizer.tflite"},
	{"text", "text_classification.tflite"},
	{"vision", "deeplabv3.tflite"},
	{"vision", "deeplabv3_mnv2_dm05_pascal_quant.tflite"},
	{"vision", "detect.tflite"},
	{"vision", "face_detection_front.tflite"},
	{"vision", "mnist_trained_lstm.tflite"},
	{"vision", "mnist_trained_lstm_int8.tflite"},
	{"vision", "mobilenet_v1_0.25_224_1_default_1.tflite"},
	{"vision", "mobilenet_v1_0.25_224_quant.tflite"},
	{"vision", "mobilenet_v2_1.0_224_quant.tflite"},
	{"vision", "movenet_single_pose_lightning_ptq.tflite"},
	{"vision", "pretrainedResnet.tflite"},
	{"vision", "pretrainedResnet_quant.tflite"},
	{"vision", "tf2_mobilenet_v2_1.0_224_ptq.tflite"},
	{"vision", "vww_96_float.tflite"},
	{"vision", "vww_96_int8.tflite"},
}

func TestModels(t *testing.T) {
	for _, path := range models {
		t.Run(path[1], func(t *testing.T) {
			enginetest.RunModel(t, reference.Engine{}, enginetest.Tolerance{}, []int{1, 2}, path...)
		})
	}
}

// exact is the tolerance for single operators of the kernel set ref: integers are equal,
// floats within 4 units in the last place.
var exact = enginetest.Tolerance{ULP: 4}

func TestOperators(t *testing.T) {
	enginetest.Run(t, reference.Engine{}, exact, false)
}

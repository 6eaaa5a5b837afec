package reference_test

import (
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
)

// recurrentModels are models with recurrent operators, and audio models that stream.
var recurrentModels = [][]string{
	{"audio", "dtln_noise_suppression.tflite"},
	{"audio", "micro_speech_quantized.tflite"},
	{"audio", "str_ww_ref_model.tflite"},
	{"converted", "tf_lstm_int8.tflite"},
	{"ops", "tflite__converter__quantization__lite__lstm_quantized.bin"},
	{"ops", "tflite__converter__quantization__lite__unidirectional_sequence_lstm_quantized.bin"},
	{"ops", "tflite__unidirectional_sequence_lstm.bin"},
	{"vision", "mnist_trained_lstm.tflite"},
	{"vision", "mnist_trained_lstm_int8.tflite"},
}

func TestRecurrentModels(t *testing.T) {
	for _, path := range recurrentModels {
		t.Run(path[1], func(t *testing.T) {
			enginetest.RunStateful(t, reference.Engine{}, enginetest.Tolerance{}, []int{1, 2, 5}, path...)
		})
	}
}

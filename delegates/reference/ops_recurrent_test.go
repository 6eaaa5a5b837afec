package reference_test

import (
	"context"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/models/graph"
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

// TestRecurrentRefusals wants an error that says why of what TFLite refuses, gets wrong or
// crashes on.
func TestRecurrentRefusals(t *testing.T) {
	for _, c := range []struct {
		stem   string
		kase   int
		change func(options any)
		want   string
	}{
		{"lstm", 0, func(o any) { o.(*graph.LSTMOptions).KernelType = 7 }, "kernel type 7"},
		{"lstm", 0, func(o any) { o.(*graph.LSTMOptions).CellClip = -1 }, "cannot clip at -1"},
		{"lstm", 0, func(o any) { o.(*graph.LSTMOptions).FusedActivationFunction = 77 }, "cannot use activation"},
		{"unidirectional_sequence_lstm", 0, func(o any) {
			o.(*graph.UnidirectionalSequenceLSTMOptions).DiagonalRecurrentTensors = true
		}, "diagonal"},
		{"svdf", 4, func(o any) { o.(*graph.SVDFOptions).FusedActivationFunction = graph.ActNone }, "only relu"},
		{"svdf", 0, func(o any) { o.(*graph.SVDFOptions).Rank = 3 }, "multiple of rank 3"},
		{"bidirectional_sequence_rnn", 0, func(o any) {
			o.(*graph.BidirectionalSequenceRNNOptions).MergeOutputs = false
		}, "wants 2"},
	} {
		g := enginetest.CasesOf(c.stem)[c.kase].Graph
		c.change(g.Subgraphs[0].Ops[0].Options)
		_, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.stem, err, c.want)
		}
	}
}

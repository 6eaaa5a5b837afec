package task

import (
	"reflect"
	"strings"
	"testing"

	"edged/models/graph"
	"edged/models/tflite"
)

// A configuration wins over metadata, metadata over the task's default.
func TestFactsPrecedence(t *testing.T) {
	info := &tflite.ModelInfo{
		Inputs: []tflite.TensorInfo{{Content: tflite.Image, Process: []tflite.ProcessUnit{&tflite.Normalization{Mean: []float32{1}, Std: []float32{2}}, nil}}},
		Outputs: []tflite.TensorInfo{{
			Files:   []tflite.File{{Type: tflite.AxisLabels, Data: []byte("a\nb\n")}},
			Process: []tflite.ProcessUnit{&tflite.ScoreThresholding{Global: 0.3}},
		}},
	}
	f, none := newFacts(info), newFacts(nil)
	given := Config{Labels: []string{"x"}, Mean: []float32{5}, Threshold: 0.7}
	if n := f.normalization(given); !n.Forced || n.Mean[0] != 5 || n.Std != nil {
		t.Errorf("configured: %+v", n)
	}
	if n := f.normalization(Config{}); n.Forced || n.Mean[0] != 1 || n.Std[0] != 2 {
		t.Errorf("metadata: %+v", n)
	}
	for _, c := range []struct {
		f      *facts
		c      Config
		labels []string
		least  float32
	}{{f, given, []string{"x"}, 0.7}, {f, Config{}, []string{"a", "b"}, 0.3}, {none, Config{}, nil, 0.4}, {none, Config{Threshold: -1}, nil, -1}} {
		if got := c.f.labels(c.c, 0); !reflect.DeepEqual(got, c.labels) {
			t.Errorf("labels %q, want %q", got, c.labels)
		}
		if got := c.f.threshold(c.c, 0.4); got != c.least {
			t.Errorf("threshold %v, want %v", got, c.least)
		}
	}
}

func TestFactsTokenizer(t *testing.T) {
	units := func(u ...tflite.ProcessUnit) *facts { return newFacts(&tflite.ModelInfo{Preprocess: u}) }
	vocabulary := []byte("<PAD>\n<UNKNOWN>\na")
	for _, c := range []struct {
		f    *facts
		c    Config
		want string
	}{
		{units(&tflite.RegexTokenizer{Delimiter: " ", Vocabulary: []tflite.File{{Data: vocabulary}}}), Config{}, ""},
		{units(&tflite.RegexTokenizer{Delimiter: " "}), Config{Vocabulary: vocabulary}, ""},
		{units(&tflite.RegexTokenizer{Delimiter: " "}), Config{}, "name a vocabulary file"},
		{units(&tflite.BertTokenizer{}), Config{}, "its tokenizer is BERT's"},
		{units(&tflite.SentencePieceTokenizer{}), Config{}, "its tokenizer is SentencePiece"},
		{units(), Config{Vocabulary: []byte("\xff")}, "not UTF-8"},
	} {
		_, err := c.f.tokenizer(c.c)
		if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(err.Error(), c.want)) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}

// Metadata follows the subgraph's order of outputs, callers a signature's.
func TestInEntryOrder(t *testing.T) {
	sub := &graph.Subgraph{Outputs: []int{4, 7, 9}}
	e := graph.Entry{Outputs: []graph.TensorMap{{Tensor: 7}, {Tensor: 4}, {Tensor: 9}, {Tensor: 1}}}
	got := inEntryOrder([][]string{{"four"}, {"seven"}}, e, sub)
	if want := [][]string{{"seven"}, {"four"}, nil, nil}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

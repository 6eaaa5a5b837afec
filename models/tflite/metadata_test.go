package tflite

import (
	"reflect"
	"testing"

	"edged/internal/testkit"
)

func info(t *testing.T, elem ...string) *ModelInfo {
	t.Helper()
	g, err := Decode(testkit.Read(t, elem...), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	i, err := Info(g)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestInfoOfClassifier(t *testing.T) {
	i := info(t, "vision", "mobilenet_v1_0.25_224_quant.tflite")
	if len(i.Inputs) != 1 || i.Inputs[0].Content != Image || i.Inputs[0].Color != RGB {
		t.Errorf("input: %+v", i.Inputs)
	}
	n, ok := i.Inputs[0].Process[0].(*Normalization)
	if !ok || !reflect.DeepEqual(n, &Normalization{Mean: []float32{127.5}, Std: []float32{127.5}}) {
		t.Errorf("normalization: %+v", i.Inputs[0].Process[0])
	}
	labels := i.Outputs[0].Labels()
	if len(labels) != 1001 || labels[0] != "background" || labels[1] != "tench" {
		t.Errorf("%d labels, first %q", len(labels), labels[:min(2, len(labels))])
	}
}

func TestInfoOfTextClassifier(t *testing.T) {
	i := info(t, "text", "test_model_nl_classifier_with_regex_tokenizer.tflite")
	var r *RegexTokenizer
	for _, u := range append(i.Preprocess, i.Inputs[0].Process...) {
		if x, ok := u.(*RegexTokenizer); ok {
			r = x
		}
	}
	if r == nil || r.Delimiter == "" || len(r.Vocabulary) != 1 || len(r.Vocabulary[0].Data) == 0 {
		t.Fatalf("tokenizer: %+v", r)
	}
	if got := i.Outputs[0].Labels(); !reflect.DeepEqual(got, []string{"Negative", "Positive"}) {
		t.Errorf("labels %q", got)
	}
}

func TestInfoOfAudio(t *testing.T) {
	i := info(t, "audio", "yamnet_audio_classifier_with_metadata.tflite")
	if i.Inputs[0].Content != Audio || i.Inputs[0].SampleRate != 16000 {
		t.Errorf("input: %+v", i.Inputs[0])
	}
	if l := i.Outputs[0].Labels(); len(l) != 521 || l[0] != "Speech" {
		t.Errorf("%d labels", len(l))
	}
}

func TestInfoOfModelWithout(t *testing.T) {
	if i := info(t, "vision", "detect.tflite"); i != nil {
		t.Errorf("got %+v", i)
	}
}

// FuzzInfo reads metadata from any bytes.
func FuzzInfo(f *testing.F) {
	f.Add([]byte("\x08\x00\x00\x00M001\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := metadata{r: newReader(b)}
		m.model(m.r.root())
	})
}

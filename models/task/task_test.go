package task_test

import (
	"bytes"
	"errors"
	stdimage "image"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"edged/internal/npy"
	"edged/models/graph"
	"edged/models/task"
)

func picture(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, stdimage.NewGray(stdimage.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAllSorted(t *testing.T) {
	var kinds []task.Kind
	for _, x := range task.All() {
		kinds = append(kinds, x.Kind())
	}
	if !slices.IsSorted(kinds) || len(kinds) != 5 {
		t.Error(kinds)
	}
	if _, err := task.Find("pose"); err == nil || !strings.Contains(err.Error(), "classify, detect, segment, tensor, textclass") {
		t.Error(err)
	}
}

// What does not fit is refused when the model is bound, with its reason.
func TestBindErrors(t *testing.T) {
	rgb, grey := tensor("picture", graph.UInt8, 1, 20, 20, 3), tensor("g", graph.UInt8, 1, 20, 20, 1)
	scores, words := tensor("scores", graph.Float32, 1, 3), tensor("ids", graph.Int32, 1, 8)
	list := func(t ...graph.Tensor) []graph.Tensor { return t }
	ab, abcd := []string{"a", "b"}, []string{"a", "b", "c", "d"}
	vocabulary := []byte("<PAD>\n<UNKNOWN>\nx")
	for _, c := range []struct {
		kind    task.Kind
		in, out []graph.Tensor
		config  task.Config
		want    string
	}{
		{task.Classify, list(rgb), list(scores), task.Config{}, ""},
		{task.Classify, list(grey), list(scores), task.Config{Labels: []string{"a", "b", "c"}}, ""},
		{task.Classify, list(words), list(scores), task.Config{}, "model m cannot classify: shape [1 8] is not a picture's"},
		{task.Classify, list(rgb, grey), list(scores), task.Config{}, "it has 2 inputs (picture, g)"},
		{task.Classify, list(rgb), list(grey), task.Config{}, "no output has one score a class"},
		{task.Classify, list(rgb), list(tensor("s", graph.Bool, 1, 3)), task.Config{}, `output "s" is bool`},
		{task.Classify, list(rgb), list(scores), task.Config{Labels: ab}, "labels: 2 for 3 classes; one is missing, often the first (background)"},
		{task.Classify, list(rgb), list(scores), task.Config{Labels: abcd}, "labels: 4 for 3 classes; one is too many"},
		{task.Classify, list(rgb), list(scores), task.Config{Labels: ab[:1]}, "labels: 1 for 3 classes"},
		{task.Classify, list(rgb), list(scores), task.Config{Top: -1}, "top is -1"},
		{task.Classify, list(rgb), list(scores), task.Config{MaxPixels: -1}, "max pixels is -1"},
		{task.Classify, list(rgb), list(scores), task.Config{Threshold: float32(math.NaN())}, "threshold is not a number"},
		{task.Classify, list(rgb), list(scores), task.Config{Mean: []float32{1, 2}}, "2 numbers for mean"},
		{task.Detect, list(rgb), list(scores), task.Config{}, "model m cannot detect: it has no TFLite_Detection_PostProcess operator"},
		{task.Segment, list(rgb), list(scores), task.Config{}, "is no mask"},
		{task.Segment, list(rgb), list(tensor("m", graph.Float32, 1, 5, 5, 300)), task.Config{}, "at most 256 classes"},
		{task.Segment, list(rgb), list(tensor("m", graph.Float32, 1, 5, 5, 3)), task.Config{Labels: ab}, "labels: 2 for 3 classes"},
		{task.Segment, list(rgb), list(tensor("m", graph.Int64, 1, 5, 5)), task.Config{Labels: ab}, ""},
		{task.TextClass, list(words), list(scores), task.Config{}, "name a vocabulary file"},
		{task.TextClass, list(words), list(scores), task.Config{Vocabulary: vocabulary}, ""},
		{task.TextClass, list(words), list(scores), task.Config{Vocabulary: []byte("a\nb")}, "the vocabulary has no <PAD>"},
		{task.TextClass, list(rgb), list(scores), task.Config{Vocabulary: vocabulary}, "token ids are int32, int64 or float32"},
		{task.Raw, list(rgb, words), list(scores), task.Config{}, ""},
		{task.Raw, list(tensor("s", graph.String, 1)), list(scores), task.Config{}, `input "s" is of type string`},
		{task.Raw, list(tensor("x", graph.Int8, 1, -1)), list(scores), task.Config{}, "shape [1 -1] is open or empty"},
		{task.Raw, nil, list(scores), task.Config{}, "0 inputs and 1 outputs"},
	} {
		b, _ := bundle(c.in, c.out)
		b.Config = c.config
		x, err := task.Find(c.kind)
		if err != nil {
			t.Fatal(err)
		}
		_, err = x.Bind(b)
		if (err == nil) != (c.want == "") || (err != nil && (!strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n"))) {
			t.Errorf("%s %+v: got %v, want %q", c.kind, c.config, err, c.want)
		}
	}
	for _, x := range task.All() {
		if _, err := x.Bind(task.Bundle{Model: "m"}); err == nil {
			t.Errorf("%s binds without a model", x.Kind())
		}
	}
}

func TestTensors(t *testing.T) {
	x, y := tensor("x", graph.Int8, 1, 2), tensor("y", graph.Float32, 1)
	b, f := bundle([]graph.Tensor{x, y}, []graph.Tensor{tensor("out", graph.Int8, 2)})
	f.answer[0] = []byte{7, 8}
	r := bind(t, task.Raw, b)
	give := func(t graph.Tensor, name string, data ...byte) graph.Tensor { t.Name, t.Data = name, data; return t }
	ok := []graph.Tensor{give(y, "y", 1, 2, 3, 4), give(x, "x", 5, 6)}
	res, err := r.Run(t.Context(), task.Payload{Tensors: ok})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(f.got[0], []byte{5, 6}) || !bytes.Equal(f.got[1], []byte{1, 2, 3, 4}) {
		t.Errorf("the engine got %v", f.got)
	}
	if len(res.Outputs) != 1 || res.Outputs[0].Name != "out" || !bytes.Equal(res.Outputs[0].Data, []byte{7, 8}) || res.Kind != task.Raw {
		t.Errorf("got %+v", res)
	}
	f.answer[0] = []byte{1, 1}
	if _, err := r.Run(t.Context(), task.Payload{Tensors: []graph.Tensor{give(x, "0", 5, 6), give(y, "1", 1, 2, 3, 4)}}); err != nil {
		t.Error("inputs by number:", err)
	}
	if !bytes.Equal(res.Outputs[0].Data, []byte{7, 8}) {
		t.Error("an answer changed with the next request")
	}
	for _, c := range []struct {
		p    task.Payload
		want string
	}{
		{task.Payload{}, "neither a medium nor tensors"},
		{task.Payload{Media: []byte("x"), Tensors: ok}, "a medium and tensors"},
		{task.Payload{Media: []byte("hello")}, "send a .npy file"},
		{task.Payload{Media: []byte("\x93NUMPY")}, "it has 2 inputs (x, y)"},
		{task.Payload{Tensors: ok[:1]}, `input "x" is missing`},
		{task.Payload{Tensors: []graph.Tensor{ok[0], ok[0]}}, `input "y" is given twice`},
		{task.Payload{Tensors: []graph.Tensor{give(x, "z", 1, 2)}}, `no input "z"; the model has x, y`},
		{task.Payload{Tensors: []graph.Tensor{give(x, "2", 1, 2)}}, `no input "2"`},
		{task.Payload{Tensors: []graph.Tensor{give(x, "", 1, 2)}}, "an input has no name"},
		{task.Payload{Tensors: []graph.Tensor{give(tensor("", graph.Float32, 1, 2), "x", 1)}}, `input "x": got float32 [1 2], wants int8 [1 2]`},
		{task.Payload{Tensors: []graph.Tensor{give(tensor("", graph.Int8, 2), "x", 1, 2)}}, `input "x": got int8 [2], wants int8 [1 2]`},
		{task.Payload{Tensors: []graph.Tensor{give(x, "x", 1)}}, "got 1 bytes of data, int8 [1 2] takes 2"},
	} {
		_, err := r.Run(t.Context(), c.p)
		var in *task.InputError
		if !errors.As(err, &in) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want an InputError with %q", err, c.want)
		}
	}
}

func TestNpyMedia(t *testing.T) {
	x := tensor("x", graph.Int8, 1, 2)
	b, f := bundle([]graph.Tensor{x}, []graph.Tensor{tensor("out", graph.Int8, 2)})
	r := bind(t, task.Raw, b)
	x.Data = []byte{3, 4}
	file, err := npy.Encode(x)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Run(t.Context(), task.Payload{Media: file}); err != nil || !bytes.Equal(f.got[0], x.Data) {
		t.Errorf("got %v, %v", f.got, err)
	}
	x.Name = ""
	if _, err := r.Run(t.Context(), task.Payload{Tensors: []graph.Tensor{x}}); err != nil {
		t.Error("a single tensor without name:", err)
	}
	if _, err := r.Run(t.Context(), task.Payload{Media: file[:20]}); err == nil {
		t.Error("half a file passes")
	}
}

// An engine's failure is not the request's fault.
func TestEngineError(t *testing.T) {
	b, f := bundle([]graph.Tensor{tensor("x", graph.UInt8, 1, 20, 20, 3)}, []graph.Tensor{tensor("s", graph.Float32, 1, 2)})
	f.err = errors.New("conv2d (operator 0): broken")
	_, err := bind(t, task.Classify, b).Run(t.Context(), task.Payload{Media: picture(t, 5, 5)})
	var in *task.InputError
	if !errors.Is(err, f.err) || errors.As(err, &in) {
		t.Errorf("got %v", err)
	}
	_, err = bind(t, task.Classify, b).Run(t.Context(), task.Payload{Media: []byte("no picture")})
	if !errors.As(err, &in) || !strings.Contains(err.Error(), "neither JPEG, PNG, BMP nor GIF") {
		t.Errorf("got %v", err)
	}
}

// A model with state starts each request from zero.
func TestStateReset(t *testing.T) {
	b, f := bundle([]graph.Tensor{tensor("x", graph.UInt8, 1, 20, 20, 3)}, []graph.Tensor{tensor("s", graph.Float32, 1, 2)})
	run := func() {
		if _, err := bind(t, task.Classify, b).Run(t.Context(), task.Payload{Media: picture(t, 5, 5)}); err != nil {
			t.Fatal(err)
		}
	}
	if run(); f.resets != 0 {
		t.Error("a model without state is reset")
	}
	s := b.Graph.Subgraphs[0]
	s.Tensors = append(s.Tensors, graph.Tensor{Type: graph.Float32, Shape: []int{1}, Variable: true})
	if run(); f.resets != 1 {
		t.Errorf("%d resets", f.resets)
	}
}

func TestParseLabels(t *testing.T) {
	got, err := task.ParseLabels([]byte("\ufeffcat\r\n dog\n\nbird\n\n\n"))
	if err != nil || !slices.Equal(got, []string{"cat", "dog", "", "bird"}) {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{"", "\n\n", "\xff"} {
		if _, err := task.ParseLabels([]byte(bad)); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

package model_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"edged/daemon/place"
	"edged/delegates"
	"edged/delegates/reference"
	"edged/models/graph"
	"edged/models/task"
)

var ctx = context.Background()

func TestLoad(t *testing.T) {
	m := files{"m.tflite": file(t, relu())}.model(t)
	l := load(t, m)
	if l.Engine != "reference" || l.Kernels != reference.Kernels || l.Refused != nil {
		t.Errorf("engine %q, kernels %q, refused %v", l.Engine, l.Kernels, l.Refused)
	}
	p := l.Pooled(m)
	if p.Runner == nil || p.Version != m.Version || p.Bytes != l.Bytes(m) || p.Close == nil {
		t.Errorf("pooled %+v", p)
	}
	if p.Bytes <= int64(len(m.File)) {
		t.Errorf("%d bytes in memory of a file of %d", p.Bytes, len(m.File))
	}
	in := graph.Tensor{Name: "x", Type: graph.Int8, Shape: []int{1, 4}, HasRank: true, Data: []byte{0x80, 0xff, 0, 5}}
	res, err := p.Runner.Run(ctx, task.Payload{Tensors: []graph.Tensor{in}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []byte{0, 0, 0, 5}; len(res.Outputs) != 1 || !bytes.Equal(res.Outputs[0].Data, want) {
		t.Errorf("got %+v, want %v", res.Outputs, want)
	}
}

// What the engine cannot tell of itself is left out.
func TestLoadOnAPlainSession(t *testing.T) {
	m := files{"m.tflite": file(t, relu())}.model(t)
	e := &engine{name: "plain"}
	l, err := m.Load(ctx, place.First{e}, nil, delegates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if l.Kernels != "" || place.Kernels(l.Session) != "" || l.Bytes(m) <= int64(len(m.File)) {
		t.Errorf("kernels %q, %d bytes", l.Kernels, l.Bytes(m))
	}
	if e.loaded.Name != "m" || e.loaded.Graph != m.Graph || !bytes.Equal(e.loaded.File, m.File) {
		t.Errorf("the engine got %s, %d bytes", e.loaded.Name, len(e.loaded.File))
	}
	if err := l.Pooled(m).Close(); err != nil || e.open != 0 {
		t.Errorf("after Close: %v, %d sessions", err, e.open)
	}
}

func TestTheOrderOfEngines(t *testing.T) {
	for _, c := range []struct {
		yaml, order, want string
		refused           int
	}{
		{"threads: 3\n", "", "a", 0},
		{"threads: 3\n", "b a", "b", 0},
		{"threads: 3\nkernels: xnnpack\nengines: [gpu, reference]\n", "b", "reference", 1},
	} {
		m := files{"m.tflite": file(t, relu()), "m.yaml": c.yaml}.model(t)
		list := []delegates.Engine{&engine{name: "a"}, &engine{name: "b"}, &engine{name: "reference"}}
		l, err := m.Load(ctx, place.First(list), strings.Fields(c.order), delegates.Options{})
		if err != nil {
			t.Fatal(err)
		}
		l.Session.Close()
		if l.Engine != c.want || len(l.Refused) != c.refused {
			t.Errorf("%q, order %q: got %s, refused %v", c.yaml, c.order, l.Engine, l.Refused)
		}
		e := list[slices.IndexFunc(list, func(e delegates.Engine) bool { return e.Name() == c.want })].(*engine)
		if e.options.Threads != 3 {
			t.Errorf("%q: %d threads", c.yaml, e.options.Threads)
		}
		if named := strings.Contains(c.yaml, "kernels"); (e.options.Kernels == "xnnpack") != named {
			t.Errorf("%q: kernels %q", c.yaml, e.options.Kernels)
		}
	}
}

func TestTheCallersThreadsWin(t *testing.T) {
	m := files{"m.tflite": file(t, relu()), "m.yaml": "threads: 3\n"}.model(t)
	e := &engine{name: "a"}
	p, err := m.Place(ctx, place.First{e}, nil, delegates.Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	if p.Session.Close(); e.options.Threads != 1 {
		t.Errorf("got %d threads", e.options.Threads)
	}
}

func TestNoEngineTakesIt(t *testing.T) {
	s := relu()
	s.Ops[0].Code, s.Ops[0].Custom = graph.OpCustom, "Warp"
	m := files{"m.tflite": file(t, s)}.model(t)
	l, err := m.Load(ctx, place.First{reference.Engine{}}, nil, delegates.Options{})
	var op *graph.UnsupportedError
	if l != nil || !errors.Is(err, place.ErrNone) || !errors.As(err, &op) {
		t.Fatalf("got %v, %v", l, err)
	}
	for _, part := range []string{"model m: ", "reference: ", "Warp"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %q", part, err)
		}
	}
}

// A model that cannot do its task is an error that names it, and leaves no session open.
func TestTheWrongTask(t *testing.T) {
	words, picture := file(t, relu()), file(t, colours())
	for _, c := range []struct {
		name  string
		files files
		want  string
	}{
		{"text of int8", files{"m.tflite": words, "m.yaml": "task: textclass\n"}, "token ids"},
		{"picture of a vector", files{"m.tflite": words, "m.yaml": "task: classify\n"}, ""},
		{"objects without the operator", files{"m.tflite": picture, "m.yaml": "task: detect\n"}, graph.DetectionPostProcess},
		{"mask of scores", files{"m.tflite": picture, "m.yaml": "task: segment\n"}, ""},
		{"too few labels", files{"m.tflite": picture, "m.txt": "red\ngreen\n"}, "2 for 3 classes"},
		{"mean of two channels", files{"m.tflite": picture, "m.yaml": "normalize: {mean: [1, 2], std: 2}\n"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &engine{name: "a"}
			l, err := c.files.model(t).Load(ctx, place.First{e}, nil, delegates.Options{})
			if err == nil {
				t.Fatalf("it loaded as %+v", l)
			}
			if text := err.Error(); !strings.Contains(text, "model m") || !strings.Contains(text, c.want) || strings.Contains(text, "\n") {
				t.Errorf("got %q, want %q", text, c.want)
			}
			if e.open != 0 {
				t.Errorf("%d sessions are open", e.open)
			}
		})
	}
}

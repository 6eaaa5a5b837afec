package model_test

import (
	"bytes"
	"context"
	"errors"
	stdimage "image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"edged/daemon/model"
	"edged/daemon/place"
	"edged/delegates"
	"edged/delegates/reference"
	"edged/models/graph"
	"edged/models/store"
	"edged/models/task"
	"edged/models/tflite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// file is a .tflite file of one subgraph.
func file(t testing.TB, s *graph.Subgraph) string {
	t.Helper()
	b, err := tflite.Encode(&graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{s}})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// relu is a model of one operator: 4 int8 in, those below 0 become 0.
func relu() *graph.Subgraph {
	q := &graph.Quant{Scale: []float32{0.5}, ZeroPoint: []int64{0}}
	tensor := func(name string) graph.Tensor {
		return graph.Tensor{Name: name, Type: graph.Int8, Shape: []int{1, 4}, HasRank: true, Quant: q}
	}
	return &graph.Subgraph{
		Tensors: []graph.Tensor{tensor("x"), tensor("y")}, Inputs: []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpRelu, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}
}

// colours is a classifier of pictures: its three scores are how red, green and blue one is.
func colours() *graph.Subgraph {
	q := &graph.Quant{Scale: []float32{1. / 255}, ZeroPoint: []int64{0}}
	return &graph.Subgraph{
		Tensors: []graph.Tensor{
			{Name: "picture", Type: graph.UInt8, Shape: []int{1, 16, 16, 3}, HasRank: true, Quant: q},
			{Name: "axes", Type: graph.Int32, Shape: []int{2}, HasRank: true, Data: []byte{1, 0, 0, 0, 2, 0, 0, 0}},
			{Name: "share", Type: graph.UInt8, Shape: []int{1, 3}, HasRank: true, Quant: q},
		},
		Inputs: []int{0}, Outputs: []int{2},
		Ops: []graph.Op{{Code: graph.OpMean, Version: 1, Inputs: []int{0, 1}, Outputs: []int{2}, Options: &graph.ReducerOptions{}}},
	}
}

// green is a green picture.
func green(t testing.TB) []byte {
	t.Helper()
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, 16, 16))
	for i := range 16 * 16 {
		m.Set(i%16, i/16, color.RGBA{51, 255, 0, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// files are a model's, by name; read finds the model m among them.
type files map[string]string

func (f files) read(t testing.TB) (m *model.Model, dir string, err error) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range f {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.ReadFile(filepath.Join(dir, "m.tflite"))
	if err != nil {
		t.Fatal(err)
	}
	m, err = model.Read(s)
	return m, dir, err
}

func (f files) model(t testing.TB) *model.Model {
	t.Helper()
	m, _, err := f.read(t)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// load puts a model on the reference engine until the test ends.
func load(t testing.TB, m *model.Model) *model.Loaded {
	t.Helper()
	l, err := m.Load(context.Background(), place.First{reference.Engine{}}, nil, delegates.Options{Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Session.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// run answers one request.
func run(t testing.TB, m *model.Model, p task.Payload) task.Result {
	t.Helper()
	res, err := load(t, m).Runner.Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// engine is the reference engine under a name of its own. It notes the options it was given
// and how many of its sessions are open.
type engine struct {
	reference.Engine
	name    string
	options delegates.Options
	loaded  delegates.Model
	open    int
}

func (e *engine) Name() string { return e.name }

func (e *engine) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	s, err := e.Engine.Load(ctx, m, o)
	if err != nil {
		return nil, err
	}
	e.open++
	e.options, e.loaded = o, m
	return &session{s, e}, nil
}

// session is a Session and nothing more: it is neither Exact nor a Profiler.
type session struct {
	delegates.Session
	engine *engine
}

func (s *session) Close() error {
	s.engine.open--
	return s.Session.Close()
}

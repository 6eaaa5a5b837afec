//go:build linux

package worker_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/delegates/verify"
	"edged/delegates/worker/workertest"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// chain is a model of float32 [1 8]: TANH, RELU, ABS, NEG.
func chain(t testing.TB) delegates.Model {
	t.Helper()
	s := &graph.Subgraph{Inputs: []int{0}, Outputs: []int{4}}
	for i := range 5 {
		s.Tensors = append(s.Tensors, graph.Tensor{Name: string(rune('a' + i)), Type: graph.Float32, Shape: []int{1, 8}})
	}
	for i, code := range []graph.OpCode{graph.OpTanh, graph.OpRelu, graph.OpAbs, graph.OpNeg} {
		s.Ops = append(s.Ops, graph.Op{Code: code, Version: 1, Inputs: []int{i}, Outputs: []int{i + 1}})
	}
	g := &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{s}}
	file, err := tflite.Encode(g)
	if err != nil {
		t.Fatal(err)
	}
	if g, err = tflite.Decode(file, tflite.Limits{}); err != nil {
		t.Fatal(err)
	}
	return delegates.Model{Name: "chain", Graph: g, File: file}
}

func load(t testing.TB, e delegates.Engine, m delegates.Model, o delegates.Options) delegates.Session {
	t.Helper()
	s, err := e.Load(t.Context(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// The delegate of the tests computes RELU wrongly: the comparison fails, and names it, not
// the operators behind it.
func TestTraceNamesTheOperator(t *testing.T) {
	m := chain(t)
	for fault, want := range map[string]string{"wrong": "relative", "nan": "1 elements are NaN"} {
		e := workertest.Faulty(t, map[string]string{"fault": fault, "after": "1"})
		ref := load(t, reference.New(), m, delegates.Options{})
		in := verify.Inputs(ref.Signature(), 8, 1)
		tol := verify.Default(e.Name(), "ref", "tensor")
		r, err := verify.Run(t.Context(), load(t, e, m, delegates.Options{}), ref, in, tol, nil)
		if err != nil || r.Runs != 8 || r.First != 0 || r.Latency <= 0 {
			t.Fatalf("%+v, %v", r, err)
		}
		wantError(t, r.Failed, want)
		steps := 0
		tr, err := verify.Tracer{Engine: e, Reference: reference.New(), Model: m, Tolerance: tol, Progress: func(done, total int) { steps += done }}.Run(t.Context(), in[0])
		if err != nil || len(tr.Operators) != 4 || steps != 4 {
			t.Fatalf("%+v, %v", tr, err)
		}
		if o := tr.First; o == nil || o.Index != 1 || o.Name != "RELU" || !o.Wrong || o.Alone == nil || tr.Operators[0].Left != nil || tr.Operators[2].Left == nil {
			t.Errorf("%s: %+v", fault, o)
		}
	}
}

// An engine that is right leaves nothing to find, on real models.
func TestTraceOfRealModels(t *testing.T) {
	for _, name := range []string{"audio/kws_ref_model.tflite", "vision/pretrainedResnet_quant.tflite", "vision/mnist_trained_lstm_int8.tflite", "vision/detect.tflite"} {
		file := testkit.Read(t, strings.Split(name, "/")...)
		g, err := tflite.Decode(file, tflite.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		m := delegates.Model{Name: filepath.Base(name), Graph: g, File: file}
		e := workertest.Engine(t, "xnnpack")
		kernels := verify.Kernels(e.Name())
		ref := load(t, reference.New(), m, delegates.Options{Kernels: kernels})
		in, tol := verify.InputsOf(g, ref.Signature(), 8, 1), verify.Default(e.Name(), kernels, "tensor")
		r, err := verify.Run(t.Context(), load(t, e, m, delegates.Options{}), ref, in, tol, nil)
		if err != nil || r.Failed != nil || r.Runs != len(in) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		tr, err := verify.Tracer{Engine: e, Reference: reference.New(), Model: m, Kernels: kernels, Tolerance: tol}.Run(t.Context(), in[1])
		if err != nil || tr.First != nil || len(tr.Operators) == 0 {
			t.Errorf("%s: %+v, %v", name, tr, err)
		}
		t.Logf("%s: %v; %d operators", name, r.Worst, len(tr.Operators))
	}
}

// broken fails, or answers in a shape of its own.
type broken struct {
	delegates.Session
	err   error
	shape []int
}

func (b broken) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	if b.err != nil {
		return b.err
	}
	err := b.Session.Invoke(ctx, in, out)
	out[0].Shape = b.shape
	return err
}

func TestRunErrors(t *testing.T) {
	m := chain(t)
	s := load(t, reference.New(), m, delegates.Options{})
	in := verify.Inputs(s.Signature(), 3, 1)
	exact := verify.Tolerance{Exact: true}
	if r, err := verify.Run(t.Context(), s, s, in, exact, nil); err != nil || r.Failed != nil || r.First != -1 || r.Worst != verify.Same() {
		t.Errorf("%+v, %v", r, err)
	}
	var re *verify.ReferenceError
	if r, err := verify.Run(t.Context(), broken{s, os.ErrClosed, nil}, s, in, exact, nil); !errors.Is(err, os.ErrClosed) || errors.As(err, &re) || r.Runs != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := verify.Run(t.Context(), s, broken{s, os.ErrClosed, nil}, in, exact, nil); !errors.As(err, &re) || !errors.Is(err, os.ErrClosed) {
		t.Errorf("%v", err)
	}
	r, err := verify.Run(t.Context(), broken{s, nil, []int{8, 1}}, s, in, exact, nil)
	if err != nil || r.Runs != 3 {
		t.Errorf("%+v, %v", r, err)
	}
	wantError(t, r.Failed, "input 0: output \"e\": has shape [8 1]")
}

// Operators whose answers cannot be seen are said to be so.
func TestTraceWithoutTensors(t *testing.T) {
	g := &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{{Name: "x", Type: graph.Float32, Shape: []int{1}}}, Inputs: []int{0}, Outputs: []int{0},
	}}}
	_, err := verify.Tracer{Engine: reference.New(), Reference: reference.New(), Model: delegates.Model{Graph: g}}.Run(t.Context(), nil)
	wantError(t, err, "no tensor between operators")
}
func wantError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
	}
}

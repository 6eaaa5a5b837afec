//go:build linux

package worker_test

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/worker"
	"edged/delegates/worker/workertest"
	"edged/models/graph"
	"edged/models/tflite"
)

// reluModel is a model [1 n] float32 in, max(x, 0) out.
func reluModel(t testing.TB, n int) delegates.Model {
	t.Helper()
	g := &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{{Name: "x", Type: graph.Float32, Shape: []int{1, n}}, {Name: "y", Type: graph.Float32, Shape: []int{1, n}}},
		Inputs:  []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpRelu, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}}}
	file, err := tflite.Encode(g)
	if err != nil {
		t.Fatal(err)
	}
	return delegates.Model{Name: "relu", Graph: g, File: file}
}

func open(t testing.TB, e worker.Engine, m delegates.Model) delegates.Session {
	t.Helper()
	s, err := e.Load(t.Context(), m, delegates.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// ask runs a session of reluModel on -1, 2, -1, 2 …
func ask(t testing.TB, s delegates.Session, limit time.Duration) ([]float32, error) {
	t.Helper()
	in := []graph.Tensor{s.Signature().Inputs[0]}
	for i := range in[0].Elems() {
		in[0].Data = binary.LittleEndian.AppendUint32(in[0].Data, math.Float32bits([]float32{-1, 2}[i%2]))
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	out := make([]graph.Tensor, 1)
	if err := s.Invoke(ctx, in, out); err != nil {
		return nil, err
	}
	var y []float32
	for i := 0; i < len(out[0].Data); i += 4 {
		y = append(y, math.Float32frombits(binary.LittleEndian.Uint32(out[0].Data[i:])))
	}
	return y, nil
}

func right(y []float32) bool {
	for i, v := range y {
		if v != []float32{0, 2}[i%2] {
			return false
		}
	}
	return len(y) > 0
}

func faultyAfter(t testing.TB, fault, after string) worker.Engine {
	t.Helper()
	return workertest.Faulty(t, map[string]string{"fault": fault, "after": after})
}

const patience = 30 * time.Second

// Real models on the real library: XNNPACK answers as LiteRT's own does, within what two
// versions of it may differ by.
func TestModels(t *testing.T) {
	for kind, kernels := range map[string]string{"tflite": "builtin", "xnnpack": "xnnpack"} {
		t.Run(kind, func(t *testing.T) {
			e := workertest.Engine(t, kind)
			for _, name := range []string{"vision/mobilenet_v2_1.0_224_quant.tflite", "vision/vww_96_int8.tflite", "audio/kws_ref_model.tflite", "audio/ad01_int8.tflite"} {
				tol := enginetest.Tolerance{LSB: 3, Relative: 1e-4, Kernels: kernels}
				enginetest.RunModel(t, e, tol, []int{1, 2}, strings.Split(name, "/")...)
			}
		})
	}
}

// The delegate of the tests takes the operator, and the session says so.
func TestExternal(t *testing.T) {
	s := open(t, workertest.Faulty(t, nil), reluModel(t, 8))
	y, err := ask(t, s, patience)
	if err != nil || !right(y) {
		t.Error(y, err)
	}
	if own, pieces := s.(delegates.Delegated).Delegated(); own != 0 || pieces != 1 {
		t.Errorf("%d operators on the library, %d pieces on delegates", own, pieces)
	}
	if _, err := workertest.Faulty(t, map[string]string{"speed": "9"}).Load(t.Context(), reluModel(t, 8), delegates.Options{}); err == nil || !strings.Contains(err.Error(), "unknown option") {
		t.Error(err)
	}
}

// Each fault is an error of one request, and the next worker answers again. What only this
// process could show, like a wrong answer, is for whoever compares answers.
func TestFaults(t *testing.T) {
	for fault, want := range map[string]string{
		"segfault": "segmentation fault",
		"abort":    "aborted",
		"exit":     "exit status 0",
		"stack":    "segmentation fault",
		"memory":   "edged-worker ended",
		"spin":     "did not answer",
		"sleep":    "did not answer",
		"term":     "did not answer",
		"stop":     "did not answer",
		"error":    "the library failed",
		"length":   "the library changed output 0",
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			e := faultyAfter(t, fault, "2")
			e.Memory = 512 << 20
			s := open(t, e, reluModel(t, 1000))
			if y, err := ask(t, s, patience); err != nil || !right(y) {
				t.Fatal(y, err)
			}
			limit := patience
			if want == "did not answer" {
				limit = time.Second
			}
			if y, err := ask(t, s, limit); err == nil || !strings.Contains(err.Error(), want) {
				t.Fatalf("answered %v, %v", y, err)
			}
			if y, err := ask(t, s, patience); (err != nil || !right(y)) && want[:4] != "the " {
				t.Errorf("the next worker answered %v, %v", y, err)
			}
		})
	}
}

// What a worker does to its memory is its own: the daemon's side copies what is there.
func TestScribble(t *testing.T) {
	s := open(t, faultyAfter(t, "scribble", "1"), reluModel(t, 1000))
	for range 3 {
		if y, err := ask(t, s, patience); err != nil || !right(y) {
			t.Fatal(err) // outputs are written after the delegate ran
		}
	}
}

// A fork bomb goes nowhere: there are no processes but the worker.
func TestForks(t *testing.T) {
	s := open(t, faultyAfter(t, "forks", "1"), reluModel(t, 8))
	if y, err := ask(t, s, patience); err != nil || !right(y) {
		t.Error(y, err)
	}
}

// Native code finds no network, no other process, no file that is not its business.
func TestConfined(t *testing.T) {
	e := faultyAfter(t, "escape", "1")
	l, err := e.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(l.Confined)
	s := open(t, e, reluModel(t, 8))
	_, err = ask(t, s, patience)
	if err == nil || !strings.Contains(err.Error(), "tried to escape") || strings.Contains(err.Error(), "escaped") {
		t.Error(err)
	}
	if _, err := os.Stat("/tmp/escaped"); err == nil {
		t.Error("a file was written")
		os.Remove("/tmp/escaped")
	}
}

// A fault while the model is loaded is a refusal.
func TestFaultAtLoad(t *testing.T) {
	for fault, want := range map[string]string{"segfault": "segmentation fault", "sleep": "did not answer", "error": "makes no interpreter"} {
		e := faultyAfter(t, fault, "0")
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		_, err := e.Load(ctx, reluModel(t, 8), delegates.Options{})
		cancel()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", fault, err)
		}
	}
}

func TestMissing(t *testing.T) {
	e := workertest.Engine(t, "tflite")
	l, err := e.Probe(t.Context())
	if err != nil || l.Version == "" || l.Library != e.Libraries[0] {
		t.Errorf("%+v, %v", l, err)
	}
	e.Libraries = []string{"libnothing.so.7", "libm.so.6"}
	if _, err := e.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "libnothing.so.7: cannot open") || !strings.Contains(err.Error(), "libm.so.6 has no TfLiteVersion") {
		t.Error(err)
	}
	if _, err := e.Load(t.Context(), reluModel(t, 8), delegates.Options{}); err == nil || !strings.Contains(err.Error(), "libnothing.so.7") {
		t.Error(err)
	}
	e.Program = "/nowhere/edged-worker"
	if _, err := e.Probe(t.Context()); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// Paths may be relative to where edged runs: what holds the worker wants to know them.
func TestRelative(t *testing.T) {
	e := workertest.Faulty(t, nil)
	t.Chdir(filepath.Dir(e.Libraries[0]))
	e.Libraries[0] = "./" + filepath.Base(e.Libraries[0])
	var err error
	if e.Delegate, err = filepath.Rel(filepath.Dir(e.Program)+"/lib/"+runtime.GOARCH, e.Delegate); err != nil {
		t.Fatal(err)
	}
	if y, err := ask(t, open(t, e, reluModel(t, 8)), patience); err != nil || !right(y) {
		t.Error(y, err)
	}
}

// A model that is not one is the library's error, in one line.
func TestBadModel(t *testing.T) {
	m := reluModel(t, 8)
	m.File = []byte("not a model")
	if _, err := workertest.Engine(t, "tflite").Load(t.Context(), m, delegates.Options{}); err == nil || strings.Contains(err.Error(), "\n") {
		t.Error(err)
	}
}

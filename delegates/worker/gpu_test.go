//go:build linux

package worker_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/worker"
	"edged/delegates/worker/workertest"
	"edged/internal/judge"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// gpuModels run on software Vulkan beside LiteRT's XNNPACK kernels: 8-bit models, one of floats,
// and one whose ARG_MAX of int64 the GPU lacks. Measured were 3, 8 (where LiteRT's own kernel
// sets are up to 12 apart), 1e-6 and no difference at all; a GPU may round otherwise.
var gpuModels = []struct {
	path     string
	cpu, gpu int // operators
	tol      enginetest.Tolerance
	share    float64 // of elements that must be equal, if it is not 0, instead of the tolerance
}{
	{path: "vision/mobilenet_v2_1.0_224_quant.tflite", gpu: 66, tol: enginetest.Tolerance{LSB: 4}},
	{path: "vision/tf2_mobilenet_v2_1.0_224_ptq.tflite", gpu: 68, tol: enginetest.Tolerance{LSB: 12}},
	{path: "vision/vww_96_float.tflite", gpu: 31, tol: enginetest.Tolerance{Relative: 1e-4}},
	{path: "vision/deeplabv3_mnv2_dm05_pascal_quant.tflite", cpu: 1, gpu: 71, share: 0.999},
}

func TestGPU(t *testing.T) {
	e := workertest.GPU(t)
	for _, m := range gpuModels {
		t.Run(filepath.Base(m.path), func(t *testing.T) {
			file := testkit.Read(t, strings.Split(m.path, "/")...)
			g, err := tflite.Decode(file, tflite.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			s := open(t, e, delegates.Model{Name: m.path, Graph: g, File: file})
			cpu, pieces := s.(delegates.Delegated).Delegated()
			if taken := s.(delegates.Counted).Taken(); cpu != m.cpu || pieces != 1 || taken != m.gpu {
				t.Errorf("%d operators on the CPU, %d in %d pieces on the GPU", cpu, taken, pieces)
			}
			for seed := range 2 {
				want := judge.Ask(t, judge.Question{Model: file, Kernels: "xnnpack", Seed: seed + 1})
				out := make([]graph.Tensor, len(want.Outputs))
				if err := s.Invoke(t.Context(), want.Inputs, out); err != nil {
					t.Fatal(err)
				}
				for i := range out {
					if m.share > 0 {
						if got := equal(out[i].Data, want.Outputs[i].Data); got < m.share {
							t.Errorf("seed %d, output %d: a share of %f is equal, wants %f", seed+1, i, got, m.share)
						}
						continue
					}
					enginetest.NoDiff(t, fmt.Sprintf("seed %d, output %d", seed+1, i), out[i], want.Outputs[i], m.tol)
				}
			}
		})
	}
}

// equal is the share of bytes that are.
func equal(a, b []byte) float64 {
	if len(a) != len(b) || len(a) == 0 {
		return 0
	}
	n := 0
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// The line of edged devices names the adapter.
func TestGPUProbe(t *testing.T) {
	e := workertest.GPU(t)
	l, err := e.Probe(t.Context())
	if err != nil || !strings.Contains(l.Device, "SwiftShader") || l.Library != e.Libraries[0] || len(l.Confined) == 0 {
		t.Errorf("%+v, %v", l, err)
	}
}

// What is missing is a sentence: the library, the accelerator beside it, a driver.
func TestGPUMissing(t *testing.T) {
	e := workertest.GPU(t)
	lonely := filepath.Join(t.TempDir(), "libLiteRt.so")
	if err := os.Link(e.Libraries[0], lonely); err != nil {
		b, err := os.ReadFile(e.Libraries[0])
		if err != nil || os.WriteFile(lonely, b, 0o755) != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ library, driver, want string }{
		{"/nowhere/libLiteRt.so", "", "/nowhere/libLiteRt.so: cannot open"},
		{"libm.so.6", "", "libm.so.6 is no LiteRT library: it has no LiteRtCreateEnvironment"},
		{lonely, "", "no GPU accelerator in " + filepath.Dir(lonely)},
		{e.Libraries[0], "/nowhere/driver.json", "No adapters found"},
		{e.Libraries[0], e.Libraries[0], "No adapters found"},
	} {
		e.Libraries = []string{c.library}
		if c.driver != "" {
			t.Setenv("VK_ICD_FILENAMES", c.driver)
		}
		if _, err := e.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s, %s: %v", c.library, c.driver, err)
		}
	}
}

// Models that a GPU cannot run are refused with the reason.
func TestGPURefuses(t *testing.T) {
	e := workertest.GPU(t)
	wide := unary(t, graph.OpNeg, graph.Int64)
	state := unary(t, graph.OpRelu, graph.Float32)
	state.Graph.Subgraphs[0].Tensors = append(state.Graph.Subgraphs[0].Tensors, graph.Tensor{Name: "s", Type: graph.Float32, Shape: []int{1}, Variable: true})
	broken := unary(t, graph.OpRelu, graph.Float32)
	broken.File = []byte("not a model")
	for want, m := range map[string]delegates.Model{
		"the GPU runs none of the model's operators": wide,
		"keeps state":                    state,
		"LiteRT does not read the model": broken,
	} {
		s, err := e.Load(t.Context(), m, delegates.Options{})
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// unary is a model [1 4] in and out with one operator.
func unary(t *testing.T, code graph.OpCode, typ graph.DType) delegates.Model {
	t.Helper()
	g := &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{{Name: "x", Type: typ, Shape: []int{1, 4}}, {Name: "y", Type: typ, Shape: []int{1, 4}}},
		Inputs:  []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: code, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}}}
	file, err := tflite.Encode(g)
	if err != nil {
		t.Fatal(err)
	}
	return delegates.Model{Name: "unary", Graph: g, File: file}
}

// TensorFlow Lite's own GPU delegate, here a library of ours with its functions, gets its
// options, nothing of the environment but the driver's name, and takes the operator.
func TestGPUDelegate(t *testing.T) {
	e := workertest.Engine(t, "gpu")
	e.Delegate = workertest.GPUDelegate(t)
	t.Setenv("VK_DRIVER_FILES", "/nowhere/driver.json")
	t.Setenv("VK_ICD_FILENAMES", "")
	t.Setenv("EDGED_SECRET", "1")
	if e.Name() != "gpu" {
		t.Error(e.Name())
	}
	if l, err := e.Probe(t.Context()); err != nil || l.Pieces != 1 || l.Taken != 1 || l.Own != 0 {
		t.Errorf("%+v, %v", l, err)
	}
	if y, err := ask(t, open(t, e, reluModel(t, 8)), patience); err != nil || !right(y) {
		t.Error(y, err)
	}
	for _, library := range []string{workertest.Fault(t), "/nowhere/libgpu.so"} {
		e := worker.Engine{Kind: "gpu", Program: e.Program, Libraries: e.Libraries, Delegate: library}
		if _, err := e.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), library) {
			t.Error(err)
		}
	}
}

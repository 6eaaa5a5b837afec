//go:build linux

package worker_test

import (
	"path/filepath"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/worker"
	"edged/delegates/worker/workertest"
)

func nnapi(t testing.TB, flags ...string) worker.Engine {
	t.Helper()
	e := workertest.NNAPI(t)
	e.Driver = workertest.Build(t, "libneuralnetworks.so", append(flags, "neuralnetworks.c")...)
	return e
}

// The driver takes the operator, computes it, and is listed.
func TestNNAPI(t *testing.T) {
	e := nnapi(t)
	l, err := e.Probe(t.Context())
	if got := strings.Join(l.Devices, ", "); err != nil || got != "edged-test, nnapi-reference" {
		t.Errorf("%q, %v", got, err)
	}
	s := open(t, e, reluModel(t, 8))
	if own, pieces := s.(delegates.Delegated).Delegated(); own != 0 || pieces != 1 {
		t.Errorf("%d operators on the library, %d pieces on delegates", own, pieces)
	}
	for range 3 {
		if y, err := ask(t, s, patience); err != nil || !right(y) {
			t.Error(y, err)
		}
	}
}

// nnapiCases are those of the suite whose operators the driver of the tests takes.
var nnapiCases = map[string][]string{
	"add": {"float32"}, "fully_connected": {"float32"}, "relu": {"float32"},
}

// The driver's answers are LiteRT's.
func TestNNAPISuite(t *testing.T) {
	e, ran := nnapi(t), 0
	for stem, names := range nnapiCases {
		for _, c := range enginetest.CasesOf(stem) {
			for _, name := range names {
				if c.Name == name {
					t.Run(stem+"/"+name, func(t *testing.T) { enginetest.RunCase(t, e, c, enginetest.Tolerance{Kernels: "builtin"}) })
					ran++
				}
			}
		}
	}
	if ran < len(nnapiCases) {
		t.Errorf("%d cases ran, of %d stems", ran, len(nnapiCases))
	}
}

// TensorFlow Lite would go on without NNAPI; the engine says why it does not.
func TestNNAPIRefuses(t *testing.T) {
	load := func(e worker.Engine, want string) {
		t.Helper()
		if s, err := e.Load(t.Context(), reluModel(t, 8), delegates.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, %v, want %s", s, err, want)
		}
	}
	load(nnapi(t, "-DREFUSE"), "runs none of the model's operators")
	load(nnapi(t, "-DALONE"), "has no accelerator, only [nnapi-reference]")
	e := nnapi(t)
	e.Driver = workertest.Build(t, "libother.so", "neuralnetworks.c")
	load(e, "its soname is not libneuralnetworks.so")
	e.Driver = filepath.Join(t.TempDir(), "libneuralnetworks.so")
	load(e, "cannot open shared object file")
	e = nnapi(t)
	e.Libraries = workertest.Engine(t, "tflite").Libraries
	load(e, "TensorFlow Lite without NNAPI")
}

// A driver that fails is an error of the request.
func TestNNAPIFails(t *testing.T) {
	s := open(t, nnapi(t, "-DFAIL"), reluModel(t, 8))
	if _, err := ask(t, s, patience); err == nil || !strings.Contains(err.Error(), "NN API") {
		t.Error(err)
	}
}

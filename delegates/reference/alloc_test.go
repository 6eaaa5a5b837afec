package reference_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// everyWay are the options under which nothing may be allocated.
var everyWay = []delegates.Options{{Threads: 1}, {Threads: 2}, {Threads: 1, Kernels: reference.XNNPACK}, {Threads: 2, Kernels: reference.XNNPACK}}

// allocations counts those of an invocation, the mean of so many after one to warm up, and
// returns the error of one that fails.
func allocations(s delegates.Session, in []graph.Tensor, runs int) (n float64, err error) {
	out := make([]graph.Tensor, len(s.Signature().Outputs))
	for range 3 { // the runtime's own allocations count, too: they do not come every time
		n = testing.AllocsPerRun(runs, func() {
			if e := s.Invoke(context.Background(), in, out); e != nil {
				err = e
			}
		})
		if n == 0 || err != nil {
			break
		}
	}
	return n, err
}

// TestInvokeDoesNotAllocate runs every operator of the suite.
func TestInvokeDoesNotAllocate(t *testing.T) {
	for stem, cases := range enginetest.Cases() {
		for _, c := range cases {
			for _, o := range everyWay {
				if n, err := allocations(load(t, c.Graph, o), c.Inputs, 5); n > 0 || err != nil {
					t.Errorf("%s/%s: %g allocations with %+v, %v", stem, c.Name, n, o, err)
				}
			}
		}
	}
}

// TestModelsDoNotAllocate runs every model at hand that loads and takes random inputs.
func TestModelsDoNotAllocate(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	ran := 0
	for _, path := range dataModels(t) {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		g, err := tflite.Decode(file, tflite.Limits{})
		if err != nil || graph.Validate(g) != nil {
			continue // TestDataTable says why
		}
		rel, err := filepath.Rel(testkit.DataDir(), path)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range everyWay {
			s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, o)
			if err != nil {
				break
			}
			n, err := allocations(s, delegates.RandomInputs(s.Signature()), 1)
			s.Close()
			if err != nil {
				break
			}
			if ran++; n > 0 {
				t.Errorf("%s: %g allocations with %+v", rel, n, o)
			}
		}
	}
	if want := len(everyWay) * len(models); ran < want {
		t.Errorf("%d runs, there are %d of the models in scope", ran, want)
	}
	t.Logf("%d runs", ran)
}

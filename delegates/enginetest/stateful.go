package enginetest

import (
	"fmt"
	"testing"

	"edged/delegates"
	"edged/internal/judge"
	"edged/internal/testkit"
	"edged/models/tflite"
)

// RunStateful asks the engine and LiteRT about a file of the shared data folder after some
// numbers of invocations on the same inputs. A model that keeps state answers differently
// each time.
func RunStateful(t *testing.T, e delegates.Engine, tol Tolerance, runs []int, path ...string) {
	t.Helper()
	file := testkit.Read(t, path...)
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range runs {
		want := judge.Ask(t, judge.Question{Model: file, Kernels: tol.Kernels, Seed: n, Runs: n})
		got := Invoke(t, e, delegates.Model{Name: path[len(path)-1], Graph: g, File: file}, want.Inputs, n, tol)
		for i := range got {
			NoDiff(t, fmt.Sprintf("%d runs, output %d", n, i), got[i], want.Outputs[i], tol)
		}
	}
}

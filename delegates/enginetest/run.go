package enginetest

import (
	"context"
	"fmt"
	"testing"

	"edged/delegates"
	"edged/internal/judge"
	"edged/internal/testkit"
	"edged/models/graph"
	"edged/models/tflite"
)

// Cases returns every case of the suite by the stem of its operator.
func Cases() map[string][]Case {
	all := map[string][]Case{}
	for _, o := range operators {
		all[o.stem] = o.cases()
	}
	return all
}

// CasesOf returns the cases of one stem.
func CasesOf(stem string) []Case {
	for _, o := range operators {
		if o.stem == stem {
			return o.cases()
		}
	}
	return nil
}

// Run runs the whole suite of operators on an engine. Cases that the engine says it does
// not support are skipped where mayLack allows it and fail where not. Where units in the
// last place are the tolerance, some cases have a wider one (looseCases).
func Run(t *testing.T, e delegates.Engine, tol Tolerance, mayLack bool) {
	for _, o := range operators {
		for _, c := range o.cases() {
			t.Run(o.stem+"/"+c.Name, func(t *testing.T) {
				if err := e.Supports(c.Graph); err != nil && mayLack {
					t.Skip(err)
				}
				RunCase(t, e, c, tol.ForCase(o.stem, c.Name))
			})
		}
	}
	t.Run("contract", func(t *testing.T) { contract(t, e) })
}

// RunCase asks the engine and LiteRT about one graph.
func RunCase(t *testing.T, e delegates.Engine, c Case, tol Tolerance) {
	t.Helper()
	file, err := tflite.Encode(c.Graph)
	if err != nil {
		t.Fatal(err)
	}
	kernels := tol.Kernels
	if c.Kernels != "" && (kernels == "" || kernels == "ref") {
		kernels = c.Kernels
	}
	want := judge.Ask(t, judge.Question{Model: file, Kernels: kernels, Inputs: c.Inputs, Runs: c.Runs})
	// What is written is what is run: the graph comes back from the file.
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	got := Invoke(t, e, delegates.Model{Name: c.Name, Graph: g, File: file}, want.Inputs, max(1, c.Runs), tol)
	for i := range got {
		NoDiff(t, fmt.Sprintf("output %d of operator %d", i, producer(g, i)), got[i], want.Outputs[i], tol)
	}
}

// producer returns the operator that writes output i of the first subgraph, -1 if none.
func producer(g *graph.Graph, i int) int {
	s := g.Subgraphs[0]
	for j, op := range s.Ops {
		for _, o := range op.Outputs {
			if o == s.Outputs[i] {
				return j
			}
		}
	}
	return -1
}

// Invoke loads a model on an engine with two threads, runs it a number of times on the
// same inputs, and returns the last outputs. An engine that equals several kernel sets
// runs that of the tolerance.
func Invoke(t testing.TB, e delegates.Engine, m delegates.Model, in []graph.Tensor, runs int, tol Tolerance) []graph.Tensor {
	t.Helper()
	s, err := e.Load(context.Background(), m, delegates.Options{Threads: 2, Kernels: tol.engine()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	out := make([]graph.Tensor, len(s.Signature().Outputs))
	for range runs {
		if err := s.Invoke(context.Background(), in, out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// RunModel asks the engine and LiteRT about a file of the shared data folder, on random
// inputs of each seed.
func RunModel(t *testing.T, e delegates.Engine, tol Tolerance, seeds []int, path ...string) {
	t.Helper()
	file := testkit.Read(t, path...)
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, seed := range seeds {
		want := judge.Ask(t, judge.Question{Model: file, Kernels: tol.Kernels, Seed: seed})
		got := Invoke(t, e, delegates.Model{Name: path[len(path)-1], Graph: g, File: file}, want.Inputs, 1, tol)
		for i := range got {
			NoDiff(t, fmt.Sprintf("seed %d, output %d", seed, i), got[i], want.Outputs[i], tol)
		}
	}
}

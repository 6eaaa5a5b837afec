package reference_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/internal/cpu"
	"edged/models/graph"
)

func load(t testing.TB, g *graph.Graph, o delegates.Options) delegates.Session {
	t.Helper()
	s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestThreads wants the same bytes from any number of threads, and again from the same
// session.
func TestThreads(t *testing.T) {
	for stem, cases := range enginetest.Cases() {
		for _, c := range cases {
			t.Run(stem+"/"+c.Name, func(t *testing.T) {
				for _, set := range kernelSets {
					sameOnThreads(t, c, set)
				}
			})
		}
	}
}

var kernelSets = []string{reference.Kernels, reference.XNNPACK}

func sameOnThreads(t *testing.T, c enginetest.Case, kernels string) {
	var want []graph.Tensor
	for _, threads := range []int{1, 2, 5} {
		s := load(t, c.Graph, delegates.Options{Threads: threads, Kernels: kernels})
		for range 2 {
			out := make([]graph.Tensor, len(s.Signature().Outputs))
			if err := s.Invoke(context.Background(), c.Inputs, out); err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = out
			}
			for i := range out {
				if !bytes.Equal(out[i].Data, want[i].Data) {
					t.Errorf("%s: output %d differs with %d threads", kernels, i, threads)
				}
			}
			if c.Runs > 1 {
				break // it keeps state
			}
		}
	}
}

func TestTapAndProfile(t *testing.T) {
	c := enginetest.CasesOf("conv2d")[1]
	s := load(t, c.Graph, delegates.Options{})
	out := make([]graph.Tensor, len(s.Signature().Outputs))
	p := s.(delegates.Profiler)
	p.Profile(true)
	seen := 0
	s.(delegates.Tapper).Tap(func(op int, name string, outputs []graph.Tensor) {
		if op != seen || name != "CONV_2D" || len(outputs) != 1 || len(outputs[0].Data) == 0 {
			t.Errorf("operator %d is %s with %d outputs", op, name, len(outputs))
		}
		seen++
	})
	if err := s.Invoke(context.Background(), c.Inputs, out); err != nil {
		t.Fatal(err)
	}
	ops := p.Operators()
	if seen != len(ops) || len(ops) != len(c.Graph.Subgraphs[0].Ops) {
		t.Fatalf("tapped %d, timed %d operators", seen, len(ops))
	}
	// The first convolution: 5*7 pixels, 8 channels, 3*3*3 products.
	if o := ops[0]; o.Invocations != 1 || o.MACs != 35*8*27 || o.Name != "CONV_2D" {
		t.Errorf("got %+v", o)
	}
	if p.ArenaBytes() <= 0 {
		t.Error("no arena")
	}
}

func TestBudget(t *testing.T) {
	c := enginetest.CasesOf("conv2d")[1]
	_, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: c.Graph}, delegates.Options{Arena: 1000})
	if err == nil || !strings.Contains(err.Error(), "budget") {
		t.Errorf("got %v, want an error about the budget", err)
	}
}

// TestMangled damages the suite's graphs at random. A damaged graph may run or be
// refused; it may not panic, whatever its shapes, types and attributes are.
func TestMangled(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	refused, ran, rounds := 0, 0, 10
	if testing.Short() {
		rounds = 4
	}
	for round := range rounds {
		cases := enginetest.Cases()
		for _, stem := range slices.Sorted(maps.Keys(cases)) {
			for _, c := range cases[stem] {
				what := mangle(r, c.Graph.Subgraphs[0])
				err := tryRun(c.Graph, kernelSets[round%len(kernelSets)])
				if err == nil {
					ran++
					continue
				}
				refused++
				if strings.Contains(err.Error(), "panic") {
					t.Fatalf("round %d, %s/%s, %s: %v", round, stem, c.Name, what, err)
				}
			}
		}
	}
	if ran == 0 || refused == 0 {
		t.Errorf("%d ran and %d were refused: the damage is not what it should be", ran, refused)
	}
}

// TestEmptyDimensions makes each dimension of each tensor 0, in the first case of every
// operator. Such a graph may run or be refused. Short, each dimension meets one kernel set.
func TestEmptyDimensions(t *testing.T) {
	n := 0
	for stem, cases := range enginetest.Cases() {
		for _, c := range cases[:1] {
			tensors := c.Graph.Subgraphs[0].Tensors
			for i := range tensors {
				old := tensors[i]
				for d := range old.Shape {
					tensors[i].Shape = slices.Clone(old.Shape)
					tensors[i].Shape[d] = 0
					tensors[i].Data = old.Data[:0]
					n++
					for k, set := range kernelSets {
						if testing.Short() && k != n%len(kernelSets) {
							continue
						}
						if err := tryRun(c.Graph, set); err != nil && strings.Contains(err.Error(), "panic") {
							t.Errorf("%s/%s, kernels %s, tensor %d %v: %v", stem, c.Name, set, i, tensors[i].Shape, err)
						}
					}
				}
				tensors[i] = old
			}
		}
	}
}

// mangle changes something about a tensor, and says what.
func mangle(r *rand.Rand, s *graph.Subgraph) string {
	i := r.IntN(len(s.Tensors))
	v := &s.Tensors[i]
	number := []int{-1, 0, 1, 2, 3, 7, 300, 1<<31 - 1}[r.IntN(8)]
	if v.Quant != nil { // cases share them
		q := *v.Quant
		q.Scale, q.ZeroPoint = slices.Clone(q.Scale), slices.Clone(q.ZeroPoint)
		v.Quant = &q
	}
	switch r.IntN(7) {
	case 0:
		v.Type = graph.DType(r.IntN(24))
	case 1:
		if len(v.Shape) > 0 {
			v.Shape[r.IntN(len(v.Shape))] = number
		}
	case 2:
		v.Shape = append(v.Shape, number)
	case 3:
		v.Shape = nil
	case 4:
		v.Quant = nil
	case 5:
		if v.Quant != nil {
			v.Quant.Scale = append(v.Quant.Scale, float32(number))
		}
	case 6:
		if v.Quant != nil && len(v.Quant.ZeroPoint) > 0 {
			v.Quant.ZeroPoint[0] = int64(number)
		}
	}
	return fmt.Sprintf("tensor %d: %v %v", i, v.Type, v.Shape)
}

func tryRun(g *graph.Graph, kernels string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	s, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{Arena: 1 << 20, Kernels: kernels})
	if err != nil {
		return err
	}
	defer s.Close()
	sig := s.Signature()
	in, out := make([]graph.Tensor, len(sig.Inputs)), make([]graph.Tensor, len(sig.Outputs))
	for i := range in {
		in[i].Data = make([]byte, sig.Inputs[i].Bytes())
	}
	return s.Invoke(context.Background(), in, out)
}

// TestFeatures wants the same of every operator without the processor's features as with
// them: integers to the byte.
func TestFeatures(t *testing.T) {
	for stem, cases := range enginetest.Cases() {
		for _, c := range cases {
			t.Run(stem+"/"+c.Name, func(t *testing.T) {
				m := delegates.Model{Name: c.Name, Graph: c.Graph}
				for _, set := range kernelSets {
					tol := enginetest.Tolerance{Kernels: set}
					want := enginetest.Invoke(t, reference.Engine{Without: cpu.Host()}, m, c.Inputs, 1, tol)
					got := enginetest.Invoke(t, reference.Engine{}, m, c.Inputs, 1, tol)
					for i := range got {
						enginetest.NoDiff(t, fmt.Sprintf("%s, output %d", set, i), got[i], want[i], tol)
					}
				}
			})
		}
	}
}

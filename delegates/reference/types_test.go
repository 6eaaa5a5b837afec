package reference_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"edged/delegates"
	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/models/graph"
)

// leastCases is how many operators of each type of first input the suite has.
const leastCases = 8

// beyondLiteRT are the sizes in bits of types that the engine moves and LiteRT refuses, and
// of SPLIT's axis.
var beyondLiteRT = map[string]int{"DEPTH_TO_SPACE": 16, "SPACE_TO_DEPTH": 16, "SPLIT": 64, "UNPACK": 64, "WHERE": 16}

// typed is an operator on a type of first input.
type typed struct {
	op string
	in graph.DType
}

// TestEveryType names the operators and types that the engine takes and of which the suite
// has fewer than 8. What the engine takes is found by asking it about the suite's operators
// with their first type changed for every other.
func TestEveryType(t *testing.T) {
	count, taken := map[typed]int{}, map[typed]bool{}
	all := enginetest.Cases()
	for _, stem := range slices.Sorted(maps.Keys(all)) {
		for _, c := range all[stem] {
			for _, s := range c.Graph.Subgraphs {
				for i := range s.Ops {
					op := &s.Ops[i]
					if len(op.Inputs) == 0 || op.Inputs[0] < 0 {
						continue
					}
					k := typed{op.Name(), s.Tensors[op.Inputs[0]].Type}
					if count[k]++; count[k] <= leastCases {
						probe(s, op, taken)
					}
				}
			}
		}
	}
	var missing []string
	for k := range taken {
		if n := instances(k, count, taken); n < leastCases && beyondLiteRT[k.op] != k.in.Bits() {
			missing = append(missing, fmt.Sprintf("%s of %v: %d, wants %d", k.op, k.in, n, leastCases))
		}
	}
	slices.Sort(missing)
	for _, m := range missing {
		t.Error(m)
	}
	t.Logf("%d operators and types", len(taken))
}

// instances returns how many operators there are of a kind. Where one takes even the types
// that no kernel computes with, it moves bytes: types of one size are one.
func instances(k typed, count map[typed]int, taken map[typed]bool) int {
	if !taken[typed{k.op, graph.BFloat16}] {
		return count[k]
	}
	n := 0
	for o, c := range count {
		if o.op == k.op && o.in.Bits() == k.in.Bits() {
			n += c
		}
	}
	return n
}

// probe loads an operator by itself with its first input's type changed to every type of 1
// to 8 bytes, and notes those that load.
func probe(s *graph.Subgraph, op *graph.Op, taken map[typed]bool) {
	from := s.Tensors[op.Inputs[0]].Type
	for to := range graph.DType(32) {
		k := typed{op.Name(), to}
		if taken[k] || !to.Known() || to.Bits() < 8 || to.Bits() > 64 || from == graph.Resource && to != from {
			continue
		}
		g := alone(s, op, from, to)
		session, err := reference.Engine{}.Load(context.Background(), delegates.Model{Graph: g}, delegates.Options{})
		if err == nil {
			session.Close()
			taken[k] = true
		}
	}
}

// alone is a graph of one operator whose tensors of one type have another.
func alone(s *graph.Subgraph, op *graph.Op, from, to graph.DType) *graph.Graph {
	sub := &graph.Subgraph{Tensors: slices.Clone(s.Tensors), Ops: []graph.Op{*op}}
	for _, i := range append(slices.Clone(op.Inputs), op.Outputs...) {
		if i < 0 {
			continue
		}
		x := &sub.Tensors[i]
		if x.Type == from && from != to {
			x.Type = to
			x.Quant = nil
			switch to {
			case graph.Int8, graph.UInt8, graph.Int16:
				x.Quant = &graph.Quant{Scale: []float32{0.5}, ZeroPoint: []int64{0}}
			}
			if x.Data != nil {
				x.Data = make([]byte, to.Bytes(graph.Elems(x.Shape)))
			}
		}
		if slices.Contains(op.Inputs, i) && !x.Const() && !x.Variable && !slices.Contains(sub.Inputs, i) {
			sub.Inputs = append(sub.Inputs, i)
		}
	}
	sub.Outputs = op.Outputs
	return &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{sub}}
}

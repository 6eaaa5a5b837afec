package enginetest

import (
	"slices"
	"testing"

	"edged/models/graph"
)

func TestDiff(t *testing.T) {
	floats := func(v ...float32) graph.Tensor {
		return graph.Tensor{Type: graph.Float32, Shape: []int{len(v)}, Data: words(v)}
	}
	bytes := func(v ...byte) graph.Tensor {
		return graph.Tensor{Type: graph.Int8, Shape: []int{len(v)}, Data: v}
	}
	for name, c := range map[string]struct {
		got, want graph.Tensor
		tol       Tolerance
		same      bool
	}{
		"equal":            {bytes(1, 2), bytes(1, 2), Tolerance{}, true},
		"one off":          {bytes(1, 2), bytes(1, 3), Tolerance{}, false},
		"one allowed":      {bytes(0, 2), bytes(255, 3), Tolerance{LSB: 1}, true},
		"type":             {bytes(0, 0, 0, 0), floats(0), Tolerance{}, false},
		"shape":            {bytes(1, 2), bytes(1, 2, 3), Tolerance{}, false},
		"close floats":     {floats(1, 1000), floats(1.005, 1000), Tolerance{}, true},
		"different floats": {floats(1, 1000), floats(1.05, 1000), Tolerance{}, false},
		"wide tolerance":   {floats(1, 1000), floats(1.05, 1000), Tolerance{Relative: 1e-3}, true},
		"scalar":           {graph.Tensor{Type: graph.Int8, Data: []byte{1}}, bytes(1), Tolerance{}, true},
	} {
		if err := Diff(c.got, c.want, c.tol); (err == nil) != c.same {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// programs are stems whose cases are whole programs, not instances side by side.
var programs = []string{"dynamic", "if", "read_variable", "while"}

// TestCases makes sure that every operator has at least 8 instances of each type.
func TestCases(t *testing.T) {
	for stem, cases := range Cases() {
		for _, c := range cases {
			if n := len(c.Graph.Subgraphs[0].Ops); n < 8 && !slices.Contains(programs, stem) {
				t.Errorf("%s/%s has %d operators, wants 8", stem, c.Name, n)
			}
		}
	}
}

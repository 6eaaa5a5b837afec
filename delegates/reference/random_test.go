package reference_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
	"edged/models/graph"
	"edged/models/tflite"
)

// randomGraphs is how many graphs TestRandomGraphs draws; EDGED_GRAPHS sets another number
// for longer runs, EDGED_GRAPH draws one seed alone.
const randomGraphs = 60

// TestRandomGraphs draws small graphs at random, runs them on both kernel sets and on LiteRT and
// stops at the first that differs, whose file it keeps.
func TestRandomGraphs(t *testing.T) {
	first, count := number(t, "EDGED_GRAPH", 0), number(t, "EDGED_GRAPHS", randomGraphs)
	if first > 0 {
		count = 1
	}
	for seed := first; seed < first+count; seed++ {
		c := enginetest.RandomCase(uint64(seed))
		ok := t.Run(fmt.Sprint(seed), func(t *testing.T) {
			// Small differences of float sums grow from operator to operator.
			enginetest.RunCase(t, reference.Engine{}, c, enginetest.Tolerance{Relative: 1e-4})
			if c.Inputs[0].Type != graph.Int16 { // of which the other set claims little
				enginetest.RunCase(t, reference.Engine{}, c, enginetest.Tolerance{Kernels: reference.XNNPACK, Relative: 1e-4})
			}
		})
		if !ok {
			path := filepath.Join(os.TempDir(), fmt.Sprintf("random-%d.tflite", seed))
			if b, err := tflite.Encode(c.Graph); err == nil {
				os.WriteFile(path, b, 0o644)
			}
			t.Fatalf("graph %d differs; kept as %s", seed, path)
		}
	}
	t.Logf("%d graphs", count)
}

func number(t *testing.T, env string, otherwise int) int {
	s := os.Getenv(env)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

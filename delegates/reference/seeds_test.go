package reference_test

import (
	"fmt"
	"testing"

	"edged/delegates/enginetest"
	"edged/delegates/reference"
)

// seeds is how many other seeds TestSeeds draws the cases with; EDGED_SEEDS sets another
// number for longer runs, EDGED_SEED the first, with which alone all tests run.
const seeds = 1

// TestSeeds runs all cases with numbers drawn otherwise, on both kernel sets: what passes
// does not pass by luck.
func TestSeeds(t *testing.T) {
	if testing.Short() {
		t.Skip("TestOperators has the cases with one seed")
	}
	first := number(t, enginetest.SeedVariable, 0) + 1
	for seed := first; seed < first+number(t, "EDGED_SEEDS", seeds); seed++ {
		t.Setenv(enginetest.SeedVariable, fmt.Sprint(seed))
		t.Run(fmt.Sprint(seed, "/ref"), func(t *testing.T) {
			enginetest.Run(t, reference.Engine{}, exact, false)
		})
		t.Run(fmt.Sprint(seed, "/xnnpack"), operatorsXNNPACK)
	}
}

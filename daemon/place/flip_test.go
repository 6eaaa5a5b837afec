//go:build linux

package place_test

import (
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"edged/daemon/place"
	"edged/delegates/verify"
	"edged/delegates/worker/workertest"
)

// A delegate in a worker flips one bit in 1 of 1000 answers, all of which are compared: it is
// found as soon as the arithmetic says.
func TestFlippedBit(t *testing.T) {
	const trials = 5
	want := math.Ln2 / -math.Log1p(-1./1000)
	var counts []int
	for seed := range trials {
		e := workertest.Faulty(t, map[string]string{"fault": "flip", "one_in": "1000", "after": "12", "seed": strconv.Itoa(seed + 1)})
		ref := slow()
		d := open(t, "", place.Options{Every: 1, CPU: 1}, e, ref)
		d.tol = &verify.Tolerance{Relative: 1e-6} // each flip counts, also that of a zero
		s := d.put()
		ref.hurries.Store(true)
		if st := s.Status(); st.Engine != e.Name() {
			t.Fatalf("%+v", st)
		}
		n := 0
		for ; !d.isOut(e.Name()); n++ {
			before := d.compared.Load()
			ask(t, s) // a wrong answer is what happens
			for d.compared.Load() == before && !d.isOut(e.Name()) {
				time.Sleep(50 * time.Microsecond)
			}
		}
		counts = append(counts, n)
		s.Close()
		d.Close()
	}
	slices.Sort(counts)
	t.Logf("found after %d requests (median of %d), %.0f by the formula; all: %v", counts[trials/2], trials, want, counts)
	// The median of 5 lies outside these once in thousands of runs.
	if got := float64(counts[trials/2]); got < want/20 || got > 6*want {
		t.Errorf("found after %v requests, want about %.0f", got, want)
	}
}

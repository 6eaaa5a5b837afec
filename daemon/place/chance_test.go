package place_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"edged/daemon/place"
	"edged/models/graph"
)

// The arithmetic of docs/verification.md: where one request in N is compared, a fault that
// spoils a share p of the answers is found after ln 2 / -ln(1 - p/N) requests, half of the
// time. Engines that flip one bit of one output in 1000 answers show it.
func TestChanceOfDetection(t *testing.T) {
	const every, share, trials = 10, 1. / 1000, 15
	want := math.Ln2 / -math.Log1p(-share/every)
	var counts []int
	for range trials {
		synctest.Test(t, func(t *testing.T) { counts = append(counts, untilFound(t, every, share)) })
	}
	slices.Sort(counts)
	got := float64(counts[trials/2])
	t.Logf("found after %v requests (median of %d), %.0f by the formula; the first after %d, the last after %d",
		got, trials, want, counts[0], counts[trials-1])
	// The median of 15 lies outside these once in thousands of runs.
	if got < want/5 || got > 4*want {
		t.Errorf("found after %v requests, want about %.0f", got, want)
	}
}

// untilFound counts the requests that an engine answers until it is quarantined.
func untilFound(t *testing.T, every int, share float64) int {
	flip := &board{name: "gpu", takes: time.Millisecond, spoil: func(_ context.Context, n int, out []graph.Tensor) error {
		if n > 8 && rand.Float64() < share {
			out[0].Data[4*7+3] ^= 0x40 // the highest bit of the exponent
		}
		return nil
	}}
	d := open(t, "", place.Options{Every: every, CPU: 1}, flip, slow())
	defer d.Close()
	s := d.put()
	defer s.Close()
	for n := 1; ; n++ {
		ask(t, s) // a wrong answer is what happens
		time.Sleep(time.Second)
		if synctest.Wait(); d.isOut("gpu") {
			return n
		}
	}
}

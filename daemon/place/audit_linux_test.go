package place

import (
	"testing"
	"testing/synctest"
	"time"
)

// A comparison is followed by a rest: it may take its share of a core's time and no more.
func TestAuditorRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const work, share = 20 * time.Millisecond, 0.02
		a := newAuditor(share)
		defer a.close()
		if !a.idle() {
			t.Error("it rests before it did anything")
		}
		a.offer(func() {
			for start := threadTime(); threadTime()-start < work; {
			}
		})
		synctest.Wait()
		time.Sleep(time.Duration(float64(work)*(1/share-1)) - time.Millisecond)
		if a.idle() {
			t.Errorf("after %v of work it rests too short", work)
		}
		time.Sleep(time.Minute)
		if !a.idle() {
			t.Error("it rests for ever")
		}
		none := newAuditor(0)
		defer none.close()
		if none.idle() {
			t.Error("it may take no time, and would")
		}
	})
}

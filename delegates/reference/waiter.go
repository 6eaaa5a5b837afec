package reference

import (
	"runtime"
	"sync/atomic"
)

// waiter lets one goroutine wait for what others bring about: it looks often for some
// microseconds, and then sleeps until it is woken.
type waiter struct {
	looks  int
	parked atomic.Bool
	woken  chan struct{}
}

// spins is how often a waiter looks before it parks: about 20 microseconds.
const spins = 10000

// newWaiter makes a waiter for one of a number of threads. Where there are not enough
// processors for all of them, looking only keeps others from working.
func newWaiter(threads int) *waiter {
	w := &waiter{looks: spins, woken: make(chan struct{}, 1)}
	if runtime.GOMAXPROCS(0) < threads {
		w.looks = 1
	}
	return w
}

// wait returns once ready has been seen to be true. Who makes it true calls wake.
func (w *waiter) wait(ready func() bool) {
	for range w.looks {
		if ready() {
			return
		}
	}
	for !ready() {
		// An exchange, not a store: QEMU lets a later load overtake a store on arm64, which the
		// architecture does not, and a wake would be lost.
		w.parked.Swap(true)
		if ready() && w.parked.CompareAndSwap(true, false) {
			return
		}
		<-w.woken
	}
}

// wake wakes the goroutine if it is parked.
func (w *waiter) wake() {
	if w.parked.CompareAndSwap(true, false) {
		w.woken <- struct{}{}
	}
}

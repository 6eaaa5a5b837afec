package place

import (
	"slices"
	"time"

	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
)

// state is what a slot can do.
type state int

const (
	idle   state = iota // not loaded
	coming              // is being loaded or mended, in the background
	ready               // Invoke runs at once
	away                // quarantined
)

// lock is a mutex that a goroutine may hold while it waits for time to pass: whoever waits
// for it waits as on a channel.
type lock chan struct{}

func newLock() lock { return make(lock, 1) }

// Lock waits for the lock.
func (l lock) Lock() { l <- struct{}{} }

// Unlock gives it up.
func (l lock) Unlock() { <-l }

// slot is an engine for one model. Fields are guarded by the Session's mu; the session is
// used by whoever found the slot ready and holds the Session's turn, and while the slot is
// coming by what brings it.
type slot struct {
	name      string
	engine    delegates.Engine
	identity  string
	place     int  // in the order
	trusted   bool // it is the reference engine
	kernels   string
	tolerance verify.Tolerance

	state   state
	session delegates.Session
	latency time.Duration // median of the trial; 0: not known
	right   bool          // its answers were compared, and are
	err     error         // why it does not serve
	faults  []time.Time
	times   times
	seen    seen
	kept    [][]graph.Tensor // the input it answered wrong last; empty: not known
	using   lock             // held while the session is used without the turn
}

// fault notes that the engine failed and reports whether it did so too often.
func (c *slot) fault(now time.Time, most int) bool {
	c.faults = append(slices.DeleteFunc(c.faults, func(t time.Time) bool { return now.Sub(t) > FaultTime }), now)
	return len(c.faults) >= most
}

// times are how long the latest invocations took.
type times struct {
	ring  []time.Duration
	at    int
	p999  time.Duration
	fresh int // added since p999 was found
}

const (
	ringSize = 1024
	refresh  = 64 // invocations between two looks at the percentile
)

func (t *times) add(d time.Duration) {
	if len(t.ring) < ringSize {
		t.ring = append(t.ring, d)
	} else {
		t.ring[t.at%ringSize] = d
	}
	t.at++
	if t.fresh++; t.fresh >= refresh || t.at < refresh {
		sorted := slices.Sorted(slices.Values(t.ring))
		t.p999, t.fresh = sorted[(len(sorted)*999)/1000], 0
	}
}

// deadline is when an invocation is taken for one that hangs: the larger of a second and
// five times the 99.9th percentile of those before, which begin with the trial's median.
func (c *slot) deadline() time.Duration {
	return max(LeastDeadline, 5*c.times.p999, 5*c.latency)
}

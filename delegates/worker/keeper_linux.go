package worker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"edged/delegates"
)

// Back-off between starts of a worker that ends without having been of use.
const (
	firstPause = 50 * time.Millisecond
	lastPause  = 30 * time.Second
	steady     = time.Minute // a worker that lived so long was of use
)

// errLost is the error of a session whose worker does not die.
var errLost = errors.New("edged-worker does not die: the device it waits for is lost")

// slot is a worker that runs, or one that is being started.
type slot struct {
	settled chan struct{} // closed when p or err is there
	p       *process
	err     error
	over    chan struct{} // closed when p is of no use any more
	end     sync.Once
}

func newSlot() *slot { return &slot{settled: make(chan struct{}), over: make(chan struct{})} }

func (s *slot) settle(p *process, err error) {
	s.p, s.err = p, err
	close(s.settled)
}

// usable reports whether a worker is in there and lives, as far as is known.
func (s *slot) usable() bool {
	select {
	case <-s.settled:
		return s.err == nil && !s.p.gone()
	default:
		return false
	}
}

// keeper keeps a worker running: when one ends it starts the next, in the background.
type keeper struct {
	start func(context.Context) (*process, error) // with the model loaded

	mu   sync.Mutex
	slot *slot // the one to use or to wait for

	stop    context.CancelFunc
	stopped chan struct{}
	lost    bool // a process could not be killed; read after stopped is closed
}

// newKeeper starts the first worker, and others as they are needed.
func newKeeper(ctx context.Context, start func(context.Context) (*process, error)) (*keeper, error) {
	p, err := start(ctx)
	if err != nil {
		return nil, err
	}
	k := &keeper{start: start, slot: newSlot(), stopped: make(chan struct{})}
	k.slot.settle(p, nil)
	ctx, k.stop = context.WithCancel(context.Background())
	go k.run(ctx, k.slot)
	return k, nil
}

func (k *keeper) run(ctx context.Context, s *slot) {
	defer close(k.stopped)
	var b backoff
	for began := time.Now(); ; began = time.Now() {
		useful := false
		if s.p != nil {
			useful = k.watch(ctx, s) || time.Since(began) > steady
		}
		s = k.drop(s)
		if k.lost {
			s.settle(nil, errLost)
			return
		}
		if !sleep(ctx, b.next(useful)) {
			s.settle(nil, ctx.Err())
			return
		}
		s.settle(k.start(ctx))
	}
}

// sleep waits, and reports whether the context lives.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}

// watch waits for the end of a worker, ends what is left of it, and reports whether it
// answered a question.
func (k *keeper) watch(ctx context.Context, s *slot) (useful bool) {
	select {
	case <-s.p.ended:
	case <-s.over:
	case <-ctx.Done():
		k.lost = !s.p.close()
		return s.p.answered
	}
	k.drop(s)
	k.lost = !s.p.kill()
	return s.p.answered
}

// drop puts a new slot in the place of one that is of no use, and returns the new one.
func (k *keeper) drop(old *slot) *slot {
	old.end.Do(func() { close(old.over) })
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.slot == old {
		k.slot = newSlot()
	}
	return k.slot
}

func (k *keeper) current() *slot {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.slot
}

// take waits for a worker that runs and holds it until its release. The error is a
// delegates.ErrNotReady.
func (k *keeper) take(ctx context.Context) (*slot, error) {
	for {
		s := k.current()
		select {
		case <-s.settled:
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: edged-worker is starting again: %w", delegates.ErrNotReady, context.Cause(ctx))
		}
		if s.err != nil {
			return nil, fmt.Errorf("%w: %v", delegates.ErrNotReady, s.err)
		}
		if s.p.hold() {
			return s, nil
		}
		k.drop(s)
	}
}

// close ends the worker, and a start that is under way. It reports whether all are gone.
func (k *keeper) close() bool {
	k.stop()
	<-k.stopped
	return !k.lost
}

// backoff is how long to wait before a start.
type backoff struct{ pause time.Duration }

// next is nothing after a worker that was of use, and twice as long as before otherwise.
func (b *backoff) next(useful bool) time.Duration {
	if useful {
		b.pause = 0
	}
	now := b.pause
	b.pause = min(max(2*now, firstPause), lastPause)
	return now
}

package place

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
)

// Session runs a model on the best engine that is right and there, and on the next where
// that one fails, in the same request. It is a delegates.Session.
type Session struct {
	p        *Placer
	job      Job
	sig      graph.Signature
	agree    verify.Agree
	golden   [][]graph.Tensor // inputs that engines answer before they serve
	stateful bool
	ref      *slot
	ctx      context.Context // of what runs in the background
	cancel   context.CancelFunc
	work     sync.WaitGroup
	serving  atomic.Bool // the trial is over
	telling  sync.Mutex

	turn  lock // held while the model runs, and to close an engine's session
	began bool // something ran since the last Reset; with the turn

	mu    sync.Mutex
	slots []*slot // in the order in which they are used

	auditing lock
	audits   map[string]delegates.Session // the reference engine by kernels, to compare with
}

// ErrKilled is in the error of a request that ended two engines: it is not tried again.
var ErrKilled = errors.New("the request ended two engines")

const mostKills = 2

// Signature implements delegates.Session.
func (s *Session) Signature() graph.Signature { return s.sig }

// Invoke implements delegates.Session. Engines other than the reference have a deadline of
// their own, not the context's: a request that is in a hurry does not cost a worker.
func (s *Session) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	first := !s.began
	s.began = true
	run := runOf(ctx)
	for attempt := 1; ; attempt++ {
		run.Attempts = max(run.Attempts, attempt)
		c := s.pick()
		err := s.invoke(ctx, c, in, out)
		if err == nil {
			s.note(run, c)
			if !c.trusted {
				s.inspect(ctx, c, run, in, out, first)
			}
			return nil
		}
		if c.trusted {
			return err
		}
		s.failed(c, err)
		if errors.Is(err, delegates.ErrEngineDied) {
			if run.kills++; run.kills >= mostKills {
				return fmt.Errorf("%w; the last was %s: %w", ErrKilled, c.name, err)
			}
		}
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("%s: %w (%w)", c.name, err, context.Cause(ctx))
		case s.stateful && !first:
			return fmt.Errorf("%s failed between two steps, and what it kept is lost: %w", c.name, err)
		}
	}
}

// pick returns the first engine that is ready.
func (s *Session) pick() *slot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.active()
}

// active is pick, with mu.
func (s *Session) active() *slot {
	for _, c := range s.slots {
		if c.state == ready {
			return c
		}
	}
	return s.ref
}

func (s *Session) invoke(ctx context.Context, c *slot, in, out []graph.Tensor) error {
	if c.trusted {
		return c.session.Invoke(ctx, in, out)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.deadline())
	defer cancel()
	start := time.Now()
	if err := c.session.Invoke(ctx, in, out); err != nil {
		return err
	}
	c.times.add(time.Since(start))
	return nil
}

// failed counts a fault and, in the background, sees to it that the engine comes back or
// another takes its place.
func (s *Session) failed(c *slot, err error) {
	s.p.o.Log.Warn("the engine failed", "model", s.job.Model.Name, "engine", c.name, "error", err)
	if s.p.o.Fault != nil {
		s.p.o.Fault(s.job.Model.Name, c.name)
	}
	s.mu.Lock()
	often := c.fault(time.Now(), s.p.o.Faults)
	if !often {
		c.state = coming
	}
	s.mu.Unlock()
	if often {
		s.quarantine(c, fmt.Sprintf("%d faults in %v, the last: %v", s.p.o.Faults, FaultTime, err), nil)
		return
	}
	s.background(func() { s.mend(c) })
	s.standby()
}

// background runs something that ends with the session.
func (s *Session) background(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() == nil {
		s.work.Go(f)
	}
}

// mend asks an engine that failed a golden question, which waits until it is back, and lets
// it serve again where the answer is right.
func (s *Session) mend(c *slot) {
	r, err := s.askOne(c)
	switch {
	case s.ctx.Err() != nil:
	case r.Failed != nil:
		s.quarantine(c, "after a fault: "+err.Error(), nil)
	case err != nil:
		s.failed(c, err)
	default:
		s.mu.Lock()
		if c.state == coming {
			c.state = ready
		}
		s.mu.Unlock()
	}
}

// askOne asks an engine that is loaded one golden question.
func (s *Session) askOne(c *slot) (verify.Report, error) {
	c.using.Lock()
	defer c.using.Unlock()
	if c.session == nil {
		return verify.Report{}, errClosed
	}
	return s.compareAll(s.ctx, c, c.session, s.golden[:1])
}

// standby brings up the next engine that is right, before the reference: the first one
// failed and may fail again.
func (s *Session) standby() {
	if !s.serving.Load() {
		return // the trial sees to it
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.slots {
		if c.trusted || c.state == ready {
			return
		}
		if c.state == idle && c.right && s.ctx.Err() == nil {
			c.state = coming
			s.work.Go(func() { s.bring(c) })
			return
		}
	}
}

// bring loads an engine in the background.
func (s *Session) bring(c *slot) {
	session, _, err := s.ask(s.ctx, c)
	if s.ctx.Err() != nil {
		return
	}
	s.mu.Lock()
	if err != nil {
		c.state, c.right, c.err = idle, false, err
	} else {
		c.session, c.state = session, ready
	}
	s.mu.Unlock()
	if err != nil {
		s.standby()
		return
	}
	s.changed()
}

// Reset implements delegates.Resetter.
func (s *Session) Reset() {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.began = false
	delegates.Reset(s.ref.session)
	s.mu.Lock()
	list := make([]delegates.Session, 0, len(s.slots))
	for _, c := range s.slots {
		if c.state == ready && !c.trusted {
			list = append(list, c.session)
		}
	}
	s.mu.Unlock()
	for _, l := range list {
		delegates.Reset(l)
	}
}

// Close implements delegates.Session. It waits for what runs in the background.
func (s *Session) Close() error {
	s.mu.Lock()
	s.cancel() // with mu: nothing begins in the background from here on
	s.mu.Unlock()
	s.work.Wait()
	s.turn.Lock()
	defer s.turn.Unlock()
	var errs []error
	for _, c := range append(s.slots, s.ref) {
		if c.session != nil {
			errs = append(errs, c.session.Close())
			c.session = nil
		}
	}
	s.auditing.Lock()
	defer s.auditing.Unlock()
	for kernels, a := range s.audits {
		errs = append(errs, a.Close())
		delete(s.audits, kernels)
	}
	return errors.Join(errs...)
}

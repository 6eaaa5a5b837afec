package place

import (
	"context"
	"errors"
	"fmt"
	"time"

	"edged/delegates"
)

// Status is where a model runs now, and why not elsewhere.
type Status struct {
	Engine      string
	Kernels     string // that the engine equals; empty: none
	Verified    bool   // its answers were compared with the reference engine's
	Own, Pieces int    // see delegates.Delegated; 0, 0: no delegates
	Refused     []Refusal
}

// Status returns where the model runs.
func (s *Session) Status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	active := s.active()
	st := Status{Engine: active.name, Verified: active.trusted || active.right}
	st.Kernels, st.Own, st.Pieces = facts(active.session)
	for _, c := range s.slots {
		if c != active && !c.trusted {
			st.Refused = append(st.Refused, Refusal{c.name, s.why(c)})
		}
	}
	return st
}

// why says why a slot does not serve.
func (s *Session) why(c *slot) error {
	switch {
	case c.err != nil:
		return c.err
	case c.state == coming:
		return errors.New("it failed and is being started again")
	case c.right:
		return fmt.Errorf("right, but not the fastest: %v, %s %v", c.latency.Round(time.Microsecond), Reference, s.ref.latency.Round(time.Microsecond))
	}
	return errors.New("not tried")
}

// facts are what a session says of itself.
func facts(s delegates.Session) (kernels string, own, pieces int) {
	if d, ok := s.(delegates.Delegated); ok {
		own, pieces = d.Delegated()
	}
	return Kernels(s), own, pieces
}

// Kernels names the kernel set that a session equals; empty: none.
func Kernels(s delegates.Session) string {
	if e, ok := s.(delegates.Exact); ok {
		return e.Kernels()
	}
	return ""
}

// ArenaBytes is the reference engine's memory for intermediate tensors; the other engines'
// is in processes of their own.
func (s *Session) ArenaBytes() int64 {
	if p, ok := s.ref.session.(delegates.Profiler); ok {
		return p.ArenaBytes()
	}
	return 0
}

// changed tells, in the background, that another engine serves.
func (s *Session) changed() {
	if s.job.Changed == nil || !s.serving.Load() {
		return
	}
	s.background(func() {
		s.telling.Lock() // what is told last is what is so
		defer s.telling.Unlock()
		s.job.Changed(s.Status())
	})
}

// Run is what became of a request: which engine answered, and after how many attempts.
type Run struct {
	Engine      string
	Kernels     string
	Verified    bool
	Own, Pieces int
	Attempts    int
	kills       int
}

type runKey struct{}

// Record returns a context in which sessions of a Placer note what they did.
func Record(ctx context.Context) (context.Context, *Run) {
	r := &Run{}
	return context.WithValue(ctx, runKey{}, r), r
}

func runOf(ctx context.Context) *Run {
	if r, ok := ctx.Value(runKey{}).(*Run); ok {
		return r
	}
	return &Run{}
}

// note writes down who answered.
func (s *Session) note(run *Run, c *slot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	run.Engine, run.Verified = c.name, c.trusted || c.right
	run.Kernels, run.Own, run.Pieces = facts(c.session)
}

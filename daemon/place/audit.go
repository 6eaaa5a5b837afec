package place

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
)

// auditor compares answers while engines serve: one at a time, on a thread that gives way to
// others, and no more of a core's time than it may take.
type auditor struct {
	cpu  float64
	work chan func()
	next atomic.Int64 // nanoseconds since 1970, not before
	done chan struct{}
}

func newAuditor(cpu float64) *auditor {
	a := &auditor{cpu: cpu, work: make(chan func(), 1), done: make(chan struct{})}
	go a.run()
	return a
}

func (a *auditor) run() {
	defer close(a.done)
	yieldToOthers()
	for f := range a.work {
		start := threadTime()
		f()
		took := threadTime() - start
		a.next.Store(time.Now().UnixNano() + int64(float64(took)*(1/a.cpu-1)))
	}
}

// idle reports whether something may be compared now.
func (a *auditor) idle() bool {
	return a.cpu > 0 && len(a.work) == 0 && time.Now().UnixNano() >= a.next.Load()
}

// offer hands over something to compare, which is dropped when something else came first.
func (a *auditor) offer(f func()) {
	select {
	case a.work <- f:
	default:
	}
}

func (a *auditor) close() {
	close(a.work)
	<-a.done
}

// borrowAudit returns the reference engine with the kernels that a slot's engine is nearest
// to, for one user at a time, who calls done. It is loaded when it is needed first.
func (s *Session) borrowAudit(ctx context.Context, c *slot) (ref delegates.Session, done func(), err error) {
	s.auditing.Lock()
	defer func() {
		if err != nil {
			s.auditing.Unlock()
		}
	}()
	if ref = s.audits[c.kernels]; ref != nil {
		return ref, s.auditing.Unlock, nil
	}
	if s.ctx.Err() != nil {
		return nil, nil, errClosed
	}
	o := s.job.Options
	o.Threads, o.Kernels = 1, c.kernels
	if ref, err = s.ref.engine.Load(ctx, s.job.Model, o); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", Reference, err)
	}
	s.audits[c.kernels] = ref
	return ref, s.auditing.Unlock, nil
}

// inspect looks at an answer. One that is odd is compared at once, and where it is wrong
// replaced by the reference engine's; of the others one in so many is compared later.
func (s *Session) inspect(ctx context.Context, c *slot, run *Run, in, out []graph.Tensor, first bool) {
	if s.stateful && !first {
		return // what the engine kept is not known
	}
	odd := c.seen.suspect(in, out)
	if odd == "" {
		s.sample(c, in, out)
		return
	}
	want, err := s.compare(context.WithoutCancel(ctx), c, in, out)
	if err == nil || want == nil {
		return
	}
	s.quarantine(c, odd+": "+err.Error(), copied(in)) // the caller uses it again
	for i := range out {
		out[i].Shape = append(out[i].Shape[:0], want[i].Shape...)
		out[i].Data = append(out[i].Data[:0], want[i].Data...)
	}
	run.Attempts++
	s.note(run, s.ref)
}

// compare asks the reference engine the same question. An error with answers says how they
// differ, one without that there is nothing to compare with.
func (s *Session) compare(ctx context.Context, c *slot, in, out []graph.Tensor) ([]graph.Tensor, error) {
	ref, done, err := s.borrowAudit(ctx, c)
	if err != nil {
		return nil, err
	}
	defer done()
	want := make([]graph.Tensor, len(out))
	delegates.Reset(ref)
	if err := ref.Invoke(ctx, in, want); err != nil {
		return nil, fmt.Errorf("%s: %w", Reference, err)
	}
	got := slices.Clone(out)
	verify.Describe(got, s.sig.Outputs)
	verify.Describe(want, s.sig.Outputs)
	f, err := verify.Compare(got, want, s.agree)
	if err == nil {
		err = c.tolerance.Check(f)
	}
	if told := s.p.o.Compared; told != nil {
		told(s.job.Model.Name, c.name, err == nil)
	}
	return want, err
}

// sample has one answer in so many compared in the background, chosen at random so that
// nothing which happens regularly escapes.
func (s *Session) sample(c *slot, in, out []graph.Tensor) {
	every := s.p.o.Every
	if every < 1 || rand.IntN(every) != 0 || !s.p.auditor.idle() {
		return
	}
	in, out = copied(in), copied(out)
	s.p.auditor.offer(func() {
		if want, err := s.compare(s.ctx, c, in, out); err != nil && want != nil {
			s.quarantine(c, "in service: "+err.Error(), in)
		}
	})
}

func copied(list []graph.Tensor) []graph.Tensor {
	out := slices.Clone(list)
	for i := range out {
		out[i].Shape, out[i].Data = slices.Clone(out[i].Shape), slices.Clone(out[i].Data)
	}
	return out
}

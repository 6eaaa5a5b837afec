// Package sched decides which request runs when. Every model has a bounded queue, ordered
// by priority, then deadline, then arrival; a model runs one request at a time, and so
// many models run at once as the device has cores. Models take turns: the one that has
// waited longest since its last request is next.
//
// Every job that Submit takes ends in exactly one of two calls: Run or Refuse. Run is called
// by one of the workers, as many goroutines as models may run at once; Refuse by a worker,
// by the goroutine that looks after deadlines, or by Stop. There are no other goroutines,
// however many jobs wait.
//
// Time is package time's; tests run in a bubble of testing/synctest.
package sched

import (
	"context"
	"errors"
	"sync"
	"time"
)

// The reasons a job is refused for.
var (
	ErrBusy     = errors.New("the model's queue is full")
	ErrDeadline = errors.New("the deadline passed while the request waited")
	ErrStopping = errors.New("the device is stopping")
)

// Job is a request that waits for its turn.
type Job struct {
	Model    string
	Priority int       // higher first
	Deadline time.Time // zero: none
	// Run does the work. The context ends at the deadline, and when the scheduler gives up
	// waiting for it.
	Run func(context.Context)
	// Refuse is called instead of Run when the job's turn never comes, with ErrDeadline as
	// soon as the deadline passes or with ErrStopping. It must not block for long: other
	// jobs wait for it to be refused themselves.
	Refuse func(error)

	seq uint64
}

// Options of a scheduler.
type Options struct {
	Length  int // jobs that wait for one model at most; 0: 64
	Running int // models that run at once; 0: 1
	// Waiting is told how many jobs wait for a model whenever that changes. It must not
	// call the scheduler.
	Waiting func(model string, n int)
}

// Scheduler runs jobs. Its methods may be called from several goroutines.
type Scheduler struct {
	opts    Options
	ctx     context.Context // of running jobs
	cancel  context.CancelFunc
	workers sync.WaitGroup
	expirer chan struct{} // wakes the goroutine that looks after deadlines
	ended   chan struct{}

	mu       sync.Mutex
	ready    sync.Cond         // a job waits, or the scheduler stops
	queues   map[string]*queue // by model; one that is empty remembers when it was served
	nextLate time.Time         // when the expirer looks next; zero: it was not told to
	seq      uint64
	turn     uint64
	stopping bool
}

// New starts a scheduler. Stop must be called to end it.
func New(o Options) *Scheduler {
	if o.Length <= 0 {
		o.Length = 64
	}
	o.Running = max(1, o.Running)
	if o.Waiting == nil {
		o.Waiting = func(string, int) {}
	}
	s := &Scheduler{opts: o, queues: map[string]*queue{}, expirer: make(chan struct{}, 1), ended: make(chan struct{})}
	s.ready.L = &s.mu
	s.ctx, s.cancel = context.WithCancel(context.Background())
	for range o.Running {
		s.workers.Go(s.work)
	}
	go s.expire()
	return s
}

// Submit queues a job. It returns ErrBusy when the model's queue is full, ErrDeadline when
// the deadline has passed, ErrStopping after Stop; then neither Run nor Refuse is called.
func (s *Scheduler) Submit(j *Job) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return ErrStopping
	}
	if !j.Deadline.IsZero() && !time.Now().Before(j.Deadline) {
		return ErrDeadline
	}
	q := s.queues[j.Model]
	if q == nil {
		q = &queue{model: j.Model}
		s.queues[j.Model] = q
	}
	if len(q.jobs) >= s.opts.Length {
		return ErrBusy
	}
	s.seq++
	j.seq = s.seq
	q.push(j)
	s.opts.Waiting(j.Model, len(q.jobs))
	s.ready.Signal()
	if !j.Deadline.IsZero() && (s.nextLate.IsZero() || j.Deadline.Before(s.nextLate)) {
		s.nextLate = j.Deadline
		s.wakeExpirer()
	}
	return nil
}

// work is one worker: it runs jobs until the scheduler has stopped and nothing waits.
func (s *Scheduler) work() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		q := s.next()
		if q == nil {
			if s.stopping && !s.waiting() {
				return
			}
			s.ready.Wait()
			continue
		}
		j := q.pop()
		q.running = true
		s.turn++
		q.served = s.turn
		s.opts.Waiting(q.model, len(q.jobs))
		s.mu.Unlock()
		s.run(j)
		s.mu.Lock()
		q.running = false
		if s.stopping {
			s.ready.Broadcast() // the others may have to end
		}
		// Else this worker itself looks for what can run now.
	}
}

func (s *Scheduler) run(j *Job) {
	if j.Deadline.IsZero() {
		j.Run(s.ctx)
		return
	}
	if !time.Now().Before(j.Deadline) {
		j.Refuse(ErrDeadline)
		return
	}
	ctx, cancel := context.WithDeadline(s.ctx, j.Deadline)
	defer cancel()
	j.Run(ctx)
}

// next returns the queue whose turn it is: of those that wait and do not run, the one
// served longest ago. nil: none.
func (s *Scheduler) next() *queue {
	var best *queue
	for _, q := range s.queues {
		if q.running || len(q.jobs) == 0 {
			continue
		}
		if best == nil || q.served < best.served || q.served == best.served && q.jobs[0].seq < best.jobs[0].seq {
			best = q
		}
	}
	return best
}

func (s *Scheduler) waiting() bool {
	for _, q := range s.queues {
		if len(q.jobs) > 0 {
			return true
		}
	}
	return false
}

// Stop takes no more jobs and waits until those that were taken have run. When the context
// ends first, jobs that wait are refused with ErrStopping and the contexts of those that
// run end; Stop still waits for them to return.
func (s *Scheduler) Stop(ctx context.Context) {
	s.mu.Lock()
	s.stopping = true
	s.ready.Broadcast()
	s.mu.Unlock()
	drained := make(chan struct{})
	go func() {
		s.workers.Wait()
		close(drained)
	}()
	select {
	case <-drained:
	case <-ctx.Done():
		s.refuseAll()
		s.cancel()
		<-drained
	}
	s.cancel()
	<-s.ended
}

func (s *Scheduler) refuseAll() {
	s.mu.Lock()
	var left []*Job
	for _, q := range s.queues {
		left = append(left, q.jobs...)
		q.jobs = nil
		s.opts.Waiting(q.model, 0)
	}
	s.ready.Broadcast()
	s.mu.Unlock()
	for _, j := range left {
		j.Refuse(ErrStopping)
	}
}

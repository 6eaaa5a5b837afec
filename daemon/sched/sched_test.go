package sched_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"edged/daemon/sched"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// record notes what became of jobs, in order.
type record struct {
	mu     sync.Mutex
	events []string
}

func (r *record) add(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, fmt.Sprintf(format, args...))
}

func (r *record) want(t *testing.T, want ...string) {
	t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.Equal(r.events, want) {
		t.Errorf("got  %v\nwant %v", r.events, want)
	}
	r.events = nil
}

// job takes so long, or until its context ends.
func (r *record) job(model, name string, takes time.Duration) *sched.Job {
	return &sched.Job{
		Model: model,
		Run: func(ctx context.Context) {
			select {
			case <-time.After(takes):
				r.add("%s ran", name)
			case <-ctx.Done():
				r.add("%s: %v", name, ctx.Err())
			}
		},
		Refuse: func(err error) { r.add("%s refused: %v", name, err) },
	}
}

func submit(t *testing.T, s *sched.Scheduler, jobs ...*sched.Job) {
	t.Helper()
	for _, j := range jobs {
		if err := s.Submit(j); err != nil {
			t.Fatal(err)
		}
	}
}

func stop(s *sched.Scheduler, after time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), after)
	defer cancel()
	s.Stop(ctx)
}

func TestOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := sched.New(sched.Options{Running: 2}) // one model runs one job at a time all the same
		submit(t, s, r.job("m", "first", time.Second))
		synctest.Wait()
		now := time.Now()
		low, late, soon, none, high := r.job("m", "low", time.Second), r.job("m", "late", time.Second), r.job("m", "soon", time.Second), r.job("m", "none", time.Second), r.job("m", "high", time.Second)
		again := r.job("m", "again", time.Second)
		low.Priority, high.Priority = -1, 1
		late.Deadline, soon.Deadline, again.Deadline = now.Add(2*time.Minute), now.Add(time.Minute), now.Add(time.Minute)
		submit(t, s, low, none, late, soon, again, high)
		stop(s, time.Hour)
		r.want(t, "first ran", "high ran", "soon ran", "again ran", "late ran", "none ran", "low ran")
	})
}

func TestBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		waiting := map[string]int{}
		s := sched.New(sched.Options{Length: 2, Waiting: func(m string, n int) { waiting[m] = n }})
		submit(t, s, r.job("m", "a", time.Second))
		synctest.Wait() // it runs: it does not wait any more
		submit(t, s, r.job("m", "b", time.Second), r.job("m", "c", time.Second))
		if err := s.Submit(r.job("m", "d", time.Second)); !errors.Is(err, sched.ErrBusy) {
			t.Errorf("got %v", err)
		}
		submit(t, s, r.job("other", "o", time.Second)) // has a queue of its own
		if waiting["m"] != 2 || waiting["other"] != 1 {
			t.Errorf("waiting %v", waiting)
		}
		stop(s, time.Hour)
		r.want(t, "a ran", "o ran", "b ran", "c ran")
		if waiting["m"] != 0 || waiting["other"] != 0 {
			t.Errorf("waiting %v", waiting)
		}
	})
}

func TestDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := sched.New(sched.Options{})
		past := r.job("m", "past", 0)
		past.Deadline = time.Now()
		if err := s.Submit(past); !errors.Is(err, sched.ErrDeadline) {
			t.Errorf("got %v", err)
		}
		long := r.job("m", "long", time.Hour)
		long.Deadline = time.Now().Add(10 * time.Second)
		submit(t, s, long)
		synctest.Wait()
		for i := range 3 { // the later ones have the earlier deadlines
			j := r.job("m", fmt.Sprint(i), 0)
			j.Deadline = time.Now().Add(time.Duration(3-i) * time.Second)
			submit(t, s, j)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		r.want(t, "2 refused: the deadline passed while the request waited")
		time.Sleep(2 * time.Second)
		synctest.Wait()
		r.want(t, "1 refused: the deadline passed while the request waited", "0 refused: the deadline passed while the request waited")
		time.Sleep(7 * time.Second)
		synctest.Wait()
		r.want(t, "long: context deadline exceeded")
		stop(s, time.Hour)
		r.want(t)
	})
}

// A job that moves up in the queue as another is refused is not overlooked: of these
// priorities, in this order, the last takes the place of the fourth and then of the second.
func TestDeadlineOfAJobThatMovesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := sched.New(sched.Options{})
		submit(t, s, r.job("m", "first", time.Hour))
		synctest.Wait()
		late := map[int]time.Duration{3: time.Second, 6: 2 * time.Second}
		for i, priority := range []int{10, 1, 9, 0, 0, 8, 7} {
			j := r.job("m", fmt.Sprint(i), 0)
			if j.Priority = priority; late[i] > 0 {
				j.Deadline = time.Now().Add(late[i])
			}
			submit(t, s, j)
		}
		for _, i := range []int{3, 6} {
			time.Sleep(time.Second)
			synctest.Wait()
			r.want(t, fmt.Sprintf("%d refused: %v", i, sched.ErrDeadline))
		}
		stop(s, 0)
	})
}

func TestModelsTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := sched.New(sched.Options{})
		for i := range 4 {
			j := r.job("greedy", fmt.Sprint("g", i), time.Second)
			j.Priority = 100 // orders a model's own queue only
			submit(t, s, j)
		}
		synctest.Wait()
		submit(t, s, r.job("modest", "m0", time.Second), r.job("modest", "m1", time.Second))
		stop(s, time.Hour)
		r.want(t, "g0 ran", "m0 ran", "g1 ran", "m1 ran", "g2 ran", "g3 ran")
	})
}

func TestModelsRunAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := sched.New(sched.Options{Running: 2})
		begin := time.Now()
		for _, m := range []string{"a", "b", "c", "d"} {
			submit(t, s, r.job(m, m, time.Second))
		}
		stop(s, time.Hour)
		if took := time.Since(begin); took != 2*time.Second {
			t.Errorf("four models on two workers took %v", took)
		}
	})
}

func TestStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := sched.New(sched.Options{})
		submit(t, s, r.job("m", "a", time.Second))
		synctest.Wait()
		submit(t, s, r.job("m", "b", time.Minute), r.job("m", "c", time.Second))
		stop(s, 5*time.Second)
		r.mu.Lock()
		slices.Sort(r.events) // c is refused and b ends at the same moment
		r.mu.Unlock()
		r.want(t, "a ran", "b: context canceled", "c refused: the device is stopping")
		if err := s.Submit(r.job("m", "d", 0)); !errors.Is(err, sched.ErrStopping) {
			t.Errorf("got %v", err)
		}
		stop(s, time.Second) // again does nothing
	})
}

func TestGoroutinesDoNotGrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := sched.New(sched.Options{Running: 2, Length: 1000})
		synctest.Wait()
		before := runtime.NumGoroutine()
		for i := range 2000 {
			j := r.job(fmt.Sprint(i%2), "x", time.Second)
			j.Deadline = time.Now().Add(time.Minute)
			submit(t, s, j)
		}
		synctest.Wait()
		if after := runtime.NumGoroutine(); after > before {
			t.Errorf("%d goroutines, then %d", before, after)
		}
		stop(s, 0)
	})
}

func BenchmarkSubmit(b *testing.B) {
	s := sched.New(sched.Options{Running: 2})
	defer s.Stop(context.Background())
	done := make(chan struct{})
	for b.Loop() {
		j := &sched.Job{Model: "m", Deadline: time.Now().Add(time.Minute), Run: func(context.Context) { done <- struct{}{} }}
		if err := s.Submit(j); err != nil {
			b.Fatal(err)
		}
		<-done
	}
}

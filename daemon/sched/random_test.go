package sched_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"edged/daemon/sched"
)

// history of a random run: outcomes by job, and what runs now.
type history struct {
	mu       sync.Mutex
	outcomes map[int]int
	running  map[string]int
	all      int
	most     int
	overlap  bool
}

func (h *history) begin(model string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.running[model]++
	h.all++
	h.overlap = h.overlap || h.running[model] > 1
	h.most = max(h.most, h.all)
}

func (h *history) end(model string, id int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.running[model]--
	h.all--
	h.outcomes[id]++
}

// TestEveryJobHasOneOutcome does random things for a while, then stops, and counts.
func TestEveryJobHasOneOutcome(t *testing.T) {
	for seed := range uint64(200) {
		synctest.Test(t, func(t *testing.T) { randomRun(t, rand.New(rand.NewPCG(seed, 7))) })
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func randomRun(t *testing.T, r *rand.Rand) {
	h := history{outcomes: map[int]int{}, running: map[string]int{}}
	workers, models := 1+r.IntN(3), 1+r.IntN(4)
	s := sched.New(sched.Options{Running: workers, Length: 1 + r.IntN(5)})
	taken := map[int]bool{}
	for id := range 100 {
		j, late := h.random(r, id, fmt.Sprint(r.IntN(models)))
		err := s.Submit(j)
		taken[id] = err == nil
		if err != nil && !errors.Is(err, sched.ErrBusy) && !(late && errors.Is(err, sched.ErrDeadline)) {
			t.Errorf("job %d: %v", id, err)
		}
		if r.IntN(3) == 0 {
			time.Sleep(time.Duration(r.IntN(20)) * time.Millisecond)
		}
	}
	stop(s, time.Duration(r.IntN(100))*time.Millisecond)
	for id, yes := range taken {
		if got, want := h.outcomes[id], map[bool]int{true: 1}[yes]; got != want {
			t.Errorf("job %d, taken %t, has %d outcomes", id, yes, got)
		}
	}
	if h.overlap || h.most > workers {
		t.Errorf("a model ran twice at once: %t; %d of %d workers ran", h.overlap, h.most, workers)
	}
}

// random makes a job of random length, priority and deadline, which may have passed.
func (h *history) random(r *rand.Rand, id int, model string) (j *sched.Job, late bool) {
	takes := time.Duration(r.IntN(20)) * time.Millisecond
	j = &sched.Job{
		Model: model, Priority: r.IntN(3),
		Run: func(ctx context.Context) {
			h.begin(model)
			defer h.end(model, id)
			select {
			case <-ctx.Done():
			case <-time.After(takes):
			}
		},
		Refuse: func(error) {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.outcomes[id]++
		},
	}
	if r.IntN(2) == 0 {
		in := r.IntN(60) - 1
		j.Deadline = time.Now().Add(time.Duration(in) * time.Millisecond)
		late = in <= 0
	}
	return j, late
}

// TestSubmitAndStopAtOnce submits from several goroutines while others stop the scheduler:
// what was taken has its one outcome by the time Stop returns.
func TestSubmitAndStopAtOnce(t *testing.T) {
	for range 20 {
		s := sched.New(sched.Options{Running: 2, Length: 4})
		h := history{outcomes: map[int]int{}, running: map[string]int{}}
		var taken sync.Map
		var wg sync.WaitGroup
		for g := range 4 {
			r := rand.New(rand.NewPCG(uint64(g), 9))
			wg.Go(func() {
				for id := 1000 * g; id < 1000*g+100; id++ {
					j, _ := h.random(r, id, fmt.Sprint(r.IntN(3)))
					if s.Submit(j) == nil {
						taken.Store(id, true)
					}
				}
			})
		}
		for range 2 {
			wg.Go(func() { stop(s, time.Millisecond) })
		}
		wg.Wait()
		taken.Range(func(id, _ any) bool {
			if n := h.outcomes[id.(int)]; n != 1 {
				t.Errorf("job %d has %d outcomes", id, n)
			}
			delete(h.outcomes, id.(int))
			return true
		})
		if len(h.outcomes) > 0 || h.overlap || h.most > 2 {
			t.Errorf("%d jobs that were not taken ran; a model ran twice at once: %t; %d ran", len(h.outcomes), h.overlap, h.most)
		}
	}
}

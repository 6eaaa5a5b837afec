package sched

import (
	"container/heap"
	"time"
)

// expire refuses jobs whose deadline passes while they wait, as soon as it does.
func (s *Scheduler) expire() {
	defer close(s.ended)
	for {
		late, next := s.takeLate(time.Now())
		for _, j := range late {
			j.Refuse(ErrDeadline)
		}
		var timer <-chan time.Time
		if !next.IsZero() {
			timer = time.After(time.Until(next))
		}
		select {
		case <-s.ctx.Done():
			return
		case <-s.expirer:
		case <-timer:
		}
	}
}

func (s *Scheduler) wakeExpirer() {
	select {
	case s.expirer <- struct{}{}:
	default:
	}
}

// takeLate removes the jobs whose deadline has passed and returns them and the next
// deadline, zero if there is none.
func (s *Scheduler) takeLate(now time.Time) (late []*Job, next time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range s.queues {
		before := len(q.jobs)
		for i := 0; i < len(q.jobs); {
			d := q.jobs[i].Deadline
			if !d.IsZero() && !now.Before(d) {
				late = append(late, heap.Remove(&q.jobs, i).(*Job))
				i = 0 // the heap was put in order again
				continue
			}
			if !d.IsZero() && (next.IsZero() || d.Before(next)) {
				next = d
			}
			i++
		}
		if len(q.jobs) != before {
			s.opts.Waiting(q.model, len(q.jobs))
		}
	}
	s.nextLate = next
	return late, next
}

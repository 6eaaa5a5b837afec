package sched

import "container/heap"

// queue holds the jobs that wait for one model.
type queue struct {
	model   string
	jobs    jobs
	running bool
	served  uint64 // the turn in which the model last ran
}

func (q *queue) push(j *Job) { heap.Push(&q.jobs, j) }
func (q *queue) pop() *Job   { return heap.Pop(&q.jobs).(*Job) }

// jobs is a heap of jobs: priority, then deadline, then arrival.
type jobs []*Job

func (h jobs) Len() int { return len(h) }

func (h jobs) Less(i, j int) bool {
	a, b := h[i], h[j]
	if a.Priority != b.Priority {
		return a.Priority > b.Priority
	}
	if !a.Deadline.Equal(b.Deadline) {
		// No deadline is later than any.
		return b.Deadline.IsZero() || !a.Deadline.IsZero() && a.Deadline.Before(b.Deadline)
	}
	return a.seq < b.seq
}

func (h jobs) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push implements heap.Interface.
func (h *jobs) Push(x any) { *h = append(*h, x.(*Job)) }

// Pop implements heap.Interface.
func (h *jobs) Pop() any {
	old := *h
	j := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	return j
}

package reference

import (
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// team is a fixed set of workers that share out the units of one kernel at a time. The
// caller of do is worker 0.
//
// Operators follow one another within microseconds, so whoever waits spins for a while
// before it parks. A worker that is slow to wake up delays nobody: a job that the others
// have finished is closed, and only those who joined it are waited for.
type team struct {
	state   atomic.Uint64 // number of the job, how many helpers have joined, whether it is open
	closed  atomic.Bool
	caller  *waiter
	helpers []*waiter // one for each further worker
	job     job
}

// What state adds up: the number of the job, those who help, and whether it is open.
const (
	open      = 1
	helper    = 2
	jobNumber = 1 << 16
)

// job is the kernel being run. Units are taken in chunks from next.
type job struct {
	kernel kernel
	units  int
	chunk  int
	next   atomic.Int64
	err    atomic.Pointer[error]
	panic  atomic.Pointer[workerPanic]
}

// workerPanic is a panic in a worker, as the caller of do gets it.
type workerPanic struct {
	value any
	stack []byte
}

// String says what the panic said.
func (p *workerPanic) String() string { return fmt.Sprint(p.value) }

// Stack is where it was.
func (p *workerPanic) Stack() []byte { return p.stack }

// chunksPerWorker balances uneven rows against the cost of taking a chunk.
const chunksPerWorker = 8

func newTeam(threads int) *team {
	t := &team{caller: newWaiter(threads)}
	for w := 1; w < threads; w++ {
		c := newWaiter(threads)
		t.helpers = append(t.helpers, c)
		go t.help(c, w)
	}
	return t
}

// help is the life of a worker: it joins each new job that it finds open.
func (t *team) help(w *waiter, worker int) {
	last := uint64(0)
	for {
		w.wait(func() bool { return t.state.Load()/jobNumber != last || t.closed.Load() })
		if t.closed.Load() {
			return
		}
		s := t.state.Load()
		if s&open == 0 {
			last = s / jobNumber
			continue
		}
		if !t.state.CompareAndSwap(s, s+helper) {
			continue
		}
		last = s / jobNumber
		t.job.help(worker)
		if s := t.state.Add(^uint64(helper - 1)); s%jobNumber == 0 {
			t.caller.wake()
		}
	}
}

// do runs a kernel to its end and returns the first error of a piece. A panic in a piece is
// the caller's, who may recover: in a goroutine of its own it would end the program.
func (t *team) do(k kernel) error {
	if p, ok := k.(preparer); ok {
		p.prepare()
	}
	n := k.units()
	if len(t.helpers) == 0 || n <= 1 {
		return k.run(0, n, 0)
	}
	threads := len(t.helpers) + 1
	j := &t.job
	j.kernel, j.units, j.chunk = k, n, max(1, n/(threads*chunksPerWorker))
	j.next.Store(0)
	j.err.Store(nil)
	j.panic.Store(nil)
	t.share(j)
	if p := j.panic.Load(); p != nil {
		panic(p)
	}
	if e := j.err.Load(); e != nil {
		return *e
	}
	return nil
}

// share opens a job, works on it, closes it, and waits for those who joined.
func (t *team) share(j *job) {
	t.state.Store((t.state.Load()/jobNumber+1)*jobNumber + open)
	for _, w := range t.helpers {
		w.wake()
	}
	j.help(0)
	t.state.Add(^uint64(open - 1))
	t.caller.wait(func() bool { return t.state.Load()%jobNumber == 0 })
}

// help is work that keeps a panic for do to raise.
func (j *job) help(worker int) {
	defer func() {
		if v := recover(); v != nil {
			j.panic.CompareAndSwap(nil, &workerPanic{v, debug.Stack()})
		}
	}()
	j.work(worker)
}

func (j *job) work(worker int) {
	for {
		hi := int(j.next.Add(int64(j.chunk)))
		lo := hi - j.chunk
		if lo >= j.units {
			return
		}
		if err := j.kernel.run(lo, min(hi, j.units), worker); err != nil {
			first := err // not err itself: its address would put every chunk's on the heap
			j.err.CompareAndSwap(nil, &first)
			return
		}
	}
}

// close ends the workers. Closing again does nothing; kernels that run afterwards have
// the caller alone.
func (t *team) close() {
	t.closed.Store(true)
	for _, w := range t.helpers {
		w.wake()
	}
	t.helpers = nil
}

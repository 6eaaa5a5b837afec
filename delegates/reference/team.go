package reference

import (
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// team is a fixed set of workers that share out the units of one kernel at a time. The
// caller of do is worker 0.
type team struct {
	wake []chan struct{} // one for each further worker
	done sync.WaitGroup
	job  job
}

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
const chunksPerWorker = 4

func newTeam(threads int) *team {
	t := &team{}
	for w := 1; w < threads; w++ {
		c := make(chan struct{}, 1)
		t.wake = append(t.wake, c)
		go func() {
			for range c {
				t.job.help(w)
				t.done.Done()
			}
		}()
	}
	return t
}

// do runs a kernel to its end and returns the first error of a piece. A panic in a piece is
// the caller's, who may recover: in a goroutine of its own it would end the program.
func (t *team) do(k kernel) error {
	if p, ok := k.(preparer); ok {
		p.prepare()
	}
	n := k.units()
	if len(t.wake) == 0 || n <= 1 {
		return k.run(0, n, 0)
	}
	threads := len(t.wake) + 1
	j := &t.job
	j.kernel, j.units, j.chunk = k, n, max(1, n/(threads*chunksPerWorker))
	j.next.Store(0)
	j.err.Store(nil)
	j.panic.Store(nil)
	t.done.Add(len(t.wake))
	for _, c := range t.wake {
		c <- struct{}{}
	}
	j.work(0)
	t.done.Wait()
	if p := j.panic.Load(); p != nil {
		panic(p)
	}
	if e := j.err.Load(); e != nil {
		return *e
	}
	return nil
}

// help is work in a goroutine of the team.
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
	for _, c := range t.wake {
		close(c)
	}
	t.wake = nil
}

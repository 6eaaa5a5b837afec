package reference

import (
	"errors"
	"runtime"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestTeamRunsEveryUnitOnce(t *testing.T) {
	for _, threads := range []int{1, 2, 3, 8} {
		w := newTeam(threads)
		for _, units := range []int{0, 1, 2, 7, 100, 1001} {
			count := make([]atomic.Int32, units)
			err := w.do(parallel{units, func(lo, hi, worker int) error {
				if worker < 0 || worker >= threads {
					t.Errorf("worker %d of %d", worker, threads)
				}
				for u := lo; u < hi; u++ {
					count[u].Add(1)
				}
				return nil
			}})
			if err != nil {
				t.Fatal(err)
			}
			for u := range count {
				if n := count[u].Load(); n != 1 {
					t.Fatalf("%d threads, %d units: unit %d ran %d times", threads, units, u, n)
				}
			}
		}
		w.close()
	}
}

func TestTeamReturnsErrors(t *testing.T) {
	w := newTeam(3)
	defer w.close()
	bad := errors.New("bad unit")
	for range 50 {
		err := w.do(parallel{100, func(lo, hi, _ int) error {
			if lo <= 50 && 50 < hi {
				return bad
			}
			return nil
		}})
		if !errors.Is(err, bad) {
			t.Fatalf("got %v, want %v", err, bad)
		}
		if err := w.do(parallel{100, func(_, _, _ int) error { return nil }}); err != nil {
			t.Fatalf("the error stayed: %v", err)
		}
	}
}

func TestTeamAfterClose(t *testing.T) {
	w := newTeam(4)
	w.close()
	w.close()
	ran := 0
	if err := w.do(parallel{10, func(lo, hi, _ int) error { ran += hi - lo; return nil }}); err != nil || ran != 10 {
		t.Errorf("ran %d units, %v", ran, err)
	}
}

// twice counts how often it is prepared.
type twice struct {
	parallel
	prepared *int
}

func (k twice) prepare() { *k.prepared++ }

func TestTeamPreparesOnce(t *testing.T) {
	w := newTeam(2)
	defer w.close()
	n := 0
	k := twice{parallel{9, func(_, _, _ int) error { return nil }}, &n}
	if err := w.do(k); err != nil || n != 1 {
		t.Errorf("prepared %d times, %v", n, err)
	}
}

func TestTeamPanicsInTheCaller(t *testing.T) {
	w := newTeam(2)
	defer w.close()
	var both atomic.Int32
	defer func() {
		p, ok := recover().(*workerPanic)
		if !ok || p.String() != "boo" || len(p.Stack()) == 0 {
			t.Errorf("got %v", p)
		}
		if err := w.do(parallel{9, func(_, _, _ int) error { return nil }}); err != nil {
			t.Errorf("after it: %v", err)
		}
	}()
	err := w.do(parallel{2, func(_, _, worker int) error {
		both.Add(1)
		for both.Load() < 2 { // until each worker has a unit
			runtime.Gosched()
		}
		if worker != 0 {
			panic("boo")
		}
		return nil
	}})
	t.Errorf("it did not panic: %v", err)
}

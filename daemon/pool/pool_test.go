package pool_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"edged/daemon/pool"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var ctx = context.Background()

// shop makes loaded models and counts them.
type shop struct {
	loads  atomic.Int64
	open   atomic.Int64
	twice  atomic.Bool // one was closed twice
	broken error       // what loading returns
	takes  time.Duration
}

// loader loads a version of so many bytes.
func (s *shop) loader(version string, bytes int64) pool.Loader {
	return func(ctx context.Context) (*pool.Loaded, error) {
		select {
		case <-time.After(s.takes):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		s.loads.Add(1)
		if s.broken != nil {
			return nil, s.broken
		}
		s.open.Add(1)
		var closed atomic.Bool
		return &pool.Loaded{Version: version, Bytes: bytes, Close: func() error {
			if closed.Swap(true) {
				s.twice.Store(true)
			}
			s.open.Add(-1)
			return nil
		}}, nil
	}
}

func (s *shop) want(t *testing.T, loads, open int64) {
	t.Helper()
	if s.loads.Load() != loads || s.open.Load() != open || s.twice.Load() {
		t.Errorf("%d loads, %d open, closed twice %t; want %d and %d", s.loads.Load(), s.open.Load(), s.twice.Load(), loads, open)
	}
}

func put(t *testing.T, p *pool.Pool, name string, l pool.Loader) {
	t.Helper()
	if err := p.Put(ctx, name, l); err != nil {
		t.Fatal(err)
	}
}

func borrow(t *testing.T, p *pool.Pool, name string) *pool.Lease {
	t.Helper()
	l, err := p.Borrow(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(0)
		defer p.Close()
		put(t, p, "m", s.loader("1", 10))
		l := borrow(t, p, "m")
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if _, err := p.Borrow(short, "m"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		got := make(chan string)
		go func() {
			l := borrow(t, p, "m")
			l.Return(false)
			got <- l.Version
		}()
		synctest.Wait()
		l.Return(false)
		if v := <-got; v != "1" {
			t.Errorf("got version %s", v)
		}
		s.want(t, 1, 1)
	})
}

func TestUnknownAndClosed(t *testing.T) {
	var s shop
	p := pool.New(0)
	put(t, p, "m", s.loader("1", 10))
	if _, err := p.Borrow(ctx, "x"); !errors.Is(err, pool.ErrUnknown) {
		t.Errorf("got %v", err)
	}
	p.Remove("x")
	l := borrow(t, p, "m")
	p.Remove("m")
	if _, err := p.Borrow(ctx, "m"); !errors.Is(err, pool.ErrUnknown) {
		t.Errorf("got %v", err)
	}
	s.want(t, 1, 1)
	l.Return(false)
	s.want(t, 1, 0)
	put(t, p, "m", s.loader("2", 10))
	l = borrow(t, p, "m")
	p.Close()
	s.want(t, 2, 1)
	l.Return(false)
	s.want(t, 2, 0)
	if _, err := p.Borrow(ctx, "m"); !errors.Is(err, pool.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if err := p.Put(ctx, "m", s.loader("3", 10)); !errors.Is(err, pool.ErrClosed) {
		t.Errorf("got %v", err)
	}
	s.want(t, 3, 0)
	if p.Bytes() != 0 {
		t.Errorf("%d bytes", p.Bytes())
	}
}

func TestSwap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(15) // both versions together are more: they are there for a moment only
		defer p.Close()
		put(t, p, "m", s.loader("1", 10))
		old := borrow(t, p, "m")
		waiter := make(chan string)
		go func() {
			l := borrow(t, p, "m")
			defer l.Return(false)
			waiter <- l.Version
		}()
		synctest.Wait()
		put(t, p, "m", s.loader("2", 10))
		l := borrow(t, p, "m") // does not wait for who uses the old one
		if l.Version != "2" || old.Version != "1" || p.Bytes() != 20 {
			t.Errorf("versions %s and %s, %d bytes", l.Version, old.Version, p.Bytes())
		}
		l.Return(false)
		s.want(t, 2, 2)
		old.Return(false)
		if v := <-waiter; v != "2" {
			t.Errorf("the waiter got version %s", v)
		}
		s.want(t, 2, 1)
	})
}

func TestAVersionThatDoesNotLoadChangesNothing(t *testing.T) {
	var s shop
	p := pool.New(100)
	defer p.Close()
	put(t, p, "m", s.loader("1", 10))
	if err := p.Put(ctx, "m", s.loader("2", 101)); err == nil || !strings.Contains(err.Error(), "model m takes 101 bytes, models.memory allows 100") {
		t.Errorf("got %v", err)
	}
	s.broken = errors.New("bad file")
	if err := p.Put(ctx, "m", s.loader("3", 10)); !errors.Is(err, s.broken) {
		t.Errorf("got %v", err)
	}
	l := borrow(t, p, "m")
	if l.Version != "1" {
		t.Errorf("got version %s", l.Version)
	}
	l.Return(false)
	s.want(t, 3, 1)
}

func TestFailureIsTriedAgainWithBackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := shop{broken: errors.New("bad file")}
		p := pool.New(0)
		defer p.Close()
		if err := p.Put(ctx, "m", s.loader("0", 10)); !errors.Is(err, s.broken) {
			t.Errorf("got %v", err)
		}
		// The latest version is the one that is tried again.
		if err := p.Put(ctx, "m", s.loader("1", 10)); !errors.Is(err, s.broken) {
			t.Errorf("got %v", err)
		}
		for second := range 120 {
			if _, err := p.Borrow(ctx, "m"); !errors.Is(err, s.broken) {
				t.Errorf("second %d: %v", second, err)
			}
			time.Sleep(time.Second)
		}
		s.want(t, 2+6, 0) // after 1, 2, 4, 8, 16 and 32 seconds
		s.broken = nil
		time.Sleep(time.Minute)
		l := borrow(t, p, "m")
		if l.Version != "1" {
			t.Errorf("got version %s", l.Version)
		}
		l.Return(false)
	})
}

func TestPanicInLoader(t *testing.T) {
	p := pool.New(0)
	defer p.Close()
	err := p.Put(ctx, "m", func(context.Context) (*pool.Loaded, error) { panic("boo") })
	var e *pool.PanicError
	if !errors.As(err, &e) || e.Value != "boo" || len(e.Stack) == 0 || !strings.Contains(err.Error(), "boo") {
		t.Errorf("got %v", err)
	}
	if _, err := p.Borrow(ctx, "m"); !errors.As(err, &e) {
		t.Errorf("got %v", err)
	}
}

func TestIdleModelsMakeRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(30)
		defer p.Close()
		for _, n := range []string{"a", "b", "c"} {
			put(t, p, n, s.loader(n, 10))
		}
		borrow(t, p, "a").Return(false) // b is the one used longest ago now
		put(t, p, "d", s.loader("d", 10))
		s.want(t, 4, 3)
		held := borrow(t, p, "a")
		s.want(t, 4, 3)
		put(t, p, "big", s.loader("big", 25)) // a is in use: it stays although it is too much
		if p.Bytes() != 35 {
			t.Errorf("%d bytes", p.Bytes())
		}
		held.Return(false)
		if p.Bytes() != 25 {
			t.Errorf("%d bytes", p.Bytes())
		}
		borrow(t, p, "b").Return(false) // loaded again
		s.want(t, 6, 1)
	})
}

// A model in use is not dropped, however long ago it was borrowed.
func TestAModelInUseStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(20)
		defer p.Close()
		put(t, p, "a", s.loader("a", 10))
		put(t, p, "b", s.loader("b", 10))
		held := borrow(t, p, "a")
		borrow(t, p, "b").Return(false)
		put(t, p, "c", s.loader("c", 10)) // in place of b
		held.Return(false)
		borrow(t, p, "a").Return(false)
		s.want(t, 3, 2)
	})
}

func TestBrokenIsLoadedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(0)
		defer p.Close()
		put(t, p, "m", s.loader("1", 10))
		borrow(t, p, "m").Return(true)
		s.want(t, 1, 0)
		borrow(t, p, "m").Return(false)
		s.want(t, 2, 1)
	})
}

func TestALoadOutlivesItsCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(0)
		defer p.Close()
		put(t, p, "m", s.loader("1", 10))
		borrow(t, p, "m").Return(true) // it must be loaded again
		s.takes = 10 * time.Second
		begin := time.Now()
		short, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if _, err := p.Borrow(short, "m"); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != time.Second {
			t.Errorf("got %v after %v", err, time.Since(begin))
		}
		borrow(t, p, "m").Return(false)
		if took := time.Since(begin); took != 10*time.Second {
			t.Errorf("took %v", took)
		}
		s.want(t, 2, 1)
	})
}

func TestCloseEndsLoads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(0)
		put(t, p, "m", s.loader("1", 10))
		borrow(t, p, "m").Return(true)
		s.takes = time.Hour
		failed := make(chan error)
		go func() {
			_, err := p.Borrow(ctx, "m")
			failed <- err
		}()
		synctest.Wait()
		p.Close()
		if err := <-failed; !errors.Is(err, pool.ErrClosed) {
			t.Errorf("got %v", err)
		}
		s.want(t, 1, 0)
	})
}

// A caller whose context has ended takes nobody's turn with it.
func TestAnEndedContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(0)
		defer p.Close()
		put(t, p, "m", s.loader("1", 10))
		ended, cancel := context.WithCancel(ctx)
		cancel()
		for range 100 {
			l, err := p.Borrow(ended, "m") // the turn is free: either may be seen first
			if err == nil {
				l.Return(false)
			} else if !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		held := borrow(t, p, "m")
		for range 100 {
			if _, err := p.Borrow(ended, "m"); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		held.Return(false)
		borrow(t, p, "m").Return(false)
		s.want(t, 1, 1)
	})
}

// A file may have grown since it was put: what is loaded again must fit the budget too.
func TestALoadAgainThatDoesNotFit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s shop
		p := pool.New(20)
		defer p.Close()
		bytes := int64(10)
		put(t, p, "m", func(ctx context.Context) (*pool.Loaded, error) { return s.loader("1", bytes)(ctx) })
		put(t, p, "other", s.loader("1", 10))
		borrow(t, p, "m").Return(true)
		bytes = 21
		for range 2 { // the second time it is not tried: it failed just now
			if _, err := p.Borrow(ctx, "m"); err == nil || !strings.Contains(err.Error(), "takes 21 bytes") {
				t.Errorf("got %v", err)
			}
		}
		s.want(t, 3, 1) // what did not fit is closed, the other stays
		bytes = 10
		time.Sleep(time.Second)
		borrow(t, p, "m").Return(false)
		if s.want(t, 4, 2); p.Bytes() != 20 {
			t.Errorf("%d bytes", p.Bytes())
		}
	})
}

// TestRandom borrows, swaps and removes at random from several goroutines; at the end
// everything that was loaded is closed once, and nobody shared a session.
func TestRandom(t *testing.T) {
	for seed := range uint64(30) {
		synctest.Test(t, func(t *testing.T) { random(t, seed) })
	}
}

func random(t *testing.T, seed uint64) {
	s := shop{takes: time.Millisecond}
	p := pool.New(25)
	for i := range 4 {
		put(t, p, fmt.Sprint(i), s.loader("0", 10))
	}
	var users sync.Map
	var wg sync.WaitGroup
	for g := range uint64(6) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, g))
			for range 40 {
				name := fmt.Sprint(r.IntN(4))
				switch r.IntN(10) {
				case 0:
					put(t, p, name, s.loader("x", int64(5+r.IntN(10))))
				case 1:
					p.Remove(name)
				default:
					use(t, p, r, name, &users)
				}
			}
		})
	}
	wg.Wait()
	if p.Bytes() > 25 {
		t.Errorf("seed %d: %d bytes when all are idle", seed, p.Bytes())
	}
	p.Close()
	s.want(t, s.loads.Load(), 0)
	if p.Bytes() != 0 {
		t.Errorf("seed %d: %d bytes at the end", seed, p.Bytes())
	}
}

func use(t *testing.T, p *pool.Pool, r *rand.Rand, name string, users *sync.Map) {
	short, cancel := context.WithTimeout(ctx, time.Duration(1+r.IntN(20))*time.Millisecond)
	defer cancel()
	l, err := p.Borrow(short, name)
	if err != nil {
		if !errors.Is(err, pool.ErrUnknown) && !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		return
	}
	if _, shared := users.LoadOrStore(l.Loaded, true); shared {
		t.Error("two use a session at once")
	}
	time.Sleep(time.Duration(r.IntN(3)) * time.Millisecond)
	users.Delete(l.Loaded)
	l.Return(r.IntN(10) == 0)
}

func BenchmarkBorrow(b *testing.B) {
	var s shop
	p := pool.New(0)
	defer p.Close()
	if err := p.Put(ctx, "m", s.loader("1", 10)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		l, err := p.Borrow(ctx, "m")
		if err != nil {
			b.Fatal(err)
		}
		l.Return(false)
	}
}

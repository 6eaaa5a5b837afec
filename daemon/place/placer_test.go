package place_test

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"edged/daemon/place"
	"edged/delegates"
	"edged/delegates/verify"
	"edged/models/graph"
)

// The fastest engine that is right serves; why not the others is told.
func TestFastestThatIsRight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		liar := &board{name: "edgetpu", spoil: func(_ context.Context, _ int, out []graph.Tensor) error { set(out[0], 7, 1e6); return nil }}
		absent := &board{name: "nnapi", unidentified: errors.New("no libneuralnetworks.so")}
		middle, fast := &board{name: "gpu", takes: 5 * time.Millisecond}, &board{name: "xnnpack", takes: time.Millisecond}
		d := open(t, t.TempDir(), place.Options{}, liar, absent, middle, fast, slow())
		defer d.Close()
		s := d.put()
		st := s.Status()
		if st.Engine != "xnnpack" || !st.Verified || len(st.Refused) != 3 {
			t.Fatalf("%+v", st)
		}
		for engine, why := range map[string]string{"edgetpu": "of the largest magnitude apart", "nnapi": "no libneuralnetworks.so", "gpu": "right, but not the fastest: 5ms"} {
			if !refused(st, engine, why) {
				t.Errorf("%s: not %q in %v", engine, why, st.Refused)
			}
		}
		if run, err := ask(t, s); err != nil || run.Engine != "xnnpack" || !run.Verified || run.Attempts != 1 {
			t.Errorf("%+v, %v", run, err)
		}
		if err := s.Close(); err != nil || liar.open+middle.open+fast.open != 0 {
			t.Errorf("%v; open sessions: %d %d %d", err, liar.open, middle.open, fast.open)
		}
	})
}

func refused(st place.Status, engine, why string) bool {
	for _, r := range st.Refused {
		if r.Engine == engine && strings.Contains(r.Err.Error(), why) {
			return true
		}
	}
	return false
}

// An engine that is not faster than the reference is of no use.
func TestReferenceIsFastest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, "", place.Options{}, &board{name: "gpu", takes: time.Second}, slow())
		defer d.Close()
		s := d.put()
		defer s.Close()
		if st := s.Status(); st.Engine != place.Reference || !st.Verified {
			t.Errorf("%+v", st)
		}
	})
}

// A choice is remembered until something changes; the engine that serves is asked again.
func TestRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		state := t.TempDir()
		visit := func(a, b *board) string {
			d := open(t, state, place.Options{}, a, b, slow())
			defer d.Close()
			s := d.put()
			defer s.Close()
			return s.Status().Engine
		}
		a, b := &board{name: "gpu", takes: 5 * time.Millisecond}, &board{name: "xnnpack", takes: time.Millisecond}
		if got := visit(a, b); got != "xnnpack" || a.loads != 1 {
			t.Fatalf("%s, %d loads", got, a.loads)
		}
		if got := visit(a, b); got != "xnnpack" || a.loads != 1 || b.loads != 2 {
			t.Errorf("again: %s, loads %d %d", got, a.loads, b.loads)
		}
		a.identity, a.takes = " 2", 0
		if got := visit(a, b); got != "gpu" || a.loads != 2 {
			t.Errorf("another library: %s, %d loads", got, a.loads)
		}
		a.spoil = func(_ context.Context, _ int, out []graph.Tensor) error { set(out[0], 0, math.NaN()); return nil }
		if got := visit(a, b); got != "xnnpack" {
			t.Errorf("the chosen one is wrong now: %s", got)
		}
		a.spoil = nil
		if got := visit(a, b); got != "xnnpack" {
			t.Errorf("its answers were wrong today: %s", got)
		}
		time.Sleep(place.Believed + time.Minute)
		if got := visit(a, b); got != "gpu" {
			t.Errorf("a day later: %s", got)
		}
		if err := os.WriteFile(filepath.Join(state, "placement.json"), []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := visit(&board{name: "gpu"}, b); got != "gpu" {
			t.Errorf("a damaged memory: %s", got)
		}
	})
}

// A request whose engine dies is answered by the next, and the engine comes back.
func TestDies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fragile := &board{name: "gpu", spoil: func(_ context.Context, n int, _ []graph.Tensor) error {
			if n == 10 {
				return died("segmentation fault")
			}
			return nil
		}}
		d := open(t, "", place.Options{}, fragile, slow())
		defer d.Close()
		s := d.put()
		defer s.Close()
		for i, want := range []place.Run{{Engine: "gpu", Attempts: 1}, {Engine: place.Reference, Attempts: 2}, {Engine: "gpu", Attempts: 1}} {
			if run, err := ask(t, s); err != nil || run.Engine != want.Engine || run.Attempts != want.Attempts || !run.Verified {
				t.Errorf("request %d: %+v, %v", i, run, err)
			}
			synctest.Wait()
		}
		if d.faults != 1 {
			t.Errorf("%d faults", d.faults)
		}
	})
}

// A hang is found after a second and answered by the reference.
func TestHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := &board{name: "gpu", spoil: func(ctx context.Context, n int, _ []graph.Tensor) error {
			if n != 9 {
				return nil
			}
			<-ctx.Done()
			return died("did not answer")
		}}
		d := open(t, "", place.Options{}, stuck, slow())
		defer d.Close()
		s := d.put()
		defer s.Close()
		start := time.Now()
		run, err := ask(t, s)
		if took := time.Since(start); err != nil || run.Engine != place.Reference || took > 2*time.Second || took < time.Second {
			t.Errorf("%+v, %v after %v", run, err, took)
		}
	})
}

// Three faults in a minute are too many; a minute later the engine may try again. A restart
// does not forget.
func TestQuarantine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		state := t.TempDir()
		var broken atomic.Bool
		broken.Store(true)
		crash := &board{name: "gpu", spoil: func(_ context.Context, n int, _ []graph.Tensor) error {
			if broken.Load() && n > 8 && n%2 == 1 { // never a golden question while it is mended
				return died("abort")
			}
			return nil
		}}
		d := open(t, state, place.Options{}, crash, slow())
		s := d.put()
		for range 3 {
			if run, err := ask(t, s); err != nil || run.Engine != place.Reference {
				t.Errorf("%+v, %v", run, err)
			}
			synctest.Wait()
		}
		if st := s.Status(); st.Engine != place.Reference || !refused(st, "gpu", "3 faults in 1m0s") || !d.isOut("gpu") {
			t.Errorf("%+v", st)
		}
		loads := crash.loaded()
		s.Close()
		d.Close()

		d = open(t, state, place.Options{}, crash, slow())
		defer d.Close()
		s = d.put()
		defer s.Close()
		if st := s.Status(); st.Engine != place.Reference || crash.loaded() != loads {
			t.Errorf("after a restart: %+v, %d loads", st, crash.loaded()-loads)
		}
		time.Sleep(place.FirstProbe + time.Second) // probed, and still broken
		synctest.Wait()
		if st := s.Status(); st.Engine != place.Reference || crash.loaded() != loads+1 {
			t.Errorf("after a minute: %+v, %d loads", st, crash.loaded()-loads)
		}
		broken.Store(false)
		time.Sleep(2*place.FirstProbe + time.Second)
		synctest.Wait()
		if run, err := ask(t, s); err != nil || run.Engine != "gpu" || d.isOut("gpu") {
			t.Errorf("after three minutes: %+v, %v", run, err)
		}
		if last := d.told(); last.Engine != "gpu" {
			t.Errorf("told %+v", last)
		}
	})
}

// A request that ends two engines is given up.
func TestTwoKills(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var deadly atomic.Bool
		kill := func(context.Context, int, []graph.Tensor) error {
			if deadly.Load() {
				return died("abort")
			}
			return nil
		}
		a, b := &board{name: "gpu", spoil: kill}, &board{name: "xnnpack", takes: time.Millisecond, spoil: kill}
		d := open(t, "", place.Options{Faults: 100}, a, b, slow())
		defer d.Close()
		s := d.put()
		defer s.Close()
		deadly.Store(true)
		if run, err := ask(t, s); err != nil || run.Engine != place.Reference {
			t.Errorf("%+v, %v", run, err) // the second engine was not loaded yet
		}
		deadly.Store(false)
		time.Sleep(time.Second) // gpu is mended, xnnpack stands by
		deadly.Store(true)
		if run, err := ask(t, s); !errors.Is(err, place.ErrKilled) || run.Attempts != 2 {
			t.Errorf("%+v, %v", run, err)
		}
		deadly.Store(false)
	})
}

// What is plainly wrong is never answered: the reference is asked.
func TestOddAnswers(t *testing.T) {
	for name, spoiled := range map[string]func(n int, out []graph.Tensor){
		"not finite": func(n int, out []graph.Tensor) { set(out[0], 3, math.Inf(1)) },
		"a constant": func(n int, out []graph.Tensor) {
			for i := range elements {
				set(out[0], i, 5)
			}
		},
		"the same answer": func(n int, out []graph.Tensor) {
			for i := range elements {
				set(out[0], i, float64(i))
			}
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			bad := &board{name: "gpu", spoil: func(_ context.Context, n int, out []graph.Tensor) error {
				if n > 9 {
					spoiled(n, out)
				}
				return nil
			}}
			state := t.TempDir()
			d := open(t, state, place.Options{}, bad, slow())
			defer d.Close()
			s := d.put()
			defer s.Close()
			if run, err := ask(t, s); err != nil || run.Engine != "gpu" {
				t.Errorf("%s: %+v, %v", name, run, err)
			}
			if name == "the same answer" {
				ask(t, s) // wrong, and not to be known
			}
			if run, err := ask(t, s); err != nil || run.Engine != place.Reference || run.Attempts != 2 {
				t.Errorf("%s: %+v, %v", name, run, err)
			}
			synctest.Wait()
			if st := s.Status(); !refused(st, "gpu", name) {
				t.Errorf("%s: %+v", name, st)
			}
			kept, err := filepath.Glob(filepath.Join(state, "quarantine", "*", "0", "in_0.npy"))
			if err != nil || len(kept) != 1 {
				t.Errorf("kept %v, %v", kept, err)
			}
			if in, err := verify.Golden(os.DirFS(filepath.Dir(filepath.Dir(kept[0]))), s.Signature()); err != nil || len(in) != 1 {
				t.Errorf("%v, %v", in, err)
			}
		})
	}
}

// One answer in so many is compared: a lie is found.
func TestSampled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		liar := &board{name: "gpu", takes: time.Millisecond, spoil: func(_ context.Context, n int, out []graph.Tensor) error {
			if n > 8 {
				set(out[0], 7, -1e9-float64(n))
			}
			return nil
		}}
		d := open(t, "", place.Options{Every: 10, CPU: 1}, liar, slow())
		defer d.Close()
		s := d.put()
		defer s.Close()
		for range 10_000 {
			ask(t, s)
			if synctest.Wait(); s.Status().Engine == place.Reference {
				return
			}
		}
		t.Error("10000 lies were believed")
	})
}

// A model that the reference engine does not run is no one's.
func TestNoReference(t *testing.T) {
	g := relu()
	g.Subgraphs[0].Ops[0].Code, g.Subgraphs[0].Ops[0].Custom = graph.OpCustom, "Warp"
	d := open(t, "", place.Options{}, &board{name: "gpu"}, slow())
	defer d.Close()
	if _, err := d.Choose(t.Context(), place.Job{Model: delegates.Model{Name: "w", Graph: g}}); !errors.Is(err, place.ErrNone) || !strings.Contains(err.Error(), "Warp") {
		t.Error(err)
	}
	empty := place.New(place.Options{})
	defer empty.Close()
	if _, err := empty.Choose(t.Context(), place.Job{}); err == nil {
		t.Error("a program without engines placed a model")
	}
}

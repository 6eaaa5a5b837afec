//go:build linux

package worker_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"time"

	"edged/delegates"
	"edged/delegates/worker/workertest"
)

// A worker that died is replaced without anybody asking; the error says that it died.
func TestMends(t *testing.T) {
	s := open(t, faultyAfter(t, "segfault", "2"), reluModel(t, 8))
	m := s.(delegates.Mender)
	for range 3 {
		if y, err := ask(t, s, patience); err != nil || !right(y) || !m.Ready() {
			t.Fatal(y, err)
		}
		_, err := ask(t, s, patience)
		if !errors.Is(err, delegates.ErrEngineDied) || errors.Is(err, delegates.ErrNotReady) {
			t.Fatal(err)
		}
		began := time.Now()
		for !m.Ready() {
			if time.Since(began) > patience {
				t.Fatal("no worker came back")
			}
			time.Sleep(time.Millisecond)
		}
		t.Log("back after", time.Since(began))
	}
}

// A request that nobody could take is no reason for anything.
func TestNotReady(t *testing.T) {
	s := open(t, faultyAfter(t, "abort", "1"), reluModel(t, 8))
	if _, err := ask(t, s, patience); !errors.Is(err, delegates.ErrEngineDied) {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	sig := s.Signature()
	sig.Inputs[0].Data = make([]byte, sig.Inputs[0].Bytes())
	err := s.Invoke(ctx, sig.Inputs, sig.Outputs)
	if err == nil || errors.Is(err, delegates.ErrEngineDied) && errors.Is(err, delegates.ErrNotReady) {
		t.Error(err)
	}
}

// Closing while a worker is being replaced leaves nothing behind; TestMain looks for
// goroutines, one of which waits for each process.
func TestCloseMending(t *testing.T) {
	for range 5 {
		s := open(t, faultyAfter(t, "exit", "1"), reluModel(t, 8))
		if _, err := ask(t, s, patience); err == nil {
			t.Error("a worker that ended answered")
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Wrong answers are answers here: others compare them.
func TestSpoiled(t *testing.T) {
	for fault, spoiled := range map[string]func(y []float32) bool{
		"wrong":    func(y []float32) bool { return y[0] == 1 },
		"nan":      func(y []float32) bool { return math.IsNaN(float64(y[0])) },
		"flip":     func(y []float32) bool { return !right(y) },
		"constant": func(y []float32) bool { return y[0] == 0.5 && y[7] == 0.5 },
		"stale":    right, // the first answer, and all questions are the same
		"slow":     right,
	} {
		o := map[string]string{"fault": fault, "after": "2", "one_in": "1", "seed": "7", "ms": "5"}
		s := open(t, workertest.Faulty(t, o), reluModel(t, 8))
		if y, err := ask(t, s, patience); err != nil || !right(y) {
			t.Error(fault, y, err)
		}
		if y, err := ask(t, s, patience); err != nil || !spoiled(y) {
			t.Error(fault, y, err)
		}
	}
}

// A mix of faults that end or hang a worker: it comes back from each.
func TestRandomFaults(t *testing.T) {
	e := workertest.Faulty(t, map[string]string{"fault": "random", "one_in": "3", "seed": "1"})
	e.Memory = 512 << 20
	s := open(t, e, reluModel(t, 8))
	died := 0
	for died < 5 {
		y, err := ask(t, s, 2*time.Second)
		switch {
		case errors.Is(err, delegates.ErrEngineDied):
			died++
		case err == nil && !right(y):
			t.Fatal(y)
		}
	}
}

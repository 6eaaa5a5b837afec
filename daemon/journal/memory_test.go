package journal_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"edged/daemon/journal"
)

func key(id string) journal.Key { return journal.Key{Model: "m", ID: id} }

func outcome(text string) journal.Outcome {
	return journal.Outcome{Topic: "t/" + text, Payload: []byte(text)}
}

// accept checks a verdict and returns the outcome.
func accept(t *testing.T, j journal.Journal, k journal.Key, sum byte, want journal.Verdict) journal.Outcome {
	t.Helper()
	got, o := j.Accept(k, [32]byte{sum})
	if got != want {
		t.Fatalf("%v: verdict %d, want %d", k, got, want)
	}
	return o
}

func TestLife(t *testing.T) {
	j := journal.NewMemory(journal.Limits{})
	accept(t, j, key("1"), 1, journal.New)
	accept(t, j, key("1"), 1, journal.Running)
	accept(t, j, key("1"), 2, journal.Conflict)
	accept(t, j, journal.Key{Model: "other", ID: "1"}, 2, journal.New) // ids are a model's own
	j.Finish(key("1"), outcome("first"))
	j.Finish(key("1"), outcome("second"))
	for range 2 {
		if d := cmp.Diff(outcome("first"), accept(t, j, key("1"), 1, journal.Finished)); d != "" {
			t.Error(d)
		}
	}
	accept(t, j, key("1"), 2, journal.Conflict)
}

func TestForget(t *testing.T) {
	j := journal.NewMemory(journal.Limits{Running: 1})
	accept(t, j, key("1"), 1, journal.New)
	accept(t, j, key("2"), 1, journal.Full)
	j.Forget(key("1"))
	j.Forget(key("1"))
	accept(t, j, key("1"), 2, journal.New)
	j.Finish(key("1"), outcome("x"))
	j.Forget(key("1")) // it has run: it stays
	accept(t, j, key("1"), 2, journal.Finished)
	j.Finish(key("unknown"), outcome("x"))
	accept(t, j, key("unknown"), 2, journal.New)
}

func TestAge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journal.NewMemory(journal.Limits{Age: time.Minute})
		accept(t, j, key("slow"), 1, journal.New)
		accept(t, j, key("1"), 1, journal.New)
		j.Finish(key("1"), outcome("x"))
		time.Sleep(59 * time.Second)
		accept(t, j, key("1"), 1, journal.Finished)
		time.Sleep(time.Second)
		accept(t, j, key("1"), 2, journal.New)
		accept(t, j, key("slow"), 1, journal.Running) // age counts from the outcome
	})
}

func TestBytes(t *testing.T) {
	j := journal.NewMemory(journal.Limits{Bytes: 4000})
	big := journal.Outcome{Payload: make([]byte, 1000)}
	for i := range 10 {
		k := key(fmt.Sprint(i))
		accept(t, j, k, 1, journal.New)
		j.Finish(k, big)
	}
	for i, want := range []journal.Verdict{7: journal.Finished, 8: journal.Finished, 9: journal.Finished} {
		accept(t, j, key(fmt.Sprint(i)), 1, want) // the oldest went first
	}
}

func TestOneHugeOutcomeCostsNoOther(t *testing.T) {
	j := journal.NewMemory(journal.Limits{Bytes: 4000})
	for _, c := range []struct {
		id   string
		size int
	}{{"small", 10}, {"huge", 5000}} {
		accept(t, j, key(c.id), 1, journal.New)
		j.Finish(key(c.id), journal.Outcome{Payload: make([]byte, c.size)})
	}
	accept(t, j, key("small"), 1, journal.Finished)
	accept(t, j, key("huge"), 1, journal.New)
}

// TestOneRun sends every request several times at once: one of them is new.
func TestOneRun(t *testing.T) {
	j := journal.NewMemory(journal.Limits{})
	const requests, senders = 50, 8
	var runs [requests]int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for s := range senders {
		wg.Go(func() {
			for _, i := range rand.New(rand.NewPCG(1, uint64(s))).Perm(requests) {
				k := key(fmt.Sprint(i))
				if v, _ := j.Accept(k, [32]byte{}); v != journal.New {
					continue
				}
				mu.Lock()
				runs[i]++
				mu.Unlock()
				j.Finish(k, outcome(k.ID))
			}
		})
	}
	wg.Wait()
	for i, n := range runs {
		if n != 1 {
			t.Errorf("request %d ran %d times", i, n)
		}
	}
}

// TestRandom does random things and compares every verdict with a plain account of them.
func TestRandom(t *testing.T) {
	type state struct {
		sum      byte
		finished bool
	}
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 3))
		const limit = 5
		j, known, running := journal.NewMemory(journal.Limits{Running: limit}), map[string]state{}, 0
		for range 300 {
			id, sum := fmt.Sprint(r.IntN(20)), byte(r.IntN(2))
			e, there := known[id]
			switch r.IntN(4) {
			case 0:
				j.Finish(key(id), outcome(id))
				if there && !e.finished {
					known[id] = state{e.sum, true}
					running--
				}
			case 1:
				j.Forget(key(id))
				if there && !e.finished {
					delete(known, id)
					running--
				}
			default:
				want := journal.New
				switch {
				case !there && running == limit:
					want = journal.Full
				case !there:
					known[id] = state{sum, false}
					running++
				case e.sum != sum:
					want = journal.Conflict
				case e.finished:
					want = journal.Finished
				default:
					want = journal.Running
				}
				if o := accept(t, j, key(id), sum, want); want == journal.Finished && string(o.Payload) != id {
					t.Fatalf("seed %d: request %s got %q", seed, id, o.Payload)
				}
			}
		}
	}
}

func BenchmarkJournal(b *testing.B) {
	j := journal.NewMemory(journal.Limits{})
	o := journal.Outcome{Payload: make([]byte, 300)}
	for i := 0; b.Loop(); i++ {
		k := key(fmt.Sprint(i))
		j.Accept(k, [32]byte{})
		j.Finish(k, o)
	}
}

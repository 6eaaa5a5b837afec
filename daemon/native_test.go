//go:build linux

package daemon_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"edged/daemon/bus/bustest"
	"edged/delegates"
	"edged/delegates/reference"
	"edged/delegates/worker/workertest"
	"edged/models/graph"
)

// slowed is the reference engine on a processor so slow that a worker is faster.
type slowed struct{ reference.Engine }

func (e slowed) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	s, err := e.Engine.Load(ctx, m, o)
	return slowedSession{s}, err
}

type slowedSession struct{ delegates.Session }

func (s slowedSession) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	time.Sleep(20 * time.Millisecond)
	return s.Session.Invoke(ctx, in, out)
}

// startFaulty runs a daemon with models of one RELU each, on workers whose delegate fails as
// the options say.
func startFaulty(t *testing.T, broker string, models, faults int, options map[string]string) (n *node, engine string) {
	t.Helper()
	e := workertest.Faulty(t, options)
	e.Memory = 512 << 20
	files := map[string][]byte{}
	for i := range models {
		files[fmt.Sprintf("relu%d.tflite", i)] = relu(t, 2, strconv.Itoa(i))
	}
	n = startFaults(t, broker, "engines: ["+e.Name()+"]\nverify: {every: 0}\n", files, []delegates.Engine{slowed{reference.New()}, e}, nil, faults)
	return n, e.Name()
}

// question is a request to relu, and what its answer holds.
func question() (text, want string) {
	x := rand.IntN(100_000)
	return fmt.Sprintf(`{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[-%d.5,%d.5]}]}`, x, x), fmt.Sprintf("[0 %d.5]", x)
}

// An engine that begins to lie is found out, and the model goes on on the next; everybody is
// told.
func TestLiesAreFoundOut(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n, engine := startFaulty(t, m.URL(), 1, 0, map[string]string{"fault": "nan", "after": "12"})
	c := client(t, m.URL())
	seen := map[string]int{}
	for i := range 20 {
		text, want := question()
		c.Send(fmt.Sprintf("edged/dev/models/relu0/infer/%d", i), []byte(text))
		r := parse(t, c.Next().Payload())
		if r.Error != "" || len(r.Outputs) != 1 || fmt.Sprint(r.Outputs[0].Data) != want || !r.Parameters.Verified {
			t.Fatalf("request %d: %+v", i, r)
		}
		seen[r.Parameters.Engine]++
	}
	if seen[engine] != 3 || seen["reference"] != 17 {
		t.Errorf("answered by %v", seen)
	}
	until(t, "the description says so", func() bool {
		d := description(t, m.URL(), "relu0")
		return d["engine"] == "reference" && strings.Contains(fmt.Sprint(d["refused"]), "quarantined since")
	})
	if got := metric(t, n, fmt.Sprintf(`edged_engine_quarantined{engine=%q,model="relu0"}`, engine)); got != "1" {
		t.Errorf("the metric is %q", got)
	}
}

// soak counts what happened to the requests of TestSoak.
type soak struct {
	requests, faults, failed atomic.Int64
	mu                       sync.Mutex
	answered, back           []time.Duration // a request that met a fault; an engine that did
}

// Native code that fails in every way there is costs the daemon nothing, and no request its
// answer. EDGED_FAULTS is how many faults are wanted; make soak takes 10000.
func TestSoak(t *testing.T) {
	want := int64(20)
	if text := os.Getenv("EDGED_FAULTS"); text != "" {
		var err error
		if want, err = strconv.ParseInt(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	m := bustest.Start(t, bustest.Options{})
	const models = 8
	n, engine := startFaulty(t, m.URL(), models, 1<<30, map[string]string{"fault": "random", "one_in": "8", "after": "12"})
	client(t, m.URL())
	var s soak
	var clients sync.WaitGroup
	for i := range models {
		c := bustest.Connect(t, m.URL(), "", "")
		c.Hear(fmt.Sprintf("edged/dev/models/relu%d/response/#", i))
		clients.Go(func() { s.run(t, c, i, engine, want) })
	}
	clients.Wait()
	if s.failed.Load() > 0 || t.Failed() {
		t.Errorf("%d requests were not answered right", s.failed.Load())
	}
	if code, _ := get(t, n, "/healthz"); code != 200 {
		t.Errorf("healthz: %d", code)
	}
	t.Logf("%d requests, %d faults; a request that met one: median %v, longest %v; an engine was back: median %v, longest %v",
		s.requests.Load(), s.faults.Load(), middle(s.answered), longest(s.answered), middle(s.back), longest(s.back))
}

// run sends questions to one model, one after the other, until there were enough faults.
func (s *soak) run(t *testing.T, c *bustest.Client, model int, engine string, faults int64) {
	var lost time.Time // when the engine failed; zero: it is there
	for id := 0; s.faults.Load() < faults; id++ {
		text, want := question()
		sent := time.Now()
		c.Send(fmt.Sprintf("edged/dev/models/relu%d/infer/%d", model, id), []byte(text))
		r := parse(t, c.Next().Payload())
		s.requests.Add(1)
		right := r.Error == "" && len(r.Outputs) == 1 && fmt.Sprint(r.Outputs[0].Data) == want
		if !right && r.Code != "ENGINE_FAILED" {
			s.failed.Add(1)
			t.Errorf("%+v, want %s", r, want)
		}
		s.mu.Lock()
		if r.Parameters.Attempts > 1 || !right {
			s.faults.Add(1)
			s.answered = append(s.answered, time.Since(sent))
			lost = time.Now()
		}
		if !lost.IsZero() && r.Parameters.Engine == engine {
			s.back = append(s.back, sent.Sub(lost))
			lost = time.Time{}
		}
		s.mu.Unlock()
	}
}

func middle(list []time.Duration) time.Duration {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/2]
}

func longest(list []time.Duration) time.Duration {
	if len(list) == 0 {
		return 0
	}
	return slices.Max(list)
}

package daemon_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"edged/daemon/bus/bustest"
	"edged/delegates"
	"edged/delegates/reference"
	"edged/models/graph"
)

// gated is the reference engine behind a gate: every invocation waits for a token.
type gated struct {
	reference.Engine
	gate chan struct{}
}

type gatedSession struct {
	delegates.Session
	gate chan struct{}
}

func (g gated) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	s, err := g.Engine.Load(ctx, m, o)
	if err != nil {
		return nil, err
	}
	return gatedSession{s, g.gate}, nil
}

func (s gatedSession) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	select {
	case <-s.gate:
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.Session.Invoke(ctx, in, out)
}

// startGated runs a daemon whose engine waits at a gate. Opening it lets all through.
func startGated(t *testing.T, url, more string) (n *node, open func()) {
	t.Helper()
	gate := make(chan struct{})
	n = startWith(t, url, more, map[string][]byte{"relu.tflite": relu(t, 2, "")}, []delegates.Engine{gated{gate: gate}}, nil)
	open = sync.OnceFunc(func() { close(gate) })
	t.Cleanup(open) // before the daemon is stopped
	return n, open
}

func TestBusyAndDeadline(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n, open := startGated(t, m.URL(), "queue: {length: 2, deadline: 60s}")
	c := client(t, m.URL())
	send := func(id int, params string) {
		c.Send(fmt.Sprintf("edged/dev/models/relu/infer/%d", id), []byte(strings.Replace(ask, "{", `{"parameters":`+params+`,`, 1)))
	}
	send(0, `{}`)
	until(t, "the first runs", func() bool { return metric(t, n, `edged_requests_in_flight{model="relu"}`) == "1" })
	waits := func(count string) { // requests may be handled in any order: one at a time
		until(t, count+" wait", func() bool { return metric(t, n, `edged_queue_length{model="relu"}`) == count })
	}
	send(1, `{"deadline_ms":2000}`)
	waits("1")
	send(2, `{}`)
	waits("2")
	send(3, `{"priority":5}`)
	if r := parse(t, c.Next().Payload()); r.ID != "3" || r.Code != "BUSY" {
		t.Errorf("past the queue's length: %+v", r)
	}
	if r := parse(t, c.Next().Payload()); r.ID != "1" || r.Code != "DEADLINE" {
		t.Errorf("late: %+v", r)
	}
	send(4, `{"priority":5}`)
	waits("2")
	open()
	for _, want := range []string{"0", "4", "2"} {
		if r := parse(t, c.Next().Payload()); r.ID != want || r.Error != "" {
			t.Errorf("got %+v, want id %s", r, want)
		}
	}
	send(3, `{"priority":5}`)
	if r := parse(t, c.Next().Payload()); r.ID != "3" || r.Error != "" {
		t.Errorf("sent again after BUSY: %+v", r)
	}
}

func TestStopFinishesWhatWasAccepted(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n, open := startGated(t, m.URL(), "")
	c := client(t, m.URL())
	for i := range 8 {
		c.Send(fmt.Sprintf("edged/dev/models/relu/infer/%d", i), []byte(ask))
	}
	until(t, "all are accepted", func() bool {
		return metric(t, n, `edged_queue_length{model="relu"}`) == "7" && metric(t, n, `edged_requests_in_flight{model="relu"}`) == "1"
	})
	time.AfterFunc(50*time.Millisecond, open)
	if err := n.stop(); err != nil {
		t.Error(err)
	}
	for range 8 {
		if r := parse(t, c.Next().Payload()); r.Error != "" {
			t.Errorf("%+v", r)
		}
	}
}

func TestModelIsReplacedWhileItRuns(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n, open := startGated(t, m.URL(), "")
	c := client(t, m.URL())
	before := description(t, m.URL(), "relu")["version"]
	c.Send("edged/dev/models/relu/infer/old", []byte(ask))
	until(t, "it runs", func() bool { return metric(t, n, `edged_requests_in_flight{model="relu"}`) == "1" })
	n.put("relu.tflite", relu(t, 2, "the second"))
	until(t, "the new version serves", func() bool { return description(t, m.URL(), "relu")["version"] != before })
	open()
	if r := parse(t, c.Next().Payload()); r.ID != "old" || r.Error != "" || r.Version != before {
		t.Errorf("in flight: %+v", r)
	}
	c.Send("edged/dev/models/relu/infer/new", []byte(ask))
	if r := parse(t, c.Next().Payload()); r.Error != "" || r.Version == before {
		t.Errorf("after it: %+v", r)
	}
	// A broken version is reported, and the last good one goes on.
	n.put("relu.tflite", []byte("no model"))
	until(t, "the broken version shows", func() bool { return description(t, m.URL(), "relu")["error"] != nil })
	c.Send("edged/dev/models/relu/infer/still", []byte(ask))
	if r := parse(t, c.Next().Payload()); r.Error != "" {
		t.Errorf("with a broken file: %+v", r)
	}
	if err := os.Remove(filepath.Join(n.dir, "relu.tflite")); err != nil {
		t.Fatal(err)
	}
	for i := 0; ; i++ {
		c.Send(fmt.Sprintf("edged/dev/models/relu/infer/gone-%d", i), []byte(ask))
		r := parse(t, c.Next().Payload())
		if r.Code == "UNKNOWN_MODEL" {
			break
		}
		if r.Error != "" || i > 1000 {
			t.Fatalf("while it is removed: %+v", r)
		}
	}
}

func TestReload(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	n := start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	c := client(t, m.URL())
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "second.tflite"), relu(t, 2, "other"), 0o644); err != nil {
		t.Fatal(err)
	}
	conf := n.conf(m.URL(), "")
	conf.Models.Dir = other
	n.reload <- conf
	for i := 0; ; i++ {
		c.Send(fmt.Sprintf("edged/dev/models/second/infer/%d", i), []byte(ask))
		if r := parse(t, c.Next().Payload()); r.Error == "" {
			break
		} else if r.Code != "UNKNOWN_MODEL" || i > 2000 {
			t.Fatalf("%+v", r)
		}
	}
	c.Send("edged/dev/models/relu/infer/x", []byte(ask))
	if r := parse(t, c.Next().Payload()); r.Code != "UNKNOWN_MODEL" {
		t.Errorf("a model of the old directory: %+v", r)
	}
}

func TestBrokerComesLater(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	m.Stop()
	n := start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	if _, text := get(t, n, "/readyz"); !strings.Contains(text, "broker is not connected") {
		t.Errorf("without a broker: %s", text)
	}
	m.Restart()
	c := client(t, m.URL())
	c.Send("edged/dev/models/relu/infer/1", []byte(ask))
	if r := parse(t, c.Next().Payload()); r.Error != "" {
		t.Errorf("%+v", r)
	}
}

// TestKilledBrokerLosesNothing kills Mosquitto in the middle of 400 requests, twice. The
// client sends again what it has no answer to. Every request must be answered, always the
// same, and none may run twice.
func TestKilledBrokerLosesNothing(t *testing.T) {
	const requests = 400
	m := bustest.Start(t, bustest.Options{})
	n := start(t, m.URL(), "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	var mu sync.Mutex
	answers := map[string]string{}
	count := func() int { mu.Lock(); defer mu.Unlock(); return len(answers) }
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(m.URL()).SetClientID("resender").SetCleanSession(false).
		SetConnectRetry(true).SetConnectRetryInterval(50 * time.Millisecond).SetMaxReconnectInterval(50 * time.Millisecond).
		SetOnConnectHandler(func(c mqtt.Client) {
			c.Subscribe("edged/dev/models/relu/response/+", 1, func(_ mqtt.Client, msg mqtt.Message) {
				mu.Lock()
				defer mu.Unlock()
				id := filepath.Base(msg.Topic())
				if was, ok := answers[id]; ok && was != string(msg.Payload()) {
					t.Errorf("request %s: answered %s, then %s", id, was, msg.Payload())
				}
				answers[id] = string(msg.Payload())
			})
		}))
	c.Connect()
	t.Cleanup(func() { c.Disconnect(100) })
	until(t, "both are connected", func() bool { code, _ := get(t, n, "/readyz"); return code == 200 && c.IsConnectionOpen() })
	send := func() {
		for i := range requests {
			mu.Lock()
			_, done := answers[fmt.Sprint(i)]
			mu.Unlock()
			if !done && c.IsConnectionOpen() {
				c.Publish(fmt.Sprintf("edged/dev/models/relu/infer/%d", i), 1, false, ask).WaitTimeout(time.Second)
			}
		}
	}
	for _, kill := range []int{requests / 4, requests / 2} {
		killed := make(chan struct{})
		go func() {
			for count() < kill {
				if t.Context().Err() != nil {
					return
				}
				time.Sleep(time.Millisecond)
			}
			m.Kill()
			m.Restart()
			close(killed)
		}()
		until(t, "the broker was killed", func() bool {
			send()
			select {
			case <-killed:
				return true
			default:
				return false
			}
		})
	}
	until(t, "every request is answered", func() bool { send(); return count() == requests })
	mu.Lock() // answers that were sent twice may still come
	defer mu.Unlock()
	for id, text := range answers {
		if r := parse(t, []byte(text)); r.Error != "" || r.ID != id {
			t.Errorf("request %s: %s", id, text)
		}
	}
	if got := metric(t, n, `edged_requests_total{code="OK",model="relu"}`); got != fmt.Sprint(requests) {
		t.Errorf("%s requests ran, %d were sent", got, requests)
	}
}

// TestBudgetOfMemory asks three models of which two fit into memory: each is loaded again
// from its file when its turn comes.
func TestBudgetOfMemory(t *testing.T) {
	m := bustest.Start(t, bustest.Options{})
	names := []string{"a", "b", "c"}
	models := map[string][]byte{}
	for _, name := range names {
		models[name+".tflite"] = relu(t, 2, name)
	}
	n := startWith(t, m.URL(), "", models, []delegates.Engine{reference.Engine{}}, nil)
	conf := n.conf(m.URL(), "")
	conf.Models.Memory = 600 << 10
	n.reload <- conf
	c := client(t, m.URL())
	for i := range 9 {
		name := names[i%3]
		c.Send(fmt.Sprintf("edged/dev/models/%s/infer/%d", name, i), []byte(ask))
		if r := parse(t, c.Next().Payload()); r.Error != "" || r.Model != name {
			t.Errorf("%+v", r)
		}
	}
}

func TestEmbeddedBroker(t *testing.T) {
	n := start(t, "", "", map[string][]byte{"relu.tflite": relu(t, 2, "")})
	c := client(t, n.broker)
	c.Send("edged/dev/models/relu/infer/1", []byte(ask))
	if r := parse(t, c.Next().Payload()); r.ID != "1" || r.Error != "" {
		t.Errorf("%+v", r)
	}
}

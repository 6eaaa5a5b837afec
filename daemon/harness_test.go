package daemon_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"edged/daemon"
	"edged/daemon/bus/bustest"
	"edged/daemon/config"
	"edged/delegates"
	"edged/delegates/all"
	"edged/models/graph"
	"edged/models/tflite"
	"edged/models/zoo"
)

// node is a daemon under test, with a client of its broker.
type node struct {
	t      *testing.T
	dir    string // of the models
	state  string
	reload chan *config.Config
	stop   func() error // ends the daemon as SIGTERM does; may be called twice
	http   string
	broker string // its URL
}

// conf returns a configuration for the node with more YAML behind it.
func (n *node) conf(broker, more string) *config.Config {
	n.t.Helper()
	text := fmt.Sprintf("device: dev\nstate_dir: %s\nmodels: {dir: %s}\nhttp: {listen: 127.0.0.1:0}\n%s\n", n.state, n.dir, more)
	if broker != "" {
		text += fmt.Sprintf("mqtt: {broker: %s, reply_prefixes: [answers]}\n", broker)
	} else {
		text += "broker: {listen: 127.0.0.1:0}\n"
	}
	c, err := config.Parse("test.yaml", []byte(text))
	if err != nil {
		n.t.Fatal(err)
	}
	return c
}

// start runs a daemon with the shipped models and those given, against a broker.
func start(t *testing.T, broker, more string, models map[string][]byte) *node {
	t.Helper()
	return startWith(t, broker, more, models, all.Engines(all.Native{}), zoo.Flat())
}

func startWith(t *testing.T, broker, more string, models map[string][]byte, engines []delegates.Engine, shipped fs.FS) *node {
	t.Helper()
	return startFaults(t, broker, more, models, engines, shipped, 0)
}

// startFaults is startWith a number of faults that quarantine an engine.
func startFaults(t *testing.T, broker, more string, models map[string][]byte, engines []delegates.Engine, shipped fs.FS, faults int) *node {
	t.Helper()
	n := &node{t: t, dir: t.TempDir(), state: t.TempDir(), reload: make(chan *config.Config)}
	for name, b := range models {
		n.put(name, b)
	}
	ready := make(chan *daemon.Daemon, 8)
	ended := make(chan error, 1)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		ended <- daemon.Run(ctx, daemon.Options{
			Config: n.conf(broker, more), Faults: faults, Engines: func(*config.Config) []delegates.Engine { return engines }, Shipped: shipped, Version: "test",
			Log: slog.New(slog.NewTextHandler(t.Output(), nil)), OnReady: func(d *daemon.Daemon) { ready <- d },
		}, n.reload)
	}()
	stopped := false
	n.stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		return <-ended
	}
	t.Cleanup(func() { n.stop() })
	select {
	case d := <-ready:
		n.http, n.broker = d.HTTPAddr(), d.BrokerURL()
	case err := <-ended:
		stopped = true
		t.Fatalf("the daemon ended: %v", err)
	}
	return n
}

// put places a file in the models directory, whole at once.
func (n *node) put(name string, b []byte) {
	n.t.Helper()
	tmp := filepath.Join(n.state, "put")
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		n.t.Fatal(err)
	}
	if err := os.Rename(tmp, filepath.Join(n.dir, name)); err != nil {
		n.t.Fatal(err)
	}
}

// reply is an answer as a client reads it.
type reply struct {
	Model   string `json:"model_name"`
	Version string `json:"model_version"`
	ID      string `json:"id"`
	Error   string `json:"error"`
	Code    string `json:"code"`
	Outputs []struct {
		Name     string    `json:"name"`
		Datatype string    `json:"datatype"`
		Shape    []int     `json:"shape"`
		Data     []float64 `json:"data"`
	} `json:"outputs"`
	Result struct {
		Task    string `json:"task"`
		Classes []struct {
			Label string  `json:"label"`
			Score float32 `json:"score"`
		} `json:"classes"`
	} `json:"result"`
	Parameters struct {
		Engine   string `json:"engine"`
		Verified bool   `json:"verified"`
		Pieces   int    `json:"delegated_pieces"`
		Attempts int    `json:"attempts"`
	} `json:"parameters"`
}

func parse(t *testing.T, b []byte) reply {
	t.Helper()
	var r reply
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return r
}

// client connects to a broker, hears all responses of the device and waits until the
// daemon is online.
func client(t *testing.T, url string) *bustest.Client {
	t.Helper()
	online := bustest.Connect(t, url, "", "")
	online.Hear("edged/dev/availability")
	for string(online.Next().Payload()) != "online" {
	}
	c := bustest.Connect(t, url, "", "")
	c.Hear("edged/dev/models/+/response/#")
	return c
}

// relu is a model [1 n] float32 in, max(x, 0) out; the name goes into its description, so
// that two models differ.
func relu(t testing.TB, n int, description string) []byte {
	t.Helper()
	b, err := tflite.Encode(&graph.Graph{Version: 3, Description: description, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{{Name: "x", Type: graph.Float32, Shape: []int{1, n}}, {Name: "y", Type: graph.Float32, Shape: []int{1, n}}},
		Inputs:  []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpRelu, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// ask is a request to a relu model of two elements.
const ask = `{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[-1.5,2.5]}]}`

// until waits for a condition and fails the test when it does not come.
func until(t *testing.T, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(bustest.Within); !f(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s did not happen", what)
		}
	}
}

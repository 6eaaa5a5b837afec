package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"edged/internal/mosquitto"
	"edged/models/graph"
	"edged/models/tflite"
)

// device is what both daemons call themselves.
const device = "bench"

// process is a daemon under test.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
}

// spawn starts a program and returns once it has printed a line with a text.
func spawn(ctx context.Context, ready string, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.CommandContext(ctx, name, args...), ended: make(chan struct{})}
	r, w := io.Pipe()
	p.cmd.Stdout, p.cmd.Stderr = w, w
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.ended)
		_ = p.cmd.Wait() // how it ended shows in what it did
		w.Close()
	}()
	var last string
	for s := bufio.NewScanner(r); s.Scan(); {
		if last = s.Text(); strings.Contains(last, ready) {
			go io.Copy(io.Discard, r)
			return p, nil
		}
	}
	return nil, fmt.Errorf("%s ended: %s", name, last)
}

// stop ends the process as a system does that shuts down.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // an error says that it has ended
	<-p.ended
}

// contender is a daemon that answers requests to a model over MQTT.
type contender struct {
	name   string
	online bool // it says so when it takes requests; else it prints that it is ready
	start  func(ctx context.Context, o *options, addr, models string) (*process, error)
}

// contenders are edged and the script that one would write in an afternoon.
var contenders = []contender{
	{"edged", true, startEdged},
	{"paho + LiteRT", false, startScript},
}

// startEdged runs edged against the broker at addr, with the models of a folder.
func startEdged(ctx context.Context, o *options, addr, models string) (*process, error) {
	dir, err := os.MkdirTemp(o.dir, "state-")
	if err != nil {
		return nil, err
	}
	conf := filepath.Join(dir, "edged.yaml")
	text := fmt.Sprintf("device: %s\nstate_dir: %s\nmqtt: {broker: tcp://%s}\nmodels: {dir: %s}\n", device, dir, addr, models)
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		return nil, err
	}
	return spawn(ctx, "msg=ready", o.edged, "run", "--config", conf)
}

// startScript runs the Python daemon the same way.
func startScript(ctx context.Context, o *options, addr, models string) (*process, error) {
	host, port, _ := strings.Cut(addr, ":")
	args := []string{script("litert_daemon.py"), host, port, device}
	paths, err := filepath.Glob(filepath.Join(models, "*.tflite"))
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		args = append(args, strings.TrimSuffix(filepath.Base(p), ".tflite")+"="+p)
	}
	return spawn(ctx, "ready", o.python, args...)
}

// tiny is a model's name: 64 bytes in, 64 bytes out, next to nothing between.
const (
	tiny     = "tiny"
	tinySize = 16 // float32 elements
)

// surroundings starts a Mosquitto and makes a folder with the model tiny.
func surroundings(o *options, noDelay bool) (m *mosquitto.Mosquitto, models string, err error) {
	if models, err = modelsDir(o); err != nil {
		return nil, "", err
	}
	dir, err := os.MkdirTemp(o.dir, "broker-")
	if err != nil {
		return nil, "", err
	}
	m, err = mosquitto.Start(dir, mosquitto.Options{NoDelay: noDelay})
	return m, models, err
}

// modelsDir makes a folder with the model tiny.
func modelsDir(o *options) (string, error) {
	dir, err := os.MkdirTemp(o.dir, "models-")
	if err != nil {
		return "", err
	}
	shape := []int{1, tinySize}
	b, err := tflite.Encode(&graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{{Name: "x", Type: graph.Float32, Shape: shape}, {Name: "y", Type: graph.Float32, Shape: shape}},
		Inputs:  []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpRelu, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}}})
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, tiny+".tflite")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		return "", err
	}
	// A file written just now might still be growing: edged would wait.
	yesterday := time.Now().Add(-24 * time.Hour)
	return dir, os.Chtimes(path, yesterday, yesterday)
}

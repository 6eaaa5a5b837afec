//go:build native

// Command edged-worker runs one model with a native library, for edged, which starts it. A
// crash or a hang in there is an error in edged and no more.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"edged/delegates/tflite"
	"edged/delegates/worker"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "edged-worker:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	setup, protections, err := worker.Confine(args, parse)
	if err != nil {
		return err
	}
	tflite.DieOfSignals()
	return worker.Serve(setup, func(s worker.Setup) (worker.Runtime, worker.Loaded, error) {
		rt, l, err := load(s)
		l.Confined = protections
		return rt, l, err
	})
}

func parse(args []string) (setup worker.Setup, err error) {
	if len(args) != 1 || json.Unmarshal([]byte(args[0]), &setup) != nil {
		return setup, errors.New("edged starts this program: it takes a model's setup")
	}
	return setup, nil
}

// opening opens what a kind of engine needs and says in l what it found. A GPU shows only
// with a model whether it works.
type opening func(s worker.Setup, l *worker.Loaded) (loading, error)

// loading loads the model.
type loading func() (worker.Runtime, error)

// engines is the table of kinds.
var engines = map[string]opening{
	"edgetpu":  openEdgeTPU,
	"external": openPlain,
	"gpu":      openGPU,
	"nnapi":    openNNAPI,
	"tflite":   openPlain,
	"xnnpack":  openPlain,
}

func load(setup worker.Setup) (rt worker.Runtime, l worker.Loaded, err error) {
	open, ok := engines[setup.Engine]
	if !ok {
		return nil, l, fmt.Errorf("edged-worker has no engine %q: it is another version than edged", setup.Engine)
	}
	loading, err := open(setup, &l)
	if err != nil || setup.Probe && setup.Engine != "gpu" {
		return nil, l, err
	}
	rt, err = loading()
	return rt, l, err
}

// runtime is a session as the worker sees it.
type runtime struct{ *tflite.Session }

// Inputs returns the library's memory for the inputs.
func (r runtime) Inputs() [][]byte { return data(r.Session.Inputs) }

// Outputs returns the library's memory for the outputs.
func (r runtime) Outputs() [][]byte { return data(r.Session.Outputs) }

func data(list []tflite.Tensor) [][]byte {
	out := make([][]byte, len(list))
	for i, t := range list {
		out[i] = t.Data
	}
	return out
}

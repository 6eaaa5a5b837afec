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

// load opens the library and loads the model.
func load(setup worker.Setup) (worker.Runtime, worker.Loaded, error) {
	if setup.Engine == "gpu" && setup.Delegate == "" {
		return loadGPU(setup)
	}
	return loadTFLite(setup)
}

// loadTFLite does it with TensorFlow Lite.
func loadTFLite(setup worker.Setup) (worker.Runtime, worker.Loaded, error) {
	var l worker.Loaded
	lib, err := tflite.Open(setup.Libraries...)
	if err != nil {
		return nil, l, err
	}
	l.Library, l.Version = lib.Path, lib.Version
	if setup.Engine == "" {
		return nil, l, nil
	}
	s, err := lib.Load(worker.ModelPath, tflite.Options{
		Threads: setup.Threads, XNNPACK: setup.Engine == "xnnpack", WeightCache: setup.Cache,
		Delegate: setup.Delegate, DelegateOptions: setup.Options, GPU: setup.Engine == "gpu",
	})
	if err != nil {
		return nil, l, err
	}
	l.Own, l.Pieces, l.Taken = s.Own, s.Pieces, s.Taken
	return runtime{s}, l, nil
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

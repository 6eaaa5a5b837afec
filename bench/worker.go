package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"edged/delegates"
	"edged/delegates/worker"
	"edged/models/graph"
	"edged/models/tflite"
)

// workerModels take 224x224x3 bytes.
var workerModels = []string{
	"vision/tf2_mobilenet_v2_1.0_224_ptq.tflite",
	"vision/mobilenet_v2_1.0_224_quant.tflite",
}

// askedMicroseconds is what the way through the worker may add to an invocation, p50.
const askedMicroseconds = 60

// benchWorker measures what a process of its own costs: the time of Invoke here, less the
// time that the same invocation took in the library there.
func benchWorker(ctx context.Context, o *options) error {
	e := worker.Engine{Kind: "xnnpack", Program: o.worker}
	if _, err := e.Find(); err != nil {
		return fmt.Errorf("%w; make worker builds it", err)
	}
	fmt.Fprintf(o.out, "worker: what a process of its own adds to an invocation of xnnpack, 224x224x3, p50 of %d (asked: at most %d µs)\n", 10*o.runs, askedMicroseconds)
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "MODEL\tTHREADS\tIN LIBRARY MS\tADDED µS\tRATIO\t")
	for _, m := range workerModels {
		for _, threads := range []int{1, 2} {
			in, added, err := throughWorker(ctx, e, filepath.Join(o.data, m), threads, 10*o.runs)
			if err != nil {
				return fmt.Errorf("%s: %w", m, err)
			}
			fmt.Fprintf(w, "%s\t%d\t%.2f\t%.0f\t%.3f\t\n", filepath.Base(m), threads, in, 1e3*added, (in+added)/in)
		}
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// throughWorker returns the median milliseconds of an invocation in the library, and what
// the way there and back adds.
func throughWorker(ctx context.Context, e worker.Engine, path string, threads, runs int) (inside, added float64, err error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return 0, 0, err
	}
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		return 0, 0, err
	}
	s, err := e.Load(ctx, delegates.Model{Graph: g, File: file}, delegates.Options{Threads: threads})
	if err != nil {
		return 0, 0, err
	}
	defer s.Close()
	sig := s.Signature()
	in, out := delegates.RandomInputs(sig), make([]graph.Tensor, len(sig.Outputs))
	var insides, adds []float64
	for range runs {
		start := time.Now()
		if err := s.Invoke(ctx, in, out); err != nil {
			return 0, 0, err
		}
		total := time.Since(start)
		took := s.(interface{ Took() time.Duration }).Took()
		insides = append(insides, milliseconds(took))
		adds = append(adds, milliseconds(total-took))
	}
	return p50(insides), p50(adds), nil
}

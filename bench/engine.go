package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/models/graph"
	"edged/models/tflite"
)

// engineModels are timed on the reference engine and on LiteRT.
var engineModels = []string{
	"vision/mobilenet_v2_1.0_224_quant.tflite",
	"vision/tf2_mobilenet_v2_1.0_224_ptq.tflite",
}

// benchEngine times the reference engine beside LiteRT's reference kernels, taking turns,
// so that what else the machine does meets both.
func benchEngine(ctx context.Context, o *options) error {
	l, err := startLiteRT(ctx, o)
	if err != nil {
		return err
	}
	defer l.close()
	fmt.Fprintf(o.out, "reference engine beside LiteRT's reference kernels on one thread, p50 of %d, ms\n", o.runs)
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "MODEL\tTHREADS\tEDGED\tLITERT\tRATIO\t")
	for _, m := range engineModels {
		path := filepath.Join(o.data, m)
		for _, threads := range []int{1, 2} {
			own, theirs, err := takeTurns(ctx, o, l, path, threads)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s\t%d\t%.1f\t%.1f\t%.2f\t\n", filepath.Base(path), threads, p50(own), p50(theirs), p50(own)/p50(theirs))
		}
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// takeTurns invokes a model on both, one after the other, and returns the milliseconds.
func takeTurns(ctx context.Context, o *options, l *litert, path string, threads int) (own, theirs []float64, err error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	g, err := tflite.Decode(file, tflite.Limits{})
	if err != nil {
		return nil, nil, err
	}
	s, err := reference.Engine{}.Load(ctx, delegates.Model{Name: path, Graph: g, File: file}, delegates.Options{Threads: threads})
	if err != nil {
		return nil, nil, err
	}
	defer s.Close()
	in, out := delegates.RandomInputs(s.Signature()), make([]graph.Tensor, len(s.Signature().Outputs))
	for i := range o.runs + 1 {
		start := time.Now()
		if err := s.Invoke(ctx, in, out); err != nil {
			return nil, nil, err
		}
		ms := milliseconds(time.Since(start))
		other, err := l.time(question{path, "ref", 1, 1})
		if err != nil {
			return nil, nil, err
		}
		if i > 0 { // the first warms up
			own, theirs = append(own, ms), append(theirs, other...)
		}
	}
	return own, theirs, nil
}

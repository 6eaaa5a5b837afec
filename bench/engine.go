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
	"vision/pretrainedResnet_quant.tflite",
	"vision/vww_96_int8.tflite",
	"vision/detect.tflite",
	"vision/deeplabv3_mnv2_dm05_pascal_quant.tflite",
	"vision/movenet_single_pose_lightning_ptq.tflite",
	"audio/kws_ref_model.tflite",
	"audio/ad01_int8.tflite",
	"audio/yamnet_audio_classifier_with_metadata.tflite",
	"converted/bert_tiny_int8.tflite",
	"text/text_classification.tflite",
}

// kernelSets are LiteRT's: reference kernels, optimised kernels, and its default on a CPU.
var kernelSets = []string{"ref", "builtin", "xnnpack"}

// benchEngine times the reference engine beside LiteRT's kernel sets, taking turns, so
// that what else the machine does meets all.
func benchEngine(ctx context.Context, o *options) error {
	l, err := startLiteRT(ctx, o)
	if err != nil {
		return err
	}
	defer l.close()
	fmt.Fprintf(o.out, "reference engine beside LiteRT's kernel sets, p50 of %d turns, ms; ratios are edged's time over theirs\n", o.runs)
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "MODEL\tTHREADS\tEDGED\tREF\tBUILTIN\tXNNPACK\t/REF\t/BUILTIN\t/XNNPACK\t")
	for _, m := range engineModels {
		path := filepath.Join(o.data, m)
		for _, threads := range []int{1, 2} {
			own, theirs, err := takeTurns(ctx, o, l, path, threads)
			if err != nil {
				return fmt.Errorf("%s: %w", m, err)
			}
			fmt.Fprintf(w, "%s\t%d\t%.2f\t", filepath.Base(path), threads, own)
			for _, ms := range theirs {
				fmt.Fprintf(w, "%.2f\t", ms)
			}
			for _, ms := range theirs {
				fmt.Fprintf(w, "%.2f\t", own/ms)
			}
			fmt.Fprintln(w)
		}
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// turn is about how long one of them runs before it is the next one's turn.
const turn = 20 * time.Millisecond

// takeTurns invokes a model on the engine and on each kernel set, one after the other, and
// returns each one's median in milliseconds.
func takeTurns(ctx context.Context, o *options, l *litert, path string, threads int) (own float64, theirs []float64, err error) {
	s, err := load(ctx, path, threads)
	if err != nil {
		return 0, nil, err
	}
	defer s.Close()
	in, out := delegates.RandomInputs(s.Signature()), make([]graph.Tensor, len(s.Signature().Outputs))
	invoke := func(times int) (all []float64, err error) {
		for range times {
			start := time.Now()
			if err := s.Invoke(ctx, in, out); err != nil {
				return nil, err
			}
			all = append(all, milliseconds(time.Since(start)))
		}
		return all, nil
	}
	warm, err := invoke(2)
	if err != nil {
		return 0, nil, err
	}
	times := max(1, int(milliseconds(turn)/warm[1]))
	var mine []float64
	sets := make([][]float64, len(kernelSets))
	for range o.runs {
		ms, err := invoke(times)
		if err != nil {
			return 0, nil, err
		}
		mine = append(mine, ms...)
		for i, k := range kernelSets {
			ms, err := l.time(question{Model: path, Kernels: k, Threads: threads, Runs: times})
			if err != nil {
				return 0, nil, err
			}
			sets[i] = append(sets[i], ms...)
		}
	}
	for _, ms := range sets {
		theirs = append(theirs, p50(ms))
	}
	return p50(mine), theirs, nil
}

func load(ctx context.Context, path string, threads int) (delegates.Session, error) {
	g, file, err := decode(path)
	if err != nil {
		return nil, err
	}
	return reference.Engine{}.Load(ctx, delegates.Model{Name: path, Graph: g, File: file}, delegates.Options{Threads: threads})
}

func decode(path string) (*graph.Graph, []byte, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	g, err := tflite.Decode(file, tflite.Limits{})
	return g, file, err
}

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"text/tabwriter"

	"edged/internal/measure"
)

// askedPeak is what edged infer may take at most on memoryModel, in MiB.
const askedPeak = 24

// memoryModel is MobileNetV2 in int8.
const memoryModel = "vision/tf2_mobilenet_v2_1.0_224_ptq.tflite"

// memoryPictures are what it looks at: one that is no smaller decoded than in its file, a
// JPEG and a progressive one, of which decoding holds all coefficients.
var memoryPictures = []string{"vision/grace_hopper.bmp", "vision/parrot.jpg", "vision/cats_and_dogs.jpg"}

// benchMemory measures the most memory that edged infer takes, from its start to its answer.
func benchMemory(ctx context.Context, o *options) error {
	fmt.Fprintf(o.out, "memory: the peak of edged infer on %s (VmHWM), p50 of %d, MiB\n", filepath.Base(memoryModel), coldStarts)
	w := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "PICTURE\tKERNELS\tTHREADS\tPEAK\tASKED\t")
	for _, picture := range memoryPictures {
		for _, set := range []string{"ref", "xnnpack"} {
			for _, threads := range []string{"1", "2"} {
				peak, err := repeat(func() (float64, error) {
					return inferPeak(ctx, o.edged, filepath.Join(o.data, memoryModel), filepath.Join(o.data, picture), "--kernels", set, "--threads", threads)
				})
				if err != nil {
					return fmt.Errorf("%s: %w", picture, err)
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%.1f\t%d\t\n", filepath.Base(picture), set, threads, peak, askedPeak)
			}
		}
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// inferPeak runs edged infer and returns its peak in MiB. What a parent is told of a child
// that has ended includes memory of the parent's; so the child is given standard input as
// its second picture, asked when it has answered the first, and left without the second.
func inferPeak(ctx context.Context, edged, model, picture string, args ...string) (float64, error) {
	cmd := exec.CommandContext(ctx, edged, append([]string{"infer", "--json", model, picture, "-"}, args...)...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return 0, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	_, answered := bufio.NewReader(out).ReadString('\n')
	peak, err := measure.Memory(cmd.Process.Pid, "VmHWM")
	in.Close()
	_ = cmd.Wait() // it failed: nothing is no picture
	return mebibytes(peak), errors.Join(answered, err)
}

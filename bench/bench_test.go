package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"edged/delegates/worker/workertest"
	"edged/internal/judge"
	"edged/internal/testkit"
)

// TestRun measures little of everything: the benchmark still works.
func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	var out strings.Builder
	o := options{out: &out, runs: 1, requests: 3, inputs: 2, models: "ad01_int8", python: judge.Python(t), data: testkit.Data(t), edged: filepath.Join(t.TempDir(), "edged"),
		worker: workertest.Engine(t, "xnnpack").Program}
	if b, err := exec.Command("go", "build", "-o", o.edged, "../cmd/edged").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	if err := run(context.Background(), o, ""); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"mobilenet_v2_1.0_224_quant.tflite", "EDGED/LITERT", "NODELAY", "paho + LiteRT", "edged demo", "PEAK", "ADDED", "ad01_int8.tflite  tensor  xnnpack"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if err := run(context.Background(), o, "nothing"); err == nil || !strings.Contains(err.Error(), "engine, arena, daemon, start") {
		t.Errorf("got %v", err)
	}
}

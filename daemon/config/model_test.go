package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const fullModel = `task: classify
labels: labels.txt
normalize: {mean: [123.7, 116.3, 103.5], std: 58.4}
engines: xnnpack
kernels: xnnpack
threads: 2
deadline: 1s
tolerance: {lsb: 1, sqnr: 25}
golden: golden
chain: [faces]
top: 3
threshold: 0.25
limits: {max_pixels: 25000000, max_bytes: 8MiB}
`

func TestParseModel(t *testing.T) {
	got, err := ParseModel("m.yaml", []byte(fullModel))
	if err != nil {
		t.Fatal(err)
	}
	quarter := 0.25
	want := &Model{
		Task: "classify", Labels: "labels.txt",
		Normalize: Normalize{Mean: Floats{123.7, 116.3, 103.5}, Std: Floats{58.4}},
		Engines:   Names{"xnnpack"}, Kernels: "xnnpack", Threads: 2, Deadline: Duration(time.Second),
		Tolerance: &Tolerance{LSB: 1, SQNR: 25}, Golden: "golden", Chain: Names{"faces"}, Top: 3, Threshold: &quarter,
		Limits: Limits{MaxPixels: 25_000_000, MaxBytes: 8 << 20},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if m, err := ParseModel("m.yaml", nil); err != nil || !cmp.Equal(m, &Model{}) {
		t.Errorf("empty file: %+v, %v", m, err)
	}
}

func TestParseModelErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"lables: x", `m.yaml:1:1: unknown key "lables"`},
		{"task: sing", `m.yaml:1:7: task: "sing" is not one of [classify detect segment textclass tensor]`},
		{"kernels: fast", `m.yaml:1:10: kernels: "fast" is not one of [ref xnnpack]`},
		{"task: classify\nlabels: ../x", `m.yaml:2:9: labels: "../x" must lie beside the model`},
		{"labels: /etc/passwd", `m.yaml:1:9: labels: "/etc/passwd" must lie beside the model`},
		{"golden: ../..", `m.yaml:1:9: golden: "../.." must lie beside the model`},
		{"normalize: {mean: [1, x]}", `m.yaml:1:23: "x": want a number`},
		{"normalize: {mean: [[1]]}", `m.yaml:1:20: want a single value, not a sequence`},
		{"normalize: {mean: .nan}", `m.yaml:1:19: ".nan": want a number`},
		{"normalize: {std: [1, 0, 1]}", `m.yaml:1:18: normalize.std: must not be 0`},
		{"normalize:\n  mean: [1, 2]\n  std: [1, 2, 3]", `m.yaml:3:8: normalize.std: has 3 values and mean has 2`},
		{"threshold: 30%", `m.yaml:1:12: want a number, not a string`},
		{"threshold: 1.5", `m.yaml:1:12: threshold: 1.5 must lie from 0 to 1`},
		{"tolerance: {lsb: -1}", `m.yaml:1:12: tolerance: -1 must not be less than 0`},
		{"limits: {max_bytes: lots}", `m.yaml:1:21: "lots": want a size, like 256MiB`},
		{"engines: [warp]", `m.yaml:1:10: engines: no engine is called "warp"`},
	} {
		_, err := ParseModel("m.yaml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestLoadModel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.yaml")
	if err := os.WriteFile(path, []byte(fullModel), 0o600); err != nil {
		t.Fatal(err)
	}
	if m, err := LoadModel(path); err != nil || m.Top != 3 {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := LoadModel(path + ".none"); err == nil {
		t.Error("a missing file loads")
	}
}

package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"edged/internal/judge"
	"edged/internal/npy"
	"edged/internal/testkit"
)

// TestTensorsInAndOut runs a model on .npy files and wants LiteRT's bytes in the outputs.
func TestTensorsInAndOut(t *testing.T) {
	model := testkit.Data(t, "vision", "pretrainedResnet_quant.tflite")
	want := judge.Ask(t, judge.Question{Model: testkit.Read(t, "vision", "pretrainedResnet_quant.tflite"), Seed: 5})
	b, err := npy.Encode(want.Inputs[0])
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "x.npy")
	if err := os.WriteFile(in, b, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"input_1_int8", "0"} {
		out := filepath.Join(dir, "out", name)
		var stdout, stderr bytes.Buffer
		if code := run([]string{"infer", model, "--tensor", name + "=" + in, "--out", out}, &stdout, &stderr); code != 0 {
			t.Fatalf("exit code %d: %s", code, &stderr)
		}
		b, err := os.ReadFile(filepath.Join(out, "out_0.npy"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := npy.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Data, want.Outputs[0].Data) {
			t.Errorf("input %s: %v, LiteRT says %v", name, got.Data, want.Outputs[0].Data)
		}
	}
	var stderr bytes.Buffer
	if code := run([]string{"infer", model, "--tensor", "other=" + in}, &bytes.Buffer{}, &stderr); code != exitFailed ||
		!bytes.Contains(stderr.Bytes(), []byte(`no input "other"; the model has input_1_int8`)) {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
}

// TestSavedPictures draws boxes and a mask and compares them with the picture.
func TestSavedPictures(t *testing.T) {
	for _, c := range []struct{ model, picture string }{
		{"detect.tflite", "cats_and_dogs.jpg"},
		{"deeplabv3_mnv2_dm05_pascal_quant.tflite", "bird_segmentation.bmp"},
		{"mobilenet_v1_0.25_224_quant.tflite", "burger.jpg"},
	} {
		out := filepath.Join(t.TempDir(), "saved.png")
		var stderr bytes.Buffer
		if code := run([]string{"infer", testkit.Data(t, "vision", c.model), testkit.Data(t, "vision", c.picture), "--save", out}, &bytes.Buffer{}, &stderr); code != 0 {
			t.Fatalf("%s: exit code %d: %s", c.model, code, &stderr)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if n := colours(m); n < 100 || m.Bounds().Dx() < 100 {
			t.Errorf("%s: a picture of %v with %d colours", c.model, m.Bounds(), n)
		}
	}
}

func colours(m image.Image) int {
	seen := map[color.Color]bool{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y += 3 {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x += 3 {
			seen[m.At(x, y)] = true
		}
	}
	return len(seen)
}

func TestBytesText(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 1023: "1023 B", 1536: "1.5 KiB", 3 << 30: "3.0 GiB", 1 << 62: "4194304.0 TiB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

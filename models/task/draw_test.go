package task_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"edged/internal/testkit"
	"edged/models/image"
	"edged/models/image/draw"
	"edged/models/task"
)

func TestDraw(t *testing.T) {
	for name, r := range map[string]task.Result{
		"classes": {Classes: []task.Class{{Index: 3, Label: "macaw", Score: 0.9}, {Index: 7, Score: 0.1}}},
		"objects": {Objects: []task.Object{{Class: task.Class{Index: 16, Label: "cat", Score: 0.64}, X: 20, Y: 30, Width: 60, Height: 40}}},
		"mask":    {Mask: &task.Mask{Width: 2, Height: 1, Pixels: []uint8{0, 3}, Classes: []task.MaskClass{{Index: 3, Label: "bird", Share: 0.5}}}},
	} {
		p := image.New(200, 150)
		task.Draw(p, r)
		if bytes.Equal(p.Pix, make([]byte, len(p.Pix))) {
			t.Errorf("%s: nothing is drawn", name)
		}
	}
	p := image.New(20, 15)
	if task.Draw(p, task.Result{}); !bytes.Equal(p.Pix, make([]byte, len(p.Pix))) {
		t.Error("an empty result draws")
	}
}

// TestDrawReal draws real results; with EDGED_KEEP the pictures stay in that directory
// for people to look at.
func TestDrawReal(t *testing.T) {
	dir := os.Getenv("EDGED_KEEP")
	if dir == "" {
		dir = t.TempDir()
	}
	for _, c := range []struct {
		model, picture string
		kind           task.Kind
		labels         string
	}{
		{"detect", "cats_and_dogs.jpg", task.Detect, "labelmap.txt"},
		{"deeplabv3_mnv2_dm05_pascal_quant", "bird_segmentation.bmp", task.Segment, "pascal_voc_segmentation_labels.txt"},
		{"mobilenet_v2_1.0_224_quant", "parrot.jpg", task.Classify, "imagenet_labels.txt"},
	} {
		config := task.Config{Labels: labels(t, "vision/"+c.labels)}
		bundles(t, "vision/"+c.model+".tflite", config, func(t *testing.T, b task.Bundle) {
			file := testkit.Read(t, "vision", c.picture)
			p, err := image.Decode(file, 0)
			if err != nil {
				t.Fatal(err)
			}
			task.Draw(p, ask(t, c.kind, b, file))
			var out bytes.Buffer
			if err := draw.PNG(&out, p); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, c.model+".png"), out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

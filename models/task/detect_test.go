package task_test

import (
	"slices"
	"strings"
	"testing"

	"edged/models/flexbuf"
	"edged/models/graph"
	"edged/models/task"
)

// detector is a model that ends in TFLite_Detection_PostProcess, for 3 classes, with its
// four outputs in the order given: 0 boxes, 1 classes, 2 scores, 3 count.
func detector(t *testing.T, order ...int) (task.Bundle, *fake) {
	t.Helper()
	options, err := flexbuf.Encode(map[string]any{
		"max_detections": 3, "max_classes_per_detection": 1, "num_classes": 3, "nms_score_threshold": 0.0,
		"nms_iou_threshold": 0.5, "y_scale": 10.0, "x_scale": 10.0, "h_scale": 5.0, "w_scale": 5.0,
	})
	if err != nil {
		t.Fatal(err)
	}
	own := []graph.Tensor{
		tensor("boxes", graph.Float32, 1, 3, 4), tensor("classes", graph.Float32, 1, 3),
		tensor("scores", graph.Float32, 1, 3), tensor("count", graph.Float32, 1),
	}
	answer := [][]byte{le(.1, .2, .5, .6, 0, 0, 1, 1, -.1, .5, .25, 1.5), le(1, 0, 2), le(.5, .9, .8), le(3)}
	out, data := make([]graph.Tensor, 4), make([][]byte, 4)
	op := graph.Op{Code: graph.OpCustom, Custom: graph.DetectionPostProcess, CustomOptions: options, Outputs: make([]int, 4)}
	for at, i := range order {
		out[at], data[at] = own[i], answer[i]
		op.Outputs[i] = 1 + at
	}
	b, f := bundle([]graph.Tensor{tensor("picture", graph.UInt8, 1, 20, 30, 3)}, out)
	f.answer = data
	b.Graph.Subgraphs[0].Ops = []graph.Op{op}
	return b, f
}

func TestDetect(t *testing.T) {
	object := func(i int, label string, score, x, y, w, h float32) task.Object {
		return task.Object{Class: task.Class{Index: i, Label: label, Score: score}, X: x, Y: y, Width: w, Height: h}
	}
	want := []task.Object{
		object(0, "a", .9, 0, 0, 200, 100), object(2, "c", .8, 100, -10, 200, 35), object(1, "b", .5, 40, 10, 80, 40),
	}
	for _, order := range [][]int{{0, 1, 2, 3}, {2, 0, 3, 1}, {3, 2, 1, 0}} {
		b, _ := detector(t, order...)
		for _, names := range [][]string{{"a", "b", "c"}, {"???", "a", "b", "c"}} {
			b.Config.Labels = names
			got := ask(t, task.Detect, b, picture(t, 200, 100)).Objects
			if !slices.EqualFunc(got, want, near) {
				t.Errorf("%v %v: got %+v, want %+v", order, names, got, want)
			}
		}
	}
}

func near(a, b task.Object) bool {
	d := max(a.X-b.X, b.X-a.X, a.Y-b.Y, b.Y-a.Y, a.Width-b.Width, b.Width-a.Width, a.Height-b.Height, b.Height-a.Height)
	return a.Class == b.Class && d < 1e-3
}

func TestDetectLists(t *testing.T) {
	for _, c := range []struct {
		config task.Config
		count  float32
		want   int
	}{
		{task.Config{}, 3, 3}, {task.Config{Threshold: .6}, 3, 2}, {task.Config{Top: 1}, 3, 1}, {task.Config{Threshold: -1}, 3, 3},
		{task.Config{}, 1, 1}, {task.Config{}, 99, 3}, {task.Config{}, 0, 0},
	} {
		b, f := detector(t, 0, 1, 2, 3)
		b.Config, f.answer[3] = c.config, le(c.count)
		if got := ask(t, task.Detect, b, picture(t, 9, 9)).Objects; len(got) != c.want {
			t.Errorf("%+v, count %v: %d objects, want %d", c.config, c.count, len(got), c.want)
		}
	}
}

// Without a picture, boxes are in pixels of the model's input.
func TestDetectTensors(t *testing.T) {
	b, _ := detector(t, 0, 1, 2, 3)
	in := tensor("picture", graph.UInt8, 1, 20, 30, 3)
	in.Data = make([]byte, in.Bytes())
	r, err := bind(t, task.Detect, b).Run(t.Context(), task.Payload{Tensors: []graph.Tensor{in}})
	if err != nil || r.Objects[0].Width != 30 || r.Objects[0].Height != 20 {
		t.Errorf("got %+v, %v", r.Objects, err)
	}
}

func TestDetectBindErrors(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*task.Bundle)
		want  string
	}{
		{"labels", func(b *task.Bundle) { b.Config.Labels = []string{"a", "b"} }, "labels: 2 for 3 classes; gaps and a first line"},
		{"options", func(b *task.Bundle) { b.Graph.Subgraphs[0].Ops[0].CustomOptions = nil }, "flexbuffer"},
		{"not an output", func(b *task.Bundle) { b.Graph.Subgraphs[0].Ops[0].Outputs[1] = 0 }, "output 1 of TFLite_Detection_PostProcess is no output of the model"},
		{"outputs", func(b *task.Bundle) { b.Graph.Subgraphs[0].Ops[0].Outputs = []int{1} }, "has 1 outputs, wants 4"},
	} {
		b, _ := detector(t, 0, 1, 2, 3)
		c.spoil(&b)
		x, err := task.Find(task.Detect)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = x.Bind(b); err == nil || !strings.Contains(err.Error(), "model m cannot detect: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}

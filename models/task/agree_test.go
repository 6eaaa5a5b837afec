package task_test

import (
	"math"
	"slices"
	"testing"

	"edged/models/graph"
	"edged/models/task"
)

// agreeOn binds the task and compares two outputs with that data.
func agreeOn(t *testing.T, k task.Kind, b task.Bundle, out graph.Tensor, got, want []byte) float64 {
	t.Helper()
	a, ok := bind(t, k, b).(task.Agreer)
	if !ok {
		t.Fatalf("%s: cannot compare answers", k)
	}
	g, w := out, out
	g.Data, w.Data = got, want
	return a.Agree([]graph.Tensor{g}, []graph.Tensor{w})
}

func TestAgreeOnClass(t *testing.T) {
	nan := float32(math.NaN())
	int8s := scaled(tensor("s", graph.Int8, 1, 3), 1./256, -128)
	floats := tensor("s", graph.Float32, 1, 3)
	for name, c := range map[string]struct {
		out       graph.Tensor
		got, want []byte
		share     float64
	}{
		"same":           {int8s, []byte{1, 20, 3}, []byte{1, 30, 3}, 1},
		"other":          {int8s, []byte{40, 20, 3}, []byte{1, 30, 3}, 0},
		"tie":            {int8s, []byte{30, 30, 3}, []byte{29, 30, 3}, 1},
		"two steps":      {int8s, []byte{30, 30, 3}, []byte{28, 30, 3}, 0},
		"float tie":      {floats, le(.9, .8, 0), le(.898, .9, 0), 1},
		"float":          {floats, le(.9, .8, 0), le(.89, .9, 0), 0},
		"not a number":   {floats, le(nan, nan, nan), le(nan, 1, 2), 0},
		"nothing at all": {floats, nil, le(1, 2, 3), 0},
	} {
		b, _ := bundle([]graph.Tensor{tensor("picture", graph.UInt8, 1, 20, 20, 3)}, []graph.Tensor{c.out})
		b.Config.Threshold = 2 // of what is listed, not of what is compared
		if got := agreeOn(t, task.Classify, b, c.out, c.got, c.want); got != c.share {
			t.Errorf("%s: %g, want %g", name, got, c.share)
		}
	}
}

func TestAgreeOnMask(t *testing.T) {
	out := scaled(tensor("m", graph.UInt8, 1, 2, 2, 2), .1, 3)
	b, f := bundle([]graph.Tensor{tensor("picture", graph.UInt8, 1, 20, 20, 3)}, []graph.Tensor{out})
	want := []byte{1, 2, 1, 2, 1, 2, 2, 1}
	if got := agreeOn(t, task.Segment, b, out, []byte{1, 2, 9, 2, 1, 2, 4, 3}, want); got != 0.75 {
		t.Errorf("%g, want 0.75", got)
	}
	if got := agreeOn(t, task.Segment, b, out, want[:7], want); got != 0 {
		t.Errorf("half an answer agrees to %g", got)
	}
	// An answer that was given stays as it is while others are compared.
	f.answer[0] = want
	r := bind(t, task.Segment, b)
	res, err := r.Run(t.Context(), task.Payload{Media: picture(t, 6, 6)})
	if err != nil {
		t.Fatal(err)
	}
	mask := slices.Clone(res.Mask.Pixels)
	x := out
	x.Data = []byte{9, 0, 9, 0, 9, 0, 9, 0}
	r.(task.Agreer).Agree([]graph.Tensor{x}, []graph.Tensor{x})
	if !slices.Equal(mask, res.Mask.Pixels) {
		t.Error("comparing changed an answer")
	}
}

func TestAgreeOnObjects(t *testing.T) {
	b, f := detector(t, 0, 1, 2, 3)
	a := bind(t, task.Detect, b).(task.Agreer)
	out := func(boxes, classes, scores, count []byte) []graph.Tensor {
		list := slices.Clone(f.sig.Outputs)
		for i, d := range [][]byte{boxes, classes, scores, count} {
			list[i].Data = d
		}
		return list
	}
	same := f.answer // scores .5, .9, .8
	want := out(same[0], same[1], same[2], same[3])
	for name, c := range map[string]struct {
		got   []graph.Tensor
		share float64
	}{
		"same":                {want, 1},
		"another order":       {out(le(0, 0, 1, 1, -.1, .5, .25, 1.5, .1, .2, .5, .6), le(0, 2, 1), le(.9, .8, .5), le(3)), 1},
		"one class is wrong":  {out(same[0], le(1, 0, 1), same[2], same[3]), 4. / 6},
		"one box is off":      {out(le(.3, .4, .7, .8, 0, 0, 1, 1, -.1, .5, .25, 1.5), same[1], same[2], same[3]), 4. / 6},
		"one is missing":      {out(same[0], same[1], same[2], le(2)), 4. / 5},
		"a little less sure":  {out(same[0], same[1], le(.35, .9, .8), same[3]), 1},
		"a lot less sure":     {out(same[0], same[1], le(.1, .9, .8), same[3]), 4. / 5},
		"nothing":             {out(same[0], same[1], same[2], le(0)), 0},
		"not enough outputs":  {want[:3], 0},
		"boxes without sides": {out(make([]byte, 48), same[1], same[2], same[3]), 0},
	} {
		if got := a.Agree(c.got, want); math.Abs(got-c.share) > 1e-9 {
			t.Errorf("%s: %g, want %g", name, got, c.share)
		}
	}
	none := out(same[0], same[1], le(.1, .1, .1), same[3])
	if got := a.Agree(none, none); got != 1 {
		t.Errorf("nothing found on both sides: %g", got)
	}
}

// Tensors have no answer to agree on.
func TestAgreeOnTensors(t *testing.T) {
	b, _ := bundle([]graph.Tensor{tensor("x", graph.Int8, 2)}, []graph.Tensor{tensor("y", graph.Int8, 2)})
	if _, ok := bind(t, task.Raw, b).(task.Agreer); ok {
		t.Error("the task tensor compares answers")
	}
}

package task_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"edged/models/graph"
	"edged/models/task"
)

// masked runs the segment task on a fake model with that output.
func masked(t *testing.T, out graph.Tensor, data []byte, names ...string) (task.Result, error) {
	t.Helper()
	b, f := bundle([]graph.Tensor{tensor("picture", graph.UInt8, 1, 20, 20, 3)}, []graph.Tensor{out})
	b.Config.Labels = names
	f.answer[0] = data
	return bind(t, task.Segment, b).Run(t.Context(), task.Payload{Media: picture(t, 6, 6)})
}

func TestSegmentOutputs(t *testing.T) {
	want := []uint8{0, 2, 1, 1}
	le64 := func(v ...int64) (b []byte) {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint64(b, uint64(x))
		}
		return b
	}
	for _, c := range []struct {
		name string
		out  graph.Tensor
		data []byte
		want []uint8
	}{
		{"float scores", tensor("m", graph.Float32, 1, 2, 2, 3), le(5, 1, 5, -3, -2, -1, 0, 1, 0, 0, .1, 0), want},
		{"int8 scores", scaled(tensor("m", graph.Int8, 1, 2, 2, 3), .1, 3), []byte{5, 1, 5, 0x80, 0x81, 0x82, 0, 1, 0, 0xf0, 0xf1, 0xf0}, want},
		{"uint8 scores", scaled(tensor("m", graph.UInt8, 1, 2, 2, 3), .1, 3), []byte{5, 1, 5, 0, 1, 200, 0, 1, 0, 6, 7, 5}, want},
		{"int64 indices", tensor("m", graph.Int64, 1, 2, 2), le64(0, 2, 1, 1), want},
		{"uint8 indices", tensor("m", graph.UInt8, 1, 2, 2, 1), want, want},
		{"one probability", tensor("m", graph.Float32, 1, 2, 2, 1), le(.4, .5, 1, 0), []uint8{0, 1, 1, 0}},
		{"one uint8 probability", scaled(tensor("m", graph.UInt8, 1, 2, 2, 1), 1./256, 0), []byte{127, 128, 255, 0}, []uint8{0, 1, 1, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := masked(t, c.out, c.data)
			if err != nil {
				t.Fatal(err)
			}
			if r.Mask.Width != 2 || r.Mask.Height != 2 || !bytes.Equal(r.Mask.Pixels, c.want) {
				t.Errorf("got %+v, want %v", r.Mask, c.want)
			}
		})
	}
	if _, err := masked(t, tensor("m", graph.Int64, 1, 2, 2), le64(0, 256, 0, 0)); err == nil || !strings.Contains(err.Error(), "class 256") {
		t.Errorf("got %v", err)
	}
	if _, err := masked(t, tensor("m", graph.Int64, 1, 2, 2), le64(0)); err == nil || !strings.Contains(err.Error(), "a mask of 2×2 takes 32") {
		t.Errorf("got %v", err)
	}
}

func TestMaskSharesAndResize(t *testing.T) {
	r, err := masked(t, tensor("m", graph.UInt8, 1, 2, 2), []byte{1, 0, 1, 1}, "ground", "bird")
	if err != nil {
		t.Fatal(err)
	}
	want := []task.MaskClass{{Index: 1, Label: "bird", Share: 0.75}, {Index: 0, Label: "ground", Share: 0.25}}
	if !slices.Equal(r.Mask.Classes, want) {
		t.Errorf("got %+v, want %+v", r.Mask.Classes, want)
	}
	if got := r.Mask.Resize(4, 3); !bytes.Equal(got, []uint8{1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1}) {
		t.Errorf("got %v", got)
	}
	if got := r.Mask.Resize(1, 1); !bytes.Equal(got, []uint8{1}) {
		t.Errorf("got %v", got)
	}
}

package task_test

import (
	"math"
	"slices"
	"testing"

	"edged/models/graph"
	"edged/models/task"
)

func TestClassifyRanks(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		name   string
		out    graph.Tensor
		data   []byte
		config task.Config
		want   []task.Class
	}{
		{"float, best first, equal ones in order", tensor("s", graph.Float32, 1, 4), le(.1, .4, .1, .4),
			task.Config{Labels: []string{"a", "b", "c", "d"}}, []task.Class{{1, "b", .4}, {3, "d", .4}, {0, "a", .1}, {2, "c", .1}}},
		{"top", tensor("s", graph.Float32, 1, 4), le(.1, .4, .2, .3), task.Config{Top: 2}, []task.Class{{1, "", .4}, {3, "", .3}}},
		{"threshold", tensor("s", graph.Float32, 1, 1, 1, 4), le(.1, .4, .2, .3), task.Config{Threshold: .3}, []task.Class{{1, "", .4}, {3, "", .3}}},
		{"not a number", tensor("s", graph.Float32, 2), le(nan, -1), task.Config{Top: 1}, []task.Class{{1, "", -1}}},
		{"int8", scaled(tensor("s", graph.Int8, 1, 2), 1./256, -128), []byte{0x80, 0x7f}, task.Config{}, []task.Class{{1, "", 255. / 256}, {0, "", 0}}},
		{"uint8", scaled(tensor("s", graph.UInt8, 1, 2), .5, 10), []byte{10, 12}, task.Config{}, []task.Class{{1, "", 1}, {0, "", 0}}},
		{"int16", scaled(tensor("s", graph.Int16, 1, 2), .5, 0), []byte{2, 0, 0xff, 0xff}, task.Config{}, []task.Class{{0, "", 1}, {1, "", -.5}}},
		{"one score", tensor("s", graph.Float32, 1, 1), le(.7), task.Config{}, []task.Class{{0, "", .7}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, f := bundle([]graph.Tensor{tensor("picture", graph.UInt8, 1, 20, 20, 3)}, []graph.Tensor{c.out})
			b.Config, f.answer[0] = c.config, c.data
			if got := ask(t, task.Classify, b, picture(t, 8, 8)).Classes; !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// The pixels that reach the engine follow the configuration.
func TestClassifyNormalizes(t *testing.T) {
	in := tensor("picture", graph.Float32, 1, 20, 20, 3)
	b, f := bundle([]graph.Tensor{in}, []graph.Tensor{tensor("s", graph.Float32, 1, 2)})
	b.Config = task.Config{Mean: []float32{-255}, Std: []float32{510}}
	ask(t, task.Classify, b, picture(t, 8, 8)) // black
	if got := f.got[0]; len(got) != 4800 || !slices.Equal(got[:4], le(0.5)) {
		t.Errorf("got %v", got[:4])
	}
}

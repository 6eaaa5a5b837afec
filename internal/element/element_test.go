package element_test

import (
	"math"
	"testing"

	"edged/internal/element"
	"edged/models/graph"
)

func TestAt(t *testing.T) {
	for _, c := range []struct {
		t    graph.DType
		data []byte
		want float64
	}{
		{graph.Float32, []byte{0, 0, 0x20, 0xc0}, -2.5},
		{graph.Float16, []byte{0, 0xc1}, -2.5},
		{graph.Float16, []byte{1, 0}, math.Ldexp(1, -24)},
		{graph.Float16, []byte{0, 0xfc}, math.Inf(-1)},
		{graph.Float16, []byte{1, 0x7c}, math.NaN()},
		{graph.BFloat16, []byte{0x20, 0xc0}, -2.5},
		{graph.Float64, []byte{0, 0, 0, 0, 0, 0, 4, 0xc0}, -2.5},
		{graph.Int8, []byte{0xff}, -1}, {graph.UInt8, []byte{0xff}, 255}, {graph.Bool, []byte{1}, 1},
		{graph.Int16, []byte{0xfe, 0xff}, -2}, {graph.UInt16, []byte{0xfe, 0xff}, 65534},
		{graph.Int32, []byte{0xfe, 0xff, 0xff, 0xff}, -2}, {graph.UInt32, []byte{0xfe, 0xff, 0xff, 0xff}, 1<<32 - 2},
		{graph.Int64, []byte{0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, -2}, {graph.UInt64, []byte{0, 0, 0, 0, 1, 0, 0, 0}, 1 << 32},
		{graph.Complex64, make([]byte, 8), math.NaN()},
	} {
		// Element 1 is the one that is asked for.
		x := graph.Tensor{Type: c.t, Data: append(make([]byte, len(c.data)), c.data...)}
		if got := element.At(x, 1); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%v: %g, want %g", c.t, got, c.want)
		}
	}
}

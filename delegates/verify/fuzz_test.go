package verify_test

import (
	"encoding/json"
	"math"
	"testing"

	"edged/delegates/verify"
	"edged/models/graph"
)

// FuzzCompare gives Compare tensors whose type, shape, quantization and data have nothing to
// do with one another. Figures that come back are figures.
func FuzzCompare(f *testing.F) {
	f.Add(int8(graph.Int8), int8(graph.Int8), 2, 1, 2, 1, float32(0.5), float32(0.5), int64(3), 0, []byte{1, 2}, []byte{1, 3})
	f.Add(int8(graph.Float32), int8(graph.Float32), 1, 1, 1, 1, float32(0), float32(0), int64(0), 0, []byte{0, 0, 192, 127}, []byte{0, 0, 128, 255})
	f.Add(int8(graph.Complex128), int8(graph.Complex128), 0, -1, 0, -1, float32(0), float32(1), int64(0), 7, []byte{}, []byte{})
	f.Fuzz(func(t *testing.T, gt, wt int8, g0, g1, w0, w1 int, gs, ws float32, zero int64, axis int, got, want []byte) {
		x := graph.Tensor{Type: graph.DType(gt), Shape: []int{g0, g1}, Data: got, Quant: &graph.Quant{Scale: []float32{gs}, ZeroPoint: []int64{zero}}}
		y := graph.Tensor{Type: graph.DType(wt), Shape: []int{w0, w1}, Data: want, Quant: &graph.Quant{Scale: []float32{ws, gs}, ZeroPoint: []int64{zero}, Axis: axis}}
		for _, pair := range [][2]graph.Tensor{{x, y}, {x, x}, {y, y}} {
			fig, err := verify.Compare(one(pair[0]), one(pair[1]), nil)
			if err != nil {
				continue
			}
			if math.IsNaN(fig.SQNR) || math.IsNaN(fig.Relative) || !(fig.Agreement >= 0 && fig.Agreement <= 1) || fig.LSB < -1 {
				t.Errorf("%+v", fig)
			}
			if fig.Differ == 0 && fig != verify.Same() && fig != (verify.Figures{LSB: 0, SQNR: math.Inf(1), Agreement: 1}) {
				t.Errorf("nothing differs: %+v", fig)
			}
			if _, err := json.Marshal(fig); err != nil {
				t.Error(err)
			}
		}
	})
}

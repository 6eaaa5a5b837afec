package enginetest

import (
	"runtime"
	"slices"
)

// loose says how far floats of a case may be from LiteRT's, where units in the last place
// are too strict, and why: in parts of the tensor's largest magnitude.
type loose struct {
	relative float64
	why      string
}

// Reasons of looseness.
const (
	anotherOrder = "sums of products are added in another order"
	anotherExp   = "Eigen's logistic is another function in groups of four"
	requantized  = "the state is quantized in every step: a last bit can move it by a step"
)

// looseCases is the table of what is loose: stems, all of whose cases are, and single cases,
// which go before their stem.
var looseCases = map[string]loose{
	"bidirectional_sequence_lstm":          {1e-2, requantized},
	"bidirectional_sequence_lstm/float32":  {1e-5, anotherExp},
	"bidirectional_sequence_rnn":           {1e-5, anotherOrder},
	"conv2d/float32":                       {1e-5, anotherOrder},
	"dynamic/resized":                      {1e-5, anotherOrder},
	"depthwise_conv2d/float32":             {1e-5, anotherOrder},
	"fully_connected/dequantized":          {1e-5, anotherOrder},
	"fully_connected/float32":              {1e-5, anotherOrder},
	"gelu/float32":                         {1e-5, "Eigen's complementary error function is another near the least numbers"},
	"lstm":                                 {1e-2, requantized},
	"lstm/basic_float32":                   {1e-5, anotherExp},
	"lstm/float32":                         {1e-5, anotherExp},
	"rnn":                                  {1e-5, anotherOrder},
	"svdf":                                 {1e-5, anotherOrder},
	"transpose_conv/hybrid":                {1e-5, "each product is rounded before it is added"},
	"unidirectional_sequence_lstm":         {1e-2, requantized},
	"unidirectional_sequence_lstm/float32": {1e-5, anotherExp},
	"unidirectional_sequence_rnn":          {1e-5, anotherOrder},
}

// fused are cases with sums of products in plain Go, whose compiler fuses multiplications and
// additions where the processor can, as on arm64: they are rounded once instead of twice.
var fused = []string{
	"batch_matmul/float32", "conv2d/float_computed", "conv3d/float32", "conv3d_transpose/float32",
	"depthwise_conv2d/float_computed", "fully_connected/float_computed", "transpose_conv/float",
	"transpose_conv/float_computed",
}

// ForCase is the tolerance for a case of a stem.
func (t Tolerance) ForCase(stem, name string) Tolerance {
	l, ok := looseCases[stem+"/"+name]
	if !ok {
		l, ok = looseCases[stem]
	}
	if !ok && runtime.GOARCH == "arm64" && slices.Contains(fused, stem+"/"+name) {
		l, ok = loose{1e-5, "rounded once instead of twice"}, true
	}
	if ok && (t.ULP > 0 || t.Relative == 0) {
		t.ULP, t.Relative = 0, l.relative
	}
	return t
}

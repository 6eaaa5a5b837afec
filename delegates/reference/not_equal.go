package reference

import "edged/models/graph"

// buildNotEqual compares. TFLite has no kernel for int16 that is not quantized.
func buildNotEqual(p *prep) (kernel, error) {
	if p.in(0).Type == graph.String {
		return compareStrings(p, false)
	}
	c := comparison{f32: notEqual[float32], i32: notEqual[int32], i64: notEqual[int64], bits: otherBool, scaled: true}
	return c.build(p)
}

func notEqual[T number](x, y T) bool { return x != y }

func otherBool(x, y uint8) bool { return !sameBool(x, y) }

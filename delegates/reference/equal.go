package reference

import "edged/models/graph"

// buildEqual compares.
func buildEqual(p *prep) (kernel, error) {
	if p.in(0).Type == graph.String {
		return compareStrings(p, true)
	}
	return comparison{
		f32: equal[float32], i16: equal[int16], i32: equal[int32], i64: equal[int64], bits: sameBool, scaled: true,
	}.build(p)
}

func equal[T number](x, y T) bool { return x == y }

// sameBool compares booleans, which are read as bytes: callers may pass any.
func sameBool(x, y uint8) bool { return (x != 0) == (y != 0) }

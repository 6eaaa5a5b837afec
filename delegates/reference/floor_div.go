package reference

import (
	"math"

	"edged/models/graph"
)

// buildFloorDiv divides and rounds towards minus infinity. It fails on a divisor of zero.
func buildFloorDiv(p *prep) (kernel, error) {
	if !p.sameTypes() {
		return nil, p.noType()
	}
	switch p.out(0).Type {
	case graph.Float32:
		k, err := binary(p, func(x, y float32) float32 { return float32(math.Floor(float64(x) / float64(y))) })
		return nonZero[float32](p, 0, k, err)
	case graph.Int32:
		return floorDivInt[int32](p)
	case graph.Int16:
		return floorDivInt[int16](p)
	case graph.Int8:
		return floorDivInt[int8](p)
	}
	return nil, p.noType()
}

func floorDivInt[T int8 | int16 | int32](p *prep) (kernel, error) {
	k, err := binary(p, func(x, y T) T {
		if y == 0 {
			return 0
		}
		q := x / y
		if x%y != 0 && (x < 0) != (y < 0) {
			q--
		}
		return q
	})
	return nonZero[T](p, 0, k, err)
}

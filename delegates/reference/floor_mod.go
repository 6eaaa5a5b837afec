package reference

import (
	"math"

	"edged/models/graph"
)

// buildFloorMod computes the remainder that has the divisor's sign (TFLite's
// reference/floor_mod.h). Integers fail on a divisor of zero.
func buildFloorMod(p *prep) (kernel, error) {
	if !p.sameTypes() {
		return nil, p.noType()
	}
	switch p.out(0).Type {
	case graph.Float32:
		return binary(p, func(x, y float32) float32 {
			return signOfDivisor(float32(math.Mod(float64(x), float64(y))), y)
		})
	case graph.Int8:
		return floorModInt[int8](p)
	case graph.Int16:
		return floorModInt[int16](p)
	case graph.Int32:
		return floorModInt[int32](p)
	case graph.Int64:
		return floorModInt[int64](p)
	}
	return nil, p.noType()
}

func floorModInt[T int8 | int16 | int32 | int64](p *prep) (kernel, error) {
	k, err := binary(p, func(x, y T) T {
		if y == 0 {
			return 0
		}
		return signOfDivisor(x%y, y)
	})
	return nonZero[T](p, 0, k, err)
}

func signOfDivisor[T number](remainder, divisor T) T {
	if remainder != 0 && (divisor < 0) != (remainder < 0) {
		return remainder + divisor
	}
	return remainder
}

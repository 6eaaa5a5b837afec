package reference

import (
	"errors"
	"math"
	"slices"

	"edged/models/graph"
)

var errNegativePower = errors.New("negative power of an integer")

// buildPow raises to a power. On integers it fails where that is negative, as TFLite does
// (pow.cc).
func buildPow(p *prep) (kernel, error) {
	x, y := p.in(0), p.in(1)
	if !p.sameTypes() {
		return nil, p.noType()
	}
	// One power for a whole tensor is multiplied out (optimized_ops.h, BroadcastPow4D).
	one := y.Elems() == 1 && !slices.Equal(x.Shape, y.Shape)
	switch p.out(0).Type {
	case graph.Float32:
		if one {
			return binary(p, powerOfAll)
		}
		return binary(p, power)
	case graph.Int32:
		f := powerInt
		if one {
			f = powerIntOfAll
		}
		k, err := binary(p, f)
		if err != nil {
			return nil, err
		}
		return whenAll(p, k, func(v int32) bool { return v >= 0 }, errNegativePower)
	}
	return nil, p.noType()
}

func power(x, y float32) float32 { return float32(math.Pow(float64(x), float64(y))) }

// powerOfAll takes a power near a whole number for that number.
func powerOfAll(x, y float32) float32 {
	n := math.Round(float64(y))
	if !(math.Abs(float64(y)-n) < 1e-5 && n >= 1 && n <= math.MaxInt32) {
		return power(x, y)
	}
	return multiplied(x, int32(n), func(x, y float32) float32 {
		return min(max(x*y, -math.MaxFloat32), math.MaxFloat32)
	})
}

// powerInt goes through float64, as std::pow does; what does not fit in becomes the least
// integer.
func powerInt(x, y int32) int32 {
	f := math.Pow(float64(x), float64(y))
	if math.Abs(f) >= 1<<31 {
		return math.MinInt32
	}
	return int32(f)
}

// powerIntOfAll wraps.
func powerIntOfAll(x, y int32) int32 {
	if y < 1 {
		return 1
	}
	return multiplied(x, y, func(x, y int32) int32 { return x * y })
}

// multiplied returns the n-th power, n > 0, in the order of TFLite's IntegerExponentPow.
func multiplied[T number](x T, n int32, mul func(x, y T) T) T {
	switch {
	case n == 1:
		return x
	case n%2 == 0:
		half := multiplied(x, n/2, mul)
		return mul(half, half)
	}
	return mul(multiplied(x, n-1, mul), x)
}

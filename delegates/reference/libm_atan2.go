package reference

import "math"

// atan232 is atan2f of Sun's fdlibm.
func atan232(y, x float32) float32 {
	const pi, piLow float32 = 3.1415927410, -8.7422776573e-08
	special := func(v float32) bool { return v == 0 || v-v != 0 }
	if special(x) || special(y) {
		return float32(math.Atan2(float64(y), float64(x)))
	}
	bits := func(v float32) int32 { return int32(math.Float32bits(v) &^ (1 << 31)) }
	z := atan32(math.Float32frombits(uint32(bits(y / x))))
	switch apart := (bits(y) - bits(x)) >> 23; {
	case apart > 60:
		z = math.Pi / 2
	case apart < -60 && x < 0:
		z = 0
	}
	switch {
	case x > 0 && y > 0:
		return z
	case x > 0:
		return -z
	case y > 0:
		return pi - (z - piLow)
	}
	return (z - piLow) - pi
}

// arcs are the places of |x| that atanf goes from, and their angles in two parts.
var arcs = []struct{ below, high, low float32 }{
	{0.4375, 0, 0}, {0.6875, 4.6364760399e-01, 5.0121582440e-09}, {1.1875, 7.8539812565e-01, 3.7748947079e-08},
	{2.4375, 9.8279368877e-01, 3.4473217170e-08}, {0x1p25, 1.5707962513e+00, 7.5497894159e-08},
}

// atan32 is atanf of what is not negative.
func atan32(x float32) float32 {
	i := 0
	for i < len(arcs) && x >= arcs[i].below {
		i++
	}
	switch i {
	case 0:
		if x < 0x1p-29 {
			return x
		}
		return x - float32(x*arctangent(x))
	case 1:
		x = (2*x - 1) / (2 + x)
	case 2:
		x = (x - 1) / (x + 1)
	case 3:
		x = (x - 1.5) / (1 + float32(1.5*x))
	case 4:
		x = -1 / x
	default:
		return arcs[4].high + arcs[4].low
	}
	return arcs[i].high - ((float32(x*arctangent(x)) - arcs[i].low) - x)
}

// arctangent is 1 - atan(x)/x near 0.
func arctangent(x float32) float32 {
	z := x * x
	w := z * z
	odd := z * poly32(w, 3.3333334327e-01, 1.4285714924e-01, 9.0908870101e-02, 6.6610731184e-02, 4.9768779427e-02, 1.6285819933e-02)
	even := w * poly32(w, -2.0000000298e-01, -1.1111110449e-01, -7.6918758452e-02, -5.8335702866e-02, -3.6531571299e-02)
	return float32(odd) + float32(even)
}

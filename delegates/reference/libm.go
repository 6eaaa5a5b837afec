package reference

import "math"

// The functions of this file equal, to the bit, those of the C library that LiteRT calls:
// glibc 2.36 on x86-64. Its exponential is right but for one in a thousand last bits, which
// are its own; the others are float32 throughout and err by up to two units in the last
// place, which shows where a table of bytes rounds them. Conversions keep the compiler from
// fusing multiplications and additions. glibc 2.41 rounds tanhf, expm1f and erfcf correctly:
// there LiteRT's own answers are others.

// twoTo32nds are 2^(i/32).
var twoTo32nds = func() (t [32]float64) {
	for i := range t {
		t[i] = math.Exp2(float64(i) / 32)
	}
	return t
}()

// exp32 is expf: with x*log2(e) = k/32 + r, the product of 2^(k/32) and a cubic in r
// (Arm's optimized routines).
func exp32(x float32) float32 {
	switch {
	case x != x:
		return x
	case x > 88.722837:
		return float32(math.Inf(1))
	case x < -103.97207:
		return 0
	}
	const c0, c1, c2 = 0x1.c6af84b912394p-20, 0x1.ebfce50fac4f3p-13, 0x1.62e42ff0c52d6p-6
	z := float64(x) * (32 * 0x1.71547652b82fep+0)
	k := math.RoundToEven(z)
	r := z - k
	y := float64((float64(c0*r)+c1)*float64(r*r)) + (float64(c2*r) + 1)
	n := int(k)
	scale := math.Float64bits(twoTo32nds[n&31]) + uint64(int64(n>>5)<<52)
	return float32(y * math.Float64frombits(scale))
}

// tanh32 is tanhf, which goes through expm1f.
func tanh32(x float32) float32 {
	size := max(x, -x)
	var y float32
	switch {
	case x != x || size < 0x1p-55:
		return x
	case size >= 22:
		y = 1
	case size >= 1:
		y = 1 - 2/(expm132(2*size)+2)
	default:
		t := expm132(-2 * size)
		y = -t / (t + 2)
	}
	if x < 0 {
		return -y
	}
	return y
}

// ln2High and ln2Low are ln 2 in two parts, of which multiples of the first are exact.
const (
	ln2High float32 = 6.9313812256e-01
	ln2Low  float32 = 9.0580006145e-06
)

// expm132 is expm1f: x = k*ln 2 + r, a rational function of r, scaled by 2^k.
func expm132(x float32) float32 {
	switch size := max(x, -x); {
	case x != x || size < 0x1p-25:
		return x
	case x < 0 && size >= 18.714973:
		return -1
	case x > 88.721680:
		return float32(math.Inf(1))
	case size <= 0.34657359:
		e, s := expm1Small(x)
		return x - (float32(x*e) - s)
	default:
		return expm1Scaled(x, expm1Power(x, size))
	}
}

// expm1Power returns the k of expm132.
func expm1Power(x, size float32) int {
	const log2e float32 = 1.4426950216
	switch half := float32(math.Copysign(0.5, float64(x))); {
	case size >= 1.0397207:
		return int(float32(log2e*x) + half)
	case x < 0:
		return -1
	}
	return 1
}

// expm1Small returns the correction of expm1 near 0, and half the square of x.
func expm1Small(x float32) (e, s float32) {
	h := 0.5 * x
	s = float32(x * h)
	r := poly32(s, 1, -3.3333335072e-02, 1.5873016091e-03, -7.9365076090e-05, 4.0082177293e-06, -2.0109921195e-07)
	t := 3 - float32(r*h)
	return float32(s * ((r - t) / (6 - float32(x*t)))), s
}

func expm1Scaled(x float32, k int) float32 {
	high, low := x-float32(float32(k)*ln2High), float32(float32(k)*ln2Low)
	r := high - low
	c := (high - r) - low
	e, s := expm1Small(r)
	e = float32(r*(e-c)) - c
	e -= s
	scaled := func(y float32) float32 { return float32(math.Ldexp(float64(y), k)) }
	one := float32(math.Ldexp(1, -k))
	switch {
	case k == -1:
		return 0.5*(r-e) - 0.5
	case k == 1 && r < -0.25:
		return -2 * (e - (r + 0.5))
	case k == 1:
		return 1 + 2*(r-e)
	case k <= -2 || k > 56:
		return scaled(1-(e-r)) - 1
	case k < 23:
		return scaled((1 - one) - (e - r))
	}
	return scaled((r - (e + one)) + 1)
}

// poly32 is a polynomial, its constant first, by Horner's rule.
func poly32(x float32, c ...float32) float32 {
	y := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		y = float32(y*x) + c[i]
	}
	return y
}

package reference

import (
	"math"
	"math/bits"
)

// fft is the fast Fourier transform of a length that is a power of two (Cooley and Tukey,
// 1965). It holds, for each pass from that of length 8 on, exp(-2 pi i j / length) for j
// below half the length, and for each index the one whose bits are its in reverse.
type fft struct {
	passes   [][]complex128
	reversed []int32
}

func newFFT(length int) fft {
	f := fft{reversed: make([]int32, length)}
	shift := bits.LeadingZeros32(uint32(length)) + 1
	for i := range f.reversed {
		f.reversed[i] = int32(bits.Reverse32(uint32(i)) >> shift)
	}
	for size := 8; size <= length; size *= 2 {
		f.passes = append(f.passes, roots(size, size/2))
	}
	return f
}

// roots returns the first n powers of exp(-2 pi i / length).
func roots(length, n int) []complex128 {
	w := make([]complex128, n)
	for j := range w {
		sin, cos := math.Sincos(-2 * math.Pi * float64(j) / float64(length))
		w[j] = complex(cos, sin)
	}
	return w
}

// transform replaces x, of the fft's length, by its transform.
func (f *fft) transform(x []complex128) {
	for i, j := range f.reversed {
		if j := int(j); i < j {
			x[i], x[j] = x[j], x[i]
		}
	}
	f.combine(x)
}

// combine makes the transform of elements in bit-reversed order.
func (f *fft) combine(x []complex128) {
	if len(x) == 2 {
		x[0], x[1] = x[0]+x[1], x[0]-x[1]
	}
	for q := x; len(q) >= 4; q = q[4:] {
		a, b := q[0]+q[1], q[0]-q[1]
		c, d := q[2]+q[3], q[2]-q[3]
		d = complex(imag(d), -real(d))
		q[0], q[1], q[2], q[3] = a+c, b+d, a-c, b-d
	}
	for _, w := range f.passes {
		for at := 0; at < len(x); at += 2 * len(w) {
			a, b := x[at:][:len(w)], x[at+len(w):][:len(w)]
			for j, r := range w {
				v, u := b[j]*r, a[j]
				a[j], b[j] = u+v, u-v
			}
		}
	}
}

// realFFT is the transform of a power of two of real numbers, at least two: those of even
// and of odd index are real and imaginary parts of a transform of half the length.
type realFFT struct {
	half  fft
	roots []complex128
}

func newRealFFT(length int) realFFT {
	return realFFT{newFFT(length / 2), roots(length, length/4+1)}
}

// transform sets y, which is one longer than half the length, to the first elements of the
// transform of x. What x lacks is 0.
func (f *realFFT) transform(y []complex128, x []float32) {
	n := len(y) - 1
	z := y[:n]
	for i, j := range f.half.reversed {
		switch j := 2 * int(j); {
		case j+1 < len(x):
			z[i] = complex(float64(x[j]), float64(x[j+1]))
		case j < len(x):
			z[i] = complex(float64(x[j]), 0)
		default:
			z[i] = 0
		}
	}
	f.half.combine(z)
	f.split(y)
}

// split takes the transforms of both parts, which are even[k] = (z[k]+conj(z[n-k]))/2 and
// odd[k] = (z[k]-conj(z[n-k]))/2i, apart, and puts even[k]+root[k]*odd[k] in place of z.
func (f *realFFT) split(y []complex128) {
	n := len(y) - 1
	first := y[0]
	y[0], y[n] = complex(real(first)+imag(first), 0), complex(real(first)-imag(first), 0)
	for k := 1; k <= n/2; k++ {
		a, b := y[k], y[n-k]
		even := complex((real(a)+real(b))/2, (imag(a)-imag(b))/2)
		odd := f.roots[k] * complex((imag(a)+imag(b))/2, (real(b)-real(a))/2)
		y[k] = even + odd
		y[n-k] = complex(real(even)-real(odd), imag(odd)-imag(even))
	}
}

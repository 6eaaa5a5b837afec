package kernel

// Number is an element type of Dots.
type Number interface {
	~int8 | ~uint8 | ~int16 | ~uint16 | ~int32 | ~uint32 | ~int64 | ~uint64 | ~float32 | ~float64
}

// Dots adds to sums[i] the sum over c of (x[c]-zx) * (w[i*step+c]-zw), from the first c to
// the last. It reads the matrix w as it is stored, its rows step elements apart.
func Dots[X, W, S Number](sums []S, x []X, w []W, step int, zx, zw S) {
	n := len(x)
	i := 0
	for ; i+4 <= len(sums); i += 4 {
		rows := [4][]W{w[i*step:][:n], w[(i+1)*step:][:n], w[(i+2)*step:][:n], w[(i+3)*step:][:n]}
		dots4((*[4]S)(sums[i:]), x, &rows, zx)
	}
	for ; i < len(sums); i++ {
		s := sums[i]
		for c, v := range w[i*step:][:n] {
			s += (S(x[c]) - zx) * S(v)
		}
		sums[i] = s
	}
	takeZero(sums, x, zx, zw)
}

// takeZero subtracts what a zero point zw of the weights adds to the sums.
func takeZero[X, S Number](sums []S, x []X, zx, zw S) {
	if zw == 0 {
		return
	}
	var total S
	for _, v := range x {
		total += S(v) - zx
	}
	for i := range sums {
		sums[i] -= zw * total
	}
}

// DotsWide is Dots for 16-bit rows, which have no zero point, and 64-bit sums. It
// multiplies in 32 bits, which 32-bit machines do much faster.
func DotsWide[W int8 | int16](sums []int64, x []int16, w []W, step int, _, zw int64) {
	n := len(x)
	i := 0
	for ; i+2 <= len(sums); i += 2 {
		w0, w1 := w[i*step:][:n], w[(i+1)*step:][:n]
		s0, s1 := sums[i], sums[i+1]
		for c, v := range x {
			a := int32(v)
			s0 += int64(a * int32(w0[c]))
			s1 += int64(a * int32(w1[c]))
		}
		sums[i], sums[i+1] = s0, s1
	}
	if i < len(sums) {
		s := sums[i]
		for c, v := range w[i*step:][:n] {
			s += int64(int32(x[c]) * int32(v))
		}
		sums[i] = s
	}
	takeZero(sums, x, 0, zw)
}

func dots4[X, W, S Number](sums *[4]S, x []X, w *[4][]W, zx S) {
	w0, w1, w2, w3 := w[0][:len(x)], w[1][:len(x)], w[2][:len(x)], w[3][:len(x)]
	s0, s1, s2, s3 := sums[0], sums[1], sums[2], sums[3]
	for c, v := range x {
		a := S(v) - zx
		s0 += a * S(w0[c])
		s1 += a * S(w1[c])
		s2 += a * S(w2[c])
		s3 += a * S(w3[c])
	}
	*sums = [4]S{s0, s1, s2, s3}
}

package kernel

// Mul1 sets acc[r] to the sum over c of row r of w times x[c], modulo 2^32, for every row
// up to PaddedRows. x has as many elements as w has columns.
func (w *Weights) Mul1(acc []int32, x []int8) {
	var tail [Steps]int8
	copy(tail[:], x[w.cols/Steps*Steps:])
	for i := range w.ends {
		panel := w.panels[i*w.steps : (i+1)*w.steps]
		dot4((*[Rows]int32)(acc[i*Rows:]), panel, x, &tail)
	}
}

// dot4 is Mul1 for one panel; tail holds the columns after the last full entry.
func dot4(acc *[Rows]int32, panel [][Rows * Steps]int8, x []int8, tail *[Steps]int8) {
	var s0, s1, s2, s3 int32
	for i := range panel {
		v := tail
		if len(x) >= Steps {
			v = (*[Steps]int8)(x)
			x = x[Steps:]
		}
		p := &panel[i]
		a := int32(v[0])
		s0 += a * int32(p[0])
		s1 += a * int32(p[1])
		s2 += a * int32(p[2])
		s3 += a * int32(p[3])
		a = int32(v[1])
		s0 += a * int32(p[4])
		s1 += a * int32(p[5])
		s2 += a * int32(p[6])
		s3 += a * int32(p[7])
		a = int32(v[2])
		s0 += a * int32(p[8])
		s1 += a * int32(p[9])
		s2 += a * int32(p[10])
		s3 += a * int32(p[11])
		a = int32(v[3])
		s0 += a * int32(p[12])
		s1 += a * int32(p[13])
		s2 += a * int32(p[14])
		s3 += a * int32(p[15])
	}
	acc[0], acc[1], acc[2], acc[3] = s0, s1, s2, s3
}

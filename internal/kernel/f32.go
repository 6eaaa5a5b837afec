package kernel

// WeightsF32 is a float32 matrix packed like Weights, an entry for each column.
type WeightsF32 struct {
	rows, cols int
	panels     [][Rows]float32
}

// PackF32 packs a matrix of rows rows and len(w)/rows columns, given row by row.
func PackF32(w []float32, rows int) *WeightsF32 {
	cols := len(w) / rows
	p := &WeightsF32{rows: rows, cols: cols, panels: make([][Rows]float32, (rows+Rows-1)/Rows*cols)}
	for r := range rows {
		panel := p.panels[r/Rows*cols:]
		for c, v := range w[r*cols : (r+1)*cols] {
			panel[c][r%Rows] = v
		}
	}
	return p
}

// PaddedRows returns the number of rows rounded up to full panels: the length of what
// Mul1 and Mul3 write.
func (w *WeightsF32) PaddedRows() int { return (w.rows + Rows - 1) / Rows * Rows }

// Mul1 sets acc[r] to the sum over c of row r of w times x[c] for every row up to
// PaddedRows, adding in float32 from the first column to the last.
func (w *WeightsF32) Mul1(acc, x []float32) {
	x = x[:w.cols]
	for i := 0; i < w.rows; i += Rows {
		panel := w.panels[i/Rows*w.cols:][:w.cols]
		panel = panel[:len(x)]
		var s0, s1, s2, s3 float32
		for c, v := range x {
			p := &panel[c]
			s0 += v * p[0]
			s1 += v * p[1]
			s2 += v * p[2]
			s3 += v * p[3]
		}
		*(*[Rows]float32)(acc[i:]) = [Rows]float32{s0, s1, s2, s3}
	}
}

// Mul3 is Mul1 on three inputs at once: acc[i] belongs to x[i].
func (w *WeightsF32) Mul3(acc, x *[Pixels][]float32) {
	x0, x1, x2 := x[0][:w.cols], x[1][:w.cols], x[2][:w.cols]
	for i := 0; i < w.rows; i += Rows {
		panel := w.panels[i/Rows*w.cols:][:w.cols]
		panel, x1, x2 = panel[:len(x0)], x1[:len(x0)], x2[:len(x0)]
		var a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3 float32
		for c, u := range x0 {
			p := &panel[c]
			v, w := x1[c], x2[c]
			a0 += u * p[0]
			b0 += v * p[0]
			c0 += w * p[0]
			a1 += u * p[1]
			b1 += v * p[1]
			c1 += w * p[1]
			a2 += u * p[2]
			b2 += v * p[2]
			c2 += w * p[2]
			a3 += u * p[3]
			b3 += v * p[3]
			c3 += w * p[3]
		}
		*(*[Rows]float32)(acc[0][i:]) = [Rows]float32{a0, a1, a2, a3}
		*(*[Rows]float32)(acc[1][i:]) = [Rows]float32{b0, b1, b2, b3}
		*(*[Rows]float32)(acc[2][i:]) = [Rows]float32{c0, c1, c2, c3}
	}
}

// OutputF32 adds a bias to float32 sums and clamps them to [Low, High].
type OutputF32 struct {
	Bias      []float32
	Low, High float32
}

// Store writes what becomes of acc, a sum for each entry of Bias, to dst.
func (o *OutputF32) Store(dst, acc []float32) {
	bias := o.Bias
	dst, acc = dst[:len(bias)], acc[:len(bias)]
	low, high := o.Low, o.High
	for i, b := range bias {
		dst[i] = clampF32(acc[i]+b, low, high)
	}
}

// clampF32 is C++'s min(max(v, low), high) for finite bounds. Unlike Go's builtins it lets
// a NaN through only where C++ does, and it compiles to two comparisons.
func clampF32(v, low, high float32) float32 {
	if v < low {
		v = low
	}
	if high < v {
		v = high
	}
	return v
}

// DepthwiseTapF32 adds x[c] * w[c*multiplier+m] to acc[c*multiplier+m] for every channel c
// and every m below multiplier.
func DepthwiseTapF32(acc, x, w []float32, multiplier int) {
	acc, w = acc[:len(x)*multiplier], w[:len(x)*multiplier]
	if multiplier == 1 {
		acc, w = acc[:len(x)], w[:len(x)]
		for c, v := range x {
			acc[c] += v * w[c]
		}
		return
	}
	for _, v := range x {
		for m := range multiplier {
			acc[m] += v * w[m]
		}
		acc, w = acc[multiplier:], w[multiplier:]
	}
}

//go:build amd64 || arm64

package kernel

// vector is Compute for at least eight pairs.
func (p *Pair) vector(acc []int32, x []byte, sx int, y []byte, sy int) {
	n := len(acc)
	_, _ = x[(n-1)*sx], y[(n-1)*sy]
	px, py := &x[0], &y[0]
	var onlyX, onlyY [8]byte
	if sx == 0 {
		onlyX = eight(x[0])
		px = &onlyX[0]
	}
	if sy == 0 {
		onlyY = eight(y[0])
		py = &onlyY[0]
	}
	switch p.kind {
	case PairSum:
		pairSumVectors(&acc[0], px, sx, py, sy, n, p.line)
	case PairProduct:
		pairProductVectors(&acc[0], px, sx, py, sy, n, p.line)
	case PairSquare:
		pairSquareVectors(&acc[0], px, sx, py, sy, n, p.line)
	}
}

// pairSumVectors sums n pairs, at least eight. Where a step is 0, there are eight times the
// same byte.
//
//	for i := range n {
//		acc[i] = line.x(x[i*sx]) + line.y(y[i*sy])
//	}
//
//go:noescape
func pairSumVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)

// pairProductVectors is pairSumVectors with the product of what both bytes are above their zero
// points.
//
//go:noescape
func pairProductVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)

// pairSquareVectors is pairSumVectors with the square of the sum.
//
//go:noescape
func pairSquareVectors(acc *int32, x *byte, sx int, y *byte, sy int, n int, l *pairLine)

package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// fastest returns the best way for a processor.
func fastest(f cpu.Features) *way {
	switch {
	case f.DotProd:
		return &dotWay
	case f.NEON:
		return &mlalWay
	}
	return &plain
}

// dotWay multiplies as a convolution of one pixel does: an input is a window in one
// segment.
var dotWay = way{
	rows: convDot.rows, depth: convDot.depth, tile: 4, elem: 1,
	pack: func(m *Matrix, w []int8) { packConv(m, w, &convDot) },
	repack: func(m *Matrix, src []int8, rows, rowStep, colStep int) {
		repackConv(m, src, rows, rowStep, colStep, &convDot)
	},
	load: loadBytes, pieces: piecesBytes,
	mul: func(b *Block, n int) { mulConv(b, n, &convDot) },
	sum: sumBytes,
}

// mlalWay is dotWay without SDOT.
var mlalWay = way{
	rows: convMlal.rows, depth: convMlal.depth, tile: 4, elem: 1,
	pack: func(m *Matrix, w []int8) { packConv(m, w, &convMlal) },
	repack: func(m *Matrix, src []int8, rows, rowStep, colStep int) {
		m.vector.args.safe = 1 // whatever values there are
		repackConv(m, src, rows, rowStep, colStep, &convMlal)
	},
	load: loadBytes, pieces: piecesBytes,
	mul: func(b *Block, n int) { mulConv(b, n, &convMlal) },
	sum: sumBytes,
}

// vectorMatrix is what the kernels read beside the weights.
type vectorMatrix struct {
	args  convArgs
	zeros []int32 // biases, of which there are none
	at    []int   // where inputs start
}

// prepare makes what does not depend on the weights.
func (v *vectorMatrix) prepare(m *Matrix) {
	v.zeros = make([]int32, 3*m.stride)
	for i := range maxInputs {
		v.at = append(v.at, i*m.padded)
	}
}

func packConv(m *Matrix, w []int8, k *convKernel) {
	m.packed = make([]int8, m.stride*m.padded)
	for r := range m.rows {
		panel := m.packed[r/k.rows*k.rows*m.padded:]
		for c, v := range w[r*m.cols : (r+1)*m.cols] {
			panel[k.place(r%k.rows, c, m.padded)] = v
		}
	}
	v := &m.vector
	v.args = convArgs{
		panels: m.stride / k.rows, quant: &v.zeros[0], at: &v.at[0], outStride: m.stride * 4,
		steps: &noSteps[0], segments: 1, blocks: m.padded / 16, tails: m.padded % 16 / k.depth, mode: inRaw,
	}
	if overflows(w, m.cols) {
		v.args.safe = 1
	}
}

// noSteps is for windows of one segment.
var noSteps = [1]int{}

func mulConv(b *Block, n int, k *convKernel) {
	if n == 0 || b.m.padded == 0 {
		clear(b.Acc[:n*b.Stride])
		return
	}
	a := b.m.vector.args
	a.image, a.weights, a.pixels = &b.flat[0], &b.m.packed[0], n
	_ = b.Acc[n*b.Stride-1]
	a.out = unsafe.Pointer(&b.Acc[0])
	convCall(k, &a)
}

func loadBytes(b *Block, i int, x []byte, count int, flip byte) {
	cols, padded := b.m.cols, b.m.padded
	dst := unsigned(b.flat[i*padded : (i+count)*padded])
	if cols == padded {
		CopyFlipped(dst, x, flip != 0)
		return
	}
	for k := range count {
		row := dst[k*padded : (k+1)*padded]
		CopyFlipped(row[:cols], x[k*cols:(k+1)*cols], flip != 0)
		clear(row[cols:])
	}
}

func piecesBytes(b *Block, i int, p *Pieces[int8], flip byte) {
	cols, padded := b.m.cols, b.m.padded
	for k := range p.N {
		row := b.flat[(i+k)*padded : (i+k+1)*padded]
		p.copyTo(row[:cols], k)
		if flip != 0 {
			Flip(unsigned(row[:cols]), unsigned(row[:cols]))
		}
		clear(row[cols:])
	}
}

func sumBytes(b *Block, i int) int32 { return Sum(b.flat[i*b.m.padded:][:b.m.cols]) }

// repackConv packs as packConv does.
func repackConv(m *Matrix, src []int8, rows, rowStep, colStep int, k *convKernel) {
	for c := 0; c < m.cols; {
		at, wide := k.place(0, c, m.padded), k.place(1, c, m.padded)-k.place(0, c, m.padded)
		n := min(wide, m.cols-c)
		for r := range rows {
			to := m.packed[r/k.rows*k.rows*m.padded+at+r%k.rows*wide:][:n]
			from := src[r*rowStep+c*colStep:]
			switch {
			case colStep == 1 && n == 4:
				*(*[4]int8)(to) = [4]int8(from)
			case colStep == 1:
				copy(to, from)
			default:
				for j := range to {
					to[j] = from[j*colStep]
				}
			}
		}
		c += wide
	}
}

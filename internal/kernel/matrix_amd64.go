package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// fastest returns the best way for a processor.
func fastest(f cpu.Features) *way {
	switch {
	case f.VNNI:
		return &vnni
	case f.AVX2:
		return &avx2
	}
	return &plain
}

// avx2 widens inputs to int16 when they are loaded and weights when they are multiplied:
// VPMADDWD adds two products of int16 in an int32, which cannot overflow. Six inputs times
// 16 rows of sums fill 12 of the 16 registers.
//
// A panel holds, for each pair of columns, the pair of the first row, of the second, and
// so on.
var avx2 = way{
	rows: 16, depth: 4, tile: 6, elem: 2,
	pack: packPairs, repack: repackPairs,
	load: loadAVX2, pieces: piecesAVX2,
	mul: mulAVX2,
	sum: func(b *Block, i int) int32 {
		return sum16AVX2(&b.wide[i*b.m.padded], b.m.padded/4)
	},
}

// vectorMatrix is for processors whose ways need more than the weights.
type vectorMatrix struct{}

func (*vectorMatrix) prepare(*Matrix) {}

func packPairs(m *Matrix, w []int8) {
	const rows = 16
	m.packed = make([]int8, m.stride*m.padded)
	for r := range m.rows {
		panel := m.packed[r/rows*rows*m.padded:]
		for c, v := range w[r*m.cols : (r+1)*m.cols] {
			panel[c/2*2*rows+r%rows*2+c%2] = v
		}
	}
}

func loadAVX2(b *Block, i int, x []byte, count int, flip byte) {
	cols, padded := b.m.cols, b.m.padded
	dst := b.wide[i*padded : (i+count)*padded]
	if cols == padded {
		widen(dst, x, flip)
		return
	}
	for k := range count {
		row := dst[k*padded : (k+1)*padded]
		widen(row[:cols], x[k*cols:(k+1)*cols], flip)
		clear(row[cols:])
	}
}

func piecesAVX2(b *Block, i int, p *Pieces[int8], flip byte) {
	cols, padded := b.m.cols, b.m.padded
	dst := b.wide[i*padded : (i+p.N)*padded]
	for k := 0; cols < padded && k < p.N; k++ {
		clear(dst[k*padded+cols : (k+1)*padded])
	}
	linesAVX2(&dst[0], padded*2, unsafe.Pointer(&p.X[0]), p.Every*8, p.Count, p.Length, p.Step, p.N, flip)
}

// widen sets dst[i] to int8(src[i] ^ flip).
func widen(dst []int16, src []byte, flip byte) {
	n := len(src) &^ 15
	if n > 0 {
		widenAVX2(&dst[0], &src[0], flip, n)
	}
	for i, v := range src[n:] {
		dst[n+i] = int16(int8(v ^ flip))
	}
}

func mulAVX2(b *Block, n int) {
	m := b.m
	acc, x := 0, 0
	quads, panels := m.padded/4, m.stride/16
	if tiles := n / 6; tiles > 0 {
		mul6AVX2(&b.Acc[0], m.stride*4, &b.wide[0], m.padded*2, &m.packed[0], quads, panels, tiles)
		acc, x, n = tiles*6*m.stride, tiles*6*m.padded, n-tiles*6
	}
	switch n {
	case 1:
		mul1AVX2(&b.Acc[acc], &b.wide[x], &m.packed[0], quads, panels)
	case 2:
		mul2AVX2(&b.Acc[acc], m.stride*4, &b.wide[x], m.padded*2, &m.packed[0], quads, panels)
	case 3, 4:
		mul4AVX2(&b.Acc[acc], m.stride*4, &b.wide[x], m.padded*2, &m.packed[0], quads, panels)
	case 5:
		mul6AVX2(&b.Acc[acc], m.stride*4, &b.wide[x], m.padded*2, &m.packed[0], quads, panels, 1)
	}
}

// mul6AVX2 computes tiles times six inputs. Strides are in bytes.
//
//	for t := range tiles {
//		for p := range panels {
//			for i := t * 6; i < t*6+6; i++ {
//				for r := range 16 {
//					s := int32(0)
//					for c := range quads * 4 {
//						s += int32(w[p][c/2][r][c%2]) * int32(x[i][c])
//					}
//					acc[i][p*16+r] = s
//				}
//			}
//		}
//	}
//
//go:noescape
func mul6AVX2(acc *int32, accStride int, x *int16, xStride int, w *int8, quads, panels, tiles int)

// mul4AVX2 is mul6AVX2 for four inputs.
//
//go:noescape
func mul4AVX2(acc *int32, accStride int, x *int16, xStride int, w *int8, quads, panels int)

// mul2AVX2 is mul6AVX2 for two inputs.
//
//go:noescape
func mul2AVX2(acc *int32, accStride int, x *int16, xStride int, w *int8, quads, panels int)

// mul1AVX2 is mul6AVX2 for one input.
//
//go:noescape
func mul1AVX2(acc *int32, x *int16, w *int8, quads, panels int)

// widenAVX2 sets dst[i] to int8(src[i] ^ flip) for i below n, a multiple of 16.
//
//go:noescape
func widenAVX2(dst *int16, src *byte, flip byte, n int)

// sum16AVX2 returns the sum of x[i] for i below 4 * quads.
//
//go:noescape
func sum16AVX2(x *int16, quads int) int32

// linesAVX2 widens n inputs that lie in lines pieces of the same length. x is a table of
// pointers, of which one each xEvery bytes counts; dstStride is in bytes.
//
//	for i := range n {
//		for l := range lines {
//			for c := range length {
//				dst[i][l*length+c] = int16(int8(x[l][i*step+c] ^ flip))
//			}
//		}
//	}
//
//go:noescape
func linesAVX2(dst *int16, dstStride int, x unsafe.Pointer, xEvery int, lines, length, step, n int, flip byte)

package kernel

import (
	"encoding/binary"
	"unsafe"
)

// vnni multiplies with VPDPBUSD, which adds to an int32 four products of a uint8 and an
// int8. Weights are packed as uint8, 128 higher; inputs stay int8 and are read from memory,
// four columns of one at a time for 16 rows. What the 128 adds, as many times the sum of an
// input's elements, its sums have less from the start. Twelve inputs times 16 rows of sums
// take 12 of the 32 registers, enough for an instruction not to wait for the one before.
//
// A panel holds, for each four columns, those of the first row, of the second, and so on.
// Columns that pad a row are 0 there, so that whatever an input has in them counts nothing.
var vnni = way{
	rows: vnniRows, depth: vnniDepth, tile: vnniTile, elem: 1,
	pack: packQuads, repack: repackQuads,
	load: loadVNNI, pieces: piecesVNNI,
	mul: mulVNNI,
	sum: func(b *Block, i int) int32 {
		var s int32
		sumsVNNI(&s, &b.flat[i*b.m.padded], b.m.padded, b.m.cols, 1, 1)
		return -s
	},
}

const (
	vnniRows  = 16
	vnniDepth = 8
	vnniTile  = 12
)

func packQuads(m *Matrix, w []int8) {
	m.packed = make([]int8, m.stride*m.padded)
	repackQuads(m, w, m.rows, m.cols, 1)
}

// repackQuads packs as vnni says.
func repackQuads(m *Matrix, src []int8, rows, rowStep, colStep int) {
	for r := 0; r < rows; r += vnniRows {
		dst := m.packed[r*m.padded : (r+vnniRows)*m.padded]
		n, from := min(vnniRows, rows-r), src[r*rowStep:]
		switch quads := m.cols / 4; {
		case colStep == 1:
			for i := range n {
				packQuadRow(unsigned(dst[4*i:]), unsigned(from[i*rowStep:][:m.cols]))
			}
		case n == vnniRows && quads > 0:
			_ = from[(4*quads-1)*colStep+vnniRows-1]
			interleave4AVX2(&dst[0], &from[0], colStep, quads)
			packQuadTail(dst, from, n, 4*quads, m.cols, colStep)
		default:
			packQuadTail(dst, from, n, 0, m.cols, colStep)
		}
	}
}

// packQuadRow packs one row of a panel.
func packQuadRow(dst, src []byte) {
	const quad = 4 * vnniRows
	for len(src) >= 4 {
		binary.LittleEndian.PutUint32(dst, binary.LittleEndian.Uint32(src)^0x80808080)
		if src = src[4:]; len(src) == 0 {
			return
		}
		dst = dst[quad:]
	}
	for c, v := range src {
		dst[c] = v ^ 0x80
	}
}

// packQuadTail packs the columns from one to another of n rows that lie side by side.
func packQuadTail(dst, src []int8, n, from, to, colStep int) {
	for c := from; c < to; c++ {
		for i, v := range src[c*colStep:][:n] {
			dst[c/4*4*vnniRows+4*i+c%4] = v ^ -0x80
		}
	}
}

func loadVNNI(b *Block, i int, x []byte, count int, flip byte) {
	cols, padded := b.m.cols, b.m.padded
	dst := b.flat[i*padded : (i+count)*padded]
	if cols == padded {
		copyVNNI(&dst[0], 0, &x[0], 0, count*cols, 1, flip)
		return
	}
	copyVNNI(&dst[0], padded, &x[0], cols, cols, count, flip)
}

func piecesVNNI(b *Block, i int, p *Pieces[int8], flip byte) {
	padded := b.m.padded
	dst := b.flat[i*padded : (i+p.N)*padded]
	for l := range p.Count {
		x := (*byte)(unsafe.Pointer(p.X[l*p.Every]))
		copyVNNI(&dst[l*p.Length], padded, x, p.Step, p.Length, p.N, flip)
	}
}

func mulVNNI(b *Block, n int) {
	m := b.m
	if n == 0 {
		return
	}
	sumsVNNI(&b.starts[0], &b.flat[0], m.padded, m.cols, n, 128)
	steps, panels := m.padded/vnniDepth, m.stride/vnniRows
	// Nine inputs and more of the last tile are as good as all.
	tiles := (n + vnniTile - 9) / vnniTile
	done := tiles * vnniTile
	if tiles > 0 {
		mul12VNNI(&b.Acc[0], m.stride*4, &b.flat[0], m.padded, &m.packed[0], &b.starts[0], steps, panels, tiles)
	}
	if done >= n {
		return
	}
	acc, x, starts := &b.Acc[done*m.stride], &b.flat[done*m.padded], &b.starts[done]
	switch rest := n - done; {
	case rest > 4:
		mul8VNNI(acc, m.stride*4, x, m.padded, &m.packed[0], starts, steps, panels)
	case rest > 1:
		mul4VNNI(acc, m.stride*4, x, m.padded, &m.packed[0], starts, steps, panels)
	default:
		mul1VNNI(acc, x, &m.packed[0], starts, steps, panels)
	}
}

// mul12VNNI computes tiles times twelve inputs. Strides are in bytes.
//
//	for t := range tiles {
//		for p := range panels {
//			for i := t * 12; i < t*12+12; i++ {
//				for r := range 16 {
//					s := starts[i]
//					for c := range steps * 8 {
//						s += int32(uint8(w[p][c/4][r][c%4])) * int32(x[i][c])
//					}
//					acc[i][p*16+r] = s
//				}
//			}
//		}
//	}
//
//go:noescape
func mul12VNNI(acc *int32, accStride int, x *int8, xStride int, w *int8, starts *int32, steps, panels, tiles int)

// mul8VNNI is mul12VNNI for eight inputs.
//
//go:noescape
func mul8VNNI(acc *int32, accStride int, x *int8, xStride int, w *int8, starts *int32, steps, panels int)

// mul4VNNI is mul12VNNI for four inputs.
//
//go:noescape
func mul4VNNI(acc *int32, accStride int, x *int8, xStride int, w *int8, starts *int32, steps, panels int)

// mul1VNNI is mul12VNNI for one input.
//
//go:noescape
func mul1VNNI(acc *int32, x *int8, w *int8, starts *int32, steps, panels int)

// sumsVNNI sets sums[i] to -factor times the sum of the cols elements of input i, modulo
// 2^32, for n inputs that start xStride bytes apart.
//
//go:noescape
func sumsVNNI(sums *int32, x *int8, xStride, cols, n int, factor uint8)

// copyVNNI copies n rows of length bytes: those of dst start dstStride bytes apart, those
// of src srcStride.
//
//	for i := range n {
//		for c := range length {
//			dst[i][c] = int8(src[i][c] ^ flip)
//		}
//	}
//
//go:noescape
func copyVNNI(dst *int8, dstStride int, src *byte, srcStride, length, n int, flip byte)

// interleave4AVX2 packs quads of columns of 16 rows as uint8, 128 higher.
//
//	for q := range quads {
//		for r := range 16 {
//			for c := range 4 {
//				dst[q*64+4*r+c] = src[(4*q+c)*step+r] ^ -0x80
//			}
//		}
//	}
//
//go:noescape
func interleave4AVX2(dst, src *int8, step, quads int)

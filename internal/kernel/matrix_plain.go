package kernel

import "unsafe"

// plain is the way of Weights: Go on every processor, and what the others must equal.
var plain = way{
	rows: Rows, depth: 1, tile: Pixels,
	pack:   func(m *Matrix, w []int8) { m.plain = Pack(w, m.rows) },
	repack: func(m *Matrix, src []int8, rows, rowStep, colStep int) { m.plain.Repack(src, rows, rowStep, colStep) },
	load:   loadInPlace, pieces: piecesPlain,
	mul: mulPlain,
	sum: func(b *Block, i int) int32 { return Sum(b.at[i]) },
}

// loadInPlace notes where inputs are, and copies those that are flipped or in Room.
func loadInPlace(b *Block, i int, x []byte, count int, flip byte) {
	cols := b.m.cols
	if flip == 0 && address(x) != address(b.room) {
		in := signed(x)
		for k := range count {
			b.at[i+k] = in[k*cols : (k+1)*cols]
		}
		return
	}
	for k := range count {
		dst := b.flat[(i+k)*cols : (i+k+1)*cols]
		if src := x[k*cols : (k+1)*cols]; flip != 0 {
			Flip(unsigned(dst), src)
		} else {
			copy(dst, signed(src))
		}
		b.at[i+k] = dst
	}
}

func piecesPlain(b *Block, i int, p *Pieces[int8], flip byte) {
	cols := b.m.cols
	for k := range p.N {
		dst := b.flat[(i+k)*cols : (i+k+1)*cols]
		b.at[i+k] = dst
		p.copyTo(dst, k)
		if flip != 0 {
			whole := unsigned(b.at[i+k])
			Flip(whole, whole)
		}
	}
}

// signed and unsigned look at the same memory as the other type.
func signed(x []byte) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
}

func unsigned(x []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(x))), len(x))
}

func mulPlain(b *Block, n int) {
	w := b.m.plain
	for i := 0; i < n; i += Pixels {
		if i+1 == n {
			w.Mul1(b.Acc[i*b.Stride:(i+1)*b.Stride], b.at[i])
			return
		}
		var acc [Pixels][]int32
		var x [Pixels][]int8
		for k := range Pixels {
			acc[k] = b.Acc[(i+k)*b.Stride : (i+k+1)*b.Stride]
			x[k] = b.at[min(i+k, n-1)]
		}
		w.Mul3(&acc, &x, b.lanes)
	}
}

// address is where a slice starts.
func address[T any](x []T) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(x))) }

package kernel

import (
	"unsafe"

	"edged/internal/cpu"
)

// Matrix is an int8 matrix packed at load for the fastest way that the processor has to
// multiply it with vectors of int8, which are called inputs here. It takes them in blocks:
//
//	b := &m.Blocks(workers, most)[worker] // once, when the model is loaded
//	b.Use(m, memory)
//	b.Load(0, x, n, flip) // n inputs, one after the other
//	b.Mul(n)              // sums of input i: b.Acc[i*b.Stride:]
type Matrix struct {
	rows, cols int
	way        *way
	stride     int      // sums of an input: rows, up to full panels
	padded     int      // columns of an input in memory
	inputs     int      // of a block
	packed     []int8   // by the way's own layout
	plain      *Weights // for the plain way, instead of packed
	vector     vectorMatrix
}

// way is how an instruction set multiplies. A panel of the matrix is what rows' worth of
// sums it computes at once; a tile is what inputs it takes at once.
type way struct {
	rows  int // of a panel
	depth int // inputs and weights are padded to a multiple of it
	tile  int // inputs
	elem  int // bytes of an element of an input in memory, 0 where inputs are read in place
	pack  func(m *Matrix, w []int8)
	// repack is Matrix.Repack.
	repack func(m *Matrix, src []int8, rows, rowStep, colStep int)
	// load copies count inputs of m.cols elements, flipped, to b from input i on.
	load func(b *Block, i int, x []byte, count int, flip byte)
	// pieces is load for inputs that lie in pieces.
	pieces func(b *Block, i int, p *Pieces[int8], flip byte)
	// mul computes the first n inputs' sums. It may compute up to a multiple of tile, but one
	// input alone.
	mul func(b *Block, n int)
	// sum adds up the elements of input i.
	sum func(b *Block, i int) int32
}

// maxInputs is how many inputs a block can have, and blockBytes what memory its sums and
// inputs should have: they stay in the first-level cache, and more is hardly faster.
const (
	maxInputs  = 48
	blockBytes = 12 << 10
)

// PackMatrix packs a matrix of rows rows and len(w)/rows columns, given row by row.
func PackMatrix(w []int8, rows int, f cpu.Features) *Matrix {
	return packFor(fastest(f), w, rows)
}

func packFor(way *way, w []int8, rows int) *Matrix {
	m := &Matrix{rows: rows, cols: len(w) / rows, way: way}
	m.stride = roundUp(rows, way.rows)
	m.padded = roundUp(m.cols, way.depth)
	each := 4*m.stride + max(way.elem, 1)*m.padded
	m.inputs = roundUp(min(max(blockBytes/each, 1), maxInputs-way.tile+1), way.tile)
	m.vector.prepare(m)
	way.pack(m, w)
	return m
}

func roundUp(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }

// Inputs returns how many inputs a block can have, and Tile what number of them divides
// best.
func (m *Matrix) Inputs() int { return m.inputs }

// Tile returns how many inputs are computed at once.
func (m *Matrix) Tile() int { return m.way.tile }

// Products returns how many products the sums of one input have.
func (m *Matrix) Products() int { return m.rows * m.cols }

// Align is a power of two that memory for a block must start at a multiple of.
const Align = 64

// Scratch returns how many bytes of memory a block needs that gets most inputs at most.
func (m *Matrix) Scratch(most int) int {
	inputs := m.room(most)
	n := roundUp(inputs*m.stride*4, Align) + roundUp(m.cols, Align)
	if m.way.elem > 0 {
		return n + roundUp(inputs*m.padded*m.way.elem, Align)
	}
	return n + roundUp(inputs*m.cols, Align) + roundUp(m.lanes()*Steps*8, Align)
}

// room is how many inputs a block has memory for that gets most at most.
func (m *Matrix) room(most int) int {
	if most <= 1 {
		return 1
	}
	return min(m.inputs, roundUp(most, m.way.tile))
}

// lanes is the scratch memory of the plain way.
func (m *Matrix) lanes() int {
	if m.plain != nil {
		return m.plain.Entries()
	}
	return 0
}

// Block is one worker's memory for products with a Matrix.
type Block struct {
	Acc    []int32 // the sums: Stride for each input, of which the matrix's rows count
	Stride int
	m      *Matrix
	inputs int      // that there is memory for
	room   []int8   // for one input
	wide   []int16  // copies of the inputs, where the way has them widened
	flat   []int8   // copies of the inputs, where they are not read in place
	at     [][]int8 // where inputs are read in place
	lanes  [][Steps]int64
	sums   [maxInputs]int32
	starts [maxInputs]int32 // what the inputs' sums begin with, where that is not zero
	// Pieces is for a caller of LoadPieces who allocates nothing.
	Pieces Pieces[int8]
}

// Blocks makes a block for each worker, which gets most inputs at most. They can be used
// with other matrices of the same size and packed for the same processor, too.
func (m *Matrix) Blocks(workers, most int) []Block {
	b := make([]Block, workers)
	for i := range b {
		b[i].inputs = m.room(most)
		if m.way.elem == 0 {
			b[i].at = make([][]int8, maxInputs)
		}
	}
	return b
}

// Use makes the block one for a matrix, in memory of Scratch bytes.
func (b *Block) Use(m *Matrix, memory []byte) {
	b.m, b.Stride = m, m.stride
	b.Acc, memory = carve[int32](memory, b.inputs*m.stride)
	b.room, memory = carve[int8](memory, m.cols)
	switch m.way.elem {
	case 2:
		b.wide, _ = carve[int16](memory, b.inputs*m.padded)
		return
	case 1:
		b.flat, _ = carve[int8](memory, b.inputs*m.padded)
		return
	}
	b.flat, memory = carve[int8](memory, b.inputs*m.cols)
	b.lanes, _ = carve[[Steps]int64](memory, m.lanes())
}

// carve takes n elements off the front of memory.
func carve[T any](memory []byte, n int) ([]T, []byte) {
	var z T
	size := roundUp(n*int(unsafe.Sizeof(z)), Align)
	return unsafe.Slice((*T)(unsafe.Pointer(unsafe.SliceData(memory))), n), memory[size:]
}

// Room is memory for one input, for those that are not in one piece: fill it, then Load it.
func (b *Block) Room() []int8 { return b.room }

// Load takes count inputs, one after the other in x, as inputs i and following. flip adds
// 128 to every byte first, modulo 256: it makes uint8 elements int8, 128 lower. Unless they
// are flipped or in Room, x must stay as it is until Mul.
func (b *Block) Load(i int, x []byte, count int, flip bool) {
	b.m.way.load(b, i, x[:count*b.m.cols], count, mask(flip))
}

// LoadPieces is Load for inputs in pieces.
func (b *Block) LoadPieces(i int, p *Pieces[int8], flip bool) {
	b.m.way.pieces(b, i, p, mask(flip))
}

func mask(flip bool) byte {
	if flip {
		return 0x80
	}
	return 0
}

// Mul computes the sums of the first n inputs: row r's of input i is the sum over c of
// w[r][c] * x[i][c], modulo 2^32.
func (b *Block) Mul(n int) { b.m.way.mul(b, n) }

// Sums returns the sum of each of the first n inputs' elements times a factor, modulo 2^32.
// They are good until the next call.
func (b *Block) Sums(n int, factor int32) []int32 {
	for i := range n {
		b.sums[i] = factor * b.m.way.sum(b, i)
	}
	return b.sums[:n]
}

package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// maxDepth8 bounds the depth of products whose right side is packed for vectors: there may
// be 16 columns of it for each worker.
const maxDepth8 = 1 << 16

// matmul8 is matmul for int8 in and out. A right side that changes is packed as weights of
// convolutions are, and its columns' sums become biases.
type matmul8 struct {
	matmulShape
	x, y, out *value
	zx, zy    int32
	ones      []byte // an input whose sums are those of the columns
	packed    []side8
	workers   []matmulWorker8
	memory    *value // of the workers' blocks
}

// side8 is a block of columns and its ending.
type side8 struct {
	matrix *loop.Matrix
	output *loop.Output
}

type matmulWorker8 struct {
	whole, rest side8 // for a block of the full width, and the last one
	block       loop.Block
	bias        []int32
}

// newMatmul8 makes the kernel; s.k is from 1 to maxDepth8. output makes the ending of a
// number of columns, with biases of its own.
func newMatmul8(p *prep, s matmulShape, output func(count int) *loop.Output) kernel {
	d := &matmul8{matmulShape: s, x: p.in(0), y: p.in(1), out: p.out(0), ones: make([]byte, s.k)}
	d.zx, d.zy = d.x.ZeroPoint(), d.y.ZeroPoint()
	for i := range d.ones {
		d.ones[i] = 1
	}
	width := min(s.width, s.n)
	matrix := loop.ReserveMatrix(width, s.k, p.cpu)
	side := func(matrix *loop.Matrix, count int) side8 { return side8{matrix, output(count).For(p.cpu)} }
	d.memory = p.scratchPerWorker(graph.Int8, matrix.Scratch(s.m))
	for range p.threads {
		w := matmulWorker8{whole: side(matrix, width), rest: side(matrix, s.n%s.width), bias: make([]int32, width)}
		w.block = matrix.Blocks(1, s.m)[0]
		d.workers = append(d.workers, w)
		matrix = loop.ReserveMatrix(width, s.k, p.cpu)
	}
	if d.y.constant {
		d.packAll(matrix.Scratch(s.m), func(count int) side8 {
			return side(loop.ReserveMatrix(count, s.k, p.cpu), count)
		})
	}
	return d
}

// packAll packs a constant right side.
func (d *matmul8) packAll(scratch int, side func(count int) side8) {
	memory := alignedBytes(scratch)
	for matrix := range d.y.Elems() / (d.n * d.k) {
		for block := range d.blocks() {
			s := side(min(d.width, d.n-block*d.width))
			d.pack(&d.workers[0], s, memory, matrix, block)
			d.packed = append(d.packed, s)
		}
	}
}

// pack packs a block of columns, and makes the worker's block one for it.
func (d *matmul8) pack(w *matmulWorker8, s side8, memory []byte, matrix, block int) {
	first := block * d.width
	count := min(d.width, d.n-first)
	step, next := 1, d.n
	if d.adjY {
		step, next = d.k, 1
	}
	s.matrix.Repack(view[int8](d.y)[matrix*d.n*d.k:][first*step:], count, step, next)
	w.block.Use(s.matrix, memory)
	w.block.Load(0, d.ones, 1, false)
	w.block.Mul(1)
	bias := w.bias[:count]
	for i := range bias {
		bias[i] = int32(int64(d.k)*int64(d.zx)*int64(d.zy)) - d.zx*w.block.Acc[i]
	}
	s.output.Rebias(bias)
}

func (d *matmul8) units() int { return d.batches * d.blocks() }

func (d *matmul8) macs() int64 {
	return int64(d.batches) * int64(d.m) * int64(d.n) * int64(d.k)
}

func (d *matmul8) run(lo, hi, worker int) error {
	w := &d.workers[worker]
	size := len(d.memory.Data) / len(d.workers)
	memory := d.memory.Data[worker*size : (worker+1)*size]
	for u := lo; u < hi; u++ {
		batch, block := u/d.blocks(), u%d.blocks()
		x, y := d.at(batch)
		s := w.whole
		if d.n-block*d.width < d.width {
			s = w.rest
		}
		if d.packed != nil {
			s = d.packed[y*d.blocks()+block]
			w.block.Use(s.matrix, memory)
		} else {
			d.pack(w, s, memory, y, block)
		}
		d.multiply(&w.block, s, x, d.out.Data[batch*d.m*d.n+block*d.width:])
	}
	return nil
}

// multiply computes the rows of matrix x of the left side.
func (d *matmul8) multiply(b *loop.Block, s side8, x int, dst []byte) {
	for row := 0; row < d.m; row += s.matrix.Inputs() {
		rows := min(s.matrix.Inputs(), d.m-row)
		d.load(b, x, row, rows)
		b.Mul(rows)
		var add []int32
		if d.zy != 0 {
			add = b.Sums(rows, -d.zy)
		}
		s.output.StoreRows(dst[row*d.n:], d.n, b.Acc, b.Stride, rows, add)
	}
}

func (d *matmul8) load(b *loop.Block, matrix, row, rows int) {
	src := d.x.Data[matrix*d.m*d.k:]
	if !d.adjX {
		b.Load(0, src[row*d.k:], rows, false)
		return
	}
	room := b.Room()
	for i := range rows {
		for c := range room {
			room[c] = int8(src[c*d.m+row+i])
		}
		b.Load(i, bytesOf(room), 1, false)
	}
}

package reference

import loop "edged/internal/kernel"

// matmul multiplies batches of matrices: rows of x by columns of y, both wherever the
// model has them, transposed or not. Its unit is a block of columns of one batch, which is
// packed, or was when the model was loaded, and then meets all rows. X, Y and S are the
// elements of both sides and of sums.
type matmul[X, Y, S number] struct {
	matmulShape
	x, y    *value
	end     matmulEnding[X, S]
	before  func() // once in each invocation
	packed  []columns[X, Y, S]
	workers []matmulWorker[X, Y, S]
}

// columns are some columns of a right-hand matrix, ready to multiply.
type columns[X, Y, S number] interface {
	// pack takes the columns whose element c of column i is src[i*step+c*next].
	pack(src []Y, count, step, next int)
	// multiply sets the sums of up to loop.Pixels rows, one for each column.
	multiply(t *matmulTile[X, S], rows int)
}

// matmulTile is some rows of the left-hand matrix and their sums.
type matmulTile[X, S number] struct {
	x     [loop.Pixels][]X
	sums  [loop.Pixels][]S
	lanes [][loop.Steps]int64
}

// matmulWorker is a worker's memory.
type matmulWorker[X, Y, S number] struct {
	tile matmulTile[X, S]
	rows [loop.Pixels][]X // for rows that are not stored as such
	cols columns[X, Y, S]
}

// matmulEnding makes the outputs of one row and the columns from first on.
type matmulEnding[X, S number] func(batch, row, first int, x []X, sums []S)

func newMatmul[X, Y, S number](p *prep, s matmulShape, x, y *value, end matmulEnding[X, S], reserve func(count, depth int) columns[X, Y, S]) *matmul[X, Y, S] {
	d := &matmul[X, Y, S]{matmulShape: s, x: x, y: y, end: end}
	if y.constant && s.n*s.k >= columnBlock {
		d.packAll(reserve)
	}
	width := min(s.width, (s.n+loop.Rows-1)/loop.Rows*loop.Rows)
	for range p.threads {
		var w matmulWorker[X, Y, S]
		for i := range w.rows {
			w.rows[i], w.tile.sums[i] = make([]X, s.k), make([]S, width)
		}
		w.tile.lanes = make([][loop.Steps]int64, (s.k+loop.Steps-1)/loop.Steps)
		if d.packed == nil {
			w.cols = reserve(width, s.k)
		}
		d.workers = append(d.workers, w)
	}
	return d
}

// packAll packs a constant right-hand side, each of its matrices once.
func (d *matmul[X, Y, S]) packAll(reserve func(count, depth int) columns[X, Y, S]) {
	for matrix := range d.y.Elems() / (d.n * d.k) {
		for block := range d.blocks() {
			c := reserve(min(d.width, d.n-block*d.width), d.k)
			d.pack(c, matrix, block)
			d.packed = append(d.packed, c)
		}
	}
}

func (d *matmul[X, Y, S]) pack(c columns[X, Y, S], matrix, block int) {
	first := block * d.width
	step, next := 1, d.n
	if d.adjY {
		step, next = d.k, 1
	}
	src := view[Y](d.y)[matrix*d.n*d.k:]
	if len(src) > 0 {
		src = src[first*step:]
	}
	c.pack(src, min(d.width, d.n-first), step, next)
}

func (d *matmul[X, Y, S]) prepare() {
	if d.before != nil {
		d.before()
	}
}

func (d *matmul[X, Y, S]) units() int { return d.batches * d.blocks() }

func (d *matmul[X, Y, S]) macs() int64 {
	return int64(d.batches) * int64(d.m) * int64(d.n) * int64(d.k)
}

func (d *matmul[X, Y, S]) run(lo, hi, worker int) error {
	w := &d.workers[worker]
	for u := lo; u < hi; u++ {
		batch, block := u/d.blocks(), u%d.blocks()
		x, y := d.at(batch)
		cols := w.cols
		if d.packed != nil {
			cols = d.packed[y*d.blocks()+block]
		} else {
			d.pack(cols, y, block)
		}
		first := block * d.width
		count := min(d.width, d.n-first)
		for row := 0; row < d.m; row += loop.Pixels {
			rows := min(loop.Pixels, d.m-row)
			d.load(w, x, row, rows)
			cols.multiply(&w.tile, rows)
			for i := range rows {
				d.end(batch, row+i, first, w.tile.x[i], w.tile.sums[i][:count])
			}
		}
	}
	return nil
}

// load sets the rows of the tile; those that the matrix lacks repeat its last.
func (d *matmul[X, Y, S]) load(w *matmulWorker[X, Y, S], matrix, row, rows int) {
	src := view[X](d.x)[matrix*d.m*d.k:]
	for i := range w.tile.x {
		r := row + min(i, rows-1)
		if !d.adjX {
			w.tile.x[i] = src[r*d.k:][:d.k]
			continue
		}
		dst := w.rows[i]
		for c := range dst {
			dst[c] = src[c*d.m+r]
		}
		w.tile.x[i] = dst
	}
}

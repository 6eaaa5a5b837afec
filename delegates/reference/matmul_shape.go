package reference

import (
	"fmt"

	loop "edged/internal/kernel"
)

// columnBlock is how many columns make a unit, unless so many would take much memory.
const columnBlock = 64

// Bounds of what a worker keeps at hand, in elements.
const (
	maxDepth  = 1 << 22 // of a sum of products
	blockSize = 1 << 20 // of a block of columns, if it has more than loop.Rows
)

// maxBatchDims is the number of dimensions before those of the matrices.
const maxBatchDims = 3

// matmulShape says which matrices of a product meet.
type matmulShape struct {
	m, n, k      int
	adjX, adjY   bool // stored transposed
	width        int  // columns of a block, a multiple of loop.Rows
	batches      int
	dims         [maxBatchDims]int // of the batches, the last ones
	stepX, stepY [maxBatchDims]int // in matrices, 0 where one side repeats
}

// newMatmulShape takes shapes that the shape rule has checked.
func newMatmulShape(x, y, out []int, adjX, adjY bool) (matmulShape, error) {
	s := matmulShape{m: out[len(out)-2], n: out[len(out)-1], k: x[len(x)-1], adjX: adjX, adjY: adjY, batches: 1}
	if adjX {
		s.k = x[len(x)-2]
	}
	if s.k > maxDepth {
		return s, fmt.Errorf("sums of %d products are too long", s.k)
	}
	s.width = min(max(blockSize/max(s.k, 1)/loop.Rows, 1)*loop.Rows, columnBlock)
	matricesX, matricesY := 1, 1
	for i := range maxBatchDims {
		at := maxBatchDims - 1 - i
		dx, dy, d := fromEnd(x, i+3), fromEnd(y, i+3), fromEnd(out, i+3)
		s.dims[at], s.stepX[at], s.stepY[at] = d, stride(matricesX, dx), stride(matricesY, dy)
		matricesX, matricesY, s.batches = matricesX*dx, matricesY*dy, s.batches*d
	}
	return s, nil
}

// index returns a batch's place along each dimension.
func (s *matmulShape) index(batch int) (at [maxBatchDims]int) {
	for i := maxBatchDims - 1; i >= 0; i-- {
		at[i] = batch % s.dims[i]
		batch /= s.dims[i]
	}
	return at
}

// at returns the matrices that meet in a batch.
func (s *matmulShape) at(batch int) (x, y int) {
	for i, at := range s.index(batch) {
		x += at * s.stepX[i]
		y += at * s.stepY[i]
	}
	return x, y
}

// blocks is the number of blocks of columns.
func (s *matmulShape) blocks() int { return (s.n + s.width - 1) / s.width }

package reference

import (
	loop "edged/internal/kernel"
	"edged/models/graph"
)

// matvec is an int8 matrix that is multiplied with one vector at a time, as recurrent
// operators do.
type matvec struct {
	rows    int
	weights *loop.Matrix
	blocks  []loop.Block // one for each worker
	memory  *value       // the blocks'
}

// newMatvec packs a matrix, which is not empty, given row by row.
func newMatvec(p *prep, w []int8, rows int) *matvec {
	m := loop.PackMatrix(w, rows, p.cpu)
	return &matvec{rows, m, m.Blocks(p.threads, 1), p.scratchPerWorker(graph.Int8, m.Scratch(1))}
}

// mul returns the products of the rows with x modulo 2^32. They are good until the worker's
// next call.
func (m *matvec) mul(x []int8, worker int) []int32 {
	b := &m.blocks[worker]
	b.Use(m.weights, bytesOf(perWorker[int8](m.memory, worker, len(m.memory.Data)/len(m.blocks))))
	b.Load(0, bytesOf(x), 1, false)
	b.Mul(1)
	return b.Acc[:m.rows]
}

// perWorker returns the n elements of a worker in a value of scratchPerWorker.
func perWorker[T element](v *value, worker, n int) []T {
	return view[T](v)[worker*n : (worker+1)*n]
}

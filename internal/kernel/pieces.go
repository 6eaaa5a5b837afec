package kernel

import "unsafe"

// Pieces are inputs which lie in memory in pieces of one length: piece k of input i starts
// Step*i elements after the one that X[k*Every] points to.
type Pieces[T any] struct {
	X             []*T
	Every         int // what of X counts
	Count, Length int // pieces of an input, elements of a piece
	Step          int
	N             int // inputs
}

// copyTo puts the pieces of input i together.
func (p *Pieces[T]) copyTo(dst []T, i int) {
	for c := range p.Count {
		piece := unsafe.Slice(p.X[c*p.Every], p.Step*i+p.Length)
		dst = dst[copy(dst, piece[p.Step*i:]):]
	}
}

//go:build native

package tflite

/*
#include "count.h"
*/
import "C"

import "unsafe"

// Counts say who has a model's operators.
type Counts struct {
	Seen          bool // whether a plan was counted at all
	Own           int  // operators on the library's own kernels
	Pieces, Taken int  // what delegates took: pieces, and the operators in them
	// XNNPACK and XNNPACKPieces are those of them that are XNNPACK's.
	XNNPACK, XNNPACKPieces int
	NNAPI                  int // pieces that are NNAPI's
}

// Counter is a delegate that takes no operators: put behind the others, it counts which they
// left.
type Counter struct{ d *C.TfLiteDelegate }

// NewCounter makes one, which the caller deletes after the interpreter that uses it.
func NewCounter() Counter { return Counter{C.edged_counter()} }

// Old says that the library is older than 2.11: its delegates know no newer kind.
func (c Counter) Old() { (*C.struct_edged_counts)(c.d.data_).old = 1 }

// Delete frees it.
func (c Counter) Delete() { C.edged_counter_free(c.d) }

// Ptr returns the C delegate.
func (c Counter) Ptr() unsafe.Pointer { return unsafe.Pointer(c.d) }

// Read returns what was counted last.
func (c Counter) Read() Counts {
	n := (*C.struct_edged_counts)(c.d.data_)
	return Counts{
		Seen: n.seen != 0, Own: int(n.own), Pieces: int(n.kernels), Taken: int(n.taken),
		XNNPACK: int(n.xnnpack), XNNPACKPieces: int(n.xnnpack_kernels), NNAPI: int(n.nnapi),
	}
}

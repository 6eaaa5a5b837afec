// Package verify compares the answers of an engine with those of the reference engine: how
// far they lie apart, how far they may, and on which inputs to ask.
//
// Outputs are of three kinds, which are looked at differently:
//
//	real numbers           differences relative to the tensor's largest magnitude, and SQNR
//	quantized integers     differences in steps of the quantization, and SQNR of what they stand for
//	everything else        indices, labels, truth values, strings: the same or not
package verify

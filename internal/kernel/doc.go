// Package kernel holds the inner loops of the reference engine: products of int8 and
// float32 matrices packed in panels, depthwise convolutions, and the rescaling of int32
// sums to bytes. They are plain Go, run on every processor, and are what assembly
// kernels are compared with.
//
// The functions trust their arguments: lengths are as the comments say, which the
// operators' builders make sure of when a model is loaded.
package kernel

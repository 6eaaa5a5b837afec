// Package graph describes neural networks as plain data: graphs of operators over
// typed, quantized tensors. It reads no files and runs nothing. Decoders produce
// graphs, Validate checks them once, and everything after that trusts them.
//
// Names and numbers follow TFLite's schema, because that is what people find in
// every other tool for the same files.
package graph

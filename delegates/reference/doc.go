// Package reference is the pure-Go engine. It computes what TFLite's reference kernels
// compute, byte for byte on integer tensors, with nothing but Go, so it runs on every
// board and is what other engines are checked against.
//
// Each operator has a file. Its builder runs once, when a model is loaded: it checks
// types, packs weights, folds constants and reserves memory, and returns a kernel that
// afterwards only computes.
package reference

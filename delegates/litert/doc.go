// Package litert runs models on a GPU through LiteRT's C API, a library that is opened at run
// time together with its GPU accelerator. It is for edged-worker: native code may crash, so it
// has a process of its own.
//
// It needs cgo and is built with the tag native. The functions are trampolines made from
// functions.txt (delegates/tflite/gen), which jump to the library that Open finds; a program
// with this package starts where there is none, and says so. types.h holds what they take.
package litert

//go:generate go run ../tflite/gen litert

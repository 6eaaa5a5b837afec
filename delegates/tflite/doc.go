// Package tflite runs models on a TensorFlow Lite library that is opened at run time,
// through github.com/mattn/go-tflite. It is for edged-worker: native code may crash, so it
// has a process of its own.
//
// It needs cgo and is built with the tag native, as cross/worker.sh does: go-tflite's C
// functions are trampolines in a static archive (functions.txt, gen), which jump to the
// library that Open finds. A program with this package starts where there is no library, and
// says so.
package tflite

//go:generate go run ./gen tflite

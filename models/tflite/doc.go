// Package tflite reads and writes .tflite files: bytes to graph.Graph and back. Every
// offset, length and index is checked once, on the way in.
package tflite

//go:build native

package main

import (
	"edged/delegates/tflite"
	"edged/delegates/worker"
)

func openNNAPI(s worker.Setup, l *worker.Loaded) (loading, error) {
	lib, err := openLibrary(s, l)
	if err != nil {
		return nil, err
	}
	n, err := lib.OpenNNAPI(s.Driver)
	if err != nil {
		return nil, err
	}
	l.Devices = n.Devices
	return loader(lib, tflite.Options{Threads: s.Threads, NNAPI: n}, l), nil
}

//go:build native

package main

import (
	"edged/delegates/tflite"
	"edged/delegates/worker"
)

func openEdgeTPU(s worker.Setup, l *worker.Loaded) (loading, error) {
	lib, err := openLibrary(s, l)
	if err != nil {
		return nil, err
	}
	e, err := lib.OpenEdgeTPU(s.Driver)
	if err != nil {
		return nil, err
	}
	l.Devices = append(tflite.NameTPUs(e.Devices), e.Version)
	return loader(lib, tflite.Options{Threads: s.Threads, EdgeTPU: e, DelegateOptions: s.Options}, l), nil
}

//go:build native

package main

import (
	"edged/delegates/tflite"
	"edged/delegates/worker"
)

// openLibrary opens the TensorFlow Lite library.
func openLibrary(s worker.Setup, l *worker.Loaded) (*tflite.Library, error) {
	lib, err := tflite.Open(s.Libraries...)
	if err == nil {
		l.Library, l.Version = lib.Path, lib.Version
	}
	return lib, err
}

// loader loads the model into the library.
func loader(lib *tflite.Library, o tflite.Options, l *worker.Loaded) loading {
	return func() (worker.Runtime, error) {
		s, err := lib.Load(worker.ModelPath, o)
		if err != nil {
			return nil, err
		}
		l.Own, l.Pieces, l.Taken = s.Own, s.Pieces, s.Taken
		return runtime{s}, nil
	}
}

// openPlain is for engines that need the library, and an external delegate at most.
func openPlain(s worker.Setup, l *worker.Loaded) (loading, error) {
	lib, err := openLibrary(s, l)
	if err != nil {
		return nil, err
	}
	return loader(lib, tflite.Options{
		Threads: s.Threads, XNNPACK: s.Engine == "xnnpack", WeightCache: s.Cache,
		Delegate: s.Delegate, DelegateOptions: s.Options, GPU: s.Engine == "gpu",
	}, l), nil
}

//go:build native

package main

import (
	"path/filepath"
	"strings"

	"edged/delegates/litert"
	"edged/delegates/worker"
)

// openGPU opens LiteRT, whose accelerator lies beside it, or TensorFlow Lite where there is a
// GPU delegate for that.
func openGPU(setup worker.Setup, l *worker.Loaded) (loading, error) {
	if setup.Delegate != "" {
		return openPlain(setup, l)
	}
	lib, err := litert.Open(setup.Libraries...)
	if err != nil {
		return nil, err
	}
	l.Library = lib.Path
	directory := "" // where the dynamic loader looks
	if strings.Contains(lib.Path, "/") {
		directory = filepath.Dir(lib.Path)
	}
	return func() (worker.Runtime, error) {
		s, err := lib.Load(worker.ModelPath, directory)
		if err != nil {
			return nil, err
		}
		l.Own, l.Pieces, l.Taken, l.Device = s.CPU, s.Pieces, s.GPU, s.Device
		return s, nil
	}, nil
}

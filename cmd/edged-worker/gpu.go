//go:build native

package main

import (
	"path/filepath"
	"strings"

	"edged/delegates/litert"
	"edged/delegates/worker"
)

// loadGPU opens LiteRT, whose accelerator lies beside it, and loads the model.
func loadGPU(setup worker.Setup) (worker.Runtime, worker.Loaded, error) {
	var l worker.Loaded
	lib, err := litert.Open(setup.Libraries...)
	if err != nil {
		return nil, l, err
	}
	l.Library = lib.Path
	directory := "" // where the dynamic loader looks
	if strings.Contains(lib.Path, "/") {
		directory = filepath.Dir(lib.Path)
	}
	s, err := lib.Load(worker.ModelPath, directory)
	if err != nil {
		return nil, l, err
	}
	l.Own, l.Pieces, l.Taken, l.Device = s.CPU, s.Pieces, s.GPU, s.Device
	return s, l, nil
}

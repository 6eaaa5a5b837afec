// Package all is the one table of engines.
package all

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"edged/delegates"
	"edged/delegates/reference"
	"edged/delegates/worker"
)

// Native says where native engines find what they run. The zero value looks in the usual
// places.
type Native struct {
	Worker  string // edged-worker; empty: beside this program, then in PATH
	Library string // TensorFlow Lite; empty: the usual names
	NNAPI   string // libneuralnetworks.so; empty: that name
	EdgeTPU string // libedgetpu.so.1; empty: that name
	// EdgeTPUDevice is the device of the engine edgetpu: usb:0, pci:1, :0 or a path; empty:
	// the first.
	EdgeTPUDevice string
	LiteRT        string // for the engine gpu; empty: the usual names
	// GPUDelegate is a library with TensorFlow Lite's GPU delegate, which gpu runs instead of
	// LiteRT; empty: none.
	GPUDelegate string
	// External are libraries with external delegates, and their options.
	External map[string]map[string]string
}

// Engines returns every engine of this program. The first is the one that auto means: it
// needs nothing and is exact. Native engines run where they are named.
func Engines(n Native) []delegates.Engine {
	list := []delegates.Engine{
		reference.New(),
		n.edgeTPU(nil),
		n.gpu(),
		n.engine("nnapi"),
		n.engine("xnnpack"),
		n.engine("tflite"),
	}
	for _, path := range slices.Sorted(maps.Keys(n.External)) {
		list = append(list, n.external(path, n.External[path]))
	}
	return list
}

// external is a library with an external delegate.
func (n Native) external(path string, options map[string]string) worker.Engine {
	e := n.engine("external")
	e.Delegate, e.Options = path, options
	return e
}

func (n Native) engine(kind string) worker.Engine {
	e := worker.Engine{Kind: kind, Program: n.Worker}
	if n.Library != "" {
		e.Libraries = []string{n.Library}
	}
	if kind == "nnapi" {
		e.Driver = n.NNAPI
	}
	return e
}

// edgeTPU is the engine on the device that is configured, unless the options name another.
func (n Native) edgeTPU(options map[string]string) worker.Engine {
	e := n.engine("edgetpu")
	e.Driver, e.Options = n.EdgeTPU, map[string]string{}
	if n.EdgeTPUDevice != "" {
		e.Options["device"] = n.EdgeTPUDevice
	}
	maps.Copy(e.Options, options)
	return e
}

// gpu runs on LiteRT, or on TensorFlow Lite where a GPU delegate for that is named.
func (n Native) gpu() worker.Engine {
	if n.GPUDelegate != "" {
		e := n.engine("gpu")
		e.Delegate = n.GPUDelegate
		return e
	}
	e := worker.Engine{Kind: "gpu", Program: n.Worker}
	if n.LiteRT != "" {
		e.Libraries = []string{n.LiteRT}
	}
	return e
}

// externalPrefix begins the name of an engine that is a library with an external delegate.
const externalPrefix = "external:"

// Named returns the engine of that name, external:PATH among them, with the options of an
// external delegate; auto is the first of Engines.
func Named(name string, n Native, options map[string]string) (delegates.Engine, error) {
	if path, ok := strings.CutPrefix(name, externalPrefix); ok && path != "" {
		return n.external(path, options), nil
	}
	if name == "edgetpu" {
		return n.edgeTPU(options), nil
	}
	if len(options) > 0 {
		return nil, fmt.Errorf("the engine %s takes no options; edgetpu and %sPATH do", name, externalPrefix)
	}
	var names []string
	for _, e := range Engines(n) {
		if e.Name() == name || name == "auto" {
			return e, nil
		}
		names = append(names, e.Name())
	}
	return nil, fmt.Errorf("no engine %q in this program; it has %s and %sPATH", name, strings.Join(names, ", "), externalPrefix)
}

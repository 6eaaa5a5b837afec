package worker

import (
	"fmt"
	"path/filepath"
	"runtime"

	"edged/models/graph"
)

// older is the TensorFlow Lite library in lib/<arch> that has NNAPI and an age libedgetpu
// was built for: 2.9.
const older = "libtensorflowlite_c.so.2.9"

// accelerator is what an engine with a driver needs beside the TensorFlow Lite library.
type accelerator struct {
	driver  string   // the library's usual name
	devices []string // patterns of device nodes
	reads   []string // what it reads of the kernel
	shared  bool     // see Setup
	uevents bool     // see Setup
}

// accelerators is the table of them by kind of engine.
var accelerators = map[string]accelerator{
	"nnapi": {driver: "libneuralnetworks.so", devices: []string{"/dev/galcore"}, shared: true},
	"edgetpu": {
		driver:  "libedgetpu.so.1",
		devices: []string{"/dev/apex_*", "/dev/bus/usb"},
		reads:   []string{"/sys/bus/usb", "/sys/class/apex", "/run/udev"},
		uevents: true,
	},
}

// equip adds what the kind of engine needs, and the usual libraries where none is named.
func (e Engine) equip(s *Setup, program string) {
	a, accelerated := accelerators[e.Kind]
	if accelerated {
		s.Driver = absolute(e.Driver)
		if s.Driver == "" {
			s.Driver = a.driver
		}
		s.Devices, s.Reads, s.Shared, s.UEvents = a.devices, a.reads, a.shared, a.uevents
	}
	if len(s.Libraries) > 0 {
		return
	}
	dir := filepath.Join(filepath.Dir(program), "lib", runtime.GOARCH)
	if accelerated {
		s.Libraries = append(s.Libraries, filepath.Join(dir, older))
	}
	usual := e.usual()
	s.Libraries = append(append(s.Libraries, filepath.Join(dir, usual[0])), usual...)
}

// compiled says why a model that is compiled for the Edge TPU, or is not, does not go
// together with this engine. What an external delegate can do is its own affair.
func (e Engine) compiled(g *graph.Graph) error {
	found := g.FindCustom(graph.EdgeTPUOperator)
	switch {
	case found && e.Kind != "edgetpu" && e.Kind != "external":
		return fmt.Errorf("the model is compiled for the Edge TPU (operator %s): the engine edgetpu runs it", graph.EdgeTPUOperator)
	case !found && e.Kind == "edgetpu":
		return fmt.Errorf("the model has no operator %s: compile it with edgetpu_compiler", graph.EdgeTPUOperator)
	}
	return nil
}

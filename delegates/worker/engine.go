package worker

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"edged/models/graph"
)

// Program is the worker's file name.
const Program = "edged-worker"

// Engine runs models with a native library in worker processes.
type Engine struct {
	// Kind is tflite (the library's own kernels), xnnpack, nnapi, edgetpu with the Options of
	// libedgetpu, external: a delegate of the library Delegate, which gets the Options; or gpu: LiteRT with its GPU accelerator, which lies
	// beside its library, or TensorFlow Lite with the GPU delegate of the library Delegate.
	Kind      string
	Delegate  string
	Driver    string // library of nnapi and edgetpu; empty: the usual name
	Options   map[string]string
	Program   string   // path of edged-worker; empty: beside this program, then in PATH
	Libraries []string // TensorFlow Lite or LiteRT libraries to try; empty: the usual ones
	Memory    int64    // most bytes of a worker's private memory; 0: 2 GiB, on a GPU 6
}

// absolute makes a path one that says where it is, for what holds the worker; a name, for the
// dynamic loader to look for, stays one.
func absolute(path string) string {
	if strings.Contains(path, "/") {
		if abs, err := filepath.Abs(path); err == nil {
			return abs
		}
	}
	return path
}

// DefaultLibraries are the names a TensorFlow Lite library usually has. One in lib/<arch>
// beside the worker program comes first.
var DefaultLibraries = []string{
	"libtensorflowlite_c.so", "libtensorflow-lite.so", "libtensorflow-lite.so.2.14.1", "libjnitensorflowlite.so",
}

const defaultMemory = 2 << 30

// Name returns the kind; external engines have the path of their library behind a colon.
func (e Engine) Name() string {
	if e.Delegate != "" && e.Kind != gpu {
		return e.Kind + ":" + e.Delegate
	}
	return e.Kind
}

// setup is what a worker of this engine is started with.
func (e Engine) setup(program string, threads int) Setup {
	s := Setup{Engine: e.Kind, Threads: max(threads, 1), Memory: e.Memory, Delegate: absolute(e.Delegate), Options: e.Options}
	for _, library := range e.Libraries {
		s.Libraries = append(s.Libraries, absolute(library))
	}
	e.equip(&s, program)
	if e.Kind == gpu {
		s.Devices, s.Environment = gpuDevices(), driverEnvironment()
	}
	if s.Memory == 0 {
		s.Memory = defaultMemory
		if e.Kind == gpu {
			s.Memory = gpuMemory
		}
	}
	return s
}

// Supports returns nil: the library decides when it loads the model. What it cannot do at
// all is refused here.
func (e Engine) Supports(g *graph.Graph) error {
	if err := e.compiled(g); err != nil {
		return err
	}
	_, s, err := g.Entry("")
	if err != nil {
		return err
	}
	if e.Kind == gpu && e.Delegate == "" && g.KeepsState() {
		return errState
	}
	for _, t := range append(append([]int{}, s.Inputs...), s.Outputs...) {
		if s.Tensors[t].Type.Bits() == 0 {
			return fmt.Errorf("tensor %q is of type %v, which does not go through shared memory", s.Tensors[t].Name, s.Tensors[t].Type)
		}
	}
	return nil
}

// Find returns the path of the worker program.
func (e Engine) Find() (string, error) {
	if e.Program != "" {
		path, err := filepath.Abs(e.Program)
		if err != nil {
			return "", err
		}
		_, err = os.Stat(path)
		return path, err
	}
	own, err := os.Executable()
	if err == nil {
		path := filepath.Join(filepath.Dir(own), Program)
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	if path, err := exec.LookPath(Program); err == nil {
		return path, nil
	}
	return "", errors.New("no " + Program + ", beside this program or in PATH")
}

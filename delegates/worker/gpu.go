package worker

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"edged/models/graph"
	"edged/models/tflite"
)

// gpu is the engine that needs a driver.
const gpu = "gpu"

// gpuMemory is the default of Engine.Memory: drivers may keep a GPU's memory in the process, as
// those in software do with all of it.
const gpuMemory = 6 << 30

// LiteRTLibraries are the names a LiteRT library usually has. One in lib/<arch> beside the
// worker program comes first.
var LiteRTLibraries = []string{"libLiteRt.so"}

// DriverVariables are the environment variables that a GPU engine's worker gets: they say
// which Vulkan driver the loader takes.
var DriverVariables = []string{"VK_DRIVER_FILES", "VK_ICD_FILENAMES"}

// errState is the refusal of a model that LiteRT's C API could not set back between requests.
var errState = errors.New("the model keeps state, which LiteRT cannot reset between requests")

// usual are the names of the libraries that the engine opens.
func (e Engine) usual() []string {
	if e.Kind == gpu && e.Delegate == "" {
		return LiteRTLibraries
	}
	return DefaultLibraries
}

// gpuDevices are the device nodes of GPUs that are here: DRM's, and those of drivers outside
// the kernel.
func gpuDevices() (list []string) {
	for _, pattern := range []string{"/dev/dri", "/dev/nvidia*", "/dev/mali*", "/dev/kgsl-3d0", "/dev/dma_heap", "/dev/pvr*", "/dev/galcore"} {
		found, _ := filepath.Glob(pattern) // the patterns are right
		list = append(list, found...)
	}
	return list
}

// driverEnvironment is what this process's environment says about drivers.
func driverEnvironment() map[string]string {
	out := map[string]string{}
	for _, name := range DriverVariables {
		if value := os.Getenv(name); value != "" {
			out[name] = absoluteList(value)
		}
	}
	return out
}

// absoluteList makes each path of a list with colons absolute.
func absoluteList(list string) string {
	paths := filepath.SplitList(list)
	for i, p := range paths {
		if abs, err := filepath.Abs(p); err == nil {
			paths[i] = abs
		}
	}
	return strings.Join(paths, string(filepath.ListSeparator))
}

// variables are those of Environment that a worker may have.
func (s Setup) variables() (list []string) {
	list = []string{}
	for _, name := range DriverVariables {
		if value := s.Environment[name]; value != "" {
			list = append(list, name+"="+value)
		}
	}
	return list
}

// driverPaths are what a Vulkan driver and its loader read: manifests, the directories of the
// ones that are named, whose libraries lie beside them, and what the kernel says of devices.
func (s Setup) driverPaths() []string {
	list := []string{"/usr/share/vulkan", "/usr/local/share/vulkan", "/etc/vulkan", "/usr/share/drirc.d", "/sys/dev/char", "/sys/class/drm", "/sys/bus/pci/devices"}
	for _, name := range DriverVariables {
		for _, manifest := range filepath.SplitList(s.Environment[name]) {
			if filepath.IsAbs(manifest) {
				list = append(list, filepath.Dir(manifest))
			}
		}
	}
	return list
}

// smallModel is a file with one operator that every GPU has.
func smallModel() ([]byte, error) {
	shape := []int{1, 4, 4, 4}
	return tflite.Encode(&graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{{Name: "x", Type: graph.Float32, Shape: shape}, {Name: "y", Type: graph.Float32, Shape: shape}},
		Inputs:  []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpRelu, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}}})
}

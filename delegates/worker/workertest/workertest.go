// Package workertest finds what tests of native engines need: an edged-worker, a TensorFlow
// Lite library, and a delegate that fails in many ways.
package workertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"edged/delegates/worker"
	"edged/internal/testkit"
)

// Engine returns an engine with the worker and the library that make worker and make
// runtime put into bin/.
func Engine(t testing.TB, kind string) worker.Engine {
	t.Helper()
	bin := filepath.Join(testkit.Root(), "bin")
	return worker.Engine{
		Kind:      kind,
		Program:   exists(t, filepath.Join(bin, worker.Program)),
		Libraries: []string{exists(t, filepath.Join(bin, "lib", runtime.GOARCH, "libtensorflowlite_c.so"))},
	}
}

// NNAPI returns an engine with the TensorFlow Lite library that has NNAPI.
func NNAPI(t testing.TB) worker.Engine {
	t.Helper()
	e := Engine(t, "nnapi")
	e.Libraries = []string{exists(t, filepath.Join(filepath.Dir(e.Libraries[0]), "libtensorflowlite_c.so.2.9"))}
	return e
}

// GPU returns an engine on LiteRT and software Vulkan: what make runtime and .ci/setup.sh
// bring. The driver's name stands in the environment of this test's process.
func GPU(t *testing.T) worker.Engine {
	t.Helper()
	bin := filepath.Join(testkit.Root(), "bin")
	lib := filepath.Join(bin, "lib", runtime.GOARCH)
	exists(t, filepath.Join(lib, "libLiteRtWebGpuAccelerator.so"))
	t.Setenv("VK_ICD_FILENAMES", exists(t, filepath.Join(testkit.Root(), ".cache", "swiftshader", "vk_swiftshader_icd.json")))
	return worker.Engine{
		Kind:      "gpu",
		Program:   exists(t, filepath.Join(bin, worker.Program)),
		Libraries: []string{exists(t, filepath.Join(lib, "libLiteRt.so"))},
	}
}

// Faulty returns an engine with the delegate of testdata/fault.c, which computes RELU until
// its options say otherwise.
func Faulty(t testing.TB, options map[string]string) worker.Engine {
	t.Helper()
	e := Engine(t, "external")
	e.Delegate, e.Options = Fault(t), options
	return e
}

// Fault builds the delegate of testdata/fault.c and returns its path.
func Fault(t testing.TB) string { return Build(t, "libfault.so", "fault.c") }

// GPUDelegate builds the GPU delegate of testdata/gpu.c, which computes RELU, and returns its
// path.
func GPUDelegate(t testing.TB) string {
	return Build(t, "libtensorflowlite_gpu_delegate.so", "fault.c", "gpu.c")
}

// Build makes a library of that name, its soname too, of C files in testdata, and flags.
func Build(t testing.TB, name string, sources ...string) string {
	t.Helper()
	if _, err := exec.LookPath("gcc"); err != nil {
		testkit.Missing(t, "no gcc")
	}
	out := filepath.Join(t.TempDir(), name)
	args := []string{"-O1", "-Wall", "-Wextra", "-Wno-infinite-recursion", "-Werror", "-shared", "-fPIC", "-Idelegates/tflite/c", "-Wl,-soname," + name, "-o", out}
	for _, source := range sources {
		if !strings.HasPrefix(source, "-") {
			source = "delegates/worker/testdata/" + source
		}
		args = append(args, source)
	}
	cmd := exec.Command("gcc", args...)
	cmd.Dir = testkit.Root()
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return out
}

func exists(t testing.TB, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		testkit.Missing(t, "no "+filepath.Base(path)+" in bin/")
	}
	return path
}

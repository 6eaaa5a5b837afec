// Package workertest finds what tests of native engines need: an edged-worker, a TensorFlow
// Lite library, and a delegate that fails in many ways.
package workertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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

// Faulty returns an engine with the delegate of testdata/fault.c, which computes RELU until
// its options say otherwise.
func Faulty(t testing.TB, options map[string]string) worker.Engine {
	t.Helper()
	e := Engine(t, "external")
	e.Delegate, e.Options = Fault(t), options
	return e
}

// Fault builds the delegate of testdata/fault.c and returns its path.
func Fault(t testing.TB) string {
	t.Helper()
	return Build(t, "fault.c", "libfault.so")
}

// Build makes a library of that name of a C file in testdata, and returns its path.
func Build(t testing.TB, source, name string, flags ...string) string {
	t.Helper()
	if _, err := exec.LookPath("gcc"); err != nil {
		testkit.Missing(t, "no gcc")
	}
	out := filepath.Join(t.TempDir(), name)
	args := append([]string{"-O1", "-Wall", "-Wextra", "-Wno-infinite-recursion", "-Werror", "-shared", "-fPIC", "-Idelegates/tflite/c",
		"-Wl,-soname," + name, "-o", out, "delegates/worker/testdata/" + source}, flags...)
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

// Package testkit finds what tests need outside the repository: the shared data folder,
// the judge's Python, a Mosquitto. A test that lacks something skips and says what; with
// EDGED_REQUIRE=1 (make test sets it) that is a failure instead.
package testkit

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Root returns the repository's top directory.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// Missing skips the test for want of something, or fails it under EDGED_REQUIRE=1.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("EDGED_REQUIRE") == "1" {
		t.Fatalf("%s; make test installs it", what)
	}
	t.Skipf("%s; make test installs it", what)
}

// Python returns where the interpreter that has LiteRT is if it is anywhere: EDGED_PYTHON,
// or the repository's .venv.
func Python() string {
	if py := os.Getenv("EDGED_PYTHON"); py != "" {
		return py
	}
	return filepath.Join(Root(), ".venv", "bin", "python")
}

// DataDir returns where the shared data folder is if it is anywhere.
func DataDir() string {
	if dir := os.Getenv("EDGED_DATA"); dir != "" {
		return dir
	}
	return filepath.Join(Root(), "..", "shared", "data")
}

// Data returns the path of a file below the shared data folder (EDGED_DATA, or
// ../shared/data beside the repository), and skips the test where the folder is missing.
func Data(t testing.TB, elem ...string) string {
	t.Helper()
	dir := DataDir()
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no shared data folder: %v", err)
	}
	return filepath.Join(append([]string{dir}, elem...)...)
}

// Read returns a file below the shared data folder.
func Read(t testing.TB, elem ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(Data(t, elem...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

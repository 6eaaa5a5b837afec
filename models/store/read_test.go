package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edged/models/store"
)

// TestReadAndMap reads a model both ways, and wants that of one that was read stays what it
// was when its file does not.
func TestReadAndMap(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "A model.tflite")
	want := bytes.Repeat([]byte("model"), 10000)
	for name, b := range map[string][]byte{path: want, filepath.Join(dir, "A model.txt"): []byte("label\n")} {
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mapped, err := store.MapFile(path)
	if err != nil {
		t.Fatal(err)
	}
	read, err := store.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []*store.Model{mapped, read} {
		if !bytes.Equal(m.Bytes, want) || m.Name != "A model" || m.Path != path || string(m.Labels) != "label\n" || m.Shipped {
			t.Errorf("got %d bytes of model, %q, %q, labels %q", len(m.Bytes), m.Name, m.Path, m.Labels)
		}
	}
	if mapped.SHA256 != read.SHA256 || len(read.SHA256) != 64 || read.Version != read.SHA256[:12] {
		t.Errorf("sums %s and %s, version %s", mapped.SHA256, read.SHA256, read.Version)
	}
	if read.Release != nil {
		t.Error("memory that nobody could fill again may be given back")
	}
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read.Bytes, want) {
		t.Error("the bytes changed with the file")
	}
	for _, f := range []func(string) (*store.Model, error){store.MapFile, store.ReadFile} {
		if _, err := f(path); err == nil || !strings.Contains(err.Error(), "is empty") || !strings.Contains(err.Error(), path) {
			t.Errorf("an empty file: %v", err)
		}
	}
}

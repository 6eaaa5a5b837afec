package mapped_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"edged/internal/mapped"
)

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	want := bytes.Repeat([]byte("0123456789abcdef"), 3000)
	if err := os.WriteFile(path, want, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := mapped.Open(path)
	got := f.Bytes
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	own := bytes.Clone(want) // not of the file: it must stay
	// What was released comes back; parts need not begin or end with a page, nor hold one.
	for _, part := range [][]byte{got, got[1:], got[5000:5010], got[4095:12289], own, nil} {
		f.Release(part)
	}
	if !bytes.Equal(got, want) || !bytes.Equal(own, want) {
		t.Error("the bytes changed")
	}
}

func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	for _, p := range []string{dir, path} {
		if f, err := mapped.Open(p); err == nil {
			t.Errorf("%s: %d bytes", p, len(f.Bytes))
		}
	}
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if f, err := mapped.Open(path); len(f.Bytes) != 0 || err != nil {
		t.Errorf("an empty file: %q, %v", f.Bytes, err)
	}
}

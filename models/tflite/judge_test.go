package tflite

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"edged/internal/judge"
)

// TestEncodedModelsRunTheSame gives LiteRT every model as it is and as Encode writes it.
func TestEncodedModelsRunTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every model on the judge")
	}
	dir := t.TempDir()
	count := 0
	for name, b := range models(t) {
		for side, file := range map[string][]byte{"a": b, "b": reencode(t, name, b)} {
			p := filepath.Join(dir, side, name)
			if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(p, file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		count++
	}
	out, err := exec.Command(judge.Python(t), filepath.Join("testdata", "same.py"), dir).Output()
	if err != nil {
		t.Fatalf("same.py: %v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	last := lines[len(lines)-1]
	for _, l := range lines[:len(lines)-1] {
		t.Error(l)
	}
	var ran int
	if _, err := fmt.Sscanf(last, "ran %d", &ran); err != nil || ran < count*3/4 {
		t.Errorf("%q of %d models", last, count)
	}
	t.Logf("%d of %d models ran on both sides with equal outputs", ran, count)
}

package systemd

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"edged/daemon/config"
	"edged/internal/testkit"
)

// The unit names a program that lies elsewhere here; one stands in for it.
func TestUnit(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		testkit.Missing(t, "no systemd-analyze")
	}
	unit, err := os.ReadFile("edged.service")
	if err != nil {
		t.Fatal(err)
	}
	program, err := exec.LookPath("true")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "edged.service")
	text := strings.ReplaceAll(string(unit), "/usr/bin/edged", program)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(analyze, "verify", "--man=no", path).CombinedOutput()
	if err != nil || strings.Contains(string(out), "edged.service:") {
		t.Errorf("%v: %s", err, out)
	}
}

// What the example says outright are the defaults.
func TestConfiguration(t *testing.T) {
	t.Setenv("STATE_DIRECTORY", "/var/lib/edged")
	got, err := config.Load("edged.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := config.Parse("empty.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

package judge

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"edged/internal/testkit"
)

// TestProcess asks what fails and what ends the process; the next question is answered.
func TestProcess(t *testing.T) {
	py, data := Python(t), testkit.Data(t, "audio", "ad01_int8.tflite")
	var p process
	good := func() error { return p.ask(py, []string{data, "ref", t.TempDir(), "0", "1", "1", `{"run": []}`}) }
	if err := good(); err != nil {
		t.Fatal(err)
	}
	junk := filepath.Join(t.TempDir(), "junk.tflite")
	if err := os.WriteFile(junk, []byte("junk"), 0o644); err != nil {
		t.Fatal(err)
	}
	first := p.cmd
	if err := p.ask(py, []string{junk, "ref", t.TempDir(), "0", "1", "1", `{"run": []}`}); err == nil || !strings.HasPrefix(err.Error(), "ValueError") {
		t.Errorf("got %v", err)
	}
	if err := good(); err != nil || p.cmd != first {
		t.Errorf("after a failure: %v, another process: %t", err, p.cmd != first)
	}
	p.cmd.Process.Kill()
	if err := good(); err == nil || !strings.Contains(err.Error(), "LiteRT ended: signal: killed") {
		t.Errorf("got %v", err)
	}
	if err := good(); err != nil {
		t.Error(err)
	}
	p.in.Close()
	p.cmd.Wait()
}

// TestVersion asks a LiteRT of another release than is wanted, and takes answers of
// another kernel set for what they are not.
func TestVersion(t *testing.T) {
	if err := checkVersion(Python(t), Version); err != nil {
		t.Error(err)
	}
	if err := checkVersion(Python(t), "1.0"); err == nil || !strings.Contains(err.Error(), "LiteRT "+Version+", wants 1.0") {
		t.Errorf("another release: %v", err)
	}
	dir := t.TempDir()
	ref, other := Question{Kernels: "ref"}, Question{Kernels: "xnnpack"}
	if err := os.WriteFile(filepath.Join(dir, headerFile), []byte(ref.header()), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := ref.checkHeader(dir); err != nil {
		t.Error(err)
	}
	if err := other.checkHeader(dir); err == nil || !strings.Contains(err.Error(), "kernels ref") {
		t.Errorf("another kernel set: %v", err)
	}
}

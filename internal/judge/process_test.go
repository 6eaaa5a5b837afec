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

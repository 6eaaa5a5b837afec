package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is a daemon in a process of its own, with the lines it logs.
type process struct {
	t     *testing.T
	cmd   *exec.Cmd
	lines chan string
}

func startRun(t *testing.T, config string) *process {
	t.Helper()
	cmd := exec.Command("edged", "run", "--config", config) // the test binary, see TestMain
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{t, cmd, make(chan string, 1024)}
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(stderr); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return p
}

// await waits for a line with all the texts.
func (p *process) await(texts ...string) {
	p.t.Helper()
	late := time.After(30 * time.Second)
	for {
		select {
		case l, ok := <-p.lines:
			if !ok {
				p.t.Fatalf("the daemon ended before it logged %q", texts)
			}
			found := true
			for _, s := range texts {
				found = found && strings.Contains(l, s)
			}
			if found {
				return
			}
		case <-late:
			p.t.Fatalf("the daemon did not log %q", texts)
		}
	}
}

func (p *process) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// TestRunAndSignals runs the daemon as an init system does: SIGHUP with a good and a bad
// configuration, then SIGTERM.
func TestRunAndSignals(t *testing.T) {
	dir := t.TempDir()
	conf := filepath.Join(dir, "edged.yaml")
	write := func(text string) {
		text += fmt.Sprintf("\nstate_dir: %s\nbroker: {listen: 127.0.0.1:0}\n", dir)
		if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("device: kitchen")
	p := startRun(t, conf)
	p.await("model ready", "model=digits")
	p.await("msg=ready", "device=kitchen")
	write("device: hall\nqueue: {length: 3}")
	p.signal(syscall.SIGHUP)
	p.await("configuration reloaded")
	write("colour: red")
	p.signal(syscall.SIGHUP)
	p.await("the old one goes on", "colour")
	p.signal(syscall.SIGTERM)
	p.await("stopping")
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v", err)
	}
}

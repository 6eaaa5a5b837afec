package judge

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
)

// litert answers the questions of this test program.
var litert process

// process is LiteRT in a process of its own that answers one question after the other:
// starting it takes longer than most answers. It ends with its standard input, which is
// when the test program ends; after a crash the next question starts another.
type process struct {
	mu     sync.Mutex
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr *os.File // a file, not a pipe: nothing of ours runs while the process does
}

// ask runs the script's function answer with the arguments.
func (p *process) ask(python string, args []string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil {
		if err := p.start(python); err != nil {
			return err
		}
	}
	line, err := json.Marshal(args)
	if err != nil {
		return err
	}
	// An error in writing shows as the end of what is read.
	_, _ = p.in.Write(append(line, '\n'))
	reply, err := p.out.ReadBytes('\n')
	if err != nil {
		return p.crashed()
	}
	var said string
	if err := json.Unmarshal(reply, &said); err != nil {
		return err
	}
	if said != "" {
		return errors.New(said)
	}
	return nil
}

// checkVersion refuses another release of LiteRT than the one whose answers count.
func checkVersion(python, want string) error {
	const ask = `import importlib.metadata; print(importlib.metadata.version("ai-edge-litert"))`
	out, err := exec.Command(python, "-c", ask).Output()
	if err != nil {
		return fmt.Errorf("%s has no ai-edge-litert: %w", python, err)
	}
	if got := strings.TrimSpace(string(out)); got != want {
		return fmt.Errorf("%s has LiteRT %s, wants %s: make setup installs it", python, got, want)
	}
	return nil
}

func (p *process) start(python string) (err error) {
	if err := checkVersion(python, Version); err != nil {
		return err
	}
	if p.stderr, err = os.CreateTemp("", "judge-"); err != nil {
		return err
	}
	defer os.Remove(p.stderr.Name()) // it stays as long as it is open
	cmd := exec.Command(python, "-c", string(script))
	cmd.Stderr = p.stderr
	if p.in, err = cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	p.cmd, p.out = cmd, bufio.NewReader(out)
	return nil
}

// crashed returns how the process ended, with what it said last.
func (p *process) crashed() error {
	err := p.cmd.Wait()
	p.cmd = nil
	said := make([]byte, 2000)
	n, _ := p.stderr.ReadAt(said, 0)
	p.stderr.Close()
	return fmt.Errorf("LiteRT ended: %v\n%s", err, said[:n])
}

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// litert is LiteRT in a Python process that times models on demand.
type litert struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	answers *json.Decoder
}

// question asks for the times of some invocations.
type question struct {
	Model   string `json:"model"`
	Kernels string `json:"kernels"` // ref, builtin or xnnpack
	Threads int    `json:"threads"`
	Runs    int    `json:"runs"`
	Tensors []int  `json:"tensors,omitempty"` // asks where these lie instead
}

func startLiteRT(ctx context.Context, o *options) (*litert, error) {
	l := &litert{cmd: exec.CommandContext(ctx, o.python, script("litert_bench.py"))}
	l.cmd.Stderr = io.Discard // LiteRT logs there
	var err error
	if l.in, err = l.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := l.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	l.answers = json.NewDecoder(bufio.NewReader(out))
	if _, err := os.Stat(o.python); err != nil {
		return nil, fmt.Errorf("no Python with LiteRT: %w; make setup makes it", err)
	}
	return l, l.cmd.Start()
}

// time returns the milliseconds of each invocation.
func (l *litert) time(q question) (ms []float64, err error) { return ms, l.ask(q, &ms) }

// places returns the address and the bytes of each of q.Tensors.
func (l *litert) places(q question) (at [][2]int64, err error) { return at, l.ask(q, &at) }

func (l *litert) ask(q question, answer any) error {
	if err := json.NewEncoder(l.in).Encode(q); err != nil {
		return err
	}
	if err := l.answers.Decode(answer); err != nil {
		return fmt.Errorf("LiteRT on %s: %w", q.Model, err)
	}
	return nil
}

func (l *litert) close() {
	l.in.Close()
	l.cmd.Wait()
}

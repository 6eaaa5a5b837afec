package place_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"edged/daemon/place"
	"edged/delegates"
	"edged/delegates/reference"
	"edged/delegates/verify"
	"edged/models/graph"
	"edged/models/tflite"
)

// spoil is what an engine does to an answer, or instead of it. n counts its invocations
// from 1, over all its sessions.
type spoil func(ctx context.Context, n int, out []graph.Tensor) error

// board is an engine that computes as the reference engine does, after a while, and then
// spoils it. It says what it is and counts what is asked of it.
type board struct {
	reference.Engine
	name, identity string
	takes          time.Duration
	spoil          spoil
	hurries        atomic.Bool // it takes no time any more

	mu           sync.Mutex
	loads, runs  int
	open         int
	unidentified error
}

func (b *board) Name() string { return b.name }

func (b *board) Identity(context.Context) (string, error) { return b.name + b.identity, b.unidentified }

func (b *board) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	o.Kernels = ""
	s, err := b.Engine.Load(ctx, m, o)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.loads++
	b.open++
	return &boarded{s, b}, nil
}

func (b *board) loaded() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.loads
}

type boarded struct {
	delegates.Session
	b *board
}

func (s *boarded) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	s.b.mu.Lock()
	s.b.runs++
	n := s.b.runs
	s.b.mu.Unlock()
	if !s.b.hurries.Load() {
		time.Sleep(s.b.takes)
	}
	if err := s.Session.Invoke(ctx, in, out); err != nil || s.b.spoil == nil {
		return err
	}
	return s.b.spoil(ctx, n, out)
}

func (s *boarded) Close() error {
	s.b.mu.Lock()
	defer s.b.mu.Unlock()
	s.b.open--
	return s.Session.Close()
}

// died is the error of an engine that a request ended.
func died(what string) error { return fmt.Errorf("%s: %w", what, delegates.ErrEngineDied) }

// the reference engine, slower than the boards.
func slow() *board { return &board{name: place.Reference, takes: 20 * time.Millisecond} }

const elements = 8

// relu is max(x, 0) on [1 8] floats.
func relu() *graph.Graph {
	return &graph.Graph{Version: 3, Subgraphs: []*graph.Subgraph{{
		Tensors: []graph.Tensor{{Name: "x", Type: graph.Float32, Shape: []int{1, elements}}, {Name: "y", Type: graph.Float32, Shape: []int{1, elements}}},
		Inputs:  []int{0}, Outputs: []int{1},
		Ops: []graph.Op{{Code: graph.OpRelu, Version: 1, Inputs: []int{0}, Outputs: []int{1}}},
	}}}
}

func file(t *testing.T, g *graph.Graph) []byte {
	t.Helper()
	b, err := tflite.Encode(g)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// desk is a Placer with what it was told.
type desk struct {
	*place.Placer
	t     *testing.T
	state string

	compared atomic.Int64
	tol      *verify.Tolerance

	mu       sync.Mutex
	faults   int
	out      map[string]bool
	statuses []place.Status
}

func open(t *testing.T, state string, o place.Options, engines ...delegates.Engine) *desk {
	d := &desk{t: t, state: state, out: map[string]bool{}}
	o.Engines, o.State, o.Log = engines, state, slog.New(slog.NewTextHandler(t.Output(), nil))
	o.Compared = func(string, string, bool) { d.compared.Add(1) }
	o.Fault = func(string, string) { d.mu.Lock(); d.faults++; d.mu.Unlock() }
	o.Quarantined = func(_, engine string, out bool) { d.mu.Lock(); d.out[engine] = out; d.mu.Unlock() }
	d.Placer = place.New(o)
	return d
}

func (d *desk) isOut(engine string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.out[engine]
}

// told is what the placer told last.
func (d *desk) told() (s place.Status) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.statuses); n > 0 {
		s = d.statuses[n-1]
	}
	return s
}

// put places relu.
func (d *desk) put() *place.Session {
	d.t.Helper()
	p, err := d.Choose(context.Background(), place.Job{
		Model: delegates.Model{Name: "relu", Graph: relu(), File: file(d.t, relu())}, SHA256: "5f", Kind: "tensor", Tolerance: d.tol,
		Changed: func(s place.Status) { d.mu.Lock(); d.statuses = append(d.statuses, s); d.mu.Unlock() },
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return p.Session.(*place.Session)
}

// asks is a number that makes questions differ.
var asks = 0

// ask runs a session on a question that was never asked before.
func ask(t *testing.T, s *place.Session) (place.Run, error) {
	t.Helper()
	asks++
	in := []graph.Tensor{{Name: "x", Type: graph.Float32, Shape: []int{1, elements}}}
	var want []byte
	for i := range elements {
		v := float32(i-3) * float32(asks)
		in[0].Data = binary.LittleEndian.AppendUint32(in[0].Data, math.Float32bits(v))
		want = binary.LittleEndian.AppendUint32(want, math.Float32bits(max(v, 0)))
	}
	ctx, run := place.Record(context.Background())
	out := make([]graph.Tensor, 1)
	if err := s.Invoke(ctx, in, out); err != nil {
		return *run, err
	}
	if string(out[0].Data) != string(want) {
		return *run, errors.New("a wrong answer")
	}
	return *run, nil
}

func set(t graph.Tensor, i int, v float64) {
	binary.LittleEndian.PutUint32(t.Data[4*i:], math.Float32bits(float32(v)))
}

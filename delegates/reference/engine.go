package reference

import (
	"context"
	"errors"
	"fmt"

	"edged/delegates"
	"edged/internal/cpu"
	"edged/models/graph"
)

// Engine is the reference engine. Its zero value is ready to use.
type Engine struct {
	// Without are features of the processor not to use.
	Without cpu.Features
}

// Kernels names the TFLite kernel set whose bytes the engine reproduces by default, and
// XNNPACK the other one: what LiteRT runs by default on a CPU.
const (
	Kernels = "ref"
	XNNPACK = "xnnpack"
)

var errEmpty = errors.New("the model has no subgraph")

// Name returns "reference".
func (Engine) Name() string { return "reference" }

// Supports names the first operator of the first subgraph that has no kernel or no
// shape rule here.
func (Engine) Supports(g *graph.Graph) error {
	if len(g.Subgraphs) == 0 {
		return errEmpty
	}
	return supports(g.Subgraphs[0])
}

func supports(s *graph.Subgraph) error {
	if err := hasKernels(s); err != nil {
		return err
	}
	_, err := s.Shapes()
	return err
}

func hasKernels(s *graph.Subgraph) error {
	for i := range s.Ops {
		if op := &s.Ops[i]; builderOf(op) == nil {
			return &graph.UnsupportedError{Op: op.Name(), Index: i}
		}
	}
	return nil
}

func builderOf(op *graph.Op) builder {
	if op.Code == graph.OpCustom {
		return customBuilders[op.Custom]
	}
	return builders[op.Code]
}

// defaultArena is the budget for intermediate tensors where the caller sets none.
const defaultArena = 1 << 30

// Load packs the weights of the model and lays out its memory.
func (e Engine) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o.Threads = max(1, o.Threads)
	if o.Arena == 0 {
		o.Arena = defaultArena
	}
	switch o.Kernels {
	case "":
		o.Kernels = Kernels
	case Kernels, XNNPACK:
	default:
		return nil, fmt.Errorf("no kernel set %q; there are %s and %s", o.Kernels, Kernels, XNNPACK)
	}
	if len(m.Graph.Subgraphs) == 0 {
		return nil, errEmpty
	}
	sig, sub, err := m.Graph.Entry(o.Signature)
	if err != nil {
		return nil, err
	}
	if err := hasKernels(sub); err != nil {
		return nil, err
	}
	l := loader{sub: sub, opts: o, cpu: cpu.Host().Without(e.Without)}
	s, err := l.load()
	if err != nil {
		return nil, err
	}
	s.bind(sig)
	return s, nil
}

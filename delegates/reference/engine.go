package reference

import (
	"context"
	"errors"
	"fmt"

	"edged/delegates"
	"edged/internal/cpu"
	"edged/models/graph"
)

// Engine is the reference engine. Its zero value is ready to use; what one of New and its
// copies load has packed weights in common where they are equal.
type Engine struct {
	// Without are features of the processor not to use.
	Without cpu.Features
	packs   *packs
}

// New returns an engine whose sessions share packed weights.
func New() Engine { return Engine{packs: newPacks()} }

// Kernels names the TFLite kernel set whose bytes the engine reproduces by default, and
// XNNPACK the other one: what LiteRT runs by default on a CPU.
const (
	Kernels = "ref"
	XNNPACK = "xnnpack"
)

var errEmpty = errors.New("the model has no subgraph")

// Name returns "reference".
func (Engine) Name() string { return "reference" }

// Supports names the first operator of the first subgraph, and of those that it runs, that
// has no kernel or no shape rule here.
func (Engine) Supports(g *graph.Graph) error {
	if len(g.Subgraphs) == 0 {
		return errEmpty
	}
	if err := hasKernels(g, g.Subgraphs[0]); err != nil {
		return err
	}
	if _, err := g.Shapes(g.Subgraphs[0]); err != nil && !graph.Dynamic(err) {
		return err
	}
	return nil
}

// hasKernels checks the operators of a subgraph and of those that it runs.
func hasKernels(g *graph.Graph, s *graph.Subgraph) error {
	all, err := g.Reachable(s)
	if err != nil {
		return err
	}
	for _, s := range all {
		for i := range s.Ops {
			if op := &s.Ops[i]; builderOf(op) == nil {
				return &graph.UnsupportedError{Op: op.Name(), Index: i, Subgraph: g.Label(s), Reason: reason(op)}
			}
		}
	}
	return nil
}

// reason says why an operator has no kernel, where more is known than its name.
func reason(op *graph.Op) string {
	if op.Code == graph.OpCustom && op.Custom == graph.EdgeTPUOperator {
		return "the model is compiled for the Edge TPU: the engine edgetpu runs it"
	}
	return ""
}

func builderOf(op *graph.Op) builder {
	if op.Code == graph.OpCustom {
		return customBuilders[op.Custom]
	}
	return builders[op.Code]
}

// xnnpackBuilderOf is builderOf for the other kernel set; what that does not have is as in
// ref.
func xnnpackBuilderOf(op *graph.Op) builder {
	if b := xnnpackBuilders[op.Code]; b != nil {
		return b
	}
	return builderOf(op)
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
	if e.packs == nil {
		e.packs = newPacks()
	}
	machine := newMachine(m, o, cpu.Host().Without(e.Without), e.packs)
	s, err := machine.open(o.Signature)
	if err != nil {
		machine.team.close()
		return nil, err
	}
	if m.Release != nil {
		m.Release(m.File) // small constants come back with the pages around them
	}
	return s, nil
}

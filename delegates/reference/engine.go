package reference

import (
	"context"
	"errors"
	"fmt"

	"edged/delegates"
	"edged/models/graph"
)

// Engine is the reference engine. Its zero value is ready to use.
type Engine struct{}

// Kernels names the TFLite kernel set whose bytes the engine reproduces.
const Kernels = "ref"

// Name returns "reference".
func (Engine) Name() string { return "reference" }

// Supports names the first operator of the first subgraph that has no kernel or no
// shape rule here.
func (Engine) Supports(g *graph.Graph) error {
	if len(g.Subgraphs) == 0 {
		return errors.New("the model has no subgraph")
	}
	return supports(g.Subgraphs[0])
}

func supports(s *graph.Subgraph) error {
	for i := range s.Ops {
		if op := &s.Ops[i]; builderOf(op) == nil {
			return &graph.UnsupportedError{Op: op.Name(), Index: i}
		}
	}
	_, err := s.Shapes()
	return err
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
func (Engine) Load(ctx context.Context, m delegates.Model, o delegates.Options) (delegates.Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o.Threads = max(1, o.Threads)
	if o.Arena == 0 {
		o.Arena = defaultArena
	}
	sig, sub, err := m.Graph.Entry(o.Signature)
	if err != nil {
		return nil, err
	}
	if err := supports(sub); err != nil {
		return nil, err
	}
	l := loader{sub: sub, opts: o}
	s, err := l.load()
	if err != nil {
		return nil, err
	}
	s.bind(sig)
	return s, nil
}

// loader builds a session step by step.
type loader struct {
	sub    *graph.Subgraph
	opts   delegates.Options
	vals   []*value
	blocks []*block
}

func (l *loader) load() (*session, error) {
	shapes, err := l.sub.Shapes()
	if err != nil {
		return nil, err
	}
	l.vals = make([]*value, len(l.sub.Tensors))
	for i := range l.vals {
		t := l.sub.Tensors[i]
		t.Shape = shapes[i]
		v := &value{Tensor: t, constant: t.Const()}
		if v.constant {
			v.Data = aligned(t.Data)
		}
		l.vals[i] = v
	}
	s := &session{name: l.sub.Name, vals: l.vals}
	if err := l.build(s); err != nil {
		return nil, err
	}
	l.lifetimes()
	if s.arena, err = place(l.blocks, l.opts.Arena); err != nil {
		return nil, err
	}
	s.team = newTeam(l.opts.Threads)
	return s, nil
}

// build makes every operator's kernel.
func (l *loader) build(s *session) error {
	for i := range l.sub.Ops {
		op := &l.sub.Ops[i]
		p := &prep{op: op, vals: l.vals, threads: l.opts.Threads}
		k, err := builderOf(op)(p)
		if err != nil {
			return fmt.Errorf("%s (operator %d): %w", op.Name(), i, err)
		}
		s.steps = append(s.steps, newStep(op, k, l.vals))
		for _, v := range p.scratches {
			l.add(v, i, i)
		}
	}
	return nil
}

func (l *loader) add(v *value, first, last int) {
	l.blocks = append(l.blocks, &block{v: v, size: roundUp(int64(v.Bytes())), first: first, last: last})
}

// lifetimes says from which operator to which each tensor needs its memory. Inputs are
// there from the start, outputs until the end, variables always.
func (l *loader) lifetimes() {
	end := len(l.sub.Ops)
	first := make([]int, len(l.vals))
	last := make([]int, len(l.vals))
	for i := range first {
		first[i], last[i] = end, -1
	}
	use := func(t, at int) {
		if t >= 0 {
			first[t], last[t] = min(first[t], at), max(last[t], at)
		}
	}
	for _, t := range l.sub.Inputs {
		use(t, -1)
	}
	for i, op := range l.sub.Ops {
		for _, t := range op.Inputs {
			use(t, i)
		}
		for _, t := range op.Outputs {
			use(t, i)
		}
	}
	for _, t := range l.sub.Outputs {
		use(t, end)
	}
	for i, v := range l.vals {
		switch {
		case v.constant || last[i] < 0:
		case v.Variable || l.opts.KeepAll:
			l.add(v, -1, end)
		default:
			l.add(v, first[i], last[i])
		}
	}
}

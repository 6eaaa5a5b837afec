package reference

import (
	"fmt"

	"edged/delegates"
	"edged/internal/cpu"
	"edged/models/graph"
)

// loader builds a session step by step.
type loader struct {
	sub    *graph.Subgraph
	opts   delegates.Options
	vals   []*value
	blocks []*block
	cpu    cpu.Features
	folded int64 // bytes of constants computed at load
}

func (l *loader) load() (*session, error) {
	shapes, known, err := l.sub.Infer()
	if err != nil {
		return nil, err
	}
	if err := l.values(shapes, known); err != nil {
		return nil, err
	}
	s := &session{name: l.sub.Name, vals: l.vals, kernels: l.opts.Kernels}
	if err := l.build(s); err != nil {
		return nil, err
	}
	l.lifetimes()
	if s.arena, err = place(l.blocks, l.opts.Arena); err != nil {
		return nil, err
	}
	s.Reset()
	s.team = newTeam(l.opts.Threads)
	return s, nil
}

// values makes a value of every tensor and checks those that something uses. A tensor
// whose value follows from shapes is a constant to the operators that read it; the one
// that writes it writes what is there already.
func (l *loader) values(shapes, known [][]int) error {
	l.vals = make([]*value, len(l.sub.Tensors))
	for i := range l.vals {
		t := l.sub.Tensors[i]
		t.Shape = shapes[i]
		if known[i] != nil {
			t.Data = graph.IntData(t.Type, known[i])
		}
		l.vals[i] = &value{Tensor: t, constant: t.Const()}
	}
	used := append(l.sub.Inputs[:len(l.sub.Inputs):len(l.sub.Inputs)], l.sub.Outputs...)
	for _, op := range l.sub.Ops {
		used = append(append(used, op.Inputs...), op.Outputs...)
		for _, t := range op.Outputs {
			if l.sub.Tensors[t].Const() {
				return fmt.Errorf("tensor %s: an operator writes to a constant", l.vals[t].Name)
			}
		}
	}
	for _, t := range used {
		if t < 0 {
			continue
		}
		if err := l.vals[t].check(); err != nil {
			return err
		}
	}
	return nil
}

// build makes every operator's kernel.
func (l *loader) build(s *session) error {
	for i := range l.sub.Ops {
		op := &l.sub.Ops[i]
		p := &prep{op: op, vals: l.vals, threads: l.opts.Threads, cpu: l.cpu}
		k, err := l.builder(op)(p)
		if err != nil {
			return fmt.Errorf("%s (operator %d): %w", op.Name(), i, err)
		}
		if k, err = l.fold(p, k); err != nil {
			return fmt.Errorf("%s (operator %d): %w", op.Name(), i, err)
		}
		s.steps = append(s.steps, newStep(op, k, l.vals))
		for _, v := range p.scratches {
			l.add(v, i, i)
		}
	}
	return nil
}

// builder returns the operator's builder of the chosen kernel set; what a set does not
// have is as in ref.
func (l *loader) builder(op *graph.Op) builder {
	if b := xnnpackBuilders[op.Code]; b != nil && l.opts.Kernels == XNNPACK {
		return b
	}
	return builderOf(op)
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
		case v.constant || first[i] > last[i]:
		case v.Variable || l.opts.KeepAll:
			l.add(v, -1, end)
		default:
			l.add(v, first[i], last[i])
		}
	}
}

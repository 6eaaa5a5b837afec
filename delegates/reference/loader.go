package reference

import (
	"fmt"
	"slices"

	"edged/models/graph"
)

// loader builds a segment step by step.
type loader struct {
	*segment
	f      *frame
	after  *segment // the one before it, nil: none
	infer  *graph.Inference
	blocks []*block
	late   bool // what the last operator writes has a shape when it has run
}

// newSegment builds the segment that comes after another one, for the values that are
// there now. The first one, after nil, is for inputs of the shapes in f.want.
func newSegment(f *frame, after *segment) (*segment, error) {
	f.m.builds++
	l := &loader{segment: &segment{m: f.m}, f: f, after: after}
	if err := l.load(); err != nil {
		l.free()
		return nil, err
	}
	return l.segment, nil
}

func (l *loader) load() error {
	if err := l.start(); err != nil {
		return err
	}
	if err := l.shapes(); err != nil {
		return err
	}
	if err := l.values(); err != nil {
		return err
	}
	if err := l.build(); err != nil {
		return err
	}
	l.lifetimes()
	total, err := place(l.blocks, l.m.mem.left())
	if err != nil {
		return err
	}
	l.arena += total
	l.m.mem.used += total
	l.reset()
	return nil
}

// values makes a value of every tensor that the segment writes or is built for, and checks
// those that it uses.
func (l *loader) values() error {
	sub := l.f.sub
	if l.after == nil {
		for t := range sub.Tensors {
			l.vals = append(l.vals, l.value(t))
		}
	} else {
		l.vals = slices.Clone(l.after.vals)
	}
	for _, n := range l.needs {
		v := l.value(n.tensor)
		v.Data, v.constant, v.Variable = n.data, true, false
		l.vals[n.tensor] = v
	}
	for i := l.first; i < l.end; i++ {
		for _, t := range sub.Ops[i].Outputs {
			if sub.Tensors[t].Const() {
				return fmt.Errorf("tensor %s: an operator writes to a constant", sub.Tensors[t].Name)
			}
			l.vals[t] = l.value(t)
			if l.late && i == l.end-1 {
				l.vals[t].late, l.vals[t].Shape = true, nil
			}
		}
	}
	return l.check()
}

// value makes the value of a tensor. One that follows from shapes is a constant to the
// operators that read it; the one that writes it writes what is there already.
func (l *loader) value(t int) *value {
	v := &value{Tensor: l.f.sub.Tensors[t], mem: &l.m.mem}
	v.file = v.Data
	if k := l.infer.Values[t]; k != nil {
		v.Data = graph.IntData(v.Type, k)
	}
	v.Shape, v.constant = l.infer.Shapes[t], v.Const()
	return v
}

func (l *loader) check() error {
	sub := l.f.sub
	var used []int
	for _, op := range sub.Ops[l.first:l.end] {
		used = append(append(used, op.Inputs...), op.Outputs...)
	}
	if l.after == nil {
		used = append(used, sub.Inputs...)
	}
	for _, t := range sub.Outputs {
		if l.f.producer[t] < l.end {
			used = append(used, t)
		}
	}
	for _, t := range used {
		if t < 0 || l.vals[t].late {
			continue
		}
		if err := l.vals[t].check(); err != nil {
			return err
		}
	}
	return nil
}

// build makes every operator's kernel.
func (l *loader) build() error {
	for i := l.first; i < l.end; i++ {
		op := &l.f.sub.Ops[i]
		p := &prep{op: op, vals: l.vals, threads: l.m.opts.Threads, cpu: l.m.cpu, m: l.m, late: l.late && i == l.end-1}
		k, err := l.kernel(p, i)
		if err != nil {
			return fmt.Errorf("%s (operator %d): %w", op.Name(), i, err)
		}
		if k, err = l.fold(p, k); err != nil {
			return fmt.Errorf("%s (operator %d): %w", op.Name(), i, err)
		}
		l.release(p)
		l.steps = append(l.steps, newStep(op, k, l.vals))
		if m, ok := k.(macCounter); ok {
			l.f.times[i].macs = m.macs()
		}
		for _, v := range p.scratches {
			l.add(v, i, i)
		}
	}
	return nil
}

// kernel makes the kernel of operator i. Where its outputs are late, an operator that
// knows nothing about it is built when it runs.
func (l *loader) kernel(p *prep, i int) (kernel, error) {
	if p.late && !growing[p.op.Code] {
		return &lateKernel{f: l.f, op: i, vals: l.vals}, nil
	}
	return l.m.builder(p.op)(p)
}

// releaseFrom is the size of constants from which on their memory is worth giving back.
const releaseFrom = 64 << 10

// release says that an operator's large constants were read: most are packed by now.
func (l *loader) release(p *prep) {
	if l.m.release == nil {
		return
	}
	for i := range p.op.Inputs {
		if v := p.in(i); v != nil && v.constant && len(v.Data) >= releaseFrom {
			l.m.release(v.Data)
		}
	}
}

func (l *loader) add(v *value, first, last int) {
	l.blocks = append(l.blocks, &block{v: v, size: roundUp(int64(v.Bytes())), first: first, last: last})
}

// lifetimes says from which operator to which each tensor needs its memory. Inputs are
// there from the start, outputs and what later segments read until the end, variables
// always.
func (l *loader) lifetimes() {
	sub, f := l.f.sub, l.f
	fresh := make([]bool, len(l.vals))
	for i := l.first; i < l.end; i++ {
		for _, t := range sub.Ops[i].Outputs {
			fresh[t] = true
		}
	}
	if l.after == nil {
		for _, t := range sub.Inputs {
			fresh[t] = true
		}
		for t, v := range l.vals {
			fresh[t] = fresh[t] || v.Variable && (f.reader[t] >= 0 || f.producer[t] >= 0)
		}
	}
	for t, v := range l.vals {
		if !fresh[t] || v.constant {
			continue
		}
		l.own = append(l.own, v)
		switch first := max(f.producer[t], l.first-1); {
		case v.late:
		case v.Variable || l.m.opts.KeepAll:
			l.add(v, l.first-1, l.end)
		case f.reader[t] >= l.end:
			l.add(v, first, l.end)
		default:
			l.add(v, first, max(first, f.reader[t]))
		}
	}
}

package reference

import (
	"errors"
	"slices"

	"edged/models/graph"
)

// start takes over what is known so far.
func (l *loader) start() error {
	sub, err := l.f.sub, error(nil)
	if l.infer, err = l.m.graph.Infer(sub); err != nil {
		return err
	}
	if l.after == nil {
		for i, t := range sub.Inputs {
			l.inputs = append(l.inputs, slices.Clone(l.f.want[i]))
			l.infer.Shapes[t] = l.inputs[i]
		}
		return nil
	}
	l.first = l.after.end
	for t, v := range l.after.vals {
		l.infer.Shapes[t] = v.Shape
		if v.late {
			l.infer.Shapes[t] = slices.Clone(v.Shape)
		}
		if v.constant && !sub.Tensors[t].Const() {
			l.infer.Know(t, v.Data)
		}
	}
	for _, t := range l.after.lateOutputs(sub) {
		l.segment.late = append(l.segment.late, l.infer.Shapes[t])
	}
	return nil
}

// shapes infers as many operators as the known values allow.
func (l *loader) shapes() error {
	ops := l.f.sub.Ops
	for l.end = l.first; l.end < len(ops); {
		err := l.infer.Operator(l.end)
		var v *graph.ValueError
		switch {
		case err == nil:
			l.end++
		case errors.As(err, &v):
			known, wrong := l.know(v.Tensor)
			switch {
			case wrong != nil:
				return wrong
			case known:
			case l.end > l.first || l.after == nil:
				return nil
			default:
				return err
			}
		case graph.Dynamic(err):
			l.end++
			l.late = true
			return nil
		default:
			return err
		}
	}
	return nil
}

// know makes the value of a tensor one that the segment is built for. It reports false
// where the tensor has none yet.
func (l *loader) know(t int) (bool, error) {
	if l.after == nil || l.f.producer[t] >= l.first || l.f.sub.Tensors[t].Variable {
		return false, nil
	}
	if slices.ContainsFunc(l.needs, func(n need) bool { return n.tensor == t }) {
		return false, nil
	}
	v := l.after.vals[t]
	if err := l.m.mem.take(int64(len(v.Data))); err != nil {
		return false, err
	}
	l.arena += int64(len(v.Data))
	n := need{t, alignedBytes(len(v.Data))}
	copy(n.data, v.Data)
	l.needs = append(l.needs, n)
	l.infer.Know(t, n.data)
	return true, nil
}

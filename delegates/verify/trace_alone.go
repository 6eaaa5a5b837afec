package verify

import (
	"context"
	"slices"

	"edged/models/graph"
)

// judge lists the operators and returns which of them, by index in the list, leave the
// tolerance while their inputs were within it.
func (t Tracer) judge(s *graph.Subgraph, figures map[int]Figures, tr *Trace) (left []int) {
	outside := map[int]bool{}
	for i := range s.Ops {
		op := &s.Ops[i]
		o := Operator{Index: i, Name: op.Name(), Figures: Same()}
		looked := false
		for _, x := range op.Outputs {
			f, ok := figures[x]
			if !ok {
				continue
			}
			looked = true
			o.Figures = Worse(o.Figures, f)
			if err := t.Tolerance.Check(f); err != nil {
				outside[x] = true
				if o.Left == nil {
					o.Left = err
				}
			}
		}
		if !looked {
			continue
		}
		tr.Operators = append(tr.Operators, o)
		if o.Left != nil && !slices.ContainsFunc(op.Inputs, func(x int) bool { return outside[x] }) {
			left = append(left, len(tr.Operators)-1)
		}
	}
	return left
}

// alone runs the operators that left the tolerance on the reference's own inputs, until one
// is found wrong.
func (t Tracer) alone(ctx context.Context, tr *Trace, left []int, in []graph.Tensor) error {
	for n, i := range left {
		o := &tr.Operators[i]
		if n == 0 {
			tr.First = o
		}
		if n == tried {
			break
		}
		f, ok, err := t.runAlone(ctx, o.Index, in)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		o.Alone, o.Wrong = &f, t.Tolerance.Check(f) != nil
		if o.Wrong {
			tr.First = o
			break
		}
	}
	return nil
}

// runAlone compares both engines' answers of one operator. ok is false for an operator that
// keeps state or whose inputs cannot be fed to it.
func (t Tracer) runAlone(ctx context.Context, at int, in []graph.Tensor) (f Figures, ok bool, err error) {
	s := t.Model.Graph.Subgraphs[0]
	fed, ok := feeds(s, &s.Ops[at])
	if !ok {
		return f, false, nil
	}
	values, err := t.reference(ctx, fed, in)
	if err != nil {
		return f, false, err
	}
	one := single(s, at, fed)
	got, want, err := t.ask(ctx, one, values)
	if err != nil {
		return f, false, nil // an engine may refuse an operator alone that it takes among others
	}
	f, err = Compare(got, want, nil)
	return f, err == nil, nil
}

// feeds lists the tensors that an operator reads and that are computed.
func feeds(s *graph.Subgraph, op *graph.Op) (list []int, ok bool) {
	for _, x := range op.Inputs {
		if x < 0 || s.Tensors[x].Const() || slices.Contains(list, x) {
			continue
		}
		if s.Tensors[x].Variable || s.Tensors[x].Type.Bits() == 0 {
			return nil, false
		}
		list = append(list, x)
	}
	return list, len(list) > 0
}

// reference returns values of tensors on the reference engine; inputs of the model are at
// hand.
func (t Tracer) reference(ctx context.Context, list []int, in []graph.Tensor) ([]graph.Tensor, error) {
	s := *t.Model.Graph.Subgraphs[0]
	values := make([]graph.Tensor, len(list))
	var missing, at []int
	for i, x := range list {
		if j := slices.Index(s.Inputs, x); j >= 0 {
			values[i] = in[j]
			continue
		}
		missing, at = append(missing, x), append(at, i)
	}
	if len(missing) == 0 {
		return values, nil
	}
	s.Outputs = missing
	m, err := t.variant(&s)
	if err != nil {
		return nil, err
	}
	out, err := once(ctx, t.Reference, m, t.refOptions(), in)
	if err != nil {
		return nil, &ReferenceError{err}
	}
	for j, i := range at {
		values[i] = out[j]
	}
	return values, nil
}

// single is a subgraph of one operator, fed with some of the tensors it reads.
func single(s *graph.Subgraph, at int, fed []int) *graph.Subgraph {
	op := s.Ops[at]
	out := &graph.Subgraph{Name: s.Name}
	place := map[int]int{-1: -1}
	move := func(list []int) []int {
		moved := make([]int, len(list))
		for i, x := range list {
			if _, ok := place[x]; !ok {
				place[x] = len(out.Tensors)
				out.Tensors = append(out.Tensors, s.Tensors[x])
			}
			moved[i] = place[x]
		}
		return moved
	}
	out.Inputs = move(fed)
	op.Inputs, op.Outputs, op.Intermediates = move(op.Inputs), move(op.Outputs), move(op.Intermediates)
	out.Outputs = op.Outputs
	out.Ops = []graph.Op{op}
	return out
}

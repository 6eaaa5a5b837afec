package reference

import (
	"context"
	"fmt"
	"slices"

	"edged/delegates"
	"edged/models/graph"
)

// session is a signature of a loaded model.
type session struct {
	m     *machine
	frame *frame
	entry graph.Entry
	sig   graph.Signature
	// at is, for each input of the signature, which of the subgraph's inputs it is, -1: none.
	at     []int
	shapes [][]int // of the subgraph's inputs where the caller does not choose
	closed bool
}

// bind fixes the order and names of inputs and outputs and builds what can be built before
// there are values.
func (s *session) bind(e graph.Entry) error {
	f := s.frame
	for i, t := range f.sub.Inputs {
		s.shapes = append(s.shapes, f.sub.Tensors[t].Shape)
		f.want[i] = s.shapes[i]
	}
	root, err := f.root()
	if err != nil {
		return f.wrap(err)
	}
	s.entry, s.sig.Key = e, e.Key
	for _, m := range e.Inputs {
		s.at = append(s.at, slices.Index(f.sub.Inputs, m.Tensor))
		s.sig.Inputs = append(s.sig.Inputs, describe(root.vals[m.Tensor], m.Name))
	}
	for _, m := range e.Outputs {
		d := describe(root.vals[m.Tensor], m.Name)
		if root.vals[m.Tensor].late {
			d.Shape = f.sub.Tensors[m.Tensor].Shape // which may be no more than an example
		}
		s.sig.Outputs = append(s.sig.Outputs, d)
	}
	return nil
}

func describe(v *value, name string) graph.Tensor {
	return graph.Tensor{Name: name, Type: v.Type, Shape: v.Shape, Signature: v.Signature, Quant: v.Quant}
}

func (s *session) Signature() graph.Signature { return s.sig }

func (s *session) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	if len(in) != len(s.sig.Inputs) || len(out) != len(s.sig.Outputs) {
		return fmt.Errorf("got %d inputs and %d outputs, the model has %d and %d", len(in), len(out), len(s.sig.Inputs), len(s.sig.Outputs))
	}
	root, err := s.root(in)
	if err != nil {
		return err
	}
	if err := s.copyIn(root, in); err != nil {
		return err
	}
	s.m.ctx = ctx
	err = s.frame.wrap(s.frame.run(root))
	s.m.ctx = context.Background()
	if err != nil {
		return err
	}
	for i, m := range s.entry.Outputs {
		v := s.frame.final.vals[m.Tensor]
		out[i].Type, out[i].Quant = v.Type, v.Quant
		out[i].Shape = append(out[i].Shape[:0], v.Shape...)
		out[i].Data = append(out[i].Data[:0], v.Data...)
	}
	return nil
}

// root returns the segment that starts with inputs of the shapes that are given.
func (s *session) root(in []graph.Tensor) (*segment, error) {
	copy(s.frame.want, s.shapes)
	for i := range in {
		sig := &s.sig.Inputs[i]
		if s.at[i] >= 0 && chosen(sig, in[i].Shape) {
			if n, err := graph.CheckedElems(in[i].Shape); err != nil || sig.Type.Bits() > 0 && sig.Type.Bytes(n) != len(in[i].Data) {
				return nil, wrongSize(sig, &in[i], in[i].Shape)
			}
			s.frame.want[s.at[i]] = in[i].Shape
		}
	}
	root, err := s.frame.root()
	return root, s.frame.wrap(err)
}

// chosen reports whether a shape differs from an input's only where the caller may choose.
func chosen(sig *graph.Tensor, shape []int) bool {
	if len(shape) == 0 || len(sig.Signature) != len(shape) || slices.Equal(sig.Shape, shape) {
		return false
	}
	for i, d := range sig.Signature {
		if d != -1 && shape[i] != sig.Shape[i] {
			return false
		}
	}
	return true
}

func wrongSize(sig, in *graph.Tensor, shape []int) error {
	return fmt.Errorf("input %s: got %d bytes, wants %d (%v %v)", sig.Name, len(in.Data), sig.Type.Bytes(graph.Elems(shape)), sig.Type, shape)
}

func (s *session) copyIn(root *segment, in []graph.Tensor) error {
	for i, m := range s.entry.Inputs {
		v := root.vals[m.Tensor]
		switch {
		case v.Type == graph.String && !v.constant:
			if err := v.accept(in[i].Data, v.Elems()); err != nil {
				return fmt.Errorf("input %s: %w", m.Name, err)
			}
		case len(in[i].Data) != len(v.Data):
			return wrongSize(&s.sig.Inputs[i], &in[i], v.Shape)
		case !v.constant:
			copy(v.Data, in[i].Data)
		}
	}
	return nil
}

// Use implements delegates.Signer.
func (s *session) Use(key string) (delegates.Session, error) { return s.m.open(key) }

func (s *session) Close() error {
	if !s.closed {
		s.closed = true
		s.m.close()
	}
	return nil
}

// Tap implements delegates.Tapper. Without Options.KeepAll a tensor's memory is reused
// by later operators, so only what the call shows is valid.
func (s *session) Tap(f func(op int, name string, outputs []graph.Tensor)) { s.frame.tap = f }

// Reset implements delegates.Resetter.
func (s *session) Reset() { s.m.reset() }

// Profile implements delegates.Profiler.
func (s *session) Profile(on bool) {
	s.frame.profile = on
	if on {
		for i := range s.frame.times {
			s.frame.times[i].runs, s.frame.times[i].spent = 0, 0
		}
	}
}

// Operators implements delegates.Profiler.
func (s *session) Operators() []delegates.OpTime {
	f := s.frame
	out := make([]delegates.OpTime, len(f.times))
	for i, t := range f.times {
		op := &f.sub.Ops[i]
		out[i] = delegates.OpTime{Name: op.Name(), Invocations: t.runs, Nanoseconds: t.spent.Nanoseconds(), MACs: t.macs, Float: f.floats(op)}
		if len(op.Outputs) > 0 {
			out[i].Output = f.sub.Tensors[op.Outputs[0]].Name
		}
	}
	return out
}

// floats reports whether an operator has two inputs and multiplies float32.
func (f *frame) floats(op *graph.Op) bool {
	if len(op.Inputs) < 2 || op.Inputs[0] < 0 || op.Inputs[1] < 0 {
		return false
	}
	x, w := &f.sub.Tensors[op.Inputs[0]], &f.sub.Tensors[op.Inputs[1]]
	return x.Type == graph.Float32 && w.Type == graph.Float32
}

// ArenaBytes implements delegates.Profiler.
func (s *session) ArenaBytes() int64 { return s.m.mem.used }

// Kernels implements delegates.Exact.
func (s *session) Kernels() string { return s.m.opts.Kernels }

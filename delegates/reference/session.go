package reference

import (
	"context"
	"fmt"
	"time"

	"edged/delegates"
	"edged/models/graph"
)

// session is a loaded model: a list of steps over values in one arena.
type session struct {
	name    string
	kernels string // see delegates.Options
	vals    []*value
	steps   []step
	team    *team
	arena   int64
	sig     graph.Signature
	ins     []*value
	outs    []*value
	tap     func(op int, name string, outputs []graph.Tensor)
	profile bool
}

// step is one operator with its kernel and what it cost.
type step struct {
	name   string
	outs   []*value
	tapped []graph.Tensor // scratch for the tap
	kernel kernel
	macs   int64
	runs   int
	spent  time.Duration
}

func newStep(op *graph.Op, k kernel, vals []*value) step {
	s := step{name: op.Name(), kernel: k}
	for _, t := range op.Outputs {
		s.outs = append(s.outs, vals[t])
	}
	s.tapped = make([]graph.Tensor, len(s.outs))
	if m, ok := k.(macCounter); ok {
		s.macs = m.macs()
	}
	return s
}

// bind fixes the order and names of inputs and outputs.
func (s *session) bind(e graph.Entry) {
	s.sig.Key = e.Key
	for _, m := range e.Inputs {
		s.ins = append(s.ins, s.vals[m.Tensor])
		s.sig.Inputs = append(s.sig.Inputs, describe(s.vals[m.Tensor], m.Name))
	}
	for _, m := range e.Outputs {
		s.outs = append(s.outs, s.vals[m.Tensor])
		s.sig.Outputs = append(s.sig.Outputs, describe(s.vals[m.Tensor], m.Name))
	}
}

func describe(v *value, name string) graph.Tensor {
	return graph.Tensor{Name: name, Type: v.Type, Shape: v.Shape, Signature: v.Signature, Quant: v.Quant}
}

func (s *session) Signature() graph.Signature { return s.sig }

func (s *session) Invoke(ctx context.Context, in, out []graph.Tensor) error {
	if err := s.copyIn(in, len(out)); err != nil {
		return err
	}
	for i := range s.steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.step(i); err != nil {
			return fmt.Errorf("%s (operator %d): %w", s.steps[i].name, i, err)
		}
	}
	for i, v := range s.outs {
		out[i].Type, out[i].Quant = v.Type, v.Quant
		out[i].Shape = append(out[i].Shape[:0], v.Shape...)
		out[i].Data = append(out[i].Data[:0], v.Data...)
	}
	return nil
}

func (s *session) copyIn(in []graph.Tensor, outs int) error {
	if len(in) != len(s.ins) || outs != len(s.outs) {
		return fmt.Errorf("got %d inputs and %d outputs, the model has %d and %d", len(in), outs, len(s.ins), len(s.outs))
	}
	for i, v := range s.ins {
		if len(in[i].Data) != len(v.Data) {
			return fmt.Errorf("input %s: got %d bytes, wants %d (%v %v)", s.sig.Inputs[i].Name, len(in[i].Data), len(v.Data), v.Type, v.Shape)
		}
		if !v.constant {
			copy(v.Data, in[i].Data)
		}
	}
	return nil
}

func (s *session) step(i int) error {
	st := &s.steps[i]
	if !s.profile {
		if err := s.team.do(st.kernel); err != nil {
			return err
		}
	} else {
		start := time.Now()
		if err := s.team.do(st.kernel); err != nil {
			return err
		}
		st.spent += time.Since(start)
		st.runs++
	}
	if s.tap != nil {
		for j, v := range st.outs {
			st.tapped[j] = v.Tensor
		}
		s.tap(i, st.name, st.tapped)
	}
	return nil
}

func (s *session) Close() error {
	s.team.close()
	return nil
}

// Tap implements delegates.Tapper. Without Options.KeepAll a tensor's memory is reused
// by later operators, so only what the call shows is valid.
func (s *session) Tap(f func(op int, name string, outputs []graph.Tensor)) { s.tap = f }

// Reset implements delegates.Resetter. An int8 variable becomes its zero point (TFLite's
// ResetVariableTensor).
func (s *session) Reset() {
	for _, v := range s.vals {
		if !v.Variable || v.constant {
			continue
		}
		clear(v.Data)
		if v.Type == graph.Int8 {
			for i := range v.Data {
				v.Data[i] = byte(v.ZeroPoint())
			}
		}
	}
}

// Profile implements delegates.Profiler.
func (s *session) Profile(on bool) {
	s.profile = on
	if on {
		for i := range s.steps {
			s.steps[i].runs, s.steps[i].spent = 0, 0
		}
	}
}

// Operators implements delegates.Profiler.
func (s *session) Operators() []delegates.OpTime {
	out := make([]delegates.OpTime, len(s.steps))
	for i, st := range s.steps {
		out[i] = delegates.OpTime{Name: st.name, Invocations: st.runs, Nanoseconds: st.spent.Nanoseconds(), MACs: st.macs}
		if len(st.outs) > 0 {
			out[i].Output = st.outs[0].Name
		}
	}
	return out
}

// ArenaBytes implements delegates.Profiler.
func (s *session) ArenaBytes() int64 { return s.arena }

// Kernels implements delegates.Exact.
func (s *session) Kernels() string { return s.kernels }

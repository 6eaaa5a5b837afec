package reference

import (
	"bytes"
	"slices"

	"edged/models/graph"
)

// segment is a run of operators whose shapes are known together: all of them in a model
// whose shapes are fixed. Where shapes depend on values, another segment follows, one for
// each of the latest values.
type segment struct {
	first, end int // operators [first, end) of the subgraph
	steps      []step
	vals       []*value // of all tensors; those of later segments only stand there
	own        []*value // those that this segment made
	arena      int64    // bytes of the budget that it has
	inputs     [][]int  // shapes the first segment was built for
	needs      []need   // values it was built for
	late       [][]int  // shapes it was built for, of what the operator before it wrote
	next       []*segment
	m          *machine
}

// need is the value of a tensor that a segment's shapes follow from.
type need struct {
	tensor int
	data   []byte
}

// lateOutputs returns what the last operator writes if that has its shape only then.
func (s *segment) lateOutputs(sub *graph.Subgraph) []int {
	if s.end == s.first {
		return nil
	}
	out := sub.Ops[s.end-1].Outputs
	if len(out) == 0 || !s.vals[out[0]].late {
		return nil
	}
	return out
}

// follow returns the segment that comes next for the values there are now.
func (s *segment) follow(f *frame) (*segment, error) {
	for i, n := range s.next {
		if n.fits(s, f.sub) {
			toFront(s.next, i)
			return n, nil
		}
	}
	return f.build(s, &s.next)
}

// fits reports whether the segment was built for the values after another one.
func (s *segment) fits(after *segment, sub *graph.Subgraph) bool {
	for i, t := range after.lateOutputs(sub) {
		if !slices.Equal(after.vals[t].Shape, s.late[i]) {
			return false
		}
	}
	for _, n := range s.needs {
		if !bytes.Equal(after.vals[n.tensor].Data, n.data) {
			return false
		}
	}
	return true
}

// reset zeroes the variables. An int8 variable becomes its zero point (TFLite's
// ResetVariableTensor).
func (s *segment) reset() {
	for _, v := range s.own {
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

// free gives the memory of the segment and of those that follow back.
func (s *segment) free() {
	drop(&s.next, 0)
	for _, v := range s.own {
		v.free()
	}
	for i := range s.steps {
		if r, ok := s.steps[i].kernel.(releaser); ok {
			r.release()
		}
	}
	s.m.mem.used -= s.arena
	s.arena = 0
}

// releaser is a kernel that has memory of its own.
type releaser interface{ release() }

// step is one operator with its kernel.
type step struct {
	name   string
	outs   []*value
	tapped []graph.Tensor // scratch for the tap
	kernel kernel
}

func newStep(op *graph.Op, k kernel, vals []*value) step {
	s := step{name: op.Name(), kernel: k}
	for _, t := range op.Outputs {
		s.outs = append(s.outs, vals[t])
	}
	s.tapped = make([]graph.Tensor, len(s.outs))
	return s
}

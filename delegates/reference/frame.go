package reference

import (
	"fmt"
	"slices"
	"time"

	"edged/models/graph"
)

// frame is one subgraph, ready to run. Subgraphs never run inside themselves, so one frame
// serves all that call it.
type frame struct {
	m        *machine
	sub      *graph.Subgraph
	label    string // of the subgraph in messages; empty: the first one
	producer []int  // of each tensor: the operator that writes it, -1: none
	reader   []int  // of each tensor: the last operator that reads it, len(sub.Ops): it is an output, -1: none
	want     [][]int
	roots    []*segment // for different shapes of inputs, the latest first
	final    *segment   // where the latest run ended
	runs     int        // how often it ran
	tap      func(op int, name string, outputs []graph.Tensor)
	profile  bool
	times    []timing
}

// timing is what an operator cost.
type timing struct {
	runs  int
	spent time.Duration
	macs  int64
}

func newFrame(m *machine, s *graph.Subgraph) *frame {
	f := &frame{m: m, sub: s, label: m.graph.Label(s), want: make([][]int, len(s.Inputs)), times: make([]timing, len(s.Ops))}
	f.producer, f.reader = slices.Repeat([]int{-1}, len(s.Tensors)), slices.Repeat([]int{-1}, len(s.Tensors))
	for i, op := range s.Ops {
		for _, t := range op.Inputs {
			if t >= 0 {
				f.reader[t] = i
			}
		}
		for _, t := range op.Outputs {
			f.producer[t] = i
		}
	}
	for _, t := range s.Outputs {
		f.reader[t] = len(s.Ops)
	}
	return f
}

// wrap names the subgraph in an error.
func (f *frame) wrap(err error) error {
	if err == nil || f.label == "" {
		return err
	}
	return fmt.Errorf("%s: %w", f.label, err)
}

// maxSegments is how many segments are kept for different shapes or values at one place.
const maxSegments = 8

// root returns the first segment for inputs of the shapes in f.want.
func (f *frame) root() (*segment, error) {
	for i, s := range f.roots {
		if slices.EqualFunc(s.inputs, f.want, slices.Equal) {
			if i > 0 {
				toFront(f.roots, i)
				s.reset() // as TFLite does when inputs are resized
			}
			return s, nil
		}
	}
	return f.build(nil, &f.roots)
}

// build makes the segment that comes after another one, nil: the first, and keeps it.
func (f *frame) build(after *segment, kept *[]*segment) (*segment, error) {
	if len(*kept) >= maxSegments {
		drop(kept, maxSegments-1)
	}
	s, err := newSegment(f, after)
	if isBudget(err) {
		drop(kept, 0)
		f.m.trim()
		s, err = newSegment(f, after)
	}
	if err != nil {
		return nil, err
	}
	*kept = slices.Insert(*kept, 0, s)
	return s, nil
}

func toFront[T any](s []T, i int) {
	x := s[i]
	copy(s[1:], s[:i])
	s[0] = x
}

// drop frees all segments but the first n.
func drop(s *[]*segment, n int) {
	if len(*s) <= n {
		return
	}
	for _, x := range (*s)[n:] {
		x.free()
	}
	clear((*s)[n:])
	*s = (*s)[:n]
}

func (f *frame) trim() {
	for kept := &f.roots; len(*kept) > 0; kept = &(*kept)[0].next {
		drop(kept, 1)
	}
}

// call runs the subgraph on inputs of the types it wants; its outputs are there until the
// next call. Inputs marked in kept, if any, are those of the latest call.
func (f *frame) call(in []*value, kept []bool) error {
	for i, v := range in {
		f.want[i] = v.Shape
	}
	var before *segment
	if len(f.roots) > 0 {
		before = f.roots[0]
	}
	root, err := f.root()
	if err != nil {
		return f.wrap(err)
	}
	for i, t := range f.sub.Inputs {
		if f.reader[t] < 0 || kept != nil && kept[i] && before == root {
			continue
		}
		if err := root.vals[t].assign(in[i]); err != nil {
			return f.wrap(err)
		}
	}
	return f.wrap(f.run(root))
}

// out returns output i of the latest run.
func (f *frame) out(i int) *value { return f.final.vals[f.sub.Outputs[i]] }

// run runs all operators, the first of them those of a root whose inputs are filled in.
func (f *frame) run(s *segment) error {
	f.runs++
	for {
		for i := range s.steps {
			if err := f.m.ctx.Err(); err != nil {
				return err
			}
			if err := f.step(&s.steps[i], s.first+i); err != nil {
				return fmt.Errorf("%s (operator %d): %w", s.steps[i].name, s.first+i, err)
			}
		}
		if s.end == len(f.sub.Ops) {
			f.final = s
			return nil
		}
		next, err := s.follow(f)
		if err != nil {
			return err
		}
		s = next
	}
}

func (f *frame) step(st *step, op int) error {
	if !f.profile {
		if err := f.m.team.do(st.kernel); err != nil {
			return err
		}
	} else {
		start := time.Now()
		if err := f.m.team.do(st.kernel); err != nil {
			return err
		}
		f.times[op].spent += time.Since(start)
		f.times[op].runs++
	}
	if f.tap != nil {
		for j, v := range st.outs {
			st.tapped[j] = v.Tensor
		}
		f.tap(op, st.name, st.tapped)
	}
	return nil
}

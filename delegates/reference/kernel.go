package reference

import (
	"fmt"

	"edged/internal/cpu"
	"edged/models/graph"
)

// kernel is one operator of a loaded graph, ready to run.
type kernel interface {
	// units is the number of independent pieces the work splits into, usually output rows.
	units() int
	// run computes the pieces [lo, hi). Several run at once for different pieces; worker
	// tells them apart and indexes per-worker scratch memory.
	run(lo, hi, worker int) error
}

// preparer is a kernel with work to do before its pieces: prepare runs once in each
// invocation, alone.
type preparer interface{ prepare() }

// macCounter is a kernel that knows its multiply-accumulates per invocation.
type macCounter interface{ macs() int64 }

// builder prepares an operator to run.
type builder func(*prep) (kernel, error)

// prep is what a builder sees: the operator, its tensors, and where to ask for memory.
type prep struct {
	op      *graph.Op
	vals    []*value // of the whole subgraph
	threads int
	cpu     cpu.Features
	m       *machine
	// late says that the outputs get their shape, and grow to it, when the operator runs.
	late bool
	// scratches are values that live only while this operator runs.
	scratches []*value
}

// in returns input i, nil when it is left out.
func (p *prep) in(i int) *value {
	if i >= len(p.op.Inputs) || p.op.Inputs[i] < 0 {
		return nil
	}
	return p.vals[p.op.Inputs[i]]
}

// out returns output i.
func (p *prep) out(i int) *value { return p.vals[p.op.Outputs[i]] }

// intermediate returns intermediate tensor i (quantization parameters only), nil if none.
func (p *prep) intermediate(i int) *value {
	if i >= len(p.op.Intermediates) || p.op.Intermediates[i] < 0 {
		return nil
	}
	return p.vals[p.op.Intermediates[i]]
}

// scratch reserves n elements of a type in the arena for the time this operator runs.
// Its memory is there once the session is loaded; its content is undefined.
func (p *prep) scratch(t graph.DType, n int) *value {
	v := &value{Tensor: graph.Tensor{Type: t, Shape: []int{n}}}
	p.scratches = append(p.scratches, v)
	return v
}

// scratchPerWorker reserves n elements for each worker; worker w's start at w*n.
func (p *prep) scratchPerWorker(t graph.DType, n int) *value {
	return p.scratch(t, n*p.threads)
}

// retype gives output 0 a type. Some of TFLite's kernels do that, whatever the file says.
func (p *prep) retype(t graph.DType) error {
	p.out(0).Type = t
	return p.out(0).check()
}

// noType is the error for a combination of types that no kernel takes.
func (p *prep) noType() error {
	s := "no kernel for"
	for i := range p.op.Inputs {
		if v := p.in(i); v != nil {
			s += " " + v.Type.String()
		}
	}
	if len(p.op.Outputs) > 0 {
		s += " to " + p.out(0).Type.String()
	}
	return fmt.Errorf("%s", s)
}

// serial makes a kernel of a function that does all its work in one piece.
type serial func() error

func (serial) units() int              { return 1 }
func (f serial) run(_, _, _ int) error { return f() }

// parallel makes a kernel of a number of units and a function over a range of them.
type parallel struct {
	n int
	f func(lo, hi, worker int) error
}

func (p parallel) units() int                   { return p.n }
func (p parallel) run(lo, hi, worker int) error { return p.f(lo, hi, worker) }

package reference

import (
	"bytes"
	"fmt"
	"slices"

	"edged/models/graph"
)

// growing are the operators whose kernels themselves give late outputs their shape.
var growing = map[graph.OpCode]bool{
	graph.OpCall:               true,
	graph.OpIf:                 true,
	graph.OpReadVariable:       true,
	graph.OpStableHLOComposite: true,
	graph.OpWhile:              true,
}

// lateKernel is an operator whose outputs' shapes follow from the values of its inputs
// (WHERE, UNIQUE). It is built each time those differ from the latest.
type lateKernel struct {
	f     *frame
	op    int
	vals  []*value
	seen  []*value // copies of the inputs that it is built for
	taken int64    // scratch memory
	built kernel
}

func (*lateKernel) units() int { return 1 }

func (k *lateKernel) run(_, _, _ int) error {
	if k.built == nil || k.changed() {
		if err := k.build(); err != nil {
			k.built = nil
			return err
		}
	}
	return k.f.m.team.do(k.built)
}

func (k *lateKernel) inputs() []int { return k.f.sub.Ops[k.op].Inputs }

func (k *lateKernel) changed() bool {
	for i, t := range k.inputs() {
		if t >= 0 && !bytes.Equal(k.vals[t].Data, k.seen[i].Data) {
			return true
		}
	}
	return false
}

// build makes the kernel with the inputs' values as constants.
func (k *lateKernel) build() error {
	if err := k.remember(); err != nil {
		return err
	}
	op := &k.f.sub.Ops[k.op]
	infer, err := k.f.m.graph.Infer(k.f.sub)
	if err != nil {
		return err
	}
	p := &prep{op: op, vals: append([]*value(nil), k.vals...), threads: k.f.m.opts.Threads, cpu: k.f.m.cpu, m: k.f.m}
	for i, t := range op.Inputs {
		if t >= 0 {
			infer.Shapes[t] = k.vals[t].Shape
			infer.Know(t, k.seen[i].Data)
			p.vals[t] = k.seen[i]
		}
	}
	if err := infer.Operator(k.op); err != nil {
		return err
	}
	for _, t := range op.Outputs {
		v := k.vals[t]
		v.Shape = append(v.Shape[:0], infer.Shapes[t]...)
		if err := v.check(); err != nil {
			return err
		}
		if err := v.grow(v.Bytes()); err != nil {
			return err
		}
	}
	if k.built, err = k.f.m.builder(op)(p); err != nil {
		return err
	}
	return k.scratch(p.scratches)
}

// remember copies the inputs.
func (k *lateKernel) remember() error {
	if k.seen == nil {
		k.seen = make([]*value, len(k.inputs()))
	}
	for i, t := range k.inputs() {
		if t < 0 {
			continue
		}
		v := k.vals[t]
		if k.seen[i] == nil {
			k.seen[i] = &value{Tensor: v.Tensor, constant: true, mem: &k.f.m.mem}
			k.seen[i].Data, k.seen[i].Shape = nil, slices.Clone(v.Shape)
		}
		if err := k.seen[i].set(v.Data); err != nil {
			return err
		}
		if k.seen[i].Data == nil {
			k.seen[i].Data = []byte{}
		}
	}
	return nil
}

// scratch gives the kernel's scratch values memory.
func (k *lateKernel) scratch(vals []*value) error {
	var blocks []*block
	for _, v := range vals {
		if err := v.check(); err != nil {
			return fmt.Errorf("scratch memory: %w", err)
		}
		blocks = append(blocks, &block{v: v, size: roundUp(int64(v.Bytes()))})
	}
	k.f.m.mem.used -= k.taken
	k.taken = 0
	total, err := place(blocks, k.f.m.mem.left())
	if err != nil {
		return err
	}
	k.taken = total
	k.f.m.mem.used += total
	return nil
}

func (k *lateKernel) release() {
	k.f.m.mem.used -= k.taken
	k.taken = 0
	for _, v := range k.seen {
		if v != nil {
			v.free()
		}
	}
}

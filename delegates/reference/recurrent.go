package reference

import (
	"fmt"
	"math"

	"edged/models/graph"
)

// sequences says how the input of a recurrent operator is cut into sequences of steps, and
// where their outputs go.
type sequences struct {
	batch, steps  int
	timeMajor     bool
	backward      bool // from the last step to the first
	offset, width int  // where in a row of the output this network's part starts; the row's length
}

// newSequences cuts a tensor of rank 3, or one of rank 2 into sequences of one step.
func newSequences(in, out *value, timeMajor bool) sequences {
	s := sequences{batch: in.Shape[0], steps: 1, timeMajor: timeMajor, width: out.Shape[len(out.Shape)-1]}
	switch {
	case len(in.Shape) == 2:
	case timeMajor:
		s.batch, s.steps = in.Shape[1], in.Shape[0]
	default:
		s.steps = in.Shape[1]
	}
	return s
}

// at returns the index of a step of a sequence among all of them.
func (s *sequences) at(sequence, step int) int {
	if s.backward {
		step = s.steps - 1 - step
	}
	if s.timeMajor {
		return step*s.batch + sequence
	}
	return sequence*s.steps + step
}

// network is one direction of a recurrent operator.
type network interface {
	// sequenceCount is how many independent ones it runs.
	sequenceCount() int
	// sequence runs one of them.
	sequence(i, worker int)
	macs() int64
}

// recurrent is the kernel of one network or of two, forward and backward. A unit is a
// sequence of one.
type recurrent []network

func (r recurrent) units() int {
	n := 0
	for _, net := range r {
		n += net.sequenceCount()
	}
	return n
}

func (r recurrent) macs() int64 {
	var n int64
	for _, net := range r {
		n += net.macs()
	}
	return n
}

func (r recurrent) run(lo, hi, worker int) error {
	for u := lo; u < hi; u++ {
		i := u
		for _, net := range r {
			if i < net.sequenceCount() {
				net.sequence(i, worker)
				break
			}
			i -= net.sequenceCount()
		}
	}
	return nil
}

// activation32 returns an activation of recurrent operators as a function from one vector
// to another, which may be the same (ApplyActivationToVector, tensor_utils.h). No
// activation does nothing at all: it does not even copy.
func activation32(a graph.Activation) (func(dst, src []float32), error) {
	var f func(float32) float32
	switch a {
	case graph.ActNone:
		return func(_, _ []float32) {}, nil
	case graph.ActRelu:
		f = func(x float32) float32 { return max(x, 0) }
	case graph.ActReluN1To1:
		f = func(x float32) float32 { return min(max(x, -1), 1) }
	case graph.ActRelu6:
		f = func(x float32) float32 { return min(max(x, 0), 6) }
	case graph.ActTanh:
		f = tanhRational
	case graph.ActSignBit:
		f = func(x float32) float32 { return float32(math.Float32bits(x) >> 31) }
	default:
		return nil, fmt.Errorf("cannot use activation %v", a)
	}
	return func(dst, src []float32) {
		for i, x := range src {
			dst[i] = f(x)
		}
	}, nil
}

// constants returns the values of a constant tensor of type t.
func constants[T element](v *value, t graph.DType) ([]T, error) {
	if v.Type != t || !v.constant {
		return nil, fmt.Errorf("tensor %s is %v, wants a constant of %v", v.Name, v.Type, t)
	}
	return view[T](v), nil
}

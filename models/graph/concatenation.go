package graph

import (
	"fmt"
	"math"
)

// ConcatenationOptions are the attributes of CONCATENATION
// (schema.fbs, table ConcatenationOptions).
type ConcatenationOptions struct {
	Axis                    int32
	FusedActivationFunction Activation
}

func inferConcatenation(n *node) error {
	if err := n.arity(len(n.op.Inputs), -1, 1); err != nil {
		return err
	}
	if len(n.op.Inputs) == 0 {
		return fmt.Errorf("has no inputs")
	}
	o := n.op.Options.(*ConcatenationOptions)
	if o.FusedActivationFunction != ActNone {
		return fmt.Errorf("cannot fuse activation %v", o.FusedActivationFunction)
	}
	out := append([]int(nil), n.shape(0)...)
	a, err := axis(int(o.Axis), len(out))
	if err != nil {
		return err
	}
	for i := 1; i < len(n.op.Inputs); i++ {
		s := n.shape(i)
		if len(s) != len(out) || !equalShapes(without(s, a), without(out, a)) {
			return fmt.Errorf("shapes %v and %v do not concatenate along axis %d", n.shape(0), s, a)
		}
		if out[a], err = addDim(out[a], s[a]); err != nil {
			return err
		}
	}
	n.set(0, out...)
	return nil
}

func equalShapes(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// addDim adds sizes of dimensions and bounds the sum to what the schema can hold.
func addDim(sizes ...int) (int, error) {
	var sum int64
	for _, s := range sizes {
		sum += int64(s)
	}
	if sum < 0 || sum > math.MaxInt32 {
		return 0, fmt.Errorf("a dimension of size %d", sum)
	}
	return int(sum), nil
}

// mulDim multiplies sizes of dimensions, none negative, and bounds the product to what
// the schema can hold.
func mulDim(sizes ...int) (int, error) {
	product := int64(1)
	for _, s := range sizes {
		if product *= int64(s); product > math.MaxInt32 {
			return 0, fmt.Errorf("sizes %v make too large a dimension", sizes)
		}
	}
	return int(product), nil
}

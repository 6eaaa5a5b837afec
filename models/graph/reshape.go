package graph

import "fmt"

// ReshapeOptions are the attributes of RESHAPE
// (schema.fbs, table ReshapeOptions).
type ReshapeOptions struct {
	NewShape []int32 // used when the operator has no second input
}

func inferReshape(n *node) error {
	if err := n.arity(1, 2, 1); err != nil {
		return err
	}
	var want []int
	if n.in(1) != nil {
		v, err := n.ints(1)
		if err != nil {
			return err
		}
		want = v
	} else {
		for _, d := range n.op.Options.(*ReshapeOptions).NewShape {
			want = append(want, int(d))
		}
		// Older converters write [0] for a scalar.
		if len(want) == 1 && want[0] == 0 {
			want = nil
		}
	}
	out, err := fillShape(want, Elems(n.shape(0)))
	if err != nil {
		return err
	}
	n.set(0, out...)
	return nil
}

// fillShape replaces the one -1 of a shape so that it holds elems elements.
func fillShape(want []int, elems int) ([]int, error) {
	out := append([]int(nil), want...)
	free := -1
	known := make([]int, 0, len(want))
	for i, d := range want {
		switch {
		case d == -1 && free < 0:
			free = i
		case d < 0:
			return nil, fmt.Errorf("cannot reshape to %v", want)
		default:
			known = append(known, d)
		}
	}
	n, err := CheckedElems(known)
	if err != nil {
		return nil, err
	}
	if free >= 0 {
		if n == 0 || elems%n != 0 {
			return nil, fmt.Errorf("cannot reshape %d elements to %v", elems, want)
		}
		out[free] = elems / n
		return out, nil
	}
	if n != elems {
		return nil, fmt.Errorf("cannot reshape %d elements to %v", elems, want)
	}
	return out, nil
}

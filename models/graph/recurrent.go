package graph

import "fmt"

// Rules that the recurrent operators share.

// wants checks that input i is there and has a shape.
func (n *node) wants(i int, want ...int) error {
	switch {
	case n.in(i) == nil:
		return fmt.Errorf("input %d is missing", i)
	case !equalShapes(n.shape(i), want):
		return fmt.Errorf("input %d has shape %v, wants %v", i, n.shape(i), want)
	}
	return nil
}

// state is wants for a tensor that keeps its value between invocations.
func (n *node) state(i int, want ...int) error {
	if err := n.wants(i, want...); err != nil {
		return err
	}
	if !n.in(i).Variable {
		return fmt.Errorf("input %d is a state but not a variable tensor", i)
	}
	return nil
}

// rowsOf returns the first dimension of input i, which has to be there and of rank 2.
func (n *node) rowsOf(i int) (int, error) {
	if n.in(i) == nil || len(n.shape(i)) != 2 {
		return 0, fmt.Errorf("input %d is not a matrix", i)
	}
	return n.shape(i)[0], nil
}

// sequences returns how many sequences input 0, of rank 3, holds.
func (n *node) sequences(timeMajor bool) (int, error) {
	if err := n.rank(0, 3, 3); err != nil {
		return 0, err
	}
	if timeMajor {
		return n.shape(0)[1], nil
	}
	return n.shape(0)[0], nil
}

// firstError returns the first error.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

package graph

import "fmt"

// GatherOptions are the attributes of GATHER
// (schema.fbs, table GatherOptions).
type GatherOptions struct {
	Axis      int32
	BatchDims int32
}

func inferGather(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	in, at := n.shape(0), n.shape(1)
	a, batch, err := n.op.Options.(*GatherOptions).Resolve(len(in), len(at))
	if err != nil {
		return err
	}
	if !equalShapes(in[:batch], at[:batch]) {
		return fmt.Errorf("shapes %v and %v differ in the first %d dimensions", in, at, batch)
	}
	out := append([]int{}, in[:a]...)
	out = append(append(out, at[batch:]...), in[a+1:]...)
	n.set(0, out...)
	return nil
}

// Resolve returns the axis and the number of batch dimensions, both counted from the
// front, for inputs of the given ranks.
func (o *GatherOptions) Resolve(rank, indexRank int) (a, batch int, err error) {
	if a, err = axis(int(o.Axis), rank); err != nil {
		return 0, 0, err
	}
	batch = int(o.BatchDims)
	if batch < 0 {
		batch += indexRank
	}
	if batch < 0 || batch > a || batch > indexRank {
		return 0, 0, fmt.Errorf("%d batch dimensions with axis %d and indices of rank %d", o.BatchDims, a, indexRank)
	}
	return a, batch, nil
}

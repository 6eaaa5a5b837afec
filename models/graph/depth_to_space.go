package graph

import "fmt"

// DepthToSpaceOptions are the attributes of DEPTH_TO_SPACE
// (schema.fbs, table DepthToSpaceOptions).
type DepthToSpaceOptions struct {
	BlockSize int32
}

func inferDepthToSpace(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	if err := n.rank(0, 4, 4); err != nil {
		return err
	}
	in, b := n.shape(0), int(n.op.Options.(*DepthToSpaceOptions).BlockSize)
	if b <= 0 || in[3]%b != 0 || in[3]/b%b != 0 {
		return fmt.Errorf("depth %d does not make blocks of %d", in[3], b)
	}
	h, err := mulDim(in[1], b)
	if err != nil {
		return err
	}
	w, err := mulDim(in[2], b)
	if err != nil {
		return err
	}
	n.set(0, in[0], h, w, in[3]/b/b)
	return nil
}

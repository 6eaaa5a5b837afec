package graph

import "fmt"

// SpaceToDepthOptions are the attributes of SPACE_TO_DEPTH
// (schema.fbs, table SpaceToDepthOptions).
type SpaceToDepthOptions struct {
	BlockSize int32
}

func inferSpaceToDepth(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	if err := n.rank(0, 4, 4); err != nil {
		return err
	}
	in, b := n.shape(0), int(n.op.Options.(*SpaceToDepthOptions).BlockSize)
	if b <= 0 || in[1]%b != 0 || in[2]%b != 0 {
		return fmt.Errorf("shape %v does not fall into blocks of %d", in, b)
	}
	depth, err := mulDim(in[3], b, b)
	if err != nil {
		return err
	}
	n.set(0, in[0], in[1]/b, in[2]/b, depth)
	return nil
}

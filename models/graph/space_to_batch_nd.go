package graph

import "fmt"

func inferSpaceToBatchND(n *node) error {
	block, pads, err := n.spaceBlocks()
	if err != nil {
		return err
	}
	out := append([]int(nil), n.shape(0)...)
	for i, b := range block {
		size, err := addDim(out[i+1], pads[2*i], pads[2*i+1])
		if err != nil {
			return err
		}
		if size%b != 0 {
			return fmt.Errorf("a padded dimension of %d is no multiple of block %d", size, b)
		}
		out[i+1] = size / b
		if out[0], err = mulDim(out[0], b); err != nil {
			return err
		}
	}
	n.set(0, out...)
	return nil
}

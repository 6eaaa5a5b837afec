package graph

import "fmt"

func inferBatchToSpaceND(n *node) error {
	block, crops, err := n.spaceBlocks()
	if err != nil {
		return err
	}
	out := append([]int(nil), n.shape(0)...)
	for i, b := range block {
		if out[0]%b != 0 {
			return fmt.Errorf("a batch of %d does not make blocks %v", n.shape(0)[0], block)
		}
		out[0] /= b
		size, err := mulDim(out[i+1], b)
		if err != nil {
			return err
		}
		if out[i+1], err = addDim(size, -crops[2*i], -crops[2*i+1]); err != nil {
			return err
		}
	}
	n.set(0, out...)
	return nil
}

// spaceBlocks returns the block sizes in constant input 1 and the sizes before and after
// each spatial dimension in constant input 2. The first dimension of input 0 is the batch,
// the last one the depth; the one or two between them are spatial.
func (n *node) spaceBlocks() (block, sizes []int, err error) {
	if err := n.arity(3, 3, 1); err != nil {
		return nil, nil, err
	}
	if err := n.rank(0, 3, 4); err != nil {
		return nil, nil, err
	}
	if block, err = n.ints(1); err != nil {
		return nil, nil, err
	}
	if sizes, err = n.ints(2); err != nil {
		return nil, nil, err
	}
	spatial := len(n.shape(0)) - 2
	if len(block) != spatial || !equalShapes(n.shape(2), []int{spatial, 2}) || len(sizes) != 2*spatial {
		return nil, nil, fmt.Errorf("blocks %v and sizes %v of shape %v", block, sizes, n.shape(0))
	}
	for i, b := range block {
		if b <= 0 || sizes[2*i] < 0 || sizes[2*i+1] < 0 {
			return nil, nil, fmt.Errorf("blocks %v and sizes %v: wants positive numbers", block, sizes)
		}
	}
	return block, sizes, nil
}

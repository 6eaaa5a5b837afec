package graph

import "fmt"

// MirrorPadOptions are the attributes of MIRROR_PAD
// (schema.fbs, table MirrorPadOptions).
type MirrorPadOptions struct {
	Mode int8
}

// The modes of MIRROR_PAD (schema.fbs, enum MirrorPadMode): whether the border element
// itself is left out of the mirror image.
const (
	MirrorReflect   int8 = 0
	MirrorSymmetric int8 = 1
)

func inferMirrorPad(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	mode := n.op.Options.(*MirrorPadOptions).Mode
	if mode != MirrorReflect && mode != MirrorSymmetric {
		return fmt.Errorf("mirror mode %d is neither 0 (reflect) nor 1 (symmetric)", mode)
	}
	return n.padded(func(dim, size int) error {
		if most := dim - 1 + int(mode); size > most {
			return fmt.Errorf("padding %d is more than a dimension of %d mirrors", size, dim)
		}
		return nil
	})
}

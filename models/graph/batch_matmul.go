package graph

import "fmt"

// BatchMatMulOptions are the attributes of BATCH_MATMUL
// (schema.fbs, table BatchMatMulOptions).
type BatchMatMulOptions struct {
	AdjX                     bool
	AdjY                     bool
	AsymmetricQuantizeInputs bool
}

// inferBatchMatMul takes matrices [..., m, k] and [..., k, n], each of them transposed
// where its attribute says so, whose leading dimensions broadcast.
func inferBatchMatMul(n *node) error {
	if err := n.arity(2, 2, 1); err != nil {
		return err
	}
	for i := range 2 {
		if err := n.rank(i, 2, 5); err != nil {
			return err
		}
	}
	o := n.op.Options.(*BatchMatMulOptions)
	x, y := n.shape(0), n.shape(1)
	m, k := matrixOf(x, o.AdjX)
	depth, cols := matrixOf(y, o.AdjY)
	if k != depth {
		return fmt.Errorf("matrices %v and %v do not multiply (transposed: %v, %v)", x, y, o.AdjX, o.AdjY)
	}
	out, err := Broadcast(x[:len(x)-2], y[:len(y)-2])
	if err != nil {
		return err
	}
	n.set(0, append(out, m, cols)...)
	return nil
}

// matrixOf returns the rows and columns of a shape's last two dimensions.
func matrixOf(shape []int, transposed bool) (rows, cols int) {
	rows, cols = shape[len(shape)-2], shape[len(shape)-1]
	if transposed {
		return cols, rows
	}
	return rows, cols
}

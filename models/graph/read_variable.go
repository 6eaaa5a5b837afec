package graph

// inferReadVariable takes the shape from the file. Where that says nothing or a scalar,
// which TFLite does not tell apart, it is that of the variable when it is read.
func inferReadVariable(n *node) error {
	if err := n.arity(1, 1, 1); err != nil {
		return err
	}
	if err := n.handle(0); err != nil {
		return err
	}
	if len(n.out(0).Shape) == 0 {
		return errDynamic
	}
	n.set(0, n.out(0).Shape...)
	return nil
}

package reference

// buildMatrixSetDiag replaces the diagonals of matrices.
func buildMatrixSetDiag(p *prep) (kernel, error) { return diagonals(p, p.in(1), p.in(0)) }

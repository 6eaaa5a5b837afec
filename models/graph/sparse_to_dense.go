package graph

// SparseToDenseOptions are the attributes of SPARSE_TO_DENSE
// (schema.fbs, table SparseToDenseOptions).
type SparseToDenseOptions struct {
	ValidateIndices bool
}

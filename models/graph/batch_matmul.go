package graph

// BatchMatMulOptions are the attributes of BATCH_MATMUL
// (schema.fbs, table BatchMatMulOptions).
type BatchMatMulOptions struct {
	AdjX                     bool
	AdjY                     bool
	AsymmetricQuantizeInputs bool
}

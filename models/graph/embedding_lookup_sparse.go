package graph

// EmbeddingLookupSparseOptions are the attributes of EMBEDDING_LOOKUP_SPARSE
// (schema.fbs, table EmbeddingLookupSparseOptions).
type EmbeddingLookupSparseOptions struct {
	Combiner int8
}

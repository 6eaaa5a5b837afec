package graph

// ConcatEmbeddingsOptions are the attributes of CONCAT_EMBEDDINGS
// (schema.fbs, table ConcatEmbeddingsOptions).
type ConcatEmbeddingsOptions struct {
	NumChannels            int32
	NumColumnsPerChannel   []int32
	EmbeddingDimPerChannel []int32
}

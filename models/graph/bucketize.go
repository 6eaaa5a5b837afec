package graph

// BucketizeOptions are the attributes of BUCKETIZE
// (schema.fbs, table BucketizeOptions).
type BucketizeOptions struct {
	Boundaries []float32
}

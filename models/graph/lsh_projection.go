package graph

// LSHProjectionOptions are the attributes of LSH_PROJECTION
// (schema.fbs, table LSHProjectionOptions).
type LSHProjectionOptions struct {
	Type int8
}

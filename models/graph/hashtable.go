package graph

// HashtableOptions are the attributes of HASHTABLE
// (schema.fbs, table HashtableOptions).
type HashtableOptions struct {
	TableId    int32
	KeyDtype   DType
	ValueDtype DType
}

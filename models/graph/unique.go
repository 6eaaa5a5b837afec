package graph

// UniqueOptions are the attributes of UNIQUE
// (schema.fbs, table UniqueOptions).
type UniqueOptions struct {
	IdxOutType DType `fb:"2"`
}

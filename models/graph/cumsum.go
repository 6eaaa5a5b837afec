package graph

// CumsumOptions are the attributes of CUMSUM
// (schema.fbs, table CumsumOptions).
type CumsumOptions struct {
	Exclusive bool
	Reverse   bool
}

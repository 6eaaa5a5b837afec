package graph

// OneHotOptions are the attributes of ONE_HOT
// (schema.fbs, table OneHotOptions).
type OneHotOptions struct {
	Axis int32
}

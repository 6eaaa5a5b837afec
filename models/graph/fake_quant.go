package graph

// FakeQuantOptions are the attributes of FAKE_QUANT
// (schema.fbs, table FakeQuantOptions).
type FakeQuantOptions struct {
	Min         float32
	Max         float32
	NumBits     int32
	NarrowRange bool
}

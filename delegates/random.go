package delegates

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"edged/models/graph"
)

// RandomInputs draws inputs for a signature over the whole range of their types (floats in
// [0, 1); int32 and int64 are 0 or 1, as indices of small tables may be meant), the same
// ones each time.
func RandomInputs(sig graph.Signature) []graph.Tensor {
	rng := rand.New(rand.NewPCG(0, 0))
	var in []graph.Tensor
	for _, t := range sig.Inputs {
		t.Data = randomData(rng, t)
		in = append(in, t)
	}
	return in
}

// randomData draws the elements of one input.
func randomData(rng *rand.Rand, t graph.Tensor) []byte {
	data := make([]byte, t.Bytes())
	switch t.Type {
	case graph.Float32:
		for i := 0; i < len(data); i += 4 {
			binary.LittleEndian.PutUint32(data[i:], math.Float32bits(rng.Float32()))
		}
	case graph.Int32:
		for i := 0; i < len(data); i += 4 {
			binary.LittleEndian.PutUint32(data[i:], rng.Uint32N(2))
		}
	case graph.Int64:
		for i := 0; i < len(data); i += 8 {
			binary.LittleEndian.PutUint64(data[i:], uint64(rng.Uint32N(2)))
		}
	case graph.Bool:
		for i := range data {
			data[i] = byte(rng.Uint32N(2))
		}
	default:
		for i := range data {
			data[i] = byte(rng.Uint32())
		}
	}
	return data
}

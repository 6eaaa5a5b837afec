package judge

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"edged/internal/npy"
	"edged/models/graph"
)

// signatures returns the argument of that name for the script.
func (q Question) signatures() []byte {
	var names []string
	for _, in := range q.Inputs {
		names = append(names, in.Name)
	}
	b, err := json.Marshal(map[string][]string{"run": q.Signatures, "names": names})
	if err != nil {
		panic(err) // strings always encode
	}
	return b
}

// encode returns a tensor as a .npy file. A string tensor is one of bytes, with its shape
// in a second file.
func encode(t testing.TB, x graph.Tensor) (data, shape []byte) {
	t.Helper()
	if x.Type == graph.String {
		b := make([]byte, 0, 8*len(x.Shape))
		for _, d := range x.Shape {
			b = binary.LittleEndian.AppendUint64(b, uint64(d))
		}
		shape, _ = encode(t, graph.Tensor{Type: graph.Int64, Shape: []int{len(x.Shape)}, Data: b})
		x = graph.Tensor{Type: graph.UInt8, Shape: []int{len(x.Data)}, Data: x.Data}
	}
	data, err := npy.Encode(x)
	if err != nil {
		t.Fatal(err)
	}
	return data, shape
}

// decode reads what encode or the script has written.
func decode(t testing.TB, path string) graph.Tensor {
	t.Helper()
	read := func(path string) graph.Tensor {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		x, err := npy.Decode(b)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return x
	}
	x := read(path)
	shape := strings.TrimSuffix(path, ".npy") + ".shape.npy"
	if _, err := os.Stat(shape); err == nil {
		s := read(shape)
		x = graph.Tensor{Type: graph.String, Shape: s.Ints(), HasRank: true, Data: x.Data}
	}
	return x
}
